"""What somebody has to look at again, in the order in which it should be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from exitbot.knowledge.applying import sources_of
from exitbot.knowledge.due import old_verdicts, volatile_until
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Country, Fact, Source, WayIn
from exitbot.knowledge.problems import Place
from exitbot.knowledge.strictyaml import Location

__all__ = ["Reason", "Stale", "stale_items"]


class Reason(StrEnum):
    """Why it has to be looked at."""

    VOLATILE = "volatile"
    """It can turn within weeks, and its month ends."""
    OLD_SOURCES = "old-sources"
    """The newest source of a level is older than its kind may be."""
    CRITICAL = "critical"
    """A person is hurt when it is wrong, and the day of review of its page comes."""
    PAGE = "page"
    """Everything else on a page whose day of review comes."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A statement or a whole page that has to be looked at again."""

    reason: Reason
    domain: str
    """The catalog domain of its file: "country-fr", "topic-visas", "shared"."""
    place: Place
    due: date
    """The last day on which it may be relied on."""
    critical: bool
    text: str
    as_of: str
    """When the statement was true; for a page, when it was compiled."""
    sources: tuple[Source, ...]
    """What to open; for a page, everything it cites."""

    def days_left(self, today: date) -> int:
        """Below zero when it is past its day."""
        return (self.due - today).days


def stale_items(knowledge: Knowledge, today: date, within: int) -> list[Stale]:
    """All that is past its day, or will be `within` so many days, what to do first in front.

    Past comes before near; among equals critical statements come first, then pages, then the others; then what was due
    earlier, then what is older.
    """
    until = today + timedelta(days=within)
    items = [item for domain, model in knowledge.files() for item in _of_file(knowledge, domain, model, until)]
    return sorted(items, key=lambda item: (item.due >= today, _rank(item), item.due, item.as_of, item.place))


def _rank(item: Stale) -> int:
    return 0 if item.critical else 1 if item.reason is Reason.PAGE else 2


def _of_file(knowledge: Knowledge, domain: str, model: BaseModel, until: date) -> Iterator[Stale]:
    review_by: date | None = getattr(model, "review_by", None)
    if review_by is None:
        return
    found: dict[Location, tuple[Reason, date]] = {}
    for location, reason, due in _candidates(knowledge, model, review_by, until):
        if due <= until and (location not in found or due < found[location][1]):
            found[location] = (reason, due)
    document = knowledge.documents[domain]
    for location, (reason, due) in found.items():
        yield _stale(model, domain, document.place(location or ("review_by",)), location, reason, due)
    document.release()


def _candidates(
    knowledge: Knowledge, model: BaseModel, review_by: date, until: date
) -> Iterator[tuple[Location, Reason, date]]:
    yield (), Reason.PAGE, review_by
    for location, statement in _marked(model, ()):
        if statement.volatile:
            yield location, Reason.VOLATILE, min(volatile_until(model), review_by)
        elif statement.critical:
            yield location, Reason.CRITICAL, review_by
    if isinstance(model, Country):
        for location, due in old_verdicts(model, knowledge.freshness, until):
            yield location, Reason.OLD_SOURCES, due


def _marked(value: Any, location: Location) -> Iterator[tuple[Location, Fact | WayIn]]:
    """Every statement that can be critical or volatile, with its place."""
    if isinstance(value, (Fact, WayIn)):
        yield location, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _marked(getattr(value, name), (*location, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _marked(item, (*location, index))


def _stale(model: BaseModel, domain: str, place: Place, location: Location, reason: Reason, due: date) -> Stale:
    item = _at(model, location)
    listed: dict[str, Source] = getattr(model, "sources", {})
    if reason is Reason.PAGE:
        text = "Everything on this page."
        return Stale(reason, domain, place, due, False, text, str(item.compiled), tuple(listed.values()))
    critical = reason is Reason.OLD_SOURCES or item.critical
    text = getattr(item, "text", None) or item.why
    return Stale(reason, domain, place, due, critical, str(text), str(item.as_of), sources_of(listed, item.sources))


def _at(value: Any, location: Location) -> Any:
    for step in location:
        value = getattr(value, str(step)) if isinstance(value, BaseModel) else value[step]
    return value
