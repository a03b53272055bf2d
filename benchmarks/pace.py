"""`python -m benchmarks.pace`: how the bot's pace follows what the API allows.

The real bot against a sandbox that lets 200 calls a second through, then 20, then 200 again; what is more is a 429. Calls
are edits and answers to presses alike. More people than it can serve press again as soon as they see their screen, so the
bot is behind from the first moment to the last. Nobody's press may be lost.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from benchmarks.insisting import Insisting, seated
from benchmarks.place import Place, bot_environment, copied_place, free_port
from benchmarks.processes import Child
from benchmarks.wanted import Screens
from exitbot.sandbox import Sandbox
from exitbot.sandbox.server import Call

__all__ = ["Curve", "Step"]

_STEP = 0.5  # seconds
_NEAR = 0.9  # of what is allowed: back
_ABOVE = 1.5  # times what is allowed: not down yet
_BAR = 32  # characters for the highest rate
_COUNTED = frozenset({"editMessageText", "answerCallbackQuery", "sendMessage", "deleteMessages"})
_PATIENCE = 120.0


@dataclass(slots=True)
class Step:
    """Half a second. at: its beginning, seconds from the first; allowed: calls a second."""

    at: float
    allowed: float
    passed: int = 0
    refused: int = 0


@dataclass(slots=True)
class Curve:
    """What came in, by half seconds, and what is to be said of it. fall, rise: when the allowance changed."""

    updates: str
    people: int
    fall: float
    rise: float
    steps: list[Step] = field(default_factory=list)
    presses: int = 0
    lost: int = 0
    doubled: int = 0
    late: int = 0
    """Calls that went through and were of no use: answers to presses that were too old by then."""
    slowest_press: float = 0.0

    def came_down(self) -> float | None:
        """Seconds after the fall until the bot tries, for a whole second, hardly more than is allowed."""
        pairs = self._pairs(self.fall, self.rise)
        return next((b.at + _STEP - self.fall for a, b in pairs if _tries(a, b) <= _ABOVE * b.allowed), None)

    def came_back(self) -> float | None:
        """Seconds after the rise until nine tenths of what is allowed went through, for a whole second."""
        pairs = self._pairs(self.rise, self.steps[-1].at + _STEP)
        return next((b.at + _STEP - self.rise for a, b in pairs if a.passed + b.passed >= _NEAR * b.allowed), None)

    def share(self, since: float, until: float) -> float:
        """What went through, of what was allowed."""
        steps = self._between(since, until)
        return sum(step.passed for step in steps) / max(1.0, sum(step.allowed * _STEP for step in steps))

    def refused(self, since: float, until: float) -> int:
        """How many 429."""
        return sum(step.refused for step in self._between(since, until))

    def _between(self, since: float, until: float) -> list[Step]:
        return [step for step in self.steps if since <= step.at < until]

    def _pairs(self, since: float, until: float) -> list[tuple[Step, Step]]:
        steps = self._between(since, until)
        return list(pairwise(steps))


@click.command()
@click.option("--updates", type=click.Choice(["polling", "webhook"]), multiple=True, help="How they come; both by default.")
@click.option("--people", default=300, show_default=True, help="How many press without end.")
@click.option("--high", default=200.0, show_default=True, help="Calls a second at first and at last.")
@click.option("--low", default=20.0, show_default=True, help="Calls a second in between.")
@click.option("--seconds", default=(10.0, 15.0, 25.0), show_default=True, type=(float, float, float), help="High, low, high.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write all figures to this file, too.")
def main(
    updates: Sequence[str], people: int, high: float, low: float, seconds: tuple[float, float, float], file: Path | None
) -> None:
    """Show the curve. Ends with 1 if a press was lost, or if the bot did not come down or not come back."""
    console = Console(width=None if sys.stdout.isatty() else 110)
    with copied_place() as place:
        curves = [asyncio.run(_curve(place, each, people, (high, low, high), seconds)) for each in updates or _BOTH]
    for curve in curves:
        _show(console, curve, max(high, low))
    if file:
        file.write_text(json.dumps([_figures(curve) for curve in curves], indent=2) + "\n", encoding="utf-8")
    sys.exit(any(curve.lost or curve.doubled or curve.came_down() is None or curve.came_back() is None for curve in curves))


_BOTH = ("polling", "webhook")


async def _curve(
    place: Place, updates: str, people: int, rates: tuple[float, float, float], seconds: tuple[float, float, float]
) -> Curve:
    curve = Curve(updates, people, seconds[0], seconds[0] + seconds[1])
    screens = Screens(place.shelf())
    async with Sandbox(webhook_retry_unit=0.05) as sandbox:
        crowd = Insisting(sandbox, screens, seated(sandbox, screens, people))
        environment = bot_environment(place, sandbox.token, sandbox.url, free_port(), webhook=updates == "webhook")
        bot = Child(["exitbot", "run"], environment, Path(place.folder))
        try:
            await bot.start()
            await _phases(sandbox, curve, crowd, rates, seconds)
            sandbox.limits.calls_in_all = None
            await crowd.all_granted(_PATIENCE)
        finally:
            await bot.kill()
    curve.presses, curve.lost, curve.doubled = len(crowd.granted) + crowd.open(), crowd.open(), crowd.doubled()
    curve.slowest_press = max(wish.shown - wish.pressed for wish in crowd.granted)
    return curve


async def _phases(sandbox: Sandbox, curve: Curve, crowd: Insisting, rates: Sequence[float], seconds: Sequence[float]) -> None:
    listener = partial(_count, curve)
    sandbox.call_listeners.append(listener)
    sandbox.limits.calls_in_all = rates[0]
    crowd.again = True
    began, number = time.monotonic(), 0
    crowd.everybody()
    for rate, length in zip(rates, seconds, strict=True):
        sandbox.limits.calls_in_all = rate
        for _ in range(round(length / _STEP)):
            curve.steps.append(Step(number * _STEP, rate))
            number += 1
            await asyncio.sleep(max(0.0, began + number * _STEP - time.monotonic()))
    crowd.again = False
    sandbox.call_listeners.remove(listener)


def _count(curve: Curve, call: Call) -> None:
    if call.method in _COUNTED and curve.steps:
        curve.steps[-1].passed += call.status != 429
        curve.late += call.status == 400
        curve.steps[-1].refused += call.status == 429


def _show(console: Console, curve: Curve, highest: float) -> None:
    end = curve.steps[-1].at + _STEP
    table = Table(title=f"Pace, {curve.updates}: {curve.people} people press without end", title_justify="left")
    for head in ("second", "allowed/s", "through/s", "429/s", "█ through  ░ 429  | allowed"):
        table.add_column(head, justify="left" if head.startswith("█") else "right")
    for step in curve.steps:
        numbers = (step.allowed, step.passed / _STEP, step.refused / _STEP)
        table.add_row(f"{step.at:.1f}", *(f"{number:.0f}" for number in numbers), _bar(step, highest))
    console.print(table)
    spans = {"at first": (0.0, curve.fall), "low": (curve.fall, curve.rise), "again": (curve.rise, end)}
    for name, (since, until) in spans.items():
        console.print(
            f"{name}: {curve.share(since, until):.0%} of what was allowed went through, {curve.refused(since, until)} x 429",
            highlight=False,
        )
    console.print(
        f"down to {_ABOVE:g} x the low rate within {_seconds(curve.came_down())}; back at {_NEAR:.0%} of the high one within "
        f"{_seconds(curve.came_back())}. Presses {curve.presses:,}, lost {curve.lost}, people with more or less than one "
        f"message {curve.doubled}, slowest press {curve.slowest_press:.1f} s, "
        f"answers that came too late {curve.late}.\n{_machine()}\n",
        highlight=False,
    )


def _bar(step: Step, highest: float) -> str:
    def length(rate: float) -> int:
        return round(rate * _BAR / highest)

    passed = length(step.passed / _STEP)
    bar = "█" * passed + "░" * (length((step.passed + step.refused) / _STEP) - passed)
    mark = length(step.allowed)
    return bar + " " * (mark - len(bar)) + "|" if len(bar) <= mark else bar


def _tries(first: Step, second: Step) -> int:
    return first.passed + first.refused + second.passed + second.refused


def _seconds(value: float | None) -> str:
    return "never" if value is None else f"{value:.1f} s"


def _figures(curve: Curve) -> dict[str, object]:
    end = curve.steps[-1].at + _STEP
    refused = [curve.refused(*span) for span in ((0, curve.fall), (curve.fall, curve.rise), (curve.rise, end))]
    said = {"came_down": curve.came_down(), "came_back": curve.came_back(), "refused": refused, "machine": _machine()}
    return asdict(curve) | said


def _machine() -> str:
    return f"machine: {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} (other work on it slows both sides)"


if __name__ == "__main__":
    main()
