"""Start, reload and memory of the bot as it is shipped."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from dataclasses import dataclass
from itertools import count
from statistics import median

import aiohttp

from benchmarks.contestants import Contestant, Running, start
from benchmarks.fakeapi import FakeApi
from benchmarks.load import CHATS, post
from benchmarks.place import Place
from benchmarks.samples import Sample, presses

__all__ = ["Lifecycle", "measure_lifecycle"]

_BOT = Contestant("exitbot", "exitbot run, webhook", None)


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Seconds and MiB; all figures are medians except `slowest_press`, the worst of all reloads.

    ready, reload: wall seconds, with their CPU seconds beside; slowest_press: wall seconds of the slowest press that was
    answered while a reload was under way.
    """

    ready: float
    ready_cpu: float
    reload: float
    reload_cpu: float
    memory_ready: float
    memory_after_reloads: float
    slowest_press: float


async def measure_lifecycle(
    api: FakeApi, place: Place, samples: tuple[Sample, Sample], *, starts: int = 5, reloads: int = 3
) -> Lifecycle:
    """Start `starts` times; reload the last one `reloads` times by SIGHUP, with somebody pressing all the while."""
    began = [await _one_start(api, place, samples) for _ in range(starts - 1)]
    running = await start(_BOT, api, place, samples)
    try:
        began.append(_figures(running))
        reloaded = [await _one_reload(running, samples) for _ in range(reloads)]
        after = running.child.memory()
    finally:
        await running.child.stop()
    ready, cpu, memory = (median(values) for values in zip(*began, strict=True))
    reload, reload_cpu, slowest = zip(*reloaded, strict=True)
    return Lifecycle(ready, cpu, median(reload), median(reload_cpu), memory, after, max(slowest))


async def _one_start(api: FakeApi, place: Place, samples: tuple[Sample, Sample]) -> tuple[float, float, float]:
    running = await start(_BOT, api, place, samples)
    figures = _figures(running)
    await running.child.stop()
    return figures


def _figures(running: Running) -> tuple[float, float, float]:
    """Seconds to ready, CPU seconds so far, resident MiB."""
    return running.child.took, running.child.cpu(), running.child.memory()


async def _one_reload(running: Running, samples: tuple[Sample, Sample]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds of the reload without the presses before it, slowest press in seconds."""
    child, seen = running.child, len(running.child.lines)
    stop = asyncio.Event()
    pressing = asyncio.ensure_future(_press_until(stop, running, samples))
    await asyncio.sleep(0.2)
    cpu, began = child.cpu(), time.monotonic()
    os.kill(child.pid, signal.SIGHUP)
    ended = await child.said("content taken over", seen)
    spent = child.cpu() - cpu
    stop.set()
    return ended - began, spent, await pressing


async def _press_until(stop: asyncio.Event, running: Running, samples: tuple[Sample, Sample]) -> float:
    """One press every 20 ms; the slowest in wall seconds. Every one must be answered with 200."""
    slowest, updates = 0.0, count(9_000_001)
    async with aiohttp.ClientSession() as session:
        for press in presses(samples, CHATS, 10**6, count(8_000_000_001)):
            slowest = max(slowest, await post(session, running.url, press.update(next(updates))))
            if stop.is_set():
                return slowest
            await asyncio.sleep(0.02)
    return slowest
