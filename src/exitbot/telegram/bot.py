"""One running bot: the conversation behind its lanes, without saying how updates arrive."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from telegram import Bot

from exitbot.telegram.conversation import Answer, Conversation
from exitbot.telegram.events import Event, read_update
from exitbot.telegram.lanes import Keyring, Lanes
from exitbot.telegram.library import Library
from exitbot.telegram.outgoing import Outgoing
from exitbot.telegram.transport import AiohttpRequest

if TYPE_CHECKING:
    from exitbot.ledger.store import Ledger

__all__ = ["LONG_POLL", "RunningBot", "make_bot"]

LONG_POLL = 50
"""Seconds that one getUpdates waits for something to happen."""

_MOST_REMEMBERED = 4096
_REMEMBERED = 600.0
"""Seconds for which the number of a finished update is remembered, because Telegram may deliver it again. Only the number:
a query's id holds the id of the person."""

_PATIENCE_POLLING = 120.0
_PATIENCE_WEBHOOK = 25.0  # Telegram waits about a minute for the answer to a webhook


class RunningBot:
    """Takes raw updates in any order, handles each person's in theirs."""

    def __init__(
        self, bot: Bot, transport: AiohttpRequest, library: Library, outgoing: Outgoing, ledger: Ledger | None
    ) -> None:
        self.bot = bot
        self.transport = transport
        self.library = library
        self.outgoing = outgoing
        keyring = Keyring()
        self.conversation = Conversation(library, outgoing, keyring=keyring, ledger=ledger)
        self._keyring = keyring
        self._under_way: dict[int, asyncio.Future[Answer | None]] = {}
        self._chats: dict[int, int] = {}  # of the updates under way
        self._done: OrderedDict[int, float] = OrderedDict()
        self._lanes: Lanes[Event, Answer | None] = Lanes(self.conversation.handle)

    async def take(self, update: object) -> Answer | None:
        """Everything that follows from one update; returns when it is finished.

        An update that comes twice is handled once; the second asker gets the same answer.
        Raises Unreachable if it is not finished, so that the update must come again.
        """
        number = update.get("update_id") if isinstance(update, Mapping) else None
        event = read_update(update)
        if event is None:
            return None
        if not isinstance(number, int):
            return await self._lanes.submit(self._keyring.name(event.chat_id), event)
        if number in self._done:
            return self.conversation.answer_to(event)
        task = self._under_way.get(number)
        if task is None:
            task = asyncio.ensure_future(self._lanes.submit(self._keyring.name(event.chat_id), event))
            self._under_way[number] = task
            self._chats[number] = event.chat_id
            task.add_done_callback(partial(self._finished, number))
        return await asyncio.shield(task)

    def _finished(self, number: int, task: asyncio.Future[Answer | None]) -> None:
        del self._under_way[number], self._chats[number]
        if not task.cancelled() and task.exception() is None:
            self._done[number] = time.monotonic()
            if len(self._done) > _MOST_REMEMBERED:
                self._done.popitem(last=False)

    def is_made_to_wait(self, number: int) -> bool:
        """Whether this update is under way for a chat whose call failed, while others' may go through."""
        return self._chats.get(number) in self.outgoing.made_to_wait

    def forget_old(self) -> None:
        """Drop what has been remembered for long enough."""
        self.conversation.chats.live.forget_old()
        while self._done and time.monotonic() - next(iter(self._done.values())) > _REMEMBERED:
            self._done.popitem(last=False)

    async def close(self) -> None:
        """Close the connections."""
        await self.transport.shutdown()


def make_bot(token: str, api_url: str, library: Library, *, polling: bool, ledger: Ledger | None = None) -> RunningBot:
    """A bot over our transport. api_url: the Bot API server without a trailing slash."""
    transport = AiohttpRequest(api_url)
    bot = Bot(token, base_url=f"{api_url}/bot", request=transport, get_updates_request=transport)
    patience = _PATIENCE_POLLING if polling else _PATIENCE_WEBHOOK
    outgoing = Outgoing(bot, transport, patience=patience, give_back=not polling)
    return RunningBot(bot, transport, library, outgoing, ledger)
