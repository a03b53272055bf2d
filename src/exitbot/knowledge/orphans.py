"""What nothing leads to, and what little there is: numbers for those who plan the next work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Country, EmergencyCard, Help, Level
from exitbot.knowledge.problems import Notice, Place
from exitbot.knowledge.walking import entries
from exitbot.language.telling import Told, told

__all__ = ["gaps", "orphans"]

_FEW_FACTS = 8
_NAMED = 10


def orphans(knowledge: Knowledge) -> Iterator[Notice]:
    """Organisations that no page names, and publishers of whom nothing is cited."""
    named = {
        name
        for _, model in knowledge.files()
        for _, entry in entries(model)
        if isinstance(entry, (Help, EmergencyCard))
        for name in entry.organisations
    }
    document = knowledge.documents["organisations"]
    for index, organisation in enumerate(knowledge.organisations.organisations):
        if organisation.id not in named:
            advice = told(
                "no page names '{name}'; write it below 'help' of a page: organisations: [{name}]", name=organisation.id
            )
            yield Notice(document.place(("organisations", index, "id")), advice)
    cited = {source.publisher for _, model in knowledge.files() for source in getattr(model, "sources", {}).values()}
    document = knowledge.documents["publishers"]
    for index, publisher in enumerate(knowledge.publishers.publishers):
        if publisher.name not in cited:
            advice = told("no source names the publisher '{name}'; write it just as in the sources", name=publisher.name)
            yield Notice(document.place(("publishers", index, "name")), advice)


def gaps(knowledge: Knowledge) -> Iterator[Notice]:
    """How much is unknown, how much cannot be looked up, and which pages are thin."""
    for code, country in knowledge.countries.items():
        count = len(_facts(country))
        if count < _FEW_FACTS:
            place = knowledge.documents[f"country-{code}"].place(("facts",))
            yield Notice(place, told("{count} facts; {few} or more make a page one can decide by", count=count, few=_FEW_FACTS))
    unclear = {code: _unclear(country) for code, country in knowledge.countries.items()}
    outlooks = sum(len(country.outlook) for country in knowledge.countries.values())
    folder = _folder(knowledge)
    if folder and any(unclear.values()):
        values = {"count": sum(unclear.values()), "all": outlooks, "most": _most(unclear)}
        yield Notice(folder, told("{count} of {all} outlooks are unclear; the most: {most}", **values))
    yield from _without_address(knowledge, folder)


def _without_address(knowledge: Knowledge, folder: Place | None) -> Iterator[Notice]:
    statements, closed = 0, dict.fromkeys(knowledge.countries, 0)
    for code, country in knowledge.countries.items():
        for _, entry in entries(country):
            cited = [country.sources[name] for name in getattr(entry, "sources", ()) if name in country.sources]
            if cited and entry is not country:
                statements += 1
                closed[code] += not any(source.url for source in cited)
    if folder and any(closed.values()):
        values: dict[str, object] = {"count": sum(closed.values()), "all": statements, "most": _most(closed)}
        message: Told = told("{count} of {all} statements have no source with an address; the most: {most}", **values)
        yield Notice(folder, message)


def _folder(knowledge: Knowledge) -> Place | None:
    first = next((knowledge.documents[f"country-{code}"].file for code in knowledge.countries), None)
    return Place(Path(first).parent, 0) if first else None


def _facts(country: Country) -> tuple[object, ...]:
    facts = country.facts
    return (*facts.law, *facts.practice, *facts.procedure, *facts.risks)


def _unclear(country: Country) -> int:
    return sum(outlook.level is Level.UNCLEAR for outlook in country.outlook.values())


def _most(counts: dict[str, int]) -> str:
    """ "mn 8, th 8, ae 7": the countries where most is missing."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{code} {count}" for code, count in ranked[:_NAMED] if count)
