"""Whether a verdict rests on sources of the right kind: press reports alone have to be two, or the reader is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Country, Level, Outcome, Source, SourceKind
from exitbot.knowledge.problems import Notice
from exitbot.knowledge.strictyaml import Location
from exitbot.language.telling import Told, told

__all__ = ["weak_evidence"]

_BETTER = (Level.FAVOURABLE, Level.POSSIBLE, Level.HARD)

# The reader is told how little the verdict rests on.
_SAID = re.compile(
    r"\b(?:one|an?|single|only|sole|known once)\b[^.:;]*\b(?:reports?|accounts?|cases?|article|interview|source|count)\b"
    r"|\bpress\b|\breported(?:ly)?\b|\breports?\b|\baccording to\b|\bby (?:its|his|her|their) own (?:account|count)\b",
    re.IGNORECASE,
)


def weak_evidence(knowledge: Knowledge) -> Iterator[Notice]:
    """Outlooks better than unclear, and known outcomes of a refusal, that stand on one newspaper and do not say so."""
    for code, country in knowledge.countries.items():
        document = knowledge.documents[f"country-{code}"]
        for location, text, sources in _verdicts(country):
            if _one_newspaper(sources) and not _SAID.search(text):
                yield Notice(document.place(location), _advice(sources[0].publisher))


def _verdicts(country: Country) -> Iterator[tuple[Location, str, Sequence[Source]]]:
    for group, outlook in country.outlook.items():
        if outlook.level in _BETTER:
            yield ("outlook", group.value, "why"), outlook.why, _cited(country, outlook.sources)
    refused = country.if_refused
    if refused.level is not Outcome.UNCLEAR:
        yield ("if_refused", "text"), refused.text, _cited(country, refused.sources)


def _cited(country: Country, names: tuple[str, ...]) -> list[Source]:
    return [country.sources[name] for name in names if name in country.sources]


def _one_newspaper(sources: Sequence[Source]) -> bool:
    """Nothing but press, and of one publisher."""
    is_press = bool(sources) and all(source.kind is SourceKind.PRESS for source in sources)
    return is_press and len({source.publisher.casefold() for source in sources}) == 1


def _advice(publisher: str) -> Told:
    return told(
        "this verdict rests on the press alone, and on one publisher ({publisher}); add a source of another publisher or "
        'kind, or tell the reader, for example: "Known from one press report."',
        publisher=publisher,
    )
