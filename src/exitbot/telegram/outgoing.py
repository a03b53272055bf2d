"""The few calls the bot makes, with the Bot API's errors read as the ordinary results they are."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from exitbot.telegram.pace import AdaptivePace, SteadyPace
from exitbot.telegram.payloads import json_bytes, with_fields
from exitbot.telegram.transport import AiohttpRequest

__all__ = ["BLANK", "Gone", "Outgoing", "Sent", "Unreachable", "seconds_of"]

NEW_MESSAGES_A_SECOND = 28  # Telegram takes 30 of a bot; two of them are left for what the network bunches
MOST_DELETED = 100  # numbers in one deleteMessages
BLANK = json_bytes({"text": "…"})[1:-1]
"""What is left where a message cannot be deleted."""

_OK = b'{"ok":true'
_TAKEN = (200, 400, 403)  # looked at, and not refused for being one too many

_PAUSES = (0.3, 1.0, 3.0, 8.0, 20.0)  # seconds between tries; the last one repeats
_LONG_PAUSE = 1.0

Result = TypeVar("Result")


class Gone(Exception):
    """The message or the chat is not there any more."""


class Unreachable(Exception):
    """Telegram could not be reached within the patience of the caller. The update is not finished."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A new message; doubtful: an earlier try may have arrived too, with a number a little lower."""

    message_id: int
    doubtful: bool


class _Replayed(BaseRequest):
    """Lets python-telegram-bot turn an answer that has come already into its own error."""

    read_timeout = None

    def __init__(self, status: int, body: bytes) -> None:
        self._answer = status, body

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The answer as it came."""
        return self._answer


class Outgoing:
    """patience: seconds after which a call is given up while Telegram answers others, or (webhook) gives the update back."""

    def __init__(self, bot: Bot, transport: AiohttpRequest, *, patience: float, give_back: bool) -> None:
        self.bot = bot
        self._transport = transport
        self._patience = patience
        self._give_back = give_back
        self._last_answer = time.monotonic()
        self.made_to_wait: set[object] = set()
        """Chats whose call has failed and is not due again yet, for a second or longer."""
        self.pace = AdaptivePace()
        self.new_messages = SteadyPace(NEW_MESSAGES_A_SECOND)

    async def edit(self, chat_id: int, message_id: int, fields: bytes) -> None:
        """Show something else in a message. Raises Gone if it cannot be edited, Forbidden if the person blocked the bot."""
        body = with_fields({"chat_id": chat_id, "message_id": message_id}, fields)
        try:
            await self._patiently(chat_id, lambda: self._post("editMessageText", body))
        except BadRequest as error:
            if "message is not modified" in error.message.lower():
                return
            if _says_gone(error):
                raise Gone from None
            raise

    async def send(self, chat_id: int, fields: bytes) -> Sent:
        """A new message, in silence. Raises Forbidden if the person blocked the bot."""
        body = with_fields({"chat_id": chat_id, "disable_notification": True}, fields)
        tries = 0

        async def once() -> bytes:
            nonlocal tries
            tries += 1
            await self.new_messages.slot()
            return await self._post("sendMessage", body)

        answer = await self._patiently(chat_id, once)
        return Sent(int(json.loads(answer)["result"]["message_id"]), doubtful=tries > 1)

    async def blank_and_delete(self, chat_id: int, message_id: int) -> None:
        """Take a message of the bot away. The first call already leaves nothing to read, even where deletion fails."""
        with suppress(Gone, BadRequest):  # what cannot be blanked may still be deleted
            await self.edit(chat_id, message_id, BLANK)
        await self.delete(chat_id, [message_id])

    async def delete(self, chat_id: int, message_ids: Sequence[int]) -> bool:
        """Delete messages, as many as can be. False if one is left, which is then too old (48 h).

        Telegram passes over numbers that are not there, but refuses all for the sake of one that is too old; so what is
        refused is tried again in halves.
        """
        if len(message_ids) > MOST_DELETED:
            rest = await self.delete(chat_id, message_ids[MOST_DELETED:])
            return await self.delete(chat_id, message_ids[:MOST_DELETED]) and rest
        body = json_bytes({"chat_id": chat_id, "message_ids": list(message_ids)})
        try:
            await self._patiently(chat_id, lambda: self._post("deleteMessages", body))
        except BadRequest:
            if len(message_ids) == 1:
                return False
            middle = len(message_ids) // 2
            first = await self.delete(chat_id, message_ids[:middle])
            return await self.delete(chat_id, message_ids[middle:]) and first
        return True

    async def answer(self, chat_id: int, query_id: str, text: str | None) -> None:
        """Stop the button's clock. Tried once: nothing is lost with it, and a query that is too old needs no answer."""
        fields = {"callback_query_id": query_id} | ({"text": text} if text else {})
        await self.pace.slot()
        try:
            await self._post("answerCallbackQuery", json_bytes(fields))
        except RetryAfter:
            self.pace.refused(chat_id)
        except TelegramError:
            return

    async def leave(self, chat_id: int) -> None:
        """Leave a group or channel."""
        try:
            await self._patiently(chat_id, lambda: self._post("leaveChat", json_bytes({"chat_id": chat_id})))
        except (BadRequest, Forbidden, ChatMigrated):
            return

    async def updates(self, *, offset: int, limit: int, wait: float, kinds: Sequence[str]) -> list[Any]:
        """getUpdates, raw: the library's Update objects cost more than all the rest of a press.

        wait: seconds Telegram may wait for something to happen. Raises the library's errors.
        """
        fields: dict[str, Any] = {"limit": limit, "timeout": wait, "allowed_updates": kinds}
        if offset:
            fields["offset"] = offset
        answer = json.loads(await self._post("getUpdates", json_bytes(fields), wait + 10, polling=True))
        return answer["result"] if isinstance(answer.get("result"), list) else []

    async def _post(self, method: str, body: bytes, read_timeout: float | None = None, *, polling: bool = False) -> bytes:
        """The short way: bytes in, bytes out, and python-telegram-bot's errors."""
        url = f"{self.bot.base_url}/{method}"
        status, answer = await self._transport.post_json(url, body, read_timeout, polling=polling)
        if status in _TAKEN and not polling:
            self.pace.passed()
        if status != 200:
            if not _is_from_telegram(answer):
                raise NetworkError("an answer of something between us and Telegram")
            await _Replayed(status, answer).post("")
        if not (answer.startswith(_OK) and answer.endswith(b"}")):
            raise NetworkError("an answer that is no result")
        return answer

    async def _patiently(self, chat: object, call: Callable[[], Awaitable[Result]]) -> Result:
        started, tries, waited = time.monotonic(), 0, 0.0
        while True:
            await self.pace.slot()
            asked = time.monotonic()
            try:
                result = await call()
            except RetryAfter as error:
                self.pace.refused(chat)
                pause = seconds_of(error)
                waited += pause
                if waited > self._patience:
                    raise Unreachable from None
            except (BadRequest, InvalidToken, Forbidden, ChatMigrated):
                self._last_answer = time.monotonic()
                raise
            except NetworkError:
                pause = _PAUSES[min(tries, len(_PAUSES) - 1)]
                tries += 1
                if self._is_given_up(started, asked):
                    raise Unreachable from None
            else:
                self._last_answer = time.monotonic()
                return result
            await self._pause(chat, pause)

    async def _pause(self, chat: object, seconds: float) -> None:
        """Between two tries; a chat has one call under way at a time."""
        if seconds >= _LONG_PAUSE:
            self.made_to_wait.add(chat)
        try:
            await asyncio.sleep(seconds)
        finally:
            self.made_to_wait.discard(chat)

    def _is_given_up(self, started: float, asked: float) -> bool:
        """Polling waits out an outage, because the update is safe with Telegram; it gives up where only this chat fails.

        asked: when the try began that has just failed; others must have been answered since.
        """
        if time.monotonic() - started < self._patience:
            return False
        return self._give_back or self._last_answer > asked


def _is_from_telegram(answer: bytes) -> bool:
    """Whether an error is the Bot API's own: a proxy's 403 must not be taken for 'blocked by the person'."""
    try:
        body = json.loads(answer)
    except ValueError:
        return False
    return isinstance(body, dict) and body.get("ok") is False and "description" in body


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    value = error.retry_after
    return float(value) if isinstance(value, (int, float)) else value.total_seconds()


def _says_gone(error: TelegramError) -> bool:
    text = error.message.lower()
    return any(words in text for words in ("message to edit not found", "can't be edited", "message_id_invalid"))
