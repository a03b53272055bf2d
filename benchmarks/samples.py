"""Two real screens, and the updates and answers that Telegram would write about them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from exitbot.sandbox.entities import Formatted, format_text
from exitbot.screens.route import Route, seal
from exitbot.telegram.library import Shelf

__all__ = ["Press", "Sample", "presses", "two_samples"]

_LANGUAGE = "ru"
_BOT = {"id": 100000001, "is_bot": True, "first_name": "Guide", "username": "bench_bot"}
_DAY = 1_760_000_000  # any moment, seconds since 1970


@dataclass(frozen=True, slots=True)
class Sample:
    """A screen. data: the button that leads to it; fields: of editMessageText, without the chat."""

    name: str
    data: str
    fields: dict[str, Any]
    wire: bytes
    formatted: Formatted

    def message(self, chat_id: int, message_id: int) -> dict[str, Any]:
        """The Bot API Message that shows it."""
        return {
            "message_id": message_id,
            "from": _BOT,
            "chat": {"id": chat_id, "first_name": "Анна", "type": "private"},
            "date": _DAY,
            "edit_date": _DAY + 60,
            "text": self.formatted.text,
            "entities": [*self.formatted.entities],
            "reply_markup": self.fields["reply_markup"],
            "link_preview_options": {"is_disabled": True},
        }

    def edited(self) -> bytes:
        """The Bot API's answer to the edit. Telegram writes everything beyond ASCII as \\u escapes, so this does, too."""
        return _json({"ok": True, "result": self.message(710_000_001, 101)})


@dataclass(frozen=True, slots=True)
class Press:
    """One press: its query id, the chat, the raw update, and the same in pieces for a queue."""

    query_id: str
    chat_id: int
    query: dict[str, Any]

    def update(self, update_id: int) -> bytes:
        """The body of a webhook request."""
        return _json({"update_id": update_id, "callback_query": self.query})


def two_samples(shelf: Shelf) -> tuple[Sample, Sample]:
    """France in Russian, and the country whose page is nearest to it in size."""
    france = _sample(shelf, "fr")
    others = [_sample(shelf, code) for code in shelf.knowledge.countries if code != "fr"]
    return france, min(others, key=lambda other: abs(len(other.wire) - len(france.wire)))


def presses(samples: tuple[Sample, Sample], chats: list[int], number: int, queries: count[int]) -> Iterator[Press]:
    """`number` presses, the chats in turn; each chat goes from one screen to the other and back."""
    for index in range(number):
        chat_id, turn = chats[index % len(chats)], index // len(chats) % 2
        yield _press(samples[turn], samples[1 - turn], chat_id, next(queries))


def _press(shown: Sample, wanted: Sample, chat_id: int, query: int) -> Press:
    sender = {"id": chat_id, "is_bot": False, "first_name": "Анна", "language_code": _LANGUAGE}
    fields = {"id": str(query), "from": sender, "message": shown.message(chat_id, chat_id % 1000)}
    return Press(str(query), chat_id, fields | {"chat_instance": str(-7_000_000_000 - chat_id), "data": wanted.data})


def _sample(shelf: Shelf, code: str) -> Sample:
    route = Route(("country", code))
    wire = shelf.payload(route, _LANGUAGE, date.today()).fields
    fields = json.loads(b"{" + wire + b"}")
    data = seal(route, _LANGUAGE, shelf.revision)
    return Sample(str(route), data, fields, wire, format_text(fields["text"], fields["parse_mode"]))


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
