"""What is too old stays too old."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from exitbot.knowledge.age import VOLATILE_DAYS, is_overdue, must_be_rechecked
from exitbot.knowledge.model import Review

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1))
LATER = st.integers(min_value=0, max_value=5000).map(timedelta)
COMPILED = date(2026, 11, 23)


@given(DAYS, DAYS, LATER)
def test_what_is_overdue_stays_overdue(review_by: date, today: date, later: timedelta) -> None:
    assert not is_overdue(review_by, today) or is_overdue(review_by, today + later)


def test_a_volatile_statement_is_trusted_for_a_month_and_not_a_day_longer() -> None:
    last = COMPILED + timedelta(VOLATILE_DAYS)
    assert not must_be_rechecked(COMPILED, None, last)
    assert must_be_rechecked(COMPILED, None, last + timedelta(1))


def test_a_review_renews_a_volatile_statement_but_an_older_one_does_not() -> None:
    today = COMPILED + timedelta(VOLATILE_DAYS + 1)
    assert not must_be_rechecked(COMPILED, Review(on=COMPILED + timedelta(1), by=("ada", "bo")), today)
    assert must_be_rechecked(COMPILED, Review(on=COMPILED - timedelta(1), by=("ada", "bo")), today)


@given(DAYS, st.none() | DAYS, DAYS, LATER)
def test_a_statement_to_be_rechecked_stays_so(compiled: date, reviewed: date | None, today: date, later: timedelta) -> None:
    review = Review(on=reviewed, by=("ada", "bo")) if reviewed else None
    assert not must_be_rechecked(compiled, review, today) or must_be_rechecked(compiled, review, today + later)
