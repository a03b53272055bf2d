"""When something has to be looked at again. The maintainers' commands know of ages through this module alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from pydantic import BaseModel

from exitbot.knowledge.age import last_look, latest_review_by
from exitbot.knowledge.decay import Doubt, outcome_today, outlook_today, status_today
from exitbot.knowledge.model import Country, Freshness, Group, WayIn
from exitbot.knowledge.strictyaml import Location

__all__ = ["first_review_by", "old_verdicts", "volatile_until"]


def first_review_by(compiled: date) -> date:
    """The latest day a new page may name as its day of review."""
    return latest_review_by(compiled, holds_volatile=False)


def volatile_until(page: BaseModel) -> date:
    """The last day on which what can turn within weeks may be trusted on this page."""
    return latest_review_by(last_look(page.compiled, page.reviewed), holds_volatile=True)  # type: ignore[attr-defined]


def old_verdicts(country: Country, freshness: Freshness, until: date) -> Iterator[tuple[Location, date]]:
    """Where a level falls by `until` because its newest source has become too old, and the last day on which it stood."""
    for location, doubt_on in _verdicts(country, freshness):
        day = last_good_day(partial(_is_old, doubt_on), country.compiled, until)
        if day:
            yield location, day


def _is_old(doubt_on: Callable[[date], Doubt | None], day: date) -> bool:
    return doubt_on(day) is Doubt.OLD_SOURCES


def _verdicts(country: Country, freshness: Freshness) -> Iterator[tuple[Location, Callable[[date], Doubt | None]]]:
    """Each level of a country with what speaks against it on a day, the page's own day of review left aside."""
    lasting = country.model_copy(update={"review_by": date.max})
    for group in Group:
        yield ("outlook", group.value), partial(_doubt_of_outlook, lasting, group, freshness)
    for index, way in enumerate(country.ways_in):
        yield ("ways_in", index), partial(_doubt_of_way, lasting, way, freshness)
    yield ("if_refused",), partial(_doubt_of_outcome, lasting, freshness)


def _doubt_of_outlook(country: Country, group: Group, freshness: Freshness, day: date) -> Doubt | None:
    return outlook_today(country, group, freshness, day).doubt


def _doubt_of_way(country: Country, way: WayIn, freshness: Freshness, day: date) -> Doubt | None:
    return status_today(country, way, freshness, day).doubt


def _doubt_of_outcome(country: Country, freshness: Freshness, day: date) -> Doubt | None:
    return outcome_today(country, freshness, day).doubt


def last_good_day(is_past: Callable[[date], bool], first: date, last: date) -> date | None:
    """The last day on which something was still good, not before `first`; None if it is good on `last` and the day after.

    is_past: whether it is too old on a day. Age only lowers: once it is True it stays True, so the rules themselves need not
    be repeated here.
    """
    good, past = first, last + timedelta(days=1)
    if past <= good or not is_past(past):
        return None
    while past - good > timedelta(days=1):
        middle = good + (past - good) // 2
        good, past = (good, middle) if is_past(middle) else (middle, past)
    return good
