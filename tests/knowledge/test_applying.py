"""A fact that holds for many states is shown in each of them, and not where it does not hold."""

from __future__ import annotations

from dataclasses import replace

from exitbot.knowledge.applying import shared_facts, sources_of
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Part, SharedFact


def knowledge_with(knowledge: Knowledge, **changes: object) -> Knowledge:
    """The shipped knowledge with one shared fact, about the ways into Schengen but not into Finland."""
    fact = knowledge.shared.facts[0].model_copy(
        update={"applies_to": ("schengen", "kz"), "except_for": ("fi",), "part": Part.WAYS_IN, **changes}
    )
    return replace(knowledge, shared=knowledge.shared.model_copy(update={"facts": (fact,)}))


def shown(knowledge: Knowledge, code: str, part: Part = Part.WAYS_IN) -> list[SharedFact]:
    return list(shared_facts(knowledge, code, part))


def test_a_shared_fact_is_shown_in_every_state_of_its_area(knowledge: Knowledge) -> None:
    made = knowledge_with(knowledge)
    assert [code for code in ("fr", "de", "kz") if shown(made, code)] == ["fr", "de", "kz"]


def test_a_shared_fact_is_not_shown_in_an_exception_or_elsewhere(knowledge: Knowledge) -> None:
    made = knowledge_with(knowledge)
    assert shown(made, "fi") == []
    assert shown(made, "us") == []


def test_a_shared_fact_stands_in_its_own_part_only(knowledge: Knowledge) -> None:
    made = knowledge_with(knowledge)
    assert [part for part in Part if shown(made, "fr", part)] == [Part.WAYS_IN]


def test_sources_come_in_the_order_in_which_they_are_cited(knowledge: Knowledge) -> None:
    sources = knowledge.countries["fr"].sources
    first, second, *_ = sources
    assert sources_of(sources, (second, first)) == (sources[second], sources[first])
