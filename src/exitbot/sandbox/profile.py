"""What the bot tells about itself: name, descriptions, commands, menu button, each by language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from exitbot.sandbox.arguments import UNSET, Arguments
from exitbot.sandbox.entities import utf16_length
from exitbot.sandbox.errors import bad_request
from exitbot.sandbox.world import Account

__all__ = ["Profile"]

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
_LONGEST = {"name": 64, "description": 512, "short_description": 120}

Command = dict[str, str]


@dataclass(slots=True)
class Profile:
    """Words by kind and language, commands by scope and language; "" is the language of everybody else."""

    name: str
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Command]] = field(default_factory=dict)
    menu_button: dict[str, Any] = field(default_factory=lambda: {"type": "commands"})

    def set_word(self, kind: str, arguments: Arguments) -> bool:
        """setMyName and its like. kind: name, description or short_description."""
        language, text = _language(arguments), arguments.text(kind).strip()
        if utf16_length(text) > _LONGEST[kind]:
            codes = {"name": "NAME", "description": "DESCRIPTION", "short_description": "ABOUT"}
            raise bad_request(f"BOT_{codes[kind]}_TOO_LONG" if kind != "name" else "BOT_TITLE_INVALID")
        if text:
            self.words[kind, language] = text
        else:
            self.words.pop((kind, language), None)
        return True

    def word(self, kind: str, language: str) -> str:
        """The text for an app in this language ("ru" or "ru-RU"), else the one for everybody."""
        own = self.words.get((kind, language.partition("-")[0].lower()))
        return own or self.words.get((kind, ""), self.name if kind == "name" else "")

    def get_word(self, kind: str, arguments: Arguments) -> dict[str, str]:
        return {kind: self.word(kind, _language(arguments))}

    def set_commands(self, arguments: Arguments) -> bool:
        scope, language = _scope(arguments), _language(arguments)
        commands = _commands(arguments)
        if commands:
            self.commands[scope, language] = commands
        else:
            self.commands.pop((scope, language), None)
        return True

    def get_commands(self, arguments: Arguments) -> list[Command]:
        return self.commands.get((_scope(arguments), _language(arguments)), [])

    def delete_commands(self, arguments: Arguments) -> bool:
        self.commands.pop((_scope(arguments), _language(arguments)), None)
        return True

    def commands_for(self, account: Account) -> list[Command]:
        """What this person's app shows in the private chat: the narrowest scope first, own language before none."""
        language = account.language_code.partition("-")[0].lower()
        for scope in (f"chat:{account.id}", "all_private_chats", "default"):
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []


def _language(arguments: Arguments) -> str:
    code = arguments.text("language_code")
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("Invalid language code specified")
    return code


def _scope(arguments: Arguments) -> str:
    value = arguments.json("scope", "Can't parse BotCommandScope JSON object")
    if value is UNSET:
        return "default"
    if not isinstance(value, dict):
        raise bad_request("Can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = value.get("type")
    if kind is None:
        raise bad_request("Can't parse BotCommandScope: Can't find field \"type\"")
    if kind in _SCOPES:
        return str(kind)
    if kind not in _CHAT_SCOPES:
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    if value.get("chat_id") in (None, ""):
        raise bad_request("Can't parse BotCommandScope: Can't find field \"chat_id\"")
    return f"{kind}:{value['chat_id']}"


def _commands(arguments: Arguments) -> list[Command]:
    value = arguments.json("commands", "Can't parse commands JSON object")
    if value is UNSET:
        return []
    if not isinstance(value, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(value) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(item) for item in value]


def _command(item: Any) -> Command:
    if not isinstance(item, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(item.get(name), str):
            raise bad_request(f"Can't parse BotCommand: Can't find field \"{name}\"")
    command, description = item["command"].removeprefix("/"), item["description"].strip()
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16_length(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}
