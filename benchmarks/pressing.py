"""CPU time of a press: all contestants side by side, in interleaved rounds, the median of each."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from statistics import median

from aiohttp import ClientError

from benchmarks.contestants import Running
from benchmarks.load import Crowd

__all__ = ["Cost", "measure_presses"]

_WARM_UP = 150  # presses
_IDLE_SECONDS = 2.0


@dataclass(slots=True)
class Cost:
    """rounds: CPU milliseconds per press, one figure a round.  idle: CPU milliseconds per second without any press.

    memory: MiB after the last round.  calls: Bot API calls per press, by method.
    """

    key: str
    name: str
    rounds: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    idle: float = 0.0
    memory: float = 0.0
    calls: dict[str, float] = field(default_factory=dict)
    failure: str = ""
    """Why it was measured no further."""

    @property
    def milliseconds(self) -> float:
        """CPU per press, the median of the rounds; nan if there is none."""
        return median(self.rounds or [float("nan")])


async def measure_presses(
    runners: Sequence[Running], crowd: Crowd, presses: int, rounds: int, told: Callable[[str], None]
) -> list[Cost]:
    """`rounds` rounds of `presses` presses for each; the order is turned round every other time."""
    costs = {running: Cost(running.contestant.key, running.contestant.name) for running in runners}
    for running in runners:
        await _attempt(running, crowd.press(running, _WARM_UP), costs[running])
    await _idle(costs)
    for number in range(rounds):
        for running in runners if number % 2 == 0 else reversed(runners):
            told(f"round {number + 1} of {rounds}: {running.contestant.name}")
            await _attempt(running, _round(running, crowd, presses, costs[running]), costs[running])
    for running, cost in costs.items():
        cost.memory = 0.0 if cost.failure else running.child.memory()
    return list(costs.values())


async def _attempt(running: Running, work: Coroutine[None, None, None], cost: Cost) -> None:
    """A server that fails is ended and shown as failed; the others go on being measured."""
    if cost.failure:
        work.close()
        return
    try:
        await work
    except (RuntimeError, TimeoutError, ClientError, OSError) as error:
        cost.failure = f"{type(error).__name__}: {error}"
        await running.child.kill()


async def _round(running: Running, crowd: Crowd, presses: int, cost: Cost) -> None:
    await crowd.press(running, _WARM_UP)
    counted = crowd.api.calls[running.contestant.token]
    calls, began, cpu = counted.copy(), time.monotonic(), running.child.cpu()
    await crowd.press(running, presses)
    cost.rounds.append((running.child.cpu() - cpu) * 1000 / presses)
    cost.wall.append((time.monotonic() - began) * 1000 / presses)
    cost.calls = {name: number / presses for name, number in (counted - calls).items()}


async def _idle(costs: dict[Running, Cost]) -> None:
    before = {running: running.child.cpu() for running, cost in costs.items() if not cost.failure}
    await asyncio.sleep(_IDLE_SECONDS)
    for running, cpu in before.items():
        costs[running].idle = (running.child.cpu() - cpu) * 1000 / _IDLE_SECONDS
