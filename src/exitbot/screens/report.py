"""Say that a statement is wrong, without saying who. Which one, the day, the language and the edition are kept; no more."""

from __future__ import annotations

from collections.abc import Callable

from exitbot.screens import signs
from exitbot.screens.paging import compose
from exitbot.screens.route import Route
from exitbot.screens.screen import Button, Line, Point, Screen, Tone
from exitbot.screens.view import View

__all__ = ["report_screen"]

_BEGINNING = 80
"""Characters of a statement that are enough to know it again."""
_NUMBERS_A_ROW = 4


def report_screen(view: View, route: Route, build: Callable[[View, Route], Screen | None]) -> Screen | None:
    """`report/<page>` asks which statement; `report/<page>/<number>` reports it. None where nothing is kept.

    build: makes the screen of any other route.
    """
    if not view.keeping.reports or not route.arguments or route.arguments[0] in ("report", "addresses"):
        return None
    *path, last = route.arguments
    number = int(last) if last.isdigit() and path else 0
    target = Route(tuple(path) if number else route.arguments, route.page)
    page = build(view, target)
    view.forget_gaps()
    if page is None or not page.statements or number > len(page.statements):
        return None
    return _thanks(view, route, target, page.statements[number - 1][0]) if number else _question(view, route, page)


def _question(view: View, route: Route, page: Screen) -> Screen:
    say = view.voice.interface
    head = [
        Line(say("Which statement is wrong or out of date?"), Tone.STRONG),
        Line(
            say("Kept are only: the statement, the day, the language and the edition of the text. Nothing about you."),
            Tone.QUIET,
        ),
    ]
    points = [Point(f"{number}.", _beginning(text)) for number, (_, text) in enumerate(page.statements, 1)]
    buttons = [
        Button(str(number), Route(("report", *page.route.path, str(number)), page.route.page))
        for number in range(1, len(page.statements) + 1)
    ]
    rows = [tuple(buttons[start : start + _NUMBERS_A_ROW]) for start in range(0, len(buttons), _NUMBERS_A_ROW)]
    return compose(view, route, say("🚩 Wrong here?"), back=page.route, head=head, foot=points, rows=rows)


def _thanks(view: View, route: Route, target: Route, statement: str) -> Screen:
    say = view.voice.interface
    head = [
        Line(say("Noted. Those who keep the text will look at it."), Tone.STRONG),
        Line(say("Until then do not rely on that statement."), sign=signs.WARNING),
    ]
    return compose(view, route, say("🚩 Wrong here?"), back=target, head=head, report=statement)


def _beginning(text: str) -> str:
    return text if len(text) <= _BEGINNING else text[:_BEGINNING].rsplit(" ", 1)[0] + "…"
