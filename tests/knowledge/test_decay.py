"""Age only lowers: no day that passes makes an answer better, and in the end nothing is better than unclear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

import pytest

from exitbot.knowledge.decay import Doubt, is_past_its_time, outcome_today, outlook_today, status_today
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Freshness, Group, Level, Outcome, Source, SourceKind, Status
from exitbot.knowledge.values import PartialDate

BEST_FIRST: Mapping[type, list[StrEnum]] = MappingProxyType({
    Level: list(Level),
    Status: [Status.OPEN, Status.LIMITED, Status.UNCLEAR, Status.SUSPENDED, Status.CLOSED],
    Outcome: [Outcome.PROTECTED, Outcome.UNCLEAR, Outcome.RISK, Outcome.RETURNS],
})  # fmt: skip
FRESHNESS = Freshness(source_months=dict.fromkeys(SourceKind, 48))


def rank(level: StrEnum) -> int:
    """0 is best."""
    return BEST_FIRST[type(level)].index(level)


def everything(
    knowledge: Knowledge, today: date, freshness: Freshness
) -> Iterator[tuple[str, Level | Status | Outcome, Doubt | None]]:
    """Every level of every country as it may be told on a day."""
    for code, country in knowledge.countries.items():
        for group in Group:
            yield f"{code} {group}", *outlook_today(country, group, freshness, today)
        for way in country.ways_in:
            yield f"{code} {way.id}", *status_today(country, way, freshness, today)
        yield f"{code} refused", *outcome_today(country, freshness, today)


def test_three_years_of_days_improve_nothing(knowledge: Knowledge) -> None:
    first = min(country.compiled for country in knowledge.countries.values())
    before = {name: level for name, level, _ in everything(knowledge, first, knowledge.freshness)}
    fell = set()
    for week in range(3 * 53):
        for name, level, doubt in everything(knowledge, first + timedelta(weeks=week), knowledge.freshness):
            assert rank(before[name]) <= rank(level), (name, week)
            fell |= {name} if before[name] is not level else set()
            assert doubt is None or level in (Level.UNCLEAR, Status.UNCLEAR, Outcome.UNCLEAR)
            before[name] = level
    assert fell, "the control: something fell"
    best = {level for level in before.values() if rank(level) < rank(type(level)("unclear"))}
    assert best == set(), "after three years without anybody looking nothing is better than unclear"


def test_a_level_stands_until_the_last_day_of_its_review_date_and_falls_the_day_after(knowledge: Knowledge) -> None:
    ages = FRESHNESS.model_copy(update={"source_months": dict.fromkeys(SourceKind, 600)})
    for country in knowledge.countries.values():
        for group in Group:
            level = country.outlook[group].level
            assert outlook_today(country, group, ages, country.review_by) == (level, None)
            aged = outlook_today(country, group, ages, country.review_by + timedelta(1))
            careful = level in (Level.UNCLEAR, Level.CLOSED)
            assert aged == ((level, None) if careful else (Level.UNCLEAR, Doubt.PAGE_OVERDUE))


def test_a_level_falls_when_its_newest_source_is_past_the_age_of_its_kind(knowledge: Knowledge) -> None:
    strict = FRESHNESS.model_copy(update={"source_months": dict.fromkeys(SourceKind, 1)})
    fallen = 0
    for code, country in knowledge.countries.items():
        for group in Group:
            level, doubt = outlook_today(country, group, strict, country.compiled)
            newest = max((country.sources[name].published or "9" for name in country.outlook[group].sources), default="9")
            if country.outlook[group].level in (Level.POSSIBLE, Level.HARD) and newest < "2026-09":
                assert (level, doubt) == (Level.UNCLEAR, Doubt.OLD_SOURCES), code
                fallen += 1
    assert fallen


@pytest.mark.parametrize(
    ("published", "today", "past"),
    [
        ("2022-11-25", date(2026, 11, 24), False),
        ("2022-11-25", date(2026, 11, 25), True),
        ("2022-11", date(2026, 11, 29), False),
        ("2022-11", date(2026, 11, 30), True),
        ("2022", date(2026, 12, 30), False),
        ("2022", date(2026, 12, 31), True),
        (None, date(2026, 12, 31), True),
    ],
)
def test_a_source_may_be_as_old_as_its_kind_allows_and_not_a_day_older(published: str | None, today: date, past: bool) -> None:
    shown = PartialDate(published) if published else None
    source = Source.model_construct(published=shown, kind=SourceKind.PRESS)
    assert is_past_its_time(source, PartialDate("2022"), FRESHNESS, today) is past


def test_every_kind_of_source_must_have_its_age() -> None:
    with pytest.raises(ValueError, match=r"court, .* must stand here too"):
        Freshness.model_validate({"source_months": {"law": 12}})
