"""What has to be looked at again: all of it, what to do first in front, each with its line and its sources."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.conftest import CopyOfContent

from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.stale import Reason, Stale, stale_items

COMPILED = date(2026, 11, 23)
FRANCE, VISAS = "content/countries/fr.yaml", "content/topics/visas.yaml"
ONLY = ("country-fr", "topic-visas")


@pytest.fixture
def copy_of_content(part_of_content: CopyOfContent) -> CopyOfContent:
    """France and visas alone, both compiled on one day, with sources that never grow too old."""
    for file in (FRANCE, VISAS):
        set_dates(part_of_content, file, review_by=COMPILED + timedelta(30))
    set_ages(part_of_content, 600)
    return part_of_content


def set_dates(copy: CopyOfContent, file: str, review_by: date) -> None:
    copy.plant(file, "^compiled: .*", f"compiled: {COMPILED}")
    copy.plant(file, "^reviewed: .*", "reviewed: null")
    copy.plant(file, "^review_by: .*", f"review_by: {review_by}")


def set_ages(copy: CopyOfContent, months: int) -> None:
    """How old a source of any kind may be."""
    for kind in ("law", "court", "official", "igo", "ngo", "press"):
        copy.plant("content/freshness.yaml", f"^  {kind}: .*", f"  {kind}: {months}")


def listed(knowledge: Knowledge, today: date, within: int = 0) -> list[Stale]:
    """Of the two files this module has set the dates of."""
    return [item for item in stale_items(knowledge, today, within) if item.domain in ONLY]


def test_nothing_is_listed_while_everything_is_fresh(copy_of_content: CopyOfContent) -> None:
    assert listed(copy_of_content.knowledge(), COMPILED + timedelta(29)) == []


@pytest.mark.parametrize(("within", "found"), [(29, False), (30, True), (31, True)])
def test_so_many_days_ahead_are_looked_at_and_no_more(copy_of_content: CopyOfContent, within: int, found: bool) -> None:
    assert bool(listed(copy_of_content.knowledge(), COMPILED, within)) is found


def test_a_page_is_due_on_its_day_and_late_on_the_next(copy_of_content: CopyOfContent) -> None:
    knowledge = copy_of_content.knowledge()
    due = COMPILED + timedelta(30)
    [page] = [item for item in listed(knowledge, due) if item.reason is Reason.PAGE and item.domain == "country-fr"]
    assert (page.due, page.days_left(due), page.days_left(due + timedelta(1))) == (due, 0, -1)
    assert page.sources == tuple(knowledge.countries["fr"].sources.values())


def test_the_first_is_critical_and_what_is_not_comes_after_the_pages(copy_of_content: CopyOfContent) -> None:
    items = listed(copy_of_content.knowledge(), COMPILED + timedelta(60))
    ranks = [0 if item.critical else 1 if item.reason is Reason.PAGE else 2 for item in items]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}


def test_among_critical_ones_what_was_due_earlier_comes_first_then_what_is_older(copy_of_content: CopyOfContent) -> None:
    set_dates(copy_of_content, VISAS, review_by=COMPILED + timedelta(10))
    items = [item for item in listed(copy_of_content.knowledge(), COMPILED + timedelta(60)) if item.critical]
    assert items[0].domain == "topic-visas"
    assert [(item.due, item.as_of) for item in items] == sorted((item.due, item.as_of) for item in items)
    assert {item.domain for item in items} == set(ONLY)


def test_what_is_past_its_day_comes_before_everything_that_is_only_near(copy_of_content: CopyOfContent) -> None:
    set_dates(copy_of_content, VISAS, review_by=COMPILED + timedelta(10))
    today = COMPILED + timedelta(20)
    late = [item.days_left(today) < 0 for item in listed(copy_of_content.knowledge(), today, 20)]
    assert late == sorted(late, reverse=True)
    assert set(late) == {True, False}


def test_every_critical_and_every_volatile_statement_of_a_late_page_is_listed_once(copy_of_content: CopyOfContent) -> None:
    knowledge = copy_of_content.knowledge()
    france = knowledge.countries["fr"]
    facts = (*france.facts.law, *france.facts.practice, *france.facts.procedure, *france.facts.risks, *france.ways_in)
    wanted = sorted(str(fact.text) for fact in facts if fact.critical or fact.volatile)
    items = [item for item in listed(knowledge, COMPILED + timedelta(60)) if item.domain == "country-fr"]
    assert sorted(item.text for item in items if item.reason is not Reason.PAGE) == wanted
    assert wanted


def test_a_volatile_statement_is_due_after_its_month_even_where_its_page_is_trusted_longer(
    copy_of_content: CopyOfContent,
) -> None:
    set_dates(copy_of_content, FRANCE, review_by=COMPILED + timedelta(100))
    items = [item for item in listed(copy_of_content.knowledge(), COMPILED + timedelta(40)) if item.domain == "country-fr"]
    assert {(item.reason, item.due) for item in items} == {(Reason.VOLATILE, COMPILED + timedelta(31))}


def test_a_statement_is_found_at_its_line_with_the_sources_it_cites(copy_of_content: CopyOfContent) -> None:
    knowledge = copy_of_content.knowledge()
    [item] = [each for each in listed(knowledge, COMPILED + timedelta(60)) if "21 days" in each.text]
    [fact] = [each for each in knowledge.countries["fr"].facts.procedure if each.text == item.text]
    line = item.place.file.read_text(encoding="utf-8").splitlines()[item.place.line - 1]
    assert line[item.place.column - 1 :] == f"id: {fact.id}"
    assert item.sources == tuple(knowledge.countries["fr"].sources[name] for name in fact.sources)
    assert item.as_of == fact.as_of


def test_a_level_whose_sources_are_too_old_is_listed_as_critical_although_its_page_is_fresh(
    copy_of_content: CopyOfContent,
) -> None:
    set_ages(copy_of_content, 1)
    knowledge = copy_of_content.knowledge()
    items = [item for item in listed(knowledge, COMPILED) if item.reason is Reason.OLD_SOURCES]
    assert str(knowledge.countries["fr"].outlook["objector"].why) in [item.text for item in items]  # type: ignore[index]
    assert all(item.critical and item.due == COMPILED for item in items)


def test_a_level_that_is_unclear_anyway_has_nothing_to_lose(copy_of_content: CopyOfContent) -> None:
    set_ages(copy_of_content, 1)
    knowledge = copy_of_content.knowledge()
    texts = [item.text for item in listed(knowledge, COMPILED)]
    assert str(knowledge.countries["fr"].outlook["surrendered"].why) not in texts  # type: ignore[index]


def test_every_file_with_a_day_of_review_is_looked_at(copy_of_content: CopyOfContent) -> None:
    knowledge = copy_of_content.knowledge()
    found = {item.domain for item in stale_items(knowledge, date(2040, 1, 1), 0) if item.reason is Reason.PAGE}
    assert found == {domain for domain, model in knowledge.files() if hasattr(model, "review_by")}
    assert found >= {*ONLY, "shared", "organisations", "emergency"}
