"""content/README.md, for somebody who has never used git: complete, in step with the model, and the same in Russian."""

from __future__ import annotations

import re

import click
import pytest
from tests.conftest import ROOT

from exitbot.cli import commands
from exitbot.knowledge.meanings import meanings
from exitbot.knowledge.model import (
    Country,
    Fact,
    Facts,
    Help,
    Level,
    Outcome,
    Outlook,
    Source,
    SourceKind,
    Status,
    Topic,
    WayIn,
)

ENGLISH, RUSSIAN = ((ROOT / "content" / name).read_text(encoding="utf-8") for name in ("README.md", "README.ru.md"))
BOTH = pytest.mark.parametrize("text", [ENGLISH, RUSSIAN], ids=["English", "Russian"])


@BOTH
def test_every_field_of_a_page_is_named(text: str) -> None:
    fields = {
        info.alias or name
        for model in (Country, Topic, Fact, Facts, Help, Outlook, WayIn, Source)
        for name, info in model.model_fields.items()
    }
    assert [name for name in sorted(fields) if f"`{name}`" not in text] == []


@BOTH
@pytest.mark.parametrize("kind", [Level, Status, Outcome, SourceKind], ids=lambda kind: kind.__name__)
def test_every_value_is_named(text: str, kind: type[Level]) -> None:
    assert [value for value in meanings(kind) if f"`{value}`" not in text] == []


@pytest.mark.parametrize("kind", [Level, Status, Outcome], ids=lambda kind: kind.__name__)
def test_levels_mean_in_the_manual_what_they_mean_in_the_editor(kind: type[Level]) -> None:
    assert [value for value, words in meanings(kind).items() if f"| `{value}` | {words} |" not in ENGLISH] == []


@BOTH
def test_every_command_it_names_is_there(text: str) -> None:
    found = re.findall(r"\.venv/bin/exitbot ((?:content )?[a-z]+)((?: --[a-z-]+)?)", text)
    assert {name for name, _ in found} >= {"check", "try", "content show", "content diff", "content stale", "content new"}
    for name, option in found:
        command: click.Command | None = commands
        for word in name.split():
            assert isinstance(command, click.Group)
            command = command.get_command(click.Context(command), word)
        assert command is not None, name
        assert not option or option.strip() in {each for param in command.params for each in param.opts}, (name, option)


def test_both_languages_have_the_same_parts_examples_and_commands() -> None:
    shape = [
        [line.split()[0] for line in text.splitlines() if line.startswith(("#", "| ", "|--", "- ", "1.", "2.", "3.", "4."))]
        for text in (ENGLISH, RUSSIAN)
    ]
    assert shape[0] == shape[1]
    code = [sorted(re.findall(r"`[^`]*`", re.sub(r'".*?"', "", text))) for text in (ENGLISH, RUSSIAN)]
    assert set(code[0]) ^ set(code[1]) <= {
        "`file:line:column: what is wrong; what is right`",
        "`файл:строка:столбец: что не так; как правильно`",
    }


def test_there_are_ten_good_and_bad_examples() -> None:
    assert re.findall(r"(?m)^\| (\d+) \|", ENGLISH) == [str(number) for number in range(1, 11)]
