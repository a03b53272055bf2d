"""A screen as the JSON that Telegram takes, without the chat it goes to, so that everybody can be sent the same bytes."""

from __future__ import annotations

import json
from typing import Any

from exitbot.screens.layout import telegram_html
from exitbot.screens.route import seal
from exitbot.screens.screen import Button, Screen

__all__ = ["fields_of", "inline_keyboard", "json_bytes", "with_fields"]


def json_bytes(value: Any) -> bytes:
    """Compact UTF-8: Cyrillic as two bytes a letter, not as six."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def inline_keyboard(screen: Screen, revision: str) -> list[list[dict[str, Any]]]:
    """The screen's rows as InlineKeyboardButton fields."""
    return [[_button(button, screen.language, revision) for button in row] for row in screen.rows]


def _button(button: Button, language: str, revision: str) -> dict[str, Any]:
    if button.copy:
        return {"text": button.label, "copy_text": {"text": button.copy}}
    return {"text": button.label, "callback_data": seal(button.route, button.language or language, revision)}


def fields_of(screen: Screen, revision: str) -> bytes:
    """Fields of sendMessage and editMessageText: text, HTML, no link preview, buttons. No braces around them."""
    fields: dict[str, Any] = {
        "text": telegram_html(screen),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if screen.rows:
        fields["reply_markup"] = {"inline_keyboard": inline_keyboard(screen, revision)}
    return json_bytes(fields)[1:-1]


def with_fields(prefix: dict[str, Any], fields: bytes) -> bytes:
    """A whole JSON object: the few fields of one chat, then the shared ones."""
    return json_bytes(prefix)[:-1] + b"," + fields + b"}"
