"""The last day on which something may be relied on, found without repeating the rules that say so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exitbot.knowledge.age import must_be_rechecked
from exitbot.knowledge.due import first_review_by, last_good_day, volatile_until
from exitbot.knowledge.model import Country, Review

FIRST = date(2026, 11, 23)
DAYS = st.integers(min_value=0, max_value=5000)


@given(DAYS, DAYS)
def test_the_last_good_day_is_the_one_before_it_is_past(lasts: int, looked: int) -> None:
    good, last = FIRST + timedelta(lasts), FIRST + timedelta(looked)
    found = last_good_day(lambda day: day > good, FIRST, last)
    assert found == (good if good <= last else None)


def test_what_was_past_from_the_beginning_is_due_since_the_beginning() -> None:
    assert last_good_day(lambda day: True, FIRST, FIRST + timedelta(30)) == FIRST


@pytest.mark.parametrize("by", [("ada",), ("ada", "bo")])
def test_a_volatile_statement_is_due_on_its_last_day_of_trust(by: tuple[str, ...]) -> None:
    review = Review(on=FIRST + timedelta(5), by=by)
    until = volatile_until(Country.model_construct(compiled=FIRST, reviewed=review))
    assert not must_be_rechecked(FIRST, review, until)
    assert must_be_rechecked(FIRST, review, until + timedelta(1))


def test_a_new_page_is_trusted_as_long_as_a_page_can_be() -> None:
    assert first_review_by(date(2026, 1, 1)) == date(2026, 7, 4)
