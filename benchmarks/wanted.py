"""What must be shown behind a button, and what is shown."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

from exitbot.sandbox.entities import format_text
from exitbot.sandbox.world import Message
from exitbot.screens.route import Route, open_envelope
from exitbot.telegram.library import Shelf

__all__ = ["Screens", "Shown", "shown"]

Shown = tuple[str, tuple[str, ...]]
"""Text and button data: what a person sees and where it leads."""


class Screens:
    """All screens of a shelf as people see them."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.behind = cache(self._behind)

    def of(self, route: Route, language: str) -> Shown:
        """What a route shows."""
        fields = self.fields(route, language)
        data = [
            button["callback_data"]
            for row in fields["reply_markup"]["inline_keyboard"]
            for button in row
            if "callback_data" in button  # not the words that a button copies
        ]
        return format_text(fields["text"], fields["parse_mode"]).text, tuple(data)

    def fields(self, route: Route, language: str) -> dict[str, Any]:
        """What the bot sends for it."""
        found: dict[str, Any] = json.loads(b"{" + self._shelf.payload(route, language, date.today()).fields + b"}")
        return found

    def _behind(self, data: str) -> frozenset[Shown]:
        """What a button may lead to; nothing for the exit."""
        envelope = open_envelope(data)
        if envelope.route.family == "exit":
            return frozenset()
        return frozenset({self.of(envelope.route, envelope.language)})


def shown(message: Message) -> Shown:
    """What a person sees of a message."""
    return message.text, tuple(
        button["callback_data"] for row in message.keyboard for button in row if "callback_data" in button
    )
