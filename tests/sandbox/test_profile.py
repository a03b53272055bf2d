"""What the bot says about itself."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sandbox.conftest import Api

from exitbot.sandbox import Sandbox


async def test_words_and_commands_depend_on_the_language(api: Api, sandbox: Sandbox) -> None:
    english, russian = sandbox.person("Ann", "en-GB"), sandbox.person("Оля", "ru")
    await api.result("setMyCommands", commands=[{"command": "start", "description": "Start"}])
    await api.result("setMyCommands", commands=[{"command": "start", "description": "Начать"}], language_code="ru")
    await api.result("setMyDescription", description="Guide")
    await api.result("setMyDescription", description="Справочник", language_code="ru")
    profile = sandbox.profile
    assert profile.commands_for(english.account)[0]["description"] == "Start"
    assert profile.commands_for(russian.account)[0]["description"] == "Начать"
    assert profile.word("description", "en-GB") == "Guide"
    assert await api.result("getMyDescription", language_code="ru") == {"description": "Справочник"}
    await api.result("deleteMyCommands", language_code="ru")
    assert await api.result("getMyCommands", language_code="ru") == []
    assert profile.commands_for(russian.account)[0]["description"] == "Start"


async def test_the_narrowest_scope_wins(api: Api, sandbox: Sandbox) -> None:
    ann = sandbox.person()
    await api.result("setMyCommands", commands=[{"command": "a", "description": "a"}])
    scope = {"type": "all_private_chats"}
    await api.result("setMyCommands", commands=[{"command": "b", "description": "b"}], scope=scope)
    assert [command["command"] for command in sandbox.profile.commands_for(ann.account)] == ["b"]


async def test_the_name_is_shown_by_get_me(api: Api) -> None:
    await api.result("setMyName", name="Notes")
    assert (await api.result("getMe"))["first_name"] == "Notes"
    assert await api.result("getMyName") == {"name": "Notes"}
    await api.result("setMyShortDescription", short_description="x")
    assert await api.result("getMyShortDescription") == {"short_description": "x"}


async def test_the_menu_button_is_kept(api: Api, sandbox: Sandbox) -> None:
    ann = sandbox.person()
    ann.start()
    await api.result("setChatMenuButton", menu_button={"type": "default"})
    await api.result("setChatMenuButton", chat_id=ann.id, menu_button={"type": "commands"})
    assert await api.result("getChatMenuButton") == {"type": "default"}
    assert await api.result("getChatMenuButton", chat_id=ann.id) == {"type": "commands"}


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("setMyCommands", {"commands": [{"command": "A b", "description": "x"}]}, "Bad Request: BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": ""}]},
            "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ("setMyCommands", {"commands": "["}, "Bad Request: can't parse commands JSON object"),
        (
            "setMyCommands",
            {"commands": [{"command": "a"}]},
            "Bad Request: can't parse BotCommand: Can't find field \"description\"",
        ),
        ("setMyCommands", {"scope": {"type": "x"}}, "Bad Request: can't parse BotCommandScope: Unsupported type specified"),
        ("setMyCommands", {"language_code": "rus"}, "Bad Request: invalid language code specified"),
        ("setMyDescription", {"description": "x" * 513}, "Bad Request: BOT_DESCRIPTION_TOO_LONG"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "Bad Request: BOT_ABOUT_TOO_LONG"),
    ],
)
async def test_wrong_words_are_refused(api: Api, method: str, parameters: dict[str, Any], description: str) -> None:
    assert await api.refusal(method, **parameters) == (400, description)
