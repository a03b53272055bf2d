"""A lane for each person: one thing at a time and in order, while people go on side by side.

What a person sent while an earlier thing was under way is handled in one go: after an outage or a flood of presses
each person gets one current screen, not a replay, and nobody else waits for it.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

__all__ = ["Keyring", "Lanes"]

Item = TypeVar("Item")
Result = TypeVar("Result")


class Keyring:
    """Names chats in memory by a key that is made at start and dies with the process."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def name(self, chat_id: int) -> bytes:
        """A 16-byte name that says nothing to anybody without the key."""
        return hmac.digest(self._secret, chat_id.to_bytes(16, "big", signed=True), "sha256")[:16]


@dataclass(slots=True)
class _Lane(Generic[Item]):
    waiting: list[tuple[Item, asyncio.Future[Any]]] = field(default_factory=list)


class Lanes(Generic[Item, Result]):
    """handle: takes all that waits in one lane, oldest first; gives one result for each."""

    def __init__(self, handle: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]]) -> None:
        self._handle = handle
        self._lanes: dict[bytes, _Lane[Item]] = {}
        self._runners: set[asyncio.Task[None]] = set()

    async def submit(self, name: bytes, item: Item) -> Result:
        """Wait until the item has been handled. Raises what the handler raised."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        lane = self._lanes.get(name)
        if lane is None:
            lane = self._lanes[name] = _Lane()
            lane.waiting.append((item, future))
            runner = asyncio.ensure_future(self._run(name, lane))
            self._runners.add(runner)
            runner.add_done_callback(self._runners.discard)
        else:
            lane.waiting.append((item, future))
        return await future

    async def _run(self, name: bytes, lane: _Lane[Item]) -> None:
        while lane.waiting:
            batch, lane.waiting = lane.waiting, []
            await self._one_batch(batch)
        del self._lanes[name]

    async def _one_batch(self, batch: Sequence[tuple[Item, asyncio.Future[Any]]]) -> None:
        try:
            results = await self._handle([item for item, _ in batch])
            done = list(zip(batch, results, strict=True))
        except Exception as error:  # handed to everybody who waits for it
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
        else:
            for (_, future), result in done:
                if not future.done():
                    future.set_result(result)
