"""A new page explains every field in the words of the model, claims nothing, and leaves out no mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from exitbot.knowledge import terms
from exitbot.knowledge.meanings import meanings
from exitbot.knowledge.model import (
    Country,
    Fact,
    Group,
    Level,
    OfficialAddress,
    Outcome,
    Outlook,
    Source,
    TimelineEntry,
    Topic,
    WayIn,
)
from exitbot.knowledge.strictyaml import Document
from exitbot.knowledge.template import NOTHING_YET, country_template, topic_template

TODAY = date(2026, 11, 25)
NEW = {Country: country_template("cl", "Chile", TODAY), Topic: topic_template("money-abroad", TODAY)}
INSIDE = {Country: [Outlook, WayIn, Fact, OfficialAddress, TimelineEntry, Source], Topic: [Fact, Source]}


def comments(text: str) -> str:
    """All that stands in comments, as one line."""
    return " ".join(re.sub(r"(?m)^\s*#[\s#]*", "", line) for line in text.splitlines() if line.lstrip().startswith("#"))


def plain(text: str) -> str:
    return " ".join(text.split())


def values(text: str) -> dict[str, object]:
    """As the bot reads it."""
    found = Document(Path("new.yaml"), text.encode()).data
    assert isinstance(found, dict)
    return found


def mistakes(model: type[BaseModel], text: str) -> list[str]:
    """Where the model has something to say."""
    try:
        model.model_validate(values(text))
    except ValidationError as error:
        return sorted("/".join(str(step) for step in each["loc"]) for each in error.errors())
    return []


def uncommented(text: str, below: str) -> str:
    """The example below a field, as somebody writes it who follows its advice: the [] and the first # of each line away."""
    before, name, after = text.partition(f"{below}: []\n")
    assert name
    lines = after.splitlines()
    end = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
    example = [re.sub(r"^(\s*)# ?", r"\1", line, count=1) for line in lines[1:end]]
    return "\n".join([before + f"{below}:", *example, *lines[end:]]) + "\n"


def docstrings(models: list[type[BaseModel]]) -> Iterator[str]:
    for model in models:
        yield from (field.description for field in model.model_fields.values() if field.description)


@pytest.mark.parametrize("model", NEW, ids=lambda model: model.__name__)
def test_every_field_stands_in_it_under_its_docstring(model: type[BaseModel]) -> None:
    assert list(values(NEW[model])) == [name for name in values(NEW[model]) if name in model.model_fields]
    assert values(NEW[model]).keys() == model.model_fields.keys()
    said = comments(NEW[model])
    missing = [words for words in docstrings([model, *INSIDE[model]]) if plain(words) not in plain(said)]
    assert missing == []


@pytest.mark.parametrize("name", sorted(set(terms.__all__) - {"StatusInRussia", "Part"}))
def test_every_value_that_a_country_can_name_is_explained(name: str) -> None:
    said = plain(comments(NEW[Country]))
    for value, meaning in meanings(getattr(terms, name)).items():
        assert meaning in said, value


def test_a_new_country_claims_nothing() -> None:
    found = Country.model_construct(**values(NEW[Country]))  # type: ignore[arg-type]
    assert found.outlook.keys() == set(Group)
    for outlook in found.outlook.values():
        assert (outlook["level"], outlook["why"], outlook["sources"]) == (Level.UNCLEAR, NOTHING_YET, [])  # type: ignore[index]
    assert found.if_refused["level"] == Outcome.UNCLEAR  # type: ignore[index]
    assert found.unknowns == [{"id": "nothing-yet", "text": NOTHING_YET}]
    assert (found.compiled, found.reviewed, found.review_by) == ("2026-11-25", None, "2027-05-28")


def test_each_empty_part_is_a_question() -> None:
    said = plain(comments(NEW[Country]))
    for meaning in meanings(Group).values():
        assert f"Can this group get protection here? {meaning}" in said
    for question in (
        "How can a person get IN?",
        "What happens to a person AFTER A NO",
        "What can go wrong",
        "Whom can a person ask",
    ):
        assert question in said


def test_an_example_marks_nothing_as_critical_or_volatile() -> None:
    assert re.findall("(?:critical|volatile): (.*)", NEW[Country]) == ["false"] * 4


def test_the_model_misses_sources_in_a_new_page_and_nothing_else() -> None:
    assert mistakes(Country, NEW[Country]) == ["if_refused/sources", "sources", "summary/sources"]
    assert mistakes(Topic, NEW[Topic]) == ["sections", "sources", "steps", "summary/sources"]


def test_the_country_is_named_in_a_comment_and_the_first_line_names_its_schema() -> None:
    first, second, *_ = NEW[Country].splitlines()
    assert (first, second) == ("# yaml-language-server: $schema=../schema/country.json", "# Chile.")


@pytest.mark.parametrize(
    ("below", "place", "needed"),
    [
        ("ways_in", "ways_in/0", {"id", "title", "status", "from", "passports", "text", "as_of", "sources"}),
        ("  law", "facts/law/0", {"id", "text", "as_of", "sources"}),
        ("  official", "help/official/0", {"id", "name", "does"}),
        ("timeline", "timeline/0", {"on", "text", "sources"}),
    ],
)
def test_an_example_that_is_uncommented_and_not_filled_in_is_named_field_by_field(
    below: str, place: str, needed: set[str]
) -> None:
    found = set(mistakes(Country, uncommented(NEW[Country], below))) - set(mistakes(Country, NEW[Country]))
    assert found == {f"{place}/{name}" for name in needed}


def test_no_line_is_longer_than_an_editor_shows() -> None:
    assert max(len(line) for text in NEW.values() for line in text.splitlines()) <= 128
