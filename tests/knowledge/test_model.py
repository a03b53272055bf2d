"""Knowledge never changes in place, and every sentence knows its place in the catalogs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from tests.conftest import CopyOfContent

from exitbot.knowledge import model
from exitbot.knowledge.loading import Knowledge

CLASSES = [
    kind
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.__module__ == model.__name__
]
NEW_FACT = (
    r"\1    - id: inserted\n      text: A new sentence.\n      as_of: 2026\n      sources: [\2]\n"
)  # fmt: skip


def entries(value: Any) -> Iterator[BaseModel]:
    """Every entry of a file, however deep."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from entries(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from entries(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from entries(item)


def contexts(knowledge: Knowledge) -> set[str]:
    return {prose.context for prose in knowledge.prose()}


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_a_content_class_is_frozen_and_refuses_fields_it_does_not_know(kind: type[BaseModel]) -> None:
    assert kind.model_config["frozen"] is True
    assert kind.model_config["extra"] == "forbid"


def test_no_entry_of_the_knowledge_can_be_changed(knowledge: Knowledge) -> None:
    seen: set[type] = set()
    for _, file in knowledge.files():
        for entry in entries(file):
            seen.add(type(entry))
            name = next(iter(type(entry).model_fields))
            with pytest.raises(ValidationError, match="frozen"):
                setattr(entry, name, getattr(entry, name))
    assert {model.Country, model.Topic, model.Fact, model.Source, model.Organisation} <= seen


def test_the_knowledge_itself_can_be_changed_nowhere(knowledge: Knowledge) -> None:
    with pytest.raises(FrozenInstanceError):
        knowledge.shared = knowledge.shared  # type: ignore[misc]
    with pytest.raises(TypeError):
        knowledge.countries["xx"] = knowledge.countries["fr"]  # type: ignore[index]


def test_every_sentence_names_its_catalog_and_its_place_in_it(knowledge: Knowledge) -> None:
    domains = {domain for domain, _ in knowledge.files()}
    for prose in knowledge.prose():
        assert prose.domain in domains
        assert prose.context.startswith(f"{prose.domain}/"), prose


def test_no_two_sentences_share_a_place(knowledge: Knowledge) -> None:
    counted = Counter(prose.context for prose in knowledge.prose())
    assert [context for context, times in counted.items() if times > 1] == []


def test_a_new_fact_moves_no_other_sentence(copy_of_content: CopyOfContent) -> None:
    before = contexts(copy_of_content.knowledge())
    copy_of_content.plant("content/countries/fr.yaml", r"(facts:\n  law:\n)(?=(?:.*\n)*sources:\n  (.*):\n)", NEW_FACT)
    after = contexts(copy_of_content.knowledge())
    assert after - before == {"country-fr/facts/law/inserted/text"}
    assert before - after == set()


def test_a_sentence_is_the_same_however_it_was_folded(copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(
        "content/countries/fr.yaml",
        r"^summary:\n  text: .*\n(    .*\n)+",
        "summary:\n  text: >-\n    One\n    sentence,\n\n    two   lines.\n",
    )
    assert copy_of_content.knowledge().countries["fr"].summary.text == "One sentence, two lines."


def test_topics_come_in_reading_order(knowledge: Knowledge) -> None:
    orders = [topic.order for topic in knowledge.topics.values()]
    assert orders == sorted(orders)
