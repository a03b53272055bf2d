"""One running bot: the conversation behind its lanes, without saying how updates arrive."""

from __future__ import annotations

from telegram import Bot

from exitbot.telegram.conversation import Answer, Conversation
from exitbot.telegram.events import Event, read_update
from exitbot.telegram.lanes import Keyring, Lanes
from exitbot.telegram.library import Library
from exitbot.telegram.outgoing import Outgoing
from exitbot.telegram.transport import AiohttpRequest

__all__ = ["LONG_POLL", "RunningBot", "make_bot"]

LONG_POLL = 50
"""Seconds that one getUpdates waits for something to happen."""

_PATIENCE_POLLING = 120.0
_PATIENCE_WEBHOOK = 25.0  # Telegram waits about a minute for the answer to a webhook


class RunningBot:
    """Takes raw updates in any order, handles each person's in theirs."""

    def __init__(self, bot: Bot, transport: AiohttpRequest, library: Library, outgoing: Outgoing) -> None:
        self.bot = bot
        self.transport = transport
        self.library = library
        self.outgoing = outgoing
        keyring = Keyring()
        self.conversation = Conversation(library, outgoing, keyring=keyring)
        self._keyring = keyring
        self._lanes: Lanes[Event, Answer | None] = Lanes(self.conversation.handle)

    async def take(self, update: object) -> Answer | None:
        """Everything that follows from one update; returns when it is finished.

        Raises Unreachable if it is not, so that the update must come again.
        """
        event = read_update(update)
        if event is None:
            return None
        return await self._lanes.submit(self._keyring.name(event.chat_id), event)

    async def close(self) -> None:
        """Close the connections."""
        await self.transport.shutdown()


def make_bot(token: str, api_url: str, library: Library, *, polling: bool) -> RunningBot:
    """A bot over our transport. api_url: the Bot API server without a trailing slash."""
    transport = AiohttpRequest()
    bot = Bot(token, base_url=f"{api_url}/bot", request=transport, get_updates_request=transport)
    patience = _PATIENCE_POLLING if polling else _PATIENCE_WEBHOOK
    return RunningBot(bot, transport, library, Outgoing(bot, transport, patience=patience, give_back=not polling))
