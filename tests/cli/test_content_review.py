"""`exitbot content review`: one reads, a second confirms, and only then is a page trusted for longer."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.conftest import CopyOfContent, Exitbot

from exitbot.knowledge.age import LONGEST_REVIEW_DAYS, VOLATILE_DAYS, must_be_rechecked
from exitbot.knowledge.checks import content_problems
from exitbot.knowledge.editing import with_values
from exitbot.knowledge.model import Review

FRANCE = "content/countries/fr.yaml"
PAGES = {
    "fr": FRANCE,
    "country/FR": FRANCE,
    "topic/visas": "content/topics/visas.yaml",
    "shared": "content/shared.yaml",
    "organisations": "content/organisations.yaml",
    "emergency": "content/emergency.yaml",
}


@pytest.fixture
def copy_of_content(part_of_content: CopyOfContent) -> CopyOfContent:
    return part_of_content


def changed_lines(before: str, after: str) -> dict[str, str]:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return {old: new for old, new in pairs if old != new}


@pytest.mark.parametrize(("page", "file"), PAGES.items())
def test_the_first_reader_is_noted_and_the_second_makes_it_a_review(
    exitbot: Exitbot, copy_of_content: CopyOfContent, page: str, file: str
) -> None:
    path = copy_of_content.folder / file
    before = path.read_text(encoding="utf-8")
    first = exitbot("content", "review", page, "--by", "ada", "--on", "2026-11-24")
    once = path.read_text(encoding="utf-8")
    assert first.code == 0
    assert "It counts as reviewed once a second, different person confirms it:" in first.out
    assert changed_lines(before, once) == {"reviewed: null": "reviewed: {on: 2026-11-24, by: [ada]}"}

    second = exitbot("content", "review", page, "--by", "bo", "--on", "2026-11-25")
    changed = changed_lines(once, path.read_text(encoding="utf-8"))
    [review_by] = [line for line in changed.values() if line.startswith("review_by: ")]
    days = VOLATILE_DAYS if "volatile: true" in before else LONGEST_REVIEW_DAYS
    assert list(changed.values()) == ["reviewed: {on: 2026-11-25, by: [ada, bo]}", review_by]
    assert review_by == f"review_by: {date(2026, 11, 25) + timedelta(days)}"
    assert second.out == f"{path}: read by ada and bo, reviewed on 2026-11-25. To be read again by {review_by[11:]}.\n"
    assert list(content_problems(copy_of_content.knowledge(), date.today())) == []


def test_without_a_day_it_is_today(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    exitbot("content", "review", "fr", "--by", "ada")
    assert f"reviewed: {{on: {date.today()}, by: [ada]}}\n" in (copy_of_content.folder / FRANCE).read_text(encoding="utf-8")


def test_a_page_without_anything_volatile_is_trusted_for_half_a_year(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    path = copy_of_content.folder / FRANCE
    path.write_text(path.read_text(encoding="utf-8").replace("volatile: true", "volatile: false"), encoding="utf-8")
    exitbot("content", "review", "fr", "--by", "ada", "--on", "2026-11-24")
    exitbot("content", "review", "fr", "--by", "bo", "--on", "2026-11-24")
    assert f"review_by: {date(2026, 11, 24) + timedelta(LONGEST_REVIEW_DAYS)}\n" in path.read_text(encoding="utf-8")


def test_a_second_reader_who_read_earlier_does_not_take_the_day_back(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    exitbot("content", "review", "fr", "--by", "ada", "--on", "2026-11-25")
    exitbot("content", "review", "fr", "--by", "bo", "--on", "2026-11-24")
    assert "reviewed: {on: 2026-11-25, by: [ada, bo]}\n" in (copy_of_content.folder / FRANCE).read_text(encoding="utf-8")


def test_a_review_that_is_whole_is_followed_by_a_new_one_on_a_later_day(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    copy_of_content.plant(FRANCE, "^reviewed: .*", "reviewed: {on: 2026-11-24, by: [ada, bo]}")
    ran = exitbot("content", "review", "fr", "--by", "cy", "--on", "2026-11-24")
    assert (ran.code, ran.err) == (
        2, "two people have read it on 2026-11-24 already; the next review begins on a later day\n"
    )  # fmt: skip
    assert exitbot("content", "review", "fr", "--by", "ada", "--on", "2026-11-25").code == 0
    assert "reviewed: {on: 2026-11-25, by: [ada]}\n" in (copy_of_content.folder / FRANCE).read_text(encoding="utf-8")


REFUSED = {
    "the same name": (("fr", "--by", "ada"), "ada has read it already, on 2026-11-24; a second, different person has to"),
    "the same name in capitals": (("fr", "--by", "ADA"), "ADA has read it already, on 2026-11-24"),
    "an e-mail address": (("fr", "--by", "bo@example.org"), "'bo@example.org' is no pseudonym; write a made-up name"),
    "a mention": (("fr", "--by", "@bo_bo"), "'@bo_bo' is no pseudonym"),
    "a telephone number": (("fr", "--by", "+49 151 1234567"), "'+49 151 1234567' is no pseudonym"),
    "a number behind a letter": (("fr", "--by", "t 1511234567"), "'t 1511234567' is no pseudonym"),
    "a link": (("fr", "--by", "t.me/bo"), "'t.me/bo' is no pseudonym"),
    "nothing": (("fr", "--by", " "), "'' is no pseudonym"),
    "a day ahead": (("fr", "--by", "bo", "--on", "2999-01-01"), "2999-01-01 is in the future; write the day it was read"),
    "a day before the page": (
        ("fr", "--by", "bo", "--on", "2026-01-01"),
        "the page was compiled on 2026-11-23; nobody can have read it on 2026-01-01",
    ),
    "a page nobody reviews": (
        ("publishers", "--by", "bo"),
        "'publishers' is not reviewed as a page; review a country, a topic",
    ),
    "a page that is not there": (("zz", "--by", "bo"), "there is no page 'zz'; write a country's code such as de, or topic/"),
}


@pytest.mark.parametrize(("arguments", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_reading_is_refused_in_one_calm_sentence(
    exitbot: Exitbot, copy_of_content: CopyOfContent, arguments: tuple[str, ...], says: str
) -> None:
    copy_of_content.plant(FRANCE, "^reviewed: .*", "reviewed: {on: 2026-11-24, by: [ada]}")
    before = (copy_of_content.folder / FRANCE).read_bytes()
    ran = exitbot("content", "review", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(says)
    assert ran.err.count("\n") == 1
    assert (copy_of_content.folder / FRANCE).read_bytes() == before


@pytest.mark.parametrize("name", ["bo@example.org", "@bo", "+49 151 1234567"])
def test_a_name_that_leads_to_a_person_is_a_mistake_in_a_file_too(
    exitbot: Exitbot, copy_of_content: CopyOfContent, name: str
) -> None:
    place = copy_of_content.plant(FRANCE, "^reviewed: .*", f'reviewed: {{on: 2026-11-24, by: [ada, §"{name}"]}}')
    ran = exitbot("check", "--content-only")
    assert ran.code == 2
    assert ran.err.startswith(f"{place}: reviewed/by/2: '{name}' is no pseudonym; write a made-up name")


@pytest.mark.parametrize("name", ["Ada", "lawyer-2", "Юрист А.", "O’Neil", "null"])
def test_other_names_are_taken_as_they_are(exitbot: Exitbot, copy_of_content: CopyOfContent, name: str) -> None:
    exitbot("content", "review", "fr", "--by", name)
    review = copy_of_content.knowledge().countries["fr"].reviewed
    assert review is not None
    assert review.by == (name,)
    assert not review.complete


def test_readers_are_told_of_one_reviewer_and_only_of_two_that_the_page_was_checked(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    exitbot("content", "review", "fr", "--by", "ada", "--on", "2026-11-24")
    out = " ".join(exitbot("screen", "country/fr").out.replace("│", " ").split())
    assert "📅 Read by one reviewer on 24 November 2026; a second has to confirm it." in out
    assert "Checked on" not in out and "ada" not in out
    exitbot("content", "review", "fr", "--by", "bo", "--on", "2026-11-24")
    out = " ".join(exitbot("screen", "country/fr").out.replace("│", " ").split())
    assert "📅 Checked on 24 November 2026." in out
    assert "one reviewer" not in out


def test_one_reviewer_renews_nothing(copy_of_content: CopyOfContent) -> None:
    compiled, today = date(2026, 11, 23), date(2026, 12, 25)
    assert must_be_rechecked(compiled, Review(on=date(2026, 12, 20), by=("ada",)), today)
    assert must_be_rechecked(compiled, Review(on=date(2026, 12, 20), by=("ada", "Ada")), today)
    assert not must_be_rechecked(compiled, Review(on=date(2026, 12, 20), by=("ada", "bo")), today)
    for names, problems in (("ada", 1), ("ada, ada", 1), ("ada, bo", 0)):
        copy_of_content.plant(FRANCE, "^reviewed: .*", f"reviewed: {{on: 2026-11-24, by: [{names}]}}")
        copy_of_content.plant(FRANCE, "^review_by: .*", "review_by: 2026-12-25")
        assert len(list(content_problems(copy_of_content.knowledge(), date.today()))) == problems, names


FORMS = {
    "nothing at all": ("a: 1\nreviewed:\nb: 2\n", "a: 1\nreviewed: X\nb: 2\n"),
    "a comment behind it": ("reviewed: null  # why\n# below\nb: 2\n", "reviewed: X  # why\n# below\nb: 2\n"),
    "a comment behind nothing": ("reviewed:  # why\nb: 2\n", "reviewed: X  # why\nb: 2\n"),
    "a block": ("reviewed:\n  on: 2026-11-24\n  by:\n    - ada\n\n# c\nb: 2\n", "reviewed: X\n\n# c\nb: 2\n"),
    "a list in a block": ("reviewed:\n  on: 2026-11-24\n  by: [ada,\n    bo]  # two\nb: 2\n", "reviewed: X  # two\nb: 2\n"),
    "several lines": ("reviewed: {on: 2026-11-24,\n  by: [ada]}\nb: 2\n", "reviewed: X\nb: 2\n"),
    "quotes and spaces": ("'reviewed' :   'x: y'\nb: 2\n", "'reviewed' : X\nb: 2\n"),
    "line ends of Windows": ("a: 1\r\nreviewed: null\r\nb: 2\r\n", "a: 1\r\nreviewed: X\r\nb: 2\r\n"),
    "the end of the file": ("b: ж\nreviewed: null", "b: ж\nreviewed: X"),
    "the same word elsewhere": (
        "b: >-\n  reviewed: null\nc: {reviewed: null}\nreviewed: null\n",
        "b: >-\n  reviewed: null\nc: {reviewed: null}\nreviewed: X\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_only_the_value_changes_however_it_is_written(before: str, after: str) -> None:
    assert with_values(Path("any.yaml"), before.encode(), {"reviewed": "X"}).decode() == after


def test_two_values_change_in_either_order() -> None:
    raw = b"review_by: 1\na: 2\nreviewed: 3\n"
    assert with_values(Path("any.yaml"), raw, {"reviewed": "X", "review_by": "Y"}) == b"review_by: Y\na: 2\nreviewed: X\n"
