"""People who press: a few at a time, fifty chats, by webhook or through getUpdates."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import aiohttp

from benchmarks.contestants import Running
from benchmarks.fakeapi import FakeApi
from benchmarks.place import SECRET
from benchmarks.samples import Press, Sample, presses

__all__ = ["CHATS", "Crowd", "post"]

CHATS = [710_000_001 + number for number in range(50)]
_HEADERS = {
    "Content-Type": "application/json",
    "Accept-Encoding": "gzip, deflate",
    "X-Telegram-Bot-Api-Secret-Token": SECRET,
}
_PATIENCE = 10.0  # seconds for one press
POLLING_LATENCY = 0.02
"""Seconds. Without a network between, a poller would fetch far more often than it ever can in earnest."""


@dataclass(slots=True)
class Crowd:
    """concurrency: how many presses are under way at any time."""

    api: FakeApi
    samples: tuple[Sample, Sample]
    concurrency: int
    _queries: count[int] = field(default_factory=lambda: count(4_000_000_001))
    _updates: count[int] = field(default_factory=lambda: count(1))

    async def press(self, running: Running, number: int) -> None:
        """`number` presses, each waited for. RuntimeError or TimeoutError if one was not answered or not edited."""
        calls = self.api.calls[running.contestant.token]
        edits = calls["editMessageText"]
        coming = presses(self.samples, CHATS, number, self._queries)
        if running.contestant.polling:
            await self._by_polling(coming)
        else:
            await self._by_webhook(running.url, coming)
        done = calls["editMessageText"] - edits
        if done != number:
            raise RuntimeError(f"{number} presses, but {done} edits")

    async def _by_webhook(self, url: str, coming: Iterator[Press]) -> None:
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as session:

            async def work() -> None:
                for press in coming:
                    await post(session, url, press.update(next(self._updates)))

            await asyncio.gather(*(work() for _ in range(self.concurrency)))

    async def _by_polling(self, coming: Iterator[Press]) -> None:
        async def work() -> None:
            for press in coming:
                answered = self.api.answered(press.query_id)
                self.api.queue.add("callback_query", press.query, press.chat_id)
                await asyncio.wait_for(answered, _PATIENCE)

        self.api.latency = POLLING_LATENCY
        try:
            await asyncio.gather(*(work() for _ in range(self.concurrency)))
        finally:
            self.api.latency = 0.0


async def post(session: aiohttp.ClientSession, url: str, body: bytes) -> float:
    """Deliver one update; gives the seconds (wall) it took. RuntimeError if the answer is not 200."""
    began = time.monotonic()
    async with session.post(url, data=body, headers=_HEADERS) as response:
        await response.read()
        if response.status != 200:
            raise RuntimeError(f"{url} answered {response.status}")
    return time.monotonic() - began
