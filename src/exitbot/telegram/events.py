"""What an update means for the bot. Raw JSON in, a small frozen event out; everything unknown is None.

The library's Update object is not built: it costs more than the whole rest of a press, and we read five fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

__all__ = ["ALLOWED_UPDATES", "Event", "Foreign", "Press", "Thing", "Words", "read_update"]

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")

# What a person can send that is no text. Service messages (a pinned message, a changed timer) are not in it: silence.
_THINGS = (
    "animation", "audio", "checklist", "contact", "dice", "document", "game", "giveaway", "giveaway_winners", "invoice",
    "location", "paid_media", "passport_data", "photo", "poll", "sticker", "story", "venue", "video", "video_note", "voice",
)  # fmt: skip
_ID_LIMIT = 2**63


@dataclass(frozen=True, slots=True)
class Press:
    """A button was pressed."""

    chat_id: int
    message_id: int
    query_id: str
    data: str
    language_code: str | None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """Something was typed. `sent` is Telegram's time of the message, in seconds."""

    chat_id: int
    message_id: int
    text: str
    language_code: str | None
    sent: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Thing:
    """A sticker, a file, a contact, a place: nothing the bot reads."""

    chat_id: int
    message_id: int
    language_code: str | None
    sent: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Foreign:
    """A group or channel. The bot speaks with one person at a time, so it leaves."""

    chat_id: int
    number: int = 0


Event = Press | Words | Thing | Foreign


def read_update(update: object) -> Event | None:
    """The event in an update, or None for everything the bot does not know, whatever its shape. Raises nothing.

    The event's `number` is the update's, which tells what came first; 0 if the update has none.
    """
    if not isinstance(update, Mapping):
        return None
    try:
        event = _read(update)
        number = update.get("update_id")
        return replace(event, number=number) if event and isinstance(number, int) else event
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError):
        return None


def _read(update: Mapping[str, Any]) -> Event | None:
    if "callback_query" in update:
        return _press(update["callback_query"])
    if "message" in update:
        return _message(update["message"])
    chat = next((update[kind]["chat"] for kind in ("my_chat_member", "channel_post") if kind in update), None)
    if chat is None or chat["type"] == "private":
        return None
    return None if _has_left(update) else Foreign(_number(chat["id"]))


def _has_left(update: Mapping[str, Any]) -> bool:
    """Whether the update only says that the bot is out already; leaving again would be answered with an error."""
    member = update.get("my_chat_member")
    return member is not None and member["new_chat_member"]["status"] in ("left", "kicked")


def _press(query: Mapping[str, Any]) -> Event | None:
    message = query["message"]
    if message["chat"]["type"] != "private":
        return Foreign(_number(message["chat"]["id"]))
    data = query.get("data")
    return Press(
        chat_id=_number(message["chat"]["id"]),
        message_id=_number(message["message_id"]),
        query_id=_sendable(query["id"]),
        data=data if isinstance(data, str) else "",
        language_code=_language(query),
    )


def _message(message: Mapping[str, Any]) -> Event | None:
    chat_id, message_id = _number(message["chat"]["id"]), _number(message["message_id"])
    if message["chat"]["type"] != "private":
        return Foreign(chat_id)
    language, sent = _language(message), int(message.get("date", 0))
    if isinstance(message.get("text"), str):
        return Words(chat_id, message_id, message["text"], language, sent)
    return Thing(chat_id, message_id, language, sent) if any(kind in message for kind in _THINGS) else None


def _language(carrier: Mapping[str, Any]) -> str | None:
    code = (carrier.get("from") or {}).get("language_code")
    return code if isinstance(code, str) else None


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("an id is a whole number")
    if not -_ID_LIMIT <= value < _ID_LIMIT:
        raise ValueError("an id has 64 bits")
    return value


def _sendable(value: object) -> str:
    """A text that goes back to Telegram as it is: half a pair of surrogates could not be written into the answer."""
    if not isinstance(value, str):
        raise TypeError("the id of a query is a text")
    value.encode()
    return value
