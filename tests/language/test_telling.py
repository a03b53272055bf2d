"""What maintainers are told is English that can be said again in their language."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.language.conftest import Translator

from exitbot.language.catalogs import load_catalogs
from exitbot.language.extraction import Message, maintenance_messages
from exitbot.language.speaking import Voice
from exitbot.language.telling import Told, told

TWICE = "'{key}' stands already on line {line}"
REFUSED = "not shown ({reason})"


@pytest.fixture
def russian(tmp_path: Path) -> Voice:
    translator = Translator(tmp_path / "locales", "maintenance")
    translator.receives(*(Message("maintenance", text) for text in (TWICE, REFUSED, "it names a port", "a brace {{name}}")))
    translator.writes(TWICE, "«{key}» уже стоит в строке {line}")
    translator.writes(REFUSED, "не показывается ({reason})")
    translator.writes("it names a port", "в нём указан порт")
    translator.writes("a brace {{name}}", "скобка {{name}}")
    return Voice("ru", load_catalogs(tmp_path / "locales"))


def test_a_message_is_its_english_text_and_remembers_how_it_was_made() -> None:
    message = told(TWICE, key="role", line=3)
    assert message == "'role' stands already on line 3"
    assert (message.template, dict(message.values)) == (TWICE, {"key": "role", "line": 3})


def test_it_is_said_in_the_language_of_a_maintainer(russian: Voice) -> None:
    assert russian.tell(told(TWICE, key="role", line=3)) == "«role» уже стоит в строке 3"


def test_a_message_inside_a_message_is_translated_too(russian: Voice) -> None:
    inner = told(REFUSED, reason=told("it names a port"))
    assert russian.tell(Told("{place}: {message}", place="fr.yaml:1:2", message=inner)) == (
        "fr.yaml:1:2: не показывается (в нём указан порт)"
    )


def test_without_a_translation_it_stays_english(russian: Voice) -> None:
    assert russian.tell(told("never heard of {what}", what=told("it names a port"))) == "never heard of в нём указан порт"
    assert russian.tell("a plain text with {braces}") == "a plain text with {braces}"


def test_braces_that_stay_are_doubled_and_those_of_a_value_do_no_harm(russian: Voice) -> None:
    assert russian.tell(told("a brace {{name}}")) == "скобка {name}"
    assert russian.tell(told(TWICE, key="{line}", line=1)) == "«{line}» уже стоит в строке 1"


def test_what_is_told_is_found_for_translators_apart_from_what_readers_see(tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text('say("Hello")\ntold("wrong; " "right {x}", x=1)\nTold("{a}: {b}")\n', encoding="utf-8")
    assert maintenance_messages(tmp_path) == [Message("maintenance", "wrong; right {x}")]
