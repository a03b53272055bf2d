"""getUpdates with a window: people in parallel, and the next offset confirms only what is finished.

python-telegram-bot's own Updater confirms a batch before it is handled; killed in between, it loses it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter

from exitbot.telegram.bot import LONG_POLL, RunningBot
from exitbot.telegram.events import ALLOWED_UPDATES
from exitbot.telegram.outgoing import Unreachable

__all__ = ["Polling"]

_BATCH = 100  # Telegram's largest
_AGAIN = 0.2  # seconds between looks while something is still under way

log = logging.getLogger("exitbot.polling")


class Polling:
    """Runs until `stop`; what is under way is then finished and confirmed."""

    def __init__(self, running: RunningBot) -> None:
        self._running = running
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._newest = 0
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Fetch no more."""
        self._stopping.set()

    async def run(self) -> None:
        """Serve. Raises InvalidToken if Telegram does not know the token."""
        while not self._stopping.is_set():
            fetching = asyncio.ensure_future(self._fetch())
            stopping = asyncio.ensure_future(self._stopping.wait())
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if not fetching.done():
                fetching.cancel()
                break
            if not self._begin(fetching.result()):
                await self._some_progress()
        await self._finish()

    @property
    def offset(self) -> int:
        """Confirms everything before the oldest update that is still under way."""
        return min(self._under_way, default=self._newest + 1 if self._newest else 0)

    async def _fetch(self) -> list[Any]:
        wait = 0 if self._under_way else LONG_POLL
        try:
            return await self._running.outgoing.updates(offset=self.offset, limit=_BATCH, wait=wait, kinds=ALLOWED_UPDATES)
        except InvalidToken:
            raise
        except Conflict:
            log.warning("another copy of this bot is fetching updates; only one may run")
            await asyncio.sleep(5)
        except RetryAfter as error:
            await asyncio.sleep(float(error.retry_after if isinstance(error.retry_after, int) else 1))
        except NetworkError as error:
            log.warning("Telegram is not reachable: %s", type(error).__name__)
            await asyncio.sleep(1)
        except ValueError:
            log.warning("Telegram answered with something that is no JSON")
            await asyncio.sleep(1)
        return []

    def _begin(self, updates: list[Any]) -> bool:
        """Start what is new; whether there was anything new or nothing is left to wait for."""
        fresh = [update for update in updates if isinstance(update, Mapping) and update.get("update_id", 0) > self._newest]
        for update in fresh:
            number = int(update["update_id"])
            self._newest = max(self._newest, number)
            task = asyncio.ensure_future(self._one(update))
            self._under_way[number] = task
            task.add_done_callback(partial(self._done, number))
        return bool(fresh) or not self._under_way

    def _done(self, number: int, _: asyncio.Task[None]) -> None:
        del self._under_way[number]

    async def _one(self, update: Mapping[str, Any]) -> None:
        try:
            answer = await self._running.take(update)
            if answer:
                await self._running.outgoing.answer(answer.query_id, answer.text)
        except Unreachable:
            log.error("an update was let go: Telegram answers others, but not this chat")
        except Exception as error:
            log.error("an update was let go: %s", type(error).__name__)

    async def _some_progress(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=_AGAIN, return_when=asyncio.FIRST_COMPLETED)

    async def _finish(self, within: float = 9.0) -> None:
        """What is under way is finished, then confirmed; what does not finish in time will come again."""
        if self._under_way:
            await asyncio.wait(list(self._under_way.values()), timeout=within)
        if self.offset:
            try:
                await self._running.outgoing.updates(offset=self.offset, limit=1, wait=0, kinds=ALLOWED_UPDATES)
            except NetworkError as error:
                log.warning("the last updates were not confirmed and will come again: %s", type(error).__name__)
