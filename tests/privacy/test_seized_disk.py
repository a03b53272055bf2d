"""Whoever seizes the machine finds nobody: fifty people walk every way, and no file knows any of them."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.test_journey import begin, label
from tests.support.auditing import events_in, make_audit_folder
from tests.support.bots import BotProcess
from tests.support.scanner import Found, scan_files

from exitbot.sandbox import Person, Sandbox

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


def everything_seized(machine: Watched, people: list[Person], log: Path) -> list[Found]:
    """What a scan of every file the bot wrote finds of anybody."""
    secrets: list[int | str] = []
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
