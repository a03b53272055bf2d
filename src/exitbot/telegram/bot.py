"""One running bot: the conversation behind its lanes, without saying how updates arrive."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping

from telegram import Bot

from exitbot.ledger.store import Ledger
from exitbot.telegram.conversation import Answer, Conversation
from exitbot.telegram.events import Event, read_update
from exitbot.telegram.lanes import Keyring, Lanes
from exitbot.telegram.library import Library
from exitbot.telegram.outgoing import Outgoing
from exitbot.telegram.transport import AiohttpRequest

__all__ = ["LONG_POLL", "RunningBot", "make_bot"]

LONG_POLL = 50
"""Seconds that one getUpdates waits for something to happen."""

_RECENT_UPDATES = 4096
"""Updates whose outcome is remembered, because Telegram may deliver them again. Their numbers name nobody."""

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
        self._recent: OrderedDict[int, asyncio.Future[Answer | None]] = OrderedDict()
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
        known = self._recent.get(number)
        if known is None:
            known = asyncio.ensure_future(self._lanes.submit(self._keyring.name(event.chat_id), event))
            self._remember(number, known)
        try:
            return await asyncio.shield(known)
        except Exception:
            self._recent.pop(number, None)
            raise

    def _remember(self, number: int, task: asyncio.Future[Answer | None]) -> None:
        self._recent[number] = task
        if len(self._recent) > _RECENT_UPDATES:
            self._recent.popitem(last=False)

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
