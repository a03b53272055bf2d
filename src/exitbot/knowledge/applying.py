"""What applies where: facts that hold for the whole EU or Schengen area, seen from one country."""

from __future__ import annotations

from collections.abc import Iterator

from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Part, Shared, SharedFact, Source

__all__ = ["shared_facts", "sources_of"]


def shared_facts(knowledge: Knowledge, code: str, part: Part) -> Iterator[SharedFact]:
    """Shared facts of one part of a country's page, in the order of the file."""
    for fact in knowledge.shared.facts:
        if fact.part is part and code in _states(knowledge.shared, fact):
            yield fact


def _states(shared: Shared, fact: SharedFact) -> set[str]:
    states = {code for area in fact.applies_to for code in shared.areas.get(area, (area,))}
    return states - set(fact.except_for)


def sources_of(sources: dict[str, Source], ids: tuple[str, ...]) -> tuple[Source, ...]:
    """The sources with these ids, in their order."""
    return tuple(sources[name] for name in ids if name in sources)
