"""The small values: dates as exact as their source, addresses, flags."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from exitbot.knowledge.values import Code, Day, Flag, Identifier, PartialDate, Prose, Url


def accepts(kind: object, value: object) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-03-02", date(2026, 3, 2), date(2026, 3, 2)),
    ],
)
def test_a_date_is_as_wide_as_its_source_leaves_it(text: str, first: date, last: date) -> None:
    day = TypeAdapter(PartialDate).validate_python(text)
    assert (day.first_day, day.last_day) == (first, last)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
def test_a_day_lies_inside_its_own_month_and_year(day: date, precision: int) -> None:
    partial = TypeAdapter(PartialDate).validate_python(day.isoformat()[:precision])
    assert partial.first_day <= day <= partial.last_day


@pytest.mark.parametrize(
    "text", ["", "26", "2026-1", "2026-02-30", "2026/03/02", "0000", "2026-03-02-01", "now", "2026-03-02 "]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not accepts(PartialDate, text)


@pytest.mark.parametrize("text", ["86400", "2026", "20261123", "2026-11-23T00:00:00", "2026-02-30"])
def test_a_whole_day_is_written_in_one_way_only(text: str) -> None:
    assert accepts(Day, "2026-11-23")
    assert not accepts(Day, text)


@pytest.mark.parametrize("url", ["https://unhcr.org", "https://www.bamf.de/a/b?c=d#e"])
def test_a_plain_https_address_is_accepted(url: str) -> None:
    assert accepts(Url, url)


@pytest.mark.parametrize(
    "url",
    ["http://unhcr.org", "unhcr.org", "https://localhost", "https://a@b.org/", "https://b.org/a b", "javascript:alert(1)",
     "tg://resolve?domain=x", "HTTPS//x.org", " https://unhcr.org", "https://"],
)  # fmt: skip
def test_every_other_address_is_refused(url: str) -> None:
    assert not accepts(Url, url)


@pytest.mark.parametrize("word", ["yes", "no", "NO", "True", "1", "", None])
def test_only_true_and_false_are_answers(word: object) -> None:
    assert TypeAdapter(Flag).validate_python("true") is True
    assert TypeAdapter(Flag).validate_python("false") is False
    assert not accepts(Flag, word)


@pytest.mark.parametrize("name", ["a_b", "A", "-a", "a-", "a--b", "a b", "é", "x" * 41, ""])
def test_an_id_is_small_letters_digits_and_single_dashes(name: str) -> None:
    assert accepts(Identifier, "cnda-2023-07")
    assert not accepts(Identifier, name)


@pytest.mark.parametrize("code", ["f", "FR", "fra", "f1", ""])
def test_a_country_code_is_two_small_letters(code: str) -> None:
    assert accepts(Code, "no")
    assert not accepts(Code, code)


@pytest.mark.parametrize("value", [7, None, ["a"], " \n "])
def test_prose_is_text_with_something_in_it(value: object) -> None:
    assert not accepts(Prose, value)
