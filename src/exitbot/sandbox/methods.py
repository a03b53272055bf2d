"""The methods of the Bot API that the sandbox knows, by name in lower case (the real server ignores case, too)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from exitbot.sandbox.arguments import UNSET, Arguments
from exitbot.sandbox.delivery import WEBHOOK_ACTIVE, UpdateQueue
from exitbot.sandbox.errors import ApiError, bad_request, conflict
from exitbot.sandbox.limits import Limits
from exitbot.sandbox.messages import Messages
from exitbot.sandbox.profile import Profile
from exitbot.sandbox.shapes import member_change
from exitbot.sandbox.webhook import Webhook, WebhookSettings, check_settings
from exitbot.sandbox.world import World

__all__ = ["Answer", "Methods"]

_MAX_ANSWER_UNITS = 200
_PROFILE_METHODS = ("setmy", "deletemy", "setchatmenu")  # what a page shows around the chat


@dataclass(frozen=True, slots=True)
class Answer:
    """A result that comes with a description, as setWebhook's does."""

    result: Any
    description: str


Handler = Callable[[Arguments], Any]


class Methods:
    """All methods over one world. `call` is the way in; handlers return the result or raise ApiError."""

    def __init__(self, world: World, queue: UpdateQueue, limits: Limits, profile: Profile) -> None:
        self.world = world
        self.queue = queue
        self.limits = limits
        self.profile = profile
        self.messages = Messages(world, limits)
        self.webhook: Webhook | None = None
        self.callback_lifetime = 15.0  # seconds; Telegram names no figure, people report about fifteen
        self.make_webhook: Callable[[WebhookSettings], Webhook] | None = None
        self._next_webhook = float("-inf")
        table = self._table()
        self._handlers = {name.lower(): handler for name, handler in table.items()}
        self._names = {name.lower(): name for name in table}

    def spelled(self, method: str) -> str:
        """The method's name as the Bot API writes it; an unknown one as it came."""
        return self._names.get(method.lower(), method)

    async def call(self, method: str, arguments: Arguments) -> Any:
        """Run a method (name in lower case). Raises ApiError, 404 for an unknown one."""
        handler = self._handlers.get(method)
        if handler is None:
            raise ApiError(404, "Not Found")
        result = handler(arguments)
        if method.startswith(_PROFILE_METHODS):
            self.world.tell("profile")
        return await result if isinstance(result, Awaitable) else result

    def _table(self) -> dict[str, Handler]:
        messages, profile = self.messages, self.profile
        table: dict[str, Handler] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "sendMessage": messages.send,
            "editMessageText": messages.edit_text,
            "editMessageReplyMarkup": messages.edit_markup,
            "deleteMessage": messages.delete,
            "deleteMessages": messages.delete_many,
            "sendChatAction": messages.chat_action,
            "answerCallbackQuery": self._answer_callback,
            "answerInlineQuery": self._answer_inline,
            "leaveChat": self._leave_chat,
            "getChat": self._get_chat,
            "setMyCommands": profile.set_commands,
            "getMyCommands": profile.get_commands,
            "deleteMyCommands": profile.delete_commands,
            "setChatMenuButton": self._set_menu_button,
            "getChatMenuButton": self._get_menu_button,
        }
        for kind in ("name", "description", "short_description"):
            name = kind.title().replace("_", "")
            table[f"setMy{name}"] = partial(profile.set_word, kind)
            table[f"getMy{name}"] = partial(profile.get_word, kind)
        return table

    def _get_me(self, arguments: Arguments) -> dict[str, Any]:
        abilities = {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
        return self.world.bot.as_user() | {"first_name": self.profile.word("name", "")} | abilities

    async def _get_updates(self, arguments: Arguments) -> list[dict[str, Any]]:
        if self.webhook is not None:
            raise conflict(WEBHOOK_ACTIVE)
        offset, timeout = arguments.integer("offset"), arguments.integer("timeout", 0, 0)
        limit = arguments.integer("limit", 100, 1, 100)
        self.queue.allow(_allowed(arguments))
        return await self.queue.poll(offset, limit, timeout)

    async def _set_webhook(self, arguments: Arguments) -> Answer:
        url = arguments.text("url")
        if not url:
            return await self._delete_webhook(arguments)
        if self.limits.enabled:
            self._pace_webhook()
        connections = arguments.integer("max_connections", 40, 1, 100)
        settings = WebhookSettings(url, arguments.text("secret_token"), connections)
        check_settings(settings)
        if arguments.boolean("drop_pending_updates"):
            self.queue.drop_all()
        self.queue.allow(_allowed(arguments))
        if self.webhook is not None and self.webhook.settings == settings:
            return Answer(True, "Webhook is already set")
        self.queue.interrupt("terminated by setWebhook request")
        await self.stop_webhook()
        assert self.make_webhook is not None  # noqa: S101 - the server sets it at once
        self.webhook = self.make_webhook(settings)
        await self.webhook.start()
        return Answer(True, "Webhook was set")

    def _pace_webhook(self) -> None:
        now = self.world.clock()
        if 0 <= self._next_webhook - now <= 1:
            raise ApiError(429, "Too Many Requests: retry after 1", {"retry_after": 1})
        self._next_webhook = now + 1

    async def _delete_webhook(self, arguments: Arguments) -> Answer:
        if arguments.boolean("drop_pending_updates"):
            self.queue.drop_all()
        deleted = await self.stop_webhook()
        return Answer(True, "Webhook was deleted" if deleted else "Webhook is already deleted")

    async def stop_webhook(self) -> bool:
        """True if one was running. What it had not delivered stays in the queue."""
        running, self.webhook = self.webhook, None
        if running is not None:
            await running.stop()
        return running is not None

    def _get_webhook_info(self, arguments: Arguments) -> dict[str, Any]:
        info: dict[str, Any] = {"url": "", "has_custom_certificate": False}
        info["pending_update_count"] = len(self.queue.pending)
        if self.webhook is not None:
            info["url"] = self.webhook.settings.url
            info["max_connections"] = self.webhook.settings.max_connections
            info["ip_address"] = "127.0.0.1"
            if self.webhook.last_error is not None:
                info["last_error_date"], info["last_error_message"] = self.webhook.last_error
        return info

    def _answer_callback(self, arguments: Arguments) -> bool:
        callback = self.world.callbacks.get(arguments.text("callback_query_id"))
        text = arguments.text("text")
        if len(text.encode("utf-16-le", "surrogatepass")) // 2 > _MAX_ANSWER_UNITS:
            raise bad_request("MESSAGE_TOO_LONG")
        expired = callback is None or self.world.clock() - callback.at > self.callback_lifetime
        if callback is None or expired or callback.answer is not None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        callback.answer = {
            "text": text,
            "show_alert": arguments.boolean("show_alert"),
            "url": arguments.text("url"),
        }
        self.world.tell("answer", callback=callback)
        return True

    def _answer_inline(self, arguments: Arguments) -> bool:
        if not arguments.given("inline_query_id"):
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        results = arguments.json("results", "Can't parse JSON encoded inline query results")
        if results is not UNSET and not isinstance(results, list):
            raise bad_request("Expected an Array of inline query results")
        self.world.tell("inline_answer", results=[] if results is UNSET else results)
        return True

    def _leave_chat(self, arguments: Arguments) -> bool:
        chat = self.messages.find_chat(arguments)
        if chat.is_private:
            raise bad_request("chat member status can't be changed in private chats")
        if not chat.bot_is_member:
            raise ApiError(403, "Forbidden: bot is not a member of the group chat")
        chat.bot_is_member = False
        self.world.tell("left", chat_id=chat.id)
        someone = next(iter(self.world.accounts.values()), None)
        if someone is not None:
            change = member_change(chat, self.world.bot, someone, self.world.now(), "member", "left")
            self.queue.add("my_chat_member", change, chat.id)
        return True

    def _get_chat(self, arguments: Arguments) -> dict[str, Any]:
        chat = self.messages.find_chat(arguments)
        return chat.as_chat() | {"accent_color_id": 0, "max_reaction_count": 11}

    def _set_menu_button(self, arguments: Arguments) -> bool:
        button = arguments.json("menu_button", "Can't parse menu button JSON object")
        button = {"type": "default"} if button is UNSET else button
        if not isinstance(button, dict) or button.get("type") not in ("commands", "default", "web_app"):
            raise bad_request("Can't parse menu button: MenuButton has unsupported type")
        if arguments.given("chat_id"):
            self.messages.find_chat(arguments).menu_button = button
        else:
            self.profile.menu_button = button
        return True

    def _get_menu_button(self, arguments: Arguments) -> dict[str, Any]:
        own = self.messages.find_chat(arguments).menu_button if arguments.given("chat_id") else None
        return own or self.profile.menu_button


def _allowed(arguments: Arguments) -> Any:
    """`allowed_updates`; what cannot be read is ignored, as in the real server."""
    try:
        return arguments.json("allowed_updates", "")
    except ApiError:
        return None
