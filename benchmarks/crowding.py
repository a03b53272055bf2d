"""`python -m benchmarks.crowding`: a flood by one account, and ten thousand updates that waited during an outage.

The flood: one account presses a thousand times a second while two hundred others press once each; what counts is how long
the others wait for their screen. The outage: a thousand people did ten things each while the bot was away; each must end
with the one screen of the last thing. The sandbox keeps Telegram's pace: thirty new messages a second in all, a hundred
updates in one look. Nobody can look further without confirming, that is without losing at a kill what is not done yet; so
what one person did more than a hundred updates apart is done one by one, and the figures say how often.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.insisting import Insisting, seated
from benchmarks.place import Place, bot_environment, copied_place, free_port
from benchmarks.processes import Child
from benchmarks.wanted import Screens, Shown, shown
from exitbot.sandbox import Person, Sandbox
from exitbot.sandbox.server import Call
from exitbot.sandbox.world import Message
from exitbot.screens.route import Route, open_envelope

__all__ = ["Flood", "Outage"]

_BAR = 2.0  # seconds: 99 of 100 people besides the flood
_AFTER_FLOOD = 30.0  # seconds until somebody besides it counts as lost
_AFTER_OUTAGE = 300.0
_QUIET = 1.5  # seconds without any call: nothing follows any more
_BLANK = "…"


@dataclass(slots=True)
class Flood:
    """waits: seconds from a press of the others to its screen."""

    updates: str
    rate: float
    seconds: float
    waits: list[float] = field(default_factory=list)
    lost: int = 0
    flood_edits: int = 0

    def percentile(self, percent: int) -> float:
        """Seconds; so many of a hundred waited no longer."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


@dataclass(slots=True)
class Outage:
    """What was done while the bot was away, and what came of it. screens: how many each person was shown."""

    what: str
    order: str
    people: int
    updates: int
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    screens: list[int] = field(default_factory=list)
    calls: dict[str, int] = field(default_factory=dict)
    refused: int = 0
    missing: int = 0
    wrong: int = 0
    doubled: int = 0


@click.command()
@click.option("--flood", default=1000, show_default=True, help="Presses a second of one account; 0: no flood.")
@click.option("--seconds", default=5.0, show_default=True, help="How long it floods.")
@click.option("--others", default=200, show_default=True, help="People who press once each in the meantime.")
@click.option("--people", default=1000, show_default=True, help="People who wait after the outage; 0: no outage.")
@click.option("--each", default=10, show_default=True, help="Updates of each of them.")
@click.option("--what", type=click.Choice(["pressed", "typed"]), multiple=True, help="In the outage; both by default.")
@click.option("--order", type=click.Choice(["bursts", "turns"]), multiple=True, help="In the outage; both by default.")
@click.option("--kill", default=0.0, help="Kill the bot so many seconds after its return and start it again; 0: do not.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write all figures to this file, too.")
def main(
    flood: int, seconds: float, others: int, people: int, each: int, what: Sequence[str], order: Sequence[str],
    kill: float, file: Path | None,
) -> None:  # fmt: skip
    """Measure both. Ends with 1 if anybody is lost, wrong or doubled, or waits too long beside the flood."""
    console = Console(width=None if sys.stdout.isatty() else 130)
    floods: list[Flood] = []
    outages: list[Outage] = []
    with copied_place() as place:
        for updates in ("polling", "webhook") if flood else ():
            floods.append(asyncio.run(_flood(place, updates, flood, seconds, others)))
        for kind in what or ("pressed", "typed") if people else ():
            for turns in order or ("bursts", "turns"):
                outages.append(asyncio.run(_outage(place, Outage(kind, turns, people, people * each), kill)))
    if floods:
        _show_floods(console, floods)
    if outages:
        _show_outages(console, outages)
    machine = f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} (other work on it slows all of this)"
    console.print(f"machine: {machine}", highlight=False)
    if file:
        figures = {"machine": machine, "floods": [asdict(e) for e in floods], "outages": [asdict(e) for e in outages]}
        file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    bad = [*(e.lost or e.percentile(99) >= _BAR for e in floods), *(e.missing or e.wrong or e.doubled for e in outages)]
    sys.exit(any(bad))


@asynccontextmanager
async def _bot(place: Place, sandbox: Sandbox, *, webhook: bool) -> AsyncIterator[Child]:
    environment = bot_environment(place, sandbox.token, sandbox.url, free_port(), webhook=webhook)
    bot = Child(["exitbot", "run"], environment, Path(place.folder))
    try:
        await bot.start()
        yield bot
    finally:
        await bot.kill()


async def _flood(place: Place, updates: str, rate: int, seconds: float, others: int) -> Flood:
    screens = Screens(place.shelf())
    async with Sandbox(webhook_retry_unit=0.05) as sandbox:
        flooder, *people = seated(sandbox, screens, others + 1)
        crowd = Insisting(sandbox, screens, people)
        edits: Counter[int | None] = Counter()
        sandbox.call_listeners.append(lambda call: edits.update([call.chat_id] * (call.method == "editMessageText")))
        async with _bot(place, sandbox, webhook=updates == "webhook"):
            began, pressed = time.monotonic(), 0
            waiting = list(people)
            while (gone := time.monotonic() - began) < seconds:
                while pressed < gone * rate:
                    _press_anything(flooder, pressed)
                    pressed += 1
                while waiting and len(people) - len(waiting) < gone / seconds * len(people):
                    crowd.press(waiting.pop())
                await asyncio.sleep(0.002)
            for person in waiting:
                crowd.press(person)
            await crowd.all_granted(_AFTER_FLOOD)
        waits = [wish.shown - wish.pressed for wish in crowd.granted]
        return Flood(updates, pressed / seconds, seconds, waits, crowd.open() + crowd.doubled(), edits[flooder.id])


def _press_anything(person: Person, number: int) -> None:
    screen = person.screen
    assert screen is not None
    data = [button["callback_data"] for row in screen.keyboard[:4] for button in row if "callback_data" in button]
    data = [each for each in data if open_envelope(each).route.family != "exit"]
    person.press(data=data[number % len(data)], message_id=screen.message_id)


async def _outage(place: Place, outage: Outage, kill: float) -> Outage:
    """Everybody does what they do while no bot is there; then it starts."""
    screens = Screens(place.shelf())
    async with Sandbox() as sandbox:
        people = seated(sandbox, screens, outage.people)
        if outage.what == "typed":
            for person in people:
                person.delete_chat()  # they come anew
        wanted = _did(outage, people, screens)
        right, seen = dict.fromkeys(wanted, 0.0), Counter(dict.fromkeys(wanted, 0))
        sandbox.world.listeners.append(partial(_watch, wanted, right, seen))
        calls, refused = Counter[str](), Counter[int]()
        last = [time.monotonic()]
        sandbox.call_listeners.append(partial(_count, calls, refused, last))
        await asyncio.sleep(1.1)  # Telegram's dates are whole seconds
        began = time.monotonic()
        async with _bot(place, sandbox, webhook=False) as bot:
            if kill:
                await asyncio.sleep(kill)
                await bot.kill()
                await bot.start()
            with suppress(TimeoutError):
                async with asyncio.timeout(_AFTER_OUTAGE):
                    while sandbox.queue.pending or time.monotonic() - last[0] < _QUIET:
                        await sandbox.next_change(0.2)
        outage.seconds = last[0] - began
        outage.calls, outage.refused = dict(calls), refused[429]
        outage.screens = list(seen.values())
        outage.waits = [at - began for at in right.values() if at]
        for person in people:
            _judge(outage, person, wanted[person.id])
    return outage


def _did(outage: Outage, people: Sequence[Person], screens: Screens) -> dict[int, Shown]:
    """All that was done, in the order it came; what each person must see in the end."""
    dice, each = random.Random(1), outage.updates // outage.people
    did = _type if outage.what == "typed" else _press
    order = list(people) * each if outage.order == "turns" else [person for person in people for _ in range(each)]
    wanted: dict[int, Shown] = {}
    for person in order:
        wanted[person.id] = did(person, screens, dice)
    return wanted


def _type(person: Person, screens: Screens, dice: random.Random) -> Shown:
    words = {"France": "fr", "Germany": "de"}
    name = dice.choice(sorted(words))
    person.send(name)
    return screens.of(Route(("country", words[name])), person.account.language_code)


def _press(person: Person, screens: Screens, dice: random.Random) -> Shown:
    screen = person.screen
    assert screen is not None
    data = [button["callback_data"] for row in screen.keyboard for button in row if "callback_data" in button]
    chosen = dice.choice([each for each in data[:8] if screens.behind(each)])
    person.press(data=chosen, message_id=screen.message_id)
    return next(iter(screens.behind(chosen)))


def _watch(wanted: dict[int, Shown], right: dict[int, float], seen: Counter[int], kind: str, details: dict[str, Any]) -> None:
    if kind not in ("message", "edited"):
        return
    message: Message = details["message"]
    if not message.from_bot or message.text == _BLANK:
        return
    seen[message.chat_id] += 1
    right[message.chat_id] = time.monotonic() if shown(message) == wanted[message.chat_id] else 0.0


def _count(calls: Counter[str], refused: Counter[int], last: list[float], call: Call) -> None:
    if call.method != "getUpdates":
        calls[call.method] += 1
        refused[call.status] += 1
        last[0] = time.monotonic()


def _judge(outage: Outage, person: Person, wanted: Shown) -> None:
    own = [message for message in person.history if not message.from_bot]
    seen = [shown(message) for message in person.history if message.from_bot]
    outage.doubled += len(seen) > 1
    outage.missing += not seen
    outage.wrong += bool(own) or (len(seen) == 1 and seen[0] != wanted)


def _show_floods(console: Console, floods: Sequence[Flood]) -> None:
    table = Table(title="One account floods; the others' wait for their screen", title_justify="left")
    for head in ("updates by", "flood/s", "for s", "its edits", "others", "lost", "median s", "99 % s", "longest s", "bar"):
        table.add_column(head, justify="left" if head in ("updates by", "bar") else "right")
    for each in floods:
        waits = (median(each.waits), each.percentile(99), max(each.waits))
        met = "[green]met:[/]" if each.percentile(99) < _BAR else "[red]missed:[/]"
        counts = (f"{each.rate:.0f}", f"{each.seconds:g}", str(each.flood_edits), str(len(each.waits)), str(each.lost))
        table.add_row(each.updates, *counts, *(f"{wait:.2f}" for wait in waits), f"{met} 99 % within {_BAR:g} s")
    console.print(table)


def _show_outages(console: Console, outages: Sequence[Outage]) -> None:
    table = Table(title="After an outage, polling", title_justify="left")
    heads = ("they", "in", "people", "updates", "all done s", "wait: median", "99 %", "calls", "429", "screens each")
    for head in (*heads, "missing", "wrong", "doubled"):
        table.add_column(head, justify="left" if head in ("they", "in") else "right")
    for each in outages:
        waits = sorted(each.waits) or [0.0]
        counts = (each.people, each.updates)
        times = (each.seconds, median(waits), waits[len(waits) * 99 // 100])
        shown_each = f"{sum(each.screens) / each.people:.1f}, most {max(each.screens)}"
        bad = (each.missing, each.wrong, each.doubled)
        calls = (f"{sum(each.calls.values()):,}", str(each.refused))
        numbers = (*(f"{count:,}" for count in counts), *(f"{at:.1f}" for at in times), *calls, shown_each, *map(str, bad))
        table.add_row(each.what, each.order, *numbers)
    console.print(table)
    for each in outages:
        told = ", ".join(f"{name} {number:,}" for name, number in sorted(each.calls.items()))
        console.print(f"{each.what}, {each.order}: {told}", highlight=False)
    console.print("bursts: each person's updates one after another; turns: person after person, again and again.")


if __name__ == "__main__":
    main()
