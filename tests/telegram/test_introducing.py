"""What Telegram shows before the first message is neutral, in every language, and set only where it differs."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import BotCommand
from telegram.error import Forbidden, NetworkError, RetryAfter
from tests.screens.test_first_surface import sensitive_in

from exitbot.telegram.introducing import introduce
from exitbot.telegram.library import Library, Shelf
from exitbot.telegram.outgoing import BLANK


class Profile:
    """Stands in for the library's Bot: keeps what is set, by language."""

    def __init__(self, errors: list[Exception] | None = None) -> None:
        self.texts: dict[tuple[str, str | None], str] = {}
        self.commands: dict[str | None, list[BotCommand]] = {}
        self.set_calls = 0
        self._errors = errors or []

    def __getattr__(self, method: str) -> Any:
        """get_my_name, set_my_name and the like."""
        verb, _, what = method.partition("_my_")

        async def call(value: Any = None, *, language_code: str | None) -> Any:
            if verb == "set":
                if self._errors:
                    raise self._errors.pop()
                self.set_calls += 1
                if what == "commands":
                    self.commands[language_code] = list(value)
                else:
                    self.texts[what, language_code] = value
                return True
            if what == "commands":
                return self.commands.get(language_code, [])
            return SimpleNamespace(**{what: self.texts.get((what, language_code), "")})

        return call


async def introduced(shelf: Shelf, profile: Profile) -> Profile:
    """The profile after the bot has introduced itself."""
    await introduce(profile, Library(lambda: shelf))  # type: ignore[arg-type]
    return profile


async def test_name_descriptions_and_commands_are_neutral_in_every_language(shelf: Shelf) -> None:
    profile = await introduced(shelf, Profile())
    assert {language for _, language in profile.texts} == {None, *shelf.voices} - {"en"}
    commands = [one for each in profile.commands.values() for one in each]
    for text in (*profile.texts.values(), *(one.command for one in commands), *(one.description for one in commands)):
        assert text and sensitive_in(text) == [], text


async def test_each_language_has_its_own_words_and_the_same_commands(shelf: Shelf) -> None:
    profile = await introduced(shelf, Profile())
    for what in ("name", "description", "short_description"):
        assert profile.texts[what, None] != profile.texts[what, "ru"]
    names = {tuple(one.command for one in each) for each in profile.commands.values()}
    assert len(names) == 1 and "start" in names.pop()


async def test_lengths_are_what_telegram_takes(shelf: Shelf) -> None:
    profile = await introduced(shelf, Profile())
    limits = {"name": 64, "description": 512, "short_description": 120}
    assert all(0 < len(text) <= limits[what] for (what, _), text in profile.texts.items())


async def test_what_is_right_already_is_left_alone(shelf: Shelf) -> None:
    profile = await introduced(shelf, Profile())
    before = profile.set_calls
    assert before > 0
    await introduced(shelf, profile)
    assert profile.set_calls == before


@pytest.mark.parametrize("error", [RetryAfter(timedelta(seconds=0)), NetworkError("away"), Forbidden("odd")])
async def test_a_refusal_is_tried_again_until_the_first_surface_is_neutral(
    shelf: Shelf, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr("exitbot.telegram.introducing.asyncio.sleep", sleep)
    profile = await introduced(shelf, Profile([error, error]))
    assert profile.commands.keys() == {None, *shelf.voices} - {"en"} and len(pauses) >= 2


def test_a_blank_message_says_nothing() -> None:
    assert json.loads(b"{" + BLANK + b"}") == {"text": "…"}
