"""The people, chats and messages of the sandbox. Nothing is written anywhere: a deleted message is really gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from exitbot.sandbox.entities import Formatted
from exitbot.sandbox.keyboards import Button, Keyboard

__all__ = ["Account", "Bot", "Callback", "Chat", "Message", "World"]

FIRST_PERSON = 710_000_001
FIRST_GROUP = -1_000_001
FIRST_MESSAGE = 101
_MAX_CALLBACK = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Account:
    """A person's Telegram account. language_code: IETF tag as the app sends it, "" if it sends none."""

    id: int
    first_name: str
    language_code: str = "en"

    def as_user(self) -> dict[str, Any]:
        user: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.language_code:
            user["language_code"] = self.language_code
        return user


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot's own account."""

    id: int
    first_name: str = "Sandbox"
    username: str = "sandbox_bot"

    def as_user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it is now. date and edit_date: seconds since 1970; sender: None for the bot.

    fields: what else a message may hold (sticker, contact, ...), as Bot API objects.
    """

    message_id: int
    chat_id: int
    date: int
    sender: Account | None
    text: str = ""
    entities: tuple[dict[str, Any], ...] = ()
    keyboard: Keyboard = ()
    edit_date: int = 0
    fields: dict[str, Any] = field(default_factory=dict)
    link_preview: bool = True
    silent: bool = False

    @property
    def from_bot(self) -> bool:
        return self.sender is None

    @property
    def buttons(self) -> list[str]:
        """The words on the buttons, in reading order."""
        return [button["text"] for row in self.keyboard for button in row]

    def find_button(self, text: str | None = None, data: str | None = None) -> Button | None:
        """The first button with these words or this callback_data."""
        for row in self.keyboard:
            for button in row:
                if (text is not None and button["text"] == text) or (data is not None and _data(button) == data):
                    return button
        return None


def _data(button: Button) -> str | None:
    return button.get("callback_data")


@dataclass(slots=True)
class Chat:
    """One chat. `account` is the person of a private chat, None in a group."""

    id: int
    account: Account | None
    title: str = ""
    started: bool = False
    blocked: bool = False
    bot_is_member: bool = True
    menu_button: dict[str, Any] | None = None
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        return self.account is not None

    def as_chat(self) -> dict[str, Any]:
        if self.account is not None:
            return {"id": self.id, "first_name": self.account.first_name, "type": "private"}
        return {"id": self.id, "title": self.title, "type": "group", "all_members_are_administrators": False}


@dataclass(slots=True)
class Callback:
    """One press of a button. answer: None until the bot answers, then {"text", "show_alert", "url"}."""

    id: str
    chat_id: int
    message_id: int
    data: str
    at: float
    answer: dict[str, Any] | None = None


@dataclass(slots=True)
class World:
    """All state that people can see. `listeners` hear every change as (kind, details), at once."""

    bot: Bot
    clock: Callable[[], float]
    accounts: dict[int, Account] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    listeners: list[Callable[[str, dict[str, Any]], None]] = field(default_factory=list)
    _next_message: int = FIRST_MESSAGE
    _next_callback: int = 1

    def now(self) -> int:
        return int(self.clock())

    def tell(self, kind: str, **details: Any) -> None:
        for listener in tuple(self.listeners):
            listener(kind, details)

    def add_account(self, first_name: str, language_code: str, account_id: int | None = None) -> Account:
        """A new person with an empty chat, who has not started the bot. account_id: the next free one by default."""
        account = Account(account_id or FIRST_PERSON + len(self.accounts), first_name, language_code)
        self.accounts[account.id] = account
        self.chats[account.id] = Chat(account.id, account)
        return account

    def replace_account(self, account: Account) -> None:
        """Take a changed account, say with another language."""
        self.accounts[account.id] = account
        self.chats[account.id].account = account

    def add_group(self, title: str) -> Chat:
        chat = Chat(FIRST_GROUP - sum(not chat.is_private for chat in self.chats.values()), None, title)
        self.chats[chat.id] = chat
        return chat

    def add_message(self, chat: Chat, sender: Account | None, formatted: Formatted | None = None, **more: Any) -> Message:
        """Put a new message into a chat. more: keyboard, fields, link_preview, silent."""
        content = formatted or Formatted("")
        message = Message(self._next_message, chat.id, self.now(), sender, content.text, content.entities, **more)
        self._next_message += 1
        chat.messages[message.message_id] = message
        self.tell("message", message=message)
        return message

    def change(self, message: Message, **changes: Any) -> Message:
        """Replace a message by its edited self."""
        edited = replace(message, edit_date=self.now(), **changes)
        self.chats[message.chat_id].messages[message.message_id] = edited
        self.tell("edited", message=edited)
        return edited

    def delete(self, chat: Chat, message_ids: Iterable[int]) -> None:
        gone = [number for number in message_ids if chat.messages.pop(number, None)]
        if gone:
            self.tell("deleted", chat_id=chat.id, message_ids=gone)

    def add_callback(self, message: Message, presser: Account, data: str) -> Callback:
        """A press. As on the real server its id is 64 bits, the upper half of them who pressed: it is as telling as a name."""
        identifier = str((presser.id << 32 | self._next_callback) & _MAX_CALLBACK)
        callback = Callback(identifier, message.chat_id, message.message_id, data, self.clock())
        self._next_callback += 1
        self.callbacks[callback.id] = callback
        if len(self.callbacks) > 20_000:  # a long benchmark must not fill the memory
            del self.callbacks[next(iter(self.callbacks))]
        return callback
