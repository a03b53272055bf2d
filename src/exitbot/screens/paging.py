"""Fits statements to a telephone: pages break between statements, never inside one; sources go into a quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from exitbot.knowledge.model import Source
from exitbot.screens.route import Route
from exitbot.screens.screen import Block, Button, Line, Link, Point, Quote, Screen, Tone
from exitbot.screens.view import Statement, View, navigation

__all__ = ["PAGE_CHARACTERS", "compose", "part_of", "source_line", "split", "turning"]

Item = TypeVar("Item")

PAGE_CHARACTERS = 1300
"""Visible characters of statements on one page; with title, badges and the quote about 2,000."""


def split(statements: Sequence[Statement], room: int = PAGE_CHARACTERS) -> list[list[Statement]]:
    """Statements in pages of about `room` characters. There is always at least one page."""
    pages: list[list[Statement]] = [[]]
    used = 0
    for statement in statements:
        size = len(statement.label) + len(statement.text) + len(statement.when) + 8
        if pages[-1] and used + size > room:
            pages.append([])
            used = 0
        pages[-1].append(statement)
        used += size
    return pages


def compose(
    view: View,
    route: Route,
    title: str,
    *,
    back: Route,
    head: Sequence[Line] = (),
    statements: Sequence[Statement] = (),
    foot: Sequence[Block] = (),
    rows: Sequence[tuple[Button, ...]] = (),
    links: Sequence[Link] = (),
    report: str = "",
    neutral: bool = False,
    room: int = PAGE_CHARACTERS,
    whole: bool = False,
) -> Screen:
    """One page of a screen.

    head and rows stand on every page, so that a warning is never only on the second one; foot on the last.
    links: addresses that belong here; like those of the sources they get a button, never stand here themselves.
    A page number past the end shows the last page, because the content may have become shorter.
    whole: the statements are one page already, of a list that is turned by `rows`.
    """
    pages = [list(statements)] if whole else split(statements, room)
    route = route.at_page(min(route.page, len(pages))) if statements and not whole else route
    shown = (pages[0] if whole else pages[route.page - 1]) if statements else []
    numbers = _numbered(shown)
    blocks: list[Block] = [*head, *_points(shown, numbers)]
    if route.page >= len(pages):
        blocks += foot
    untranslated = (*view.untranslated, *sorted(view.voice.missing))
    if untranslated:
        notice = view.voice.interface("The translation of a part of this page is on its way; until then it stands in English.")
        blocks.append(Line(notice, Tone.QUIET, "🌐"))
    if numbers:
        blocks.append(_quote(view, numbers))
    sources = tuple(_numbered([statement for page in pages for statement in page]))
    buttons = [*(turning(view, route, len(pages)) if statements and not whole else ()), *rows]
    further = [*_to_addresses(view, route, sources, links), *_to_report(view, route, shown)]
    buttons = _with_further(buttons, further)
    return Screen(
        title=title,
        blocks=tuple(blocks),
        rows=(*buttons, *navigation(view, route, back)),
        route=route,
        language=view.voice.language,
        pages=len(pages),
        sources=sources,
        links=tuple(links),
        statements=tuple((statement.id, statement.text) for statement in shown if statement.id),
        report=report,
        neutral=neutral,
        untranslated=untranslated,
    )


def _to_addresses(view: View, route: Route, sources: Sequence[Source], links: Sequence[Link]) -> list[Button]:
    if route.family == "addresses" or not (links or any(source.url for source in sources)):
        return []
    return [Button(view.voice.interface("🔗 Addresses"), Route(("addresses", *route.path)))]


def _to_report(view: View, route: Route, shown: Sequence[Statement]) -> list[Button]:
    """Only where reports are kept: a button that leads to nothing would be a lie."""
    if not view.keeping.reports or not any(statement.id for statement in shown):
        return []
    return [Button(view.voice.interface("🚩 Wrong here?"), Route(("report", *route.path), route.page))]


def _with_further(rows: list[tuple[Button, ...]], further: Sequence[Button]) -> list[tuple[Button, ...]]:
    """The ways on below the rows; one alone stands beside a last button that is alone."""
    if len(further) == 1 and rows and len(rows[-1]) == 1:
        return [*rows[:-1], (*rows[-1], *further)]
    return [*rows, tuple(further)] if further else rows


def part_of(items: Sequence[Item], page: int, size: int) -> tuple[int, int, Sequence[Item]]:
    """The page really shown, the number of pages, and its items, for lists of buttons or links."""
    pages = max(1, -(-len(items) // size))
    page = min(page, pages)
    return page, pages, items[(page - 1) * size : page * size]


def _numbered(statements: Sequence[Statement]) -> dict[Source, int]:
    """Sources numbered in the order in which the page cites them."""
    numbers: dict[Source, int] = {}
    for statement in statements:
        for source in statement.sources:
            numbers.setdefault(source, len(numbers) + 1)
    return numbers


def _points(statements: Sequence[Statement], numbers: dict[Source, int]) -> list[Block]:
    return [
        Point(
            statement.sign,
            statement.text,
            statement.when,
            tuple(sorted(numbers[source] for source in statement.sources)),
            statement.label,
        )
        for statement in statements
    ]


def _quote(view: View, numbers: dict[Source, int]) -> Quote:
    title = view.voice.interface("Sources")
    return Quote(title, tuple(f"{number}. {source_line(view, source)}" for source, number in numbers.items()))


def source_line(view: View, source: Source) -> str:
    """Publisher and date; "no date" is said, not hidden."""
    when = view.voice.partial(source.published) if source.published else view.voice.interface("no date")
    return f"{source.publisher}, {when}"


def turning(view: View, route: Route, pages: int) -> list[tuple[Button, ...]]:
    """The row that turns pages; none where there is only one."""
    if pages == 1:
        return []
    here = view.voice.interface("{page} of {pages}", page=route.page, pages=pages)
    row = [Button(here, route)]
    if route.page > 1:
        row.insert(0, Button("⬅️", route.at_page(route.page - 1)))
    if route.page < pages:
        row.append(Button("➡️", route.at_page(route.page + 1)))
    return [tuple(row)]
