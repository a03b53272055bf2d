"""Sending, editing and deleting: the part of the Bot API with the most rules."""

from __future__ import annotations

from typing import Any

from exitbot.sandbox.arguments import UNSET, Arguments
from exitbot.sandbox.entities import MAX_TEXT_UNITS, Formatted, format_text, utf16_length
from exitbot.sandbox.errors import bad_request, forbidden
from exitbot.sandbox.keyboards import read_markup
from exitbot.sandbox.limits import Limits
from exitbot.sandbox.shapes import message_object
from exitbot.sandbox.world import Chat, Message, World

__all__ = ["DELETABLE_SECONDS", "Messages"]

DELETABLE_SECONDS = 48 * 3600
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note", "cancel",
})  # fmt: skip


class Messages:
    """Handlers of message methods. Each takes Arguments, returns the Bot API result, raises ApiError."""

    def __init__(self, world: World, limits: Limits) -> None:
        self.world = world
        self.limits = limits

    def send(self, arguments: Arguments) -> dict[str, Any]:
        formatted = _text_of(arguments)
        keyboard = read_markup(arguments)
        chat = self._writable(arguments)
        self._check_reply(arguments, chat)
        if utf16_length(formatted.text) > MAX_TEXT_UNITS:
            raise bad_request("message is too long")
        self.limits.spend("message", chat.id)
        message = self.world.add_message(
            chat,
            None,
            formatted,
            keyboard=keyboard,
            link_preview=_link_preview(arguments),
            silent=arguments.boolean("disable_notification"),
        )
        return message_object(message, chat, self.world.bot)

    def edit_text(self, arguments: Arguments) -> dict[str, Any]:
        formatted = _text_of(arguments)
        _check_inline(arguments)
        keyboard = read_markup(arguments, inline_only=True)
        chat, message = self._editable(arguments)
        if not message.text:
            raise bad_request("there is no text in the message to edit")
        if utf16_length(formatted.text) > MAX_TEXT_UNITS:
            raise bad_request("MESSAGE_TOO_LONG")
        if (message.text, message.entities, message.keyboard) == (formatted.text, formatted.entities, keyboard):
            raise bad_request(_SAME)
        self.limits.spend("edit", chat.id)
        edited = self.world.change(
            message,
            text=formatted.text,
            entities=formatted.entities,
            keyboard=keyboard,
            link_preview=_link_preview(arguments),
        )
        return message_object(edited, chat, self.world.bot)

    def edit_markup(self, arguments: Arguments) -> dict[str, Any]:
        _check_inline(arguments)
        keyboard = read_markup(arguments, inline_only=True)
        chat, message = self._editable(arguments)
        if message.keyboard == keyboard:
            raise bad_request(_SAME)
        self.limits.spend("edit", chat.id)
        return message_object(self.world.change(message, keyboard=keyboard), chat, self.world.bot)

    def delete(self, arguments: Arguments) -> bool:
        if not arguments.given("chat_id"):
            raise bad_request("Chat identifier is not specified")
        number = arguments.integer("message_id")
        if not number:
            raise bad_request("Message identifier is not specified")
        chat = self._writable(arguments)
        message = chat.messages.get(number)
        if message is None:
            raise bad_request("message to delete not found")
        self._check_deletable(message, chat)
        self.world.delete(chat, [number])
        return True

    def delete_many(self, arguments: Arguments) -> bool:
        """Messages that are not there are skipped; one that may not be deleted stops the whole call."""
        numbers = arguments.whole_numbers("message_ids", 100)
        chat = self._writable(arguments)
        found = [chat.messages[number] for number in numbers if number in chat.messages]
        for message in found:
            self._check_deletable(message, chat)
        self.world.delete(chat, [message.message_id for message in found])
        return True

    def chat_action(self, arguments: Arguments) -> bool:
        if arguments.text("action").lower() not in _ACTIONS:
            raise bad_request("Wrong parameter action in request")
        self._writable(arguments)
        return True

    def find_chat(self, arguments: Arguments) -> Chat:
        """The chat of a call. Raises ApiError: 400 if there is none, 403 if the person never started the bot."""
        if not arguments.given("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self.world.chats.get(arguments.integer("chat_id"))
        if chat is None:
            raise bad_request("chat not found")
        if chat.is_private and not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def _writable(self, arguments: Arguments) -> Chat:
        chat = self.find_chat(arguments)
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.bot_is_member:
            raise forbidden("bot is not a member of the group chat")
        return chat

    def _editable(self, arguments: Arguments) -> tuple[Chat, Message]:
        chat = self._writable(arguments)
        message = chat.messages.get(arguments.integer("message_id"))
        if message is None:
            raise bad_request("message to edit not found")
        if not message.from_bot:
            raise bad_request("message can't be edited")
        return chat, message

    def _check_reply(self, arguments: Arguments, chat: Chat) -> None:
        reply = arguments.json("reply_parameters", "Can't parse reply parameters JSON object")
        if isinstance(reply, dict) and not reply.get("allow_sending_without_reply"):
            number = reply.get("message_id")
        elif reply is UNSET and arguments.given("reply_to_message_id"):
            number = arguments.integer("reply_to_message_id")
        else:
            return
        if not isinstance(number, int) or number not in chat.messages:
            raise bad_request("message to be replied not found")

    def _check_deletable(self, message: Message, chat: Chat) -> None:
        if not chat.is_private and not message.from_bot:
            raise bad_request("message can't be deleted")
        if self.world.clock() - message.date > DELETABLE_SECONDS:
            raise bad_request("message can't be deleted for everyone")


def _text_of(arguments: Arguments) -> Formatted:
    entities = arguments.json("entities", "Can't parse entities JSON object")
    return format_text(arguments.text("text"), arguments.text("parse_mode"), None if entities is UNSET else entities)


def _check_inline(arguments: Arguments) -> None:
    if not arguments.given("chat_id") and not arguments.integer("message_id"):
        if arguments.given("inline_message_id"):
            raise bad_request("MESSAGE_ID_INVALID")
        raise bad_request("Message identifier is not specified")


def _link_preview(arguments: Arguments) -> bool:
    options = arguments.json("link_preview_options", "Can't parse link preview options JSON object")
    if isinstance(options, dict):
        return not options.get("is_disabled")
    return not arguments.boolean("disable_web_page_preview")
