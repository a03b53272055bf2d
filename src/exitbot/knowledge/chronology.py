"""Dates that contradict each other: a review before the page was compiled, a statement newer than all it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Addresses, Source, SourceKind, TimelineEntry
from exitbot.knowledge.problems import Notice, Problem
from exitbot.knowledge.strictyaml import Location
from exitbot.knowledge.values import PartialDate
from exitbot.knowledge.walking import entries
from exitbot.language.telling import Told, told

__all__ = ["wrong_order_of_days"]

_GRACE = timedelta(days=31)
"""A source is often read some weeks after it was published."""

_Finding = tuple[Location, Told]


def wrong_order_of_days(knowledge: Knowledge) -> Iterator[Problem]:
    """Days of one file that cannot all be right. What lies in the future is found by `content_problems`."""
    for domain, model in knowledge.files():
        place = knowledge.documents[domain].place
        yield from (Problem(place(location), message) for location, message in _findings(model))
        yield from (Notice(place(location), message) for location, message in _newer_than_sources(model))


def _findings(model: BaseModel) -> Iterator[_Finding]:
    compiled: date | None = getattr(model, "compiled", None)
    if compiled is not None:
        yield from _of_the_page(model, compiled)
        yield from _of_organisations(model, compiled)
    if isinstance(model, Addresses) and model.expires < model.updated:
        values = {"updated": model.updated, "example": model.updated + timedelta(days=365)}
        yield ("expires",), told("the list expires before it was updated ({updated}); write a later day: {example}", **values)
    yield from _of_the_timeline(getattr(model, "timeline", ()))


def _of_the_page(model: BaseModel, compiled: date) -> Iterator[_Finding]:
    reviewed, review_by = getattr(model, "reviewed", None), getattr(model, "review_by", None)
    if reviewed is not None and reviewed.on < compiled:
        message = told(
            "reviewed on {on}, before the page was compiled ({compiled}); write null, or a day such as {compiled}",
            on=reviewed.on,
            compiled=compiled,
        )
        yield ("reviewed",), message
    if review_by is not None and review_by < compiled:
        values = {"day": review_by, "example": compiled + timedelta(days=31)}
        yield ("review_by",), told("{day} is before the page was compiled; write a later day: {example}", **values)


def _newer_than_sources(model: BaseModel) -> Iterator[_Finding]:
    """Advice only: a source may announce a day to come, as a law does with the day from which it holds."""
    sources: Mapping[str, Source] = getattr(model, "sources", {})
    compiled: date | None = getattr(model, "compiled", None)
    if compiled is None:
        return
    for location, entry in entries(model):
        as_of = getattr(entry, "as_of", None)
        newest = _newest(sources, getattr(entry, "sources", ()))
        if as_of is not None and newest is not None and _claims_too_much(as_of, newest, compiled):
            message = told(
                "as_of {as_of} is newer than every source cited here (the newest: {newest}); write the day the source speaks "
                "of, for example {newest}, or cite a newer source",
                as_of=as_of,
                newest=newest,
            )
            yield (*location, "as_of"), message


def _newest(sources: Mapping[str, Source], names: Any) -> PartialDate | None:
    """The publication of the newest source; None if one is a law, or has no date and so is as new as its reading."""
    cited = [sources[name] for name in names if name in sources]
    days = [None if source.kind is SourceKind.LAW else source.published for source in cited]
    known = [day for day in days if day is not None]
    return max(known, key=lambda day: day.last_day) if known and len(known) == len(days) else None


def _claims_too_much(as_of: PartialDate, newest: PartialDate, compiled: date) -> bool:
    """What is true "until today" was looked at when the page was compiled; between the two nobody looked."""
    looked_at_then = as_of.first_day <= compiled <= as_of.last_day
    return not looked_at_then and as_of.first_day > newest.last_day + _GRACE


def _of_organisations(model: BaseModel, compiled: date) -> Iterator[_Finding]:
    for location, entry in entries(model):
        for name in ("newest_sign", "status_as_of"):
            day: PartialDate | None = getattr(entry, name, None)
            if day is not None and day.first_day > compiled:
                message = told(
                    "{day} is after the list was compiled; write the day of the source, for example {example}",
                    day=day,
                    example=str(compiled)[: len(day)],
                )
                yield (*location, name), message


def _of_the_timeline(timeline: tuple[TimelineEntry, ...]) -> Iterator[_Finding]:
    for index, (before, after) in enumerate(pairwise(timeline), 1):
        if after.on.first_day > before.on.last_day:
            values = {"day": after.on, "before": before.on}
            message = told("{day} stands below {before}; put the newest first, for example {day}, then {before}", **values)
            yield ("timeline", index, "on"), message
