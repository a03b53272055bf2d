"""getUpdates with a window: people in parallel, and the next offset confirms only what is finished.

python-telegram-bot's own Updater confirms a batch before it is handled; killed in between, it loses it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from exitbot.telegram.bot import LONG_POLL, RunningBot
from exitbot.telegram.conversation import Answer
from exitbot.telegram.events import ALLOWED_UPDATES
from exitbot.telegram.outgoing import Unreachable, seconds_of

__all__ = ["Polling"]

_BATCH = 100  # Telegram's largest
_HELD_AT_ONCE = 50
_MOST_HELD = 1000
_COUNT_LASTS = 6 * 86_400.0  # seconds
# Asked for the same offset again within half a second, Telegram gives one update only.
_SAME_OFFSET = 0.55

log = logging.getLogger("exitbot.polling")


class Polling:
    """Runs until `stop`; what is under way is then finished and confirmed."""

    def __init__(self, running: RunningBot, clock: Callable[[], float] = time.monotonic) -> None:
        self._running = running
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._answering: set[asyncio.Task[None]] = set()
        self._held: set[int] = set()  # under way for long, while others wait behind a full window
        self._finished: set[int] = set()  # not confirmed yet, because something older is still under way
        self._newest = 0
        self._clock = clock
        self._last_news = clock()
        self._asked = -1, 0.0  # offset and time of the last look
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Fetch no more."""
        self._stopping.set()

    async def run(self) -> None:
        """Serve. Raises InvalidToken if Telegram does not know the token."""
        while not self._stopping.is_set():
            await self._calm()
            fetching = asyncio.ensure_future(self._fetch())
            stopping = asyncio.ensure_future(self._stopping.wait())
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if not fetching.done():
                fetching.cancel()
                break
            self._begin(fetching.result())
        await self._finish()

    @property
    def offset(self) -> int:
        """Confirms everything before the oldest update that is still under way; 0 where there is nothing to confirm."""
        counting = self._under_way.keys() - self._held
        if counting:
            return min(counting)
        # After a week without updates Telegram may begin to count anew, lower than before.
        return self._newest + 1 if self._newest and self._clock() - self._last_news < _COUNT_LASTS else 0

    async def _fetch(self) -> list[Any]:
        wait = 0 if self._under_way else LONG_POLL
        self._asked = self.offset, self._clock()
        # Telegram never gives again what this offset confirms; everything else may still be in an answer on its way.
        self._finished = {number for number in self._finished if number >= self._asked[0]}
        try:
            return await self._running.outgoing.updates(offset=self._asked[0], limit=_BATCH, wait=wait, kinds=ALLOWED_UPDATES)
        except InvalidToken:
            await self._running.bot.get_me()  # raises it again if Telegram really does not know the token
        except Conflict as error:
            await self._resolve(error)
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
        except TelegramError as error:
            log.warning("Telegram is not reachable: %s", type(error).__name__)
            await asyncio.sleep(1)
        except (ValueError, RecursionError):
            log.warning("Telegram answered with something that is no JSON")
            await asyncio.sleep(1)
        return []

    async def _resolve(self, error: Conflict) -> None:
        """A webhook from an earlier life of this bot is taken down; another copy of it is waited for."""
        if "webhook" not in error.message.lower():
            log.warning("another copy of this bot is fetching updates; only one may run")
            await asyncio.sleep(5)
            return
        try:
            await self._running.bot.delete_webhook()
        except TelegramError as trouble:
            log.warning("the old webhook could not be taken down: %s", type(trouble).__name__)
            await asyncio.sleep(1)

    def _begin(self, updates: list[Any]) -> None:
        """Start what is new. What is under way or finished but not confirmed yet comes again with every look."""
        known = self._under_way.keys() | self._finished
        numbered = {update["update_id"]: update for update in updates if _has_number(update)}  # some come twice in one answer
        fresh = {number: update for number, update in numbered.items() if number not in known}
        for number, update in fresh.items():
            task = asyncio.ensure_future(self._one(update))
            self._under_way[number] = task
            task.add_done_callback(partial(self._done, number))
        if len(updates) == _BATCH and not fresh:
            self._hold_back()
        if fresh:
            self._newest = max(fresh) if self._asked[0] == 0 else max(self._newest, *fresh)
            self._last_news = self._clock()

    def _hold_back(self) -> None:
        """A whole window waits for people whom Telegram makes wait (429, or nothing but errors); those behind it must not.

        The window moves on over these, which go on from memory: a kill in the meantime loses them alone. Those who wait for
        the bot's own pace stay in it: after an outage that is everybody.
        """
        waiting = sorted(filter(self._running.is_made_to_wait, self._under_way.keys() - self._held))
        if len(self._held) < _MOST_HELD:
            self._held.update(waiting[:_HELD_AT_ONCE])

    def _done(self, number: int, _: asyncio.Task[None]) -> None:
        del self._under_way[number]
        self._held.discard(number)
        self._finished.add(number)

    async def _one(self, update: Mapping[str, Any]) -> None:
        try:
            answer = await self._running.take(update)
            if answer:
                self._answer(answer)
        except Unreachable:
            log.error("an update was let go: Telegram answers others, but not this chat")
        except Exception as error:
            log.error("an update was let go: %s", type(error).__name__)

    def _answer(self, answer: Answer) -> None:
        """Stops a button's clock beside everything else: the update is finished without it."""
        task = asyncio.ensure_future(self._running.outgoing.answer(answer.chat_id, answer.query_id, answer.text))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _calm(self) -> None:
        """Wait for something to finish, but not long: people who are not in the window yet wait for the next look."""
        while self._under_way and self._asked[0] == self.offset:
            left = self._asked[1] + _SAME_OFFSET - self._clock()
            if left <= 0:
                return
            await asyncio.wait(self._under_way.values(), timeout=left, return_when=asyncio.FIRST_COMPLETED)

    async def _finish(self, within: float = 6.0) -> None:
        """What is under way is finished, then confirmed; what does not finish in time will come again."""
        waiting = [*self._under_way.values(), *self._answering]
        if waiting:
            await asyncio.wait(waiting, timeout=within)
        if self.offset:
            last_look = self._running.outgoing.updates(offset=self.offset, limit=1, wait=0, kinds=ALLOWED_UPDATES)
            try:
                await asyncio.wait_for(last_look, 2)
            except (TelegramError, TimeoutError, ValueError, RecursionError) as error:
                log.warning("the last updates were not confirmed and will come again: %s", type(error).__name__)


def _has_number(update: object) -> bool:
    return isinstance(update, Mapping) and isinstance(update.get("update_id"), int)
