"""Pages break between statements, never inside one, and lose nothing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.screens.walking import Viewer, points, quotes

from exitbot.knowledge.model import Source
from exitbot.screens.layout import MAX_TEXT_UNITS, plain_text, units
from exitbot.screens.paging import PAGE_CHARACTERS, compose, part_of, split
from exitbot.screens.route import HOME, Route
from exitbot.screens.screen import Line, Screen
from exitbot.screens.view import Dated, Statement, View, critical_first, organisation_button

STATEMENT = st.builds(Statement, st.integers(1, 500).map("x".__mul__), label=st.integers(0, 80).map("c".__mul__))
STATEMENTS = st.lists(STATEMENT, max_size=25)


def size(statement: Statement) -> int:
    """Characters of a statement as they are shown, without its sign and marks."""
    return len(statement.label) + len(statement.text) + len(statement.when)


@given(STATEMENTS, st.integers(50, 2000))
def test_every_statement_is_on_one_page_in_its_order_and_no_page_is_empty(statements: list[Statement], room: int) -> None:
    pages = split(statements, room)
    assert [statement for page in pages for statement in page] == statements
    assert len(pages) == 1 or all(pages)


@given(STATEMENTS, st.integers(50, 2000))
def test_a_page_is_over_its_room_only_if_one_statement_alone_is(statements: list[Statement], room: int) -> None:
    for page in split(statements, room):
        assert len(page) == 1 or sum(map(size, page)) <= room


@given(STATEMENTS, st.integers(50, 2000))
def test_no_page_breaks_earlier_than_it_must(statements: list[Statement], room: int) -> None:
    pages = split(statements, room)
    for page, following in pairwise(pages):
        assert sum(size(statement) + 8 for statement in [*page, following[0]]) > room


def source(number: int) -> Source:
    """A source with a long name of its own."""
    name = f"Publisher {number} " + "x" * 40
    fields = {"publisher": name, "title": f"T{number}", "published": "2026-01-31", "kind": "ngo", "seen": "read"}
    return Source.model_validate(fields)


def composed(viewer: Viewer, statements: list[Statement], page: int = 1, head: list[Line] | None = None) -> Screen:
    """A page made of these statements."""
    view = View(viewer.knowledge, viewer.voices["ru"], viewer.today)
    return compose(view, Route(("about",), page), "Title", back=HOME, head=head or [], statements=statements)


@given(st.lists(st.tuples(st.integers(1, 500), st.lists(st.integers(1, 40), max_size=4)), min_size=1, max_size=20))
def test_any_statements_the_content_allows_fit_into_messages(viewer: Viewer, shape: list[tuple[int, list[int]]]) -> None:
    statements = [Statement("я" * length, "❗", "2026", "л" * 80, tuple(map(source, ids))) for length, ids in shape]
    first = composed(viewer, statements)
    for page in range(1, first.pages + 1):
        screen = composed(viewer, statements, page)
        assert units(plain_text(screen)) <= MAX_TEXT_UNITS
        cited = {mark for point in points(screen) for mark in point.marks}
        assert len(quotes(screen)[0].lines if quotes(screen) else ()) == len(cited)


def test_numbers_begin_anew_on_each_page_with_the_sources_of_that_page_alone(viewer: Viewer) -> None:
    statements = [Statement("x" * (PAGE_CHARACTERS - 20), sources=(source(number),)) for number in (1, 2)]
    pages = [composed(viewer, statements, page) for page in (1, 2)]
    assert [points(page)[0].marks for page in pages] == [(1,), (1,)]
    assert ["Publisher 1" in quotes(page)[0].lines[0] for page in pages] == [True, False]
    assert all(page.sources == (source(1), source(2)) for page in pages)


def test_a_source_cited_twice_has_one_number(viewer: Viewer) -> None:
    one, two = source(1), source(2)
    screen = composed(viewer, [Statement("a", sources=(one, two)), Statement("b", sources=(two, one))])
    assert [point.marks for point in points(screen)] == [(1, 2), (1, 2)]
    assert len(quotes(screen)[0].lines) == 2


def test_head_lines_stand_on_each_page(viewer: Viewer) -> None:
    statements = [Statement("x" * PAGE_CHARACTERS) for _ in range(3)]
    for page in (1, 2, 3):
        screen = composed(viewer, statements, page, [Line("warning")])
        assert screen.pages == 3 and screen.blocks[0] == Line("warning")


@given(st.lists(st.integers()), st.integers(1, 999), st.integers(1, 20))
def test_a_part_of_a_list_is_within_it_and_the_parts_are_the_list(items: list[int], page: int, per_page: int) -> None:
    shown_page, pages, shown = part_of(items, page, per_page)
    assert 1 <= shown_page <= pages and len(shown) <= per_page
    assert shown_page == min(page, pages)
    assert [item for number in range(1, pages + 1) for item in part_of(items, number, per_page)[2]] == items


def test_critical_first_keeps_the_order_within_both_kinds(viewer: Viewer) -> None:
    facts = [fact for country in viewer.knowledge.countries.values() for fact in country.facts.law]
    page = Dated(date(2026, 11, 25), None, date(2027, 2, 1))
    ordered = [fact for fact, _ in critical_first((fact, page) for fact in facts)]
    assert [fact.critical for fact in ordered] == sorted((fact.critical for fact in facts), reverse=True)
    for critical in (True, False):
        assert [fact for fact in ordered if fact.critical is critical] == [fact for fact in facts if fact.critical is critical]


@given(st.text("abc ,", min_size=1, max_size=80).filter(lambda name: name.strip()))
def test_a_name_on_a_button_is_short_and_begins_like_the_name(name: str) -> None:
    label = organisation_button(name, HOME).label
    assert len(label) <= 35
    assert label == name or (label.endswith("…") and name.startswith(label[:-1]))
