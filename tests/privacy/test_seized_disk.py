"""Whoever seizes the machine finds nobody: fifty people walk every way, and no file knows any of them."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tests.journeys.test_bad_input import BUTTONS, callback
from tests.journeys.test_journey import begin, label
from tests.support.auditing import events_in, make_audit_folder
from tests.support.bots import BotProcess
from tests.support.scanner import Found, scan_files

from exitbot.knowledge.loading import Knowledge
from exitbot.language.catalogs import load_catalogs
from exitbot.language.speaking import Voice
from exitbot.sandbox import Person, Sandbox
from exitbot.screens.crawling import reachable
from exitbot.screens.keeping import Keeping
from exitbot.screens.route import seal

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 50
WORDS = "секретное слово {number} Germany"


@dataclass
class Watched:
    """A bot in a folder of its own, and what it opened for writing."""

    bot: BotProcess
    folder: Path
    pipe: int

    def opened(self) -> list[tuple[str, str]]:
        """Everything so far."""
        data = b""
        while True:
            try:
                part = os.read(self.pipe, 1 << 16)
            except BlockingIOError:
                return events_in(data)
            if not part:
                return events_in(data)
            data += part


@asynccontextmanager
async def watched(sandbox: Sandbox, tmp_path: Path, *, webhook: bool, deny: bool, **settings: str) -> AsyncIterator[Watched]:
    """The real bot, whose home, temporary folder and working folder are one empty place."""
    folder = tmp_path / "machine"
    folder.mkdir()
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_inheritable(writing, True)
    places = {name: str(folder) for name in ("HOME", "TMPDIR", "TEMP", "XDG_CACHE_HOME", "XDG_STATE_HOME")}
    audit = make_audit_folder(tmp_path / "audit")
    bot = BotProcess(
        sandbox, webhook=webhook, PYTHONPATH=str(audit), PYTHONDONTWRITEBYTECODE="1", EXITBOT_LOG_LEVEL="DEBUG",
        EXITBOT_TEST_PIPE=str(writing), EXITBOT_TEST_DENY="yes" if deny else "no", **places, **settings,
    )  # fmt: skip
    try:
        await bot.start(cwd=folder, pass_fds=(writing,))
        yield Watched(bot, folder, reading)
    finally:
        await bot.end()
        os.close(reading)
        os.close(writing)


def people_of_all_lengths(sandbox: Sandbox) -> list[Person]:
    """Ids of five to twelve digits, names that are easy to recognise."""
    dice = random.Random(7)
    numbers = [dice.randrange(10 ** (digits - 1), 10**digits) for digits in range(5, 13) for _ in range(7)]
    return [sandbox.person(f"Имярек{number}", language_code="ru", account_id=number) for number in numbers[:PEOPLE]]


async def walk(person: Person, dice: random.Random) -> None:
    """Start, twenty presses wherever they lead, something typed, something odd, and sometimes the exit."""
    await begin(person)
    for _ in range(20):
        screen = person.screen
        if screen is None or not screen.buttons:
            await begin(person)
            continue
        choices = [button for button in screen.buttons if "Выход" not in button and "Exit" not in button]
        person.press(dice.choice(choices))
        await person.settled(timeout=20)
    person.send(WORDS.format(number=person.id))
    person.send_raw({"contact": {"phone_number": f"+7{person.id}", "first_name": "Имярек"}})
    await person.settled(timeout=20)
    if dice.random() < 0.5 and person.screen is not None:
        person.press(label(person, "✖️"))
        await person.settled(timeout=20)


def everywhere(knowledge: Knowledge) -> list[str]:
    """The data of every button there is, and of some that nobody made."""
    voice = Voice("ru", load_catalogs(ROOT / "locales"))
    found = reachable(knowledge, voice, date.today(), Keeping(reports=True, counts=True))
    routes = dict.fromkeys(replace(route, origin=()) for route, _ in found if route.family != "exit")
    return [*(seal(route, "ru", "zzz") for route in routes), *BUTTONS]


async def press_each(sandbox: Sandbox, person: Person, data: list[str]) -> list[str]:
    """Press buttons one after the other, whatever the person sees; the ids of the presses."""
    await begin(person)
    numbers = [str((person.id << 32 | 0x80000000 | count) & ((1 << 63) - 1)) for count in range(len(data))]
    for number, each in zip(numbers, data, strict=True):
        sandbox.inject({"callback_query": callback(person, number, each)}, chat_id=person.id)
        await person.wait_for(lambda p: not waits(sandbox, p), timeout=20)
    return numbers


def waits(sandbox: Sandbox, person: Person) -> bool:
    """Whether something of this person is not finished."""
    return any(update.chat_id == person.id for update in sandbox.queue.pending.values())


def everything_seized(machine: Watched, people: list[Person], log: Path, presses: Iterable[str] = ()) -> list[Found]:
    """What a scan of every file the bot wrote finds of anybody. presses: ids of callback queries, which hold the person's."""
    secrets: list[int | str] = [int(press) for press in presses]
    for person in people:
        secrets += [person.id, person.account.first_name, WORDS.format(number=person.id)]
    return scan_files([*(path for path in machine.folder.rglob("*") if path.is_file()), log], secrets)


async def test_fifty_people_leave_no_trace_in_any_file(sandbox: Sandbox, tmp_path: Path) -> None:
    ledger = tmp_path / "machine" / "ledger"
    async with watched(
        sandbox, tmp_path, webhook=False, deny=False, EXITBOT_LEDGER=str(ledger), EXITBOT_COUNTS="true"
    ) as machine:
        people = people_of_all_lengths(sandbox)
        dice = random.Random(11)
        await asyncio.gather(*(walk(person, dice) for person in people[: PEOPLE // 2]))
        sandbox.faults.rate = 0.05
        await asyncio.gather(*(walk(person, dice) for person in people[PEOPLE // 2 :]))
        sandbox.faults.clear()
        await machine.bot.stop()
        assert ledger.stat().st_size > 0, "the control: something was written"
        assert everything_seized(machine, people, machine.bot.log_file) == []
        assert {path for _, path in machine.opened()} == {str(ledger)}, "nothing but the ledger is opened for writing"


async def test_no_screen_and_no_error_leaves_a_trace(sandbox: Sandbox, tmp_path: Path, knowledge: Knowledge) -> None:
    ledger = tmp_path / "machine" / "ledger"
    async with watched(
        sandbox, tmp_path, webhook=True, deny=False, EXITBOT_LEDGER=str(ledger), EXITBOT_COUNTS="true"
    ) as machine:
        people = people_of_all_lengths(sandbox)
        data = everywhere(knowledge)
        shares = [data[number :: len(people)] for number in range(len(people))]
        pressed = await asyncio.gather(*(press_each(sandbox, *each) for each in zip(people, shares, strict=True)))
        presses = [press for share in pressed for press in share]
        await machine.bot.stop()
        assert len(presses) == len(data)
        assert everything_seized(machine, people, machine.bot.log_file, presses) == []
        machine.folder.joinpath("planted").write_text(f"a press: {presses[-1]}")
        found = everything_seized(machine, people, machine.bot.log_file, presses)
        assert {each.secret for each in found} == {presses[-1]}, "the control: a press is as telling as a name"


async def test_the_scan_of_the_walk_would_have_found_a_leak(sandbox: Sandbox, tmp_path: Path) -> None:
    """The control: the same scan, with one id planted in one file."""
    async with watched(sandbox, tmp_path, webhook=True, deny=False) as machine:
        people = people_of_all_lengths(sandbox)[:3]
        await walk(people[0], random.Random(1))
        (machine.folder / "cache").write_bytes(people[0].id.to_bytes(6, "big"))
        assert {found.secret for found in everything_seized(machine, people, machine.bot.log_file)} == {str(people[0].id)}


async def test_it_serves_from_a_disk_that_refuses_every_write(sandbox: Sandbox, tmp_path: Path) -> None:
    async with watched(sandbox, tmp_path, webhook=True, deny=True) as machine:
        person = people_of_all_lengths(sandbox)[-1]
        await walk(person, random.Random(3))
        assert await machine.bot.stop() == 0
        assert list(machine.folder.iterdir()) == []
