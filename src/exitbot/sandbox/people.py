"""What a person does: write, press, block, delete. Tests and the chat page act through these."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from exitbot.sandbox import shapes
from exitbot.sandbox.entities import MAX_TEXT_UNITS, format_text, utf16_length
from exitbot.sandbox.keyboards import Button
from exitbot.sandbox.world import Account, Callback, Chat, Message

if TYPE_CHECKING:
    from exitbot.sandbox.server import Sandbox

__all__ = ["Group", "Person"]

Found = TypeVar("Found")

_SETTLE_SECONDS = 0.02  # quiet for so long after the last change means that the bot is done
_NOTHING_CHANGED_SECONDS = 0.3  # a press may rightly change nothing; then this is how long it takes to be sure


class Person:
    """One person's side of the private chat with the bot. All calls act at once; the bot answers in its own time."""

    def __init__(self, sandbox: Sandbox, account: Account) -> None:
        self._sandbox = sandbox
        self.account = account
        self.opened: list[str] = []  # addresses of pressed url buttons
        self.clipboard = ""  # text of the last pressed copy_text button
        self._mark = 0  # changes of the chat when the person last did something

    @property
    def id(self) -> int:
        return self.account.id

    @property
    def chat(self) -> Chat:
        return self._sandbox.world.chats[self.account.id]

    @property
    def history(self) -> list[Message]:
        """The messages in the chat now, oldest first."""
        return list(self.chat.messages.values())

    @property
    def screen(self) -> Message | None:
        """The bot's newest message, or None."""
        return next((message for message in reversed(self.history) if message.from_bot), None)

    @property
    def answers(self) -> list[Callback]:
        """The person's presses that the bot answered, oldest first; `.answer["text"]` is what was shown."""
        callbacks = self._sandbox.world.callbacks.values()
        return [callback for callback in callbacks if callback.chat_id == self.id and callback.answer is not None]

    def texts(self) -> list[str]:
        """The texts of all messages in the chat now, oldest first."""
        return [message.text for message in self.history]

    def start(self, payload: str = "") -> Message:
        """Press the start button or follow a link with `?start=payload`; unblocks the bot if it was blocked."""
        if self.chat.blocked:
            self.chat.blocked = False
            self._tell_membership("kicked", "member")
        return self.send(shapes.incoming_start(payload))

    def send(self, text: str) -> Message:
        """Write a text, at most 4,096 UTF-16 units (the app splits longer ones). ValueError if longer or empty."""
        if not text.strip() or utf16_length(text) > MAX_TEXT_UNITS:
            raise ValueError(f"a message has 1 to {MAX_TEXT_UNITS} UTF-16 units")
        return self._deliver(format_text(text), {})

    def send_raw(self, fields: dict[str, Any]) -> Message:
        """Send any message: `fields` of a Bot API Message, such as {"sticker": {...}} or {"contact": {...}}.

        "text" is taken as written text; "edited": True makes it arrive as an edited message.
        """
        fields = dict(fields)
        text, edited = fields.pop("text", ""), bool(fields.pop("edited", False))
        return self._deliver(format_text(text) if text else None, fields, "edited_message" if edited else "message")

    def edit(self, text: str, message_id: int | None = None) -> Message:
        """Edit the person's own message, the newest by default. LookupError if there is none."""
        own = [message for message in self.history if message.sender and message.sender.id == self.id]
        chosen = [message for message in own if message_id in (None, message.message_id)]
        if not chosen:
            raise LookupError("there is no message of this person to edit")
        formatted = format_text(text)
        message = self._sandbox.world.change(chosen[-1], text=formatted.text, entities=formatted.entities)
        self._queue("edited_message", shapes.message_object(message, self.chat, self._sandbox.world.bot))
        return message

    def press(self, text: str | None = None, *, data: str | None = None, message_id: int | None = None) -> str:
        """Press a button of a message as it is now; gives the callback query id, "" for link and copy buttons.

        message_id: by default the newest message that has such a button.
        Raises LookupError, naming the buttons that are there.
        """
        message, button = self._find(text, data, message_id)
        if "callback_data" not in button:
            self._use(button)
            return ""
        self._check_not_blocked()
        world = self._sandbox.world
        callback = world.add_callback(message, self.account, button["callback_data"])
        self._queue("callback_query", shapes.callback_query(callback, message, self.chat, self.account, world.bot))
        world.tell("press", callback=callback)
        return callback.id

    async def pressed(
        self,
        text: str | None = None,
        *,
        data: str | None = None,
        message_id: int | None = None,
        timeout: float = 5.0,  # noqa: ASYNC109
    ) -> Message | None:
        """Press, wait until the bot answered and the chat came to rest; gives the bot's newest message.

        Raises LookupError as `press`, TimeoutError after `timeout` seconds.
        """
        identifier = self.press(text, data=data, message_id=message_id)
        if identifier:
            callback = self._sandbox.world.callbacks[identifier]
            await self.wait_for(lambda person: callback.answer is not None, timeout)
            await self._rest(timeout)
        return self.screen

    async def settled(self, timeout: float = 5.0) -> Message | None:  # noqa: ASYNC109
        """Wait until the bot is done with the person's last deed; gives its newest message.

        A bot that does nothing at all is believed after 0.3 seconds of silence.
        """
        await self._rest(timeout)
        return self.screen

    async def wait_for(self, predicate: Callable[[Person], Found], timeout: float = 5.0) -> Found:  # noqa: ASYNC109
        """Wait until `predicate(person)` is true and give its value. TimeoutError after `timeout` seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while not (found := predicate(self)):
            left = deadline - loop.time()
            if left <= 0:
                raise TimeoutError(f"not so within {timeout} s; the chat holds {self.texts()!r}")
            await self._sandbox.next_change(min(left, 0.05))
        return found

    def set_language(self, language_code: str) -> None:
        """Change the language of the person's app; the bot sees it with the next update."""
        self._sandbox.world.replace_account(replace(self.account, language_code=language_code))
        self.account = self.chat.account or self.account
        self._sandbox.world.tell("person", account=self.account)

    def block(self) -> None:
        """Stop the bot: from now on it gets 403."""
        self.chat.blocked = True
        self._tell_membership("member", "kicked")

    def delete_chat(self) -> None:
        """Clear the chat on both sides. The bot is not told."""
        self._sandbox.world.delete(self.chat, list(self.chat.messages))

    def delete(self, message_id: int) -> None:
        """Delete one message on both sides. The bot is not told."""
        self._sandbox.world.delete(self.chat, [message_id])

    def inline_query(self, query: str) -> None:
        """Type `@bot query` in some other chat."""
        self._queue("inline_query", shapes.inline_query(str(9_000_000_001 + len(query)), self.account, query))

    def _deliver(self, formatted: Any, fields: dict[str, Any], kind: str = "message") -> Message:
        self._check_not_blocked()
        self.chat.started = True
        world = self._sandbox.world
        message = world.add_message(self.chat, self.account, formatted, fields=fields)
        self._queue(kind, shapes.message_object(message, self.chat, world.bot))
        return message

    def _find(self, text: str | None, data: str | None, message_id: int | None) -> tuple[Message, Button]:
        messages = [message for message in self.history if message_id in (None, message.message_id)]
        for message in reversed(messages):
            button = message.find_button(text, data)
            if button is not None:
                return message, button
        there = [word for message in messages for word in message.buttons]
        raise LookupError(f"no button {text or data!r}; there are {there}")

    def _use(self, button: Button) -> None:
        if "url" in button:
            self.opened.append(button["url"])
        elif "copy_text" in button:
            self.clipboard = button["copy_text"]["text"]

    def _check_not_blocked(self) -> None:
        if self.chat.blocked:
            raise RuntimeError("this person blocked the bot; start() unblocks it")

    def _queue(self, kind: str, payload: Any) -> None:
        self._mark = self._sandbox.changes(self.id)
        self._sandbox.queue.add(kind, payload, self.id)

    def _tell_membership(self, old: str, new: str) -> None:
        world = self._sandbox.world
        self._queue("my_chat_member", shapes.member_change(self.chat, world.bot, self.account, world.now(), old, new))
        world.tell("blocked", chat_id=self.id, blocked=self.chat.blocked)

    async def _rest(self, timeout: float) -> None:  # noqa: ASYNC109
        loop = asyncio.get_running_loop()
        began = loop.time()
        seen, quiet_since = self._sandbox.changes(self.id), began
        while True:
            await asyncio.sleep(_SETTLE_SECONDS / 4)
            now, changes = loop.time(), self._sandbox.changes(self.id)
            if changes != seen or self._sandbox.busy:
                seen, quiet_since = changes, now
            quiet = now - quiet_since
            if quiet >= (_SETTLE_SECONDS if changes > self._mark else _NOTHING_CHANGED_SECONDS):
                return
            if now - began > timeout:
                raise TimeoutError(f"the chat did not come to rest within {timeout} s")


class Group:
    """A group that somebody adds the bot to."""

    def __init__(self, sandbox: Sandbox, chat: Chat) -> None:
        self._sandbox = sandbox
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def bot_is_member(self) -> bool:
        return self.chat.bot_is_member

    @property
    def history(self) -> list[Message]:
        return list(self.chat.messages.values())

    def add_bot(self, by: Person) -> None:
        """Add the bot: a my_chat_member update and a service message, as Telegram sends them."""
        world = self._sandbox.world
        self.chat.bot_is_member = True
        change = shapes.member_change(self.chat, world.bot, by.account, world.now(), "left", "member")
        self._sandbox.queue.add("my_chat_member", change, self.id)
        self._send(by, None, {"new_chat_members": [world.bot.as_user()], "new_chat_member": world.bot.as_user()})

    def send(self, by: Person, text: str) -> Message:
        """Somebody writes in the group."""
        return self._send(by, format_text(text), {})

    def _send(self, by: Person, formatted: Any, fields: dict[str, Any]) -> Message:
        world = self._sandbox.world
        message = world.add_message(self.chat, by.account, formatted, fields=fields)
        if self.chat.bot_is_member:
            self._sandbox.queue.add("message", shapes.message_object(message, self.chat, world.bot), self.id)
        return message
