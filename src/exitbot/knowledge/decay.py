"""What is left of a country's levels on a given day. Age only lowers: past its time nothing is better than unclear.

Two things age: the page, whose day of review passes, and what a level rests on, when the newest source is older than its
kind may be (`content/freshness.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from exitbot.knowledge.age import is_overdue
from exitbot.knowledge.model import Country, Freshness, Group, Level, Outcome, Source, Status, WayIn
from exitbot.knowledge.values import PartialDate

__all__ = ["Aged", "AgedOutcome", "AgedStatus", "Doubt", "is_past_its_time", "outcome_today", "outlook_today", "status_today"]


class Doubt(StrEnum):
    """Why a level is not what its page says."""

    PAGE_OVERDUE = "page-overdue"
    OLD_SOURCES = "old-sources"


class Aged(NamedTuple):
    """A level as it may be told today. doubt: why it is lower than the one in the content, None if it is not."""

    level: Level
    doubt: Doubt | None


class AgedStatus(NamedTuple):
    """The same for a way in."""

    status: Status
    doubt: Doubt | None


class AgedOutcome(NamedTuple):
    """The same for what follows a refusal."""

    outcome: Outcome
    doubt: Doubt | None


def outlook_today(country: Country, group: Group, freshness: Freshness, today: date) -> Aged:
    """The protection outlook of a group."""
    outlook = country.outlook[group]
    better = outlook.level in (Level.FAVOURABLE, Level.POSSIBLE, Level.HARD)
    doubt = _doubt(country, outlook.sources, outlook.as_of, freshness, today) if better else None
    return Aged(Level.UNCLEAR if doubt else outlook.level, doubt)


def status_today(country: Country, way: WayIn, freshness: Freshness, today: date) -> AgedStatus:
    """Whether a way in works. What was shut or suspended is not said to be anything better for being old."""
    better = way.status in (Status.OPEN, Status.LIMITED)
    doubt = _doubt(country, way.sources, way.as_of, freshness, today) if better else None
    return AgedStatus(Status.UNCLEAR if doubt else way.status, doubt)


def outcome_today(country: Country, freshness: Freshness, today: date) -> AgedOutcome:
    """What follows a refusal. A known danger stays one."""
    refused = country.if_refused
    better = refused.level is Outcome.PROTECTED
    doubt = _doubt(country, refused.sources, refused.as_of, freshness, today) if better else None
    return AgedOutcome(Outcome.UNCLEAR if doubt else refused.level, doubt)


def _doubt(country: Country, sources: Iterable[str], as_of: PartialDate, freshness: Freshness, today: date) -> Doubt | None:
    if is_overdue(country.review_by, today):
        return Doubt.PAGE_OVERDUE
    cited = [country.sources[name] for name in sources if name in country.sources]
    old = all(is_past_its_time(source, as_of, freshness, today) for source in cited)
    return Doubt.OLD_SOURCES if old else None


def is_past_its_time(source: Source, as_of: PartialDate, freshness: Freshness, today: date) -> bool:
    """Whether a source is older than its kind may be. as_of: stands in for the date of a source that shows none."""
    last = _last_day(source.published or as_of)
    months = (today.year - last.year) * 12 + today.month - last.month - (today.day < last.day)
    return months >= freshness.source_months[source.kind]


@lru_cache(4096)  # a verdict on all countries asks some five hundred times for the same few days
def _last_day(when: PartialDate) -> date:
    return when.last_day
