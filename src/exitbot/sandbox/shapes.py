"""World objects as the Bot API writes them in JSON."""

from __future__ import annotations

from typing import Any

from exitbot.sandbox.world import Account, Bot, Callback, Chat, Message

__all__ = ["callback_query", "incoming_start", "inline_query", "member_change", "message_object"]


def message_object(message: Message, chat: Chat, bot: Bot) -> dict[str, Any]:
    """A Bot API Message."""
    result: dict[str, Any] = {
        "message_id": message.message_id,
        "from": message.sender.as_user() if message.sender else bot.as_user(),
        "chat": chat.as_chat(),
        "date": message.date,
    }
    if message.edit_date:
        result["edit_date"] = message.edit_date
    if message.text:
        result["text"] = message.text
    if message.entities:
        result["entities"] = [*message.entities]
    if message.keyboard:
        result["reply_markup"] = {"inline_keyboard": [[*row] for row in message.keyboard]}
    return result | message.fields


def callback_query(callback: Callback, message: Message, chat: Chat, sender: Account, bot: Bot) -> dict[str, Any]:
    """A Bot API CallbackQuery."""
    return {
        "id": callback.id,
        "from": sender.as_user(),
        "message": message_object(message, chat, bot),
        "chat_instance": str(-7_000_000_000 - chat.id),
        "data": callback.data,
    }


def inline_query(identifier: str, sender: Account, query: str) -> dict[str, Any]:
    """A Bot API InlineQuery."""
    return {"id": identifier, "from": sender.as_user(), "chat_type": "sender", "query": query, "offset": ""}


def member_change(chat: Chat, bot: Bot, sender: Account, date: int, old: str, new: str) -> dict[str, Any]:
    """A Bot API ChatMemberUpdated about the bot itself. old, new: "member", "left" or "kicked"."""
    return {
        "chat": chat.as_chat(),
        "from": sender.as_user(),
        "date": date,
        "old_chat_member": _member(bot, old),
        "new_chat_member": _member(bot, new),
    }


def _member(bot: Bot, status: str) -> dict[str, Any]:
    member: dict[str, Any] = {"user": bot.as_user(), "status": status}
    if status == "kicked":
        member["until_date"] = 0
    return member


def incoming_start(payload: str) -> str:
    """What the app sends for the start button or a link with `?start=payload`."""
    return f"/start {payload}" if payload else "/start"
