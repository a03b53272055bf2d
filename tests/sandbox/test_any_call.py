"""Whatever a bot sends, it gets an answer of the Bot API and never breaks the sandbox."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exitbot.sandbox import ApiError, Sandbox
from exitbot.sandbox.arguments import Arguments

METHODS = [
    "sendMessage", "editMessageText", "editMessageReplyMarkup", "deleteMessage", "deleteMessages", "sendChatAction",
    "answerCallbackQuery", "answerInlineQuery", "leaveChat", "getChat", "setMyCommands", "getMyCommands", "setMyName",
    "deleteMyCommands", "setMyDescription", "getMyDescription", "setChatMenuButton", "getChatMenuButton",
]  # fmt: skip
NAMES = [
    "chat_id", "message_id", "message_ids", "text", "parse_mode", "entities", "reply_markup", "reply_parameters", "name",
    "link_preview_options", "callback_query_id", "commands", "scope", "language_code", "menu_button", "action",
    "results", "description",
]  # fmt: skip
KEYS = ["inline_keyboard", "keyboard", "text", "url", "callback_data", "copy_text", "type", "chat_id", "command",
        "description", "message_id", "offset", "length"]  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
VALUES = st.recursive(
    SCALARS | st.sampled_from(["HTML", "http://[", "<b>x</b>", "[", "ru", "710000001"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(METHODS), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6))
def test_any_parameters_give_a_result_or_a_refusal(method: str, parameters: dict[str, Any]) -> None:
    sandbox = Sandbox(token="1:x")
    ann = sandbox.person()
    ann.start()
    parameters = {"chat_id": ann.id, **parameters}
    try:
        asyncio.run(sandbox.methods.call(method.lower(), Arguments(parameters)))
    except ApiError as error:
        assert error.status in (400, 403, 404, 429)
