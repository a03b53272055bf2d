"""`exitbot content show`: a page as a reader sees it, all its parts one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from exitbot.cli.support import Day, folded
from exitbot.language.catalogs import SOURCE_LANGUAGE
from exitbot.screens.layout import plain_text
from exitbot.screens.route import Route
from exitbot.screens.screen import Screen

if TYPE_CHECKING:
    from exitbot.telegram.library import Shelf

__all__ = ["show"]

_WIDTH = 84


@click.command()
@click.argument("page")
@click.option("--lang", "language", default=SOURCE_LANGUAGE, show_default=True, help="Language code.")
@click.option("--as-of", "day", type=Day(), default=None, help="The day it is looked at; age only lowers. Default: today.")
def show(page: str, language: str, day: date | None) -> None:
    """Show a whole page: de, topic/visas, emergency, organisation/kovcheg, or any screen."""
    # Here, because the other commands of this family do without Telegram's library and start in half the time.
    from exitbot.cli.reading import place_of, screen_at, shelf_for

    language = language.lower()
    shelf = shelf_for(language)
    route = f"country/{page}" if page.lower() in shelf.knowledge.countries else page
    first = screen_at(shelf, place_of(route), language, day or date.today())
    console = Console(highlight=False)
    for heading, place in [(first.title, first.route), *_parts(first)]:
        _print(console, heading, _every_page(shelf, place, language, day or date.today()))


def _parts(above: Screen) -> Iterator[tuple[str, Route]]:
    """What the buttons of a place lead down to, each with the words of its button, in their order."""
    for row in above.rows:
        for button in row:
            if button.route.path[:-1] == above.route.path:
                yield button.label, button.route


def _every_page(shelf: Shelf, place: Route, language: str, day: date) -> list[Screen]:
    first = shelf.screen(place, language, day)
    return [first, *(shelf.screen(place.at_page(number), language, day) for number in range(2, first.pages + 1))]


def _print(console: Console, heading: str, pages: list[Screen]) -> None:
    width = min(console.width - 1, _WIDTH)  # a sign such as a flag is wider than its letters
    for number, page in enumerate(pages, 1):
        words = heading if len(pages) == 1 else f"{heading} · {number}/{len(pages)}"
        console.print(Rule(Text(words, "bold"), align="left"), width=width)
        body = plain_text(page).removeprefix(page.title).strip("\n")
        console.print(Text(f"\n{folded(body, width)}\n"), soft_wrap=True)
    if further := "\n".join(f"▸ {label}" for label in _further(pages[-1])):
        console.print(Text(f"{further}\n", "bold"))


def _further(page: Screen) -> Iterator[str]:
    """What its buttons name beyond the place itself: the organisations that help, the pages of a list."""
    for row in page.rows[:-2]:  # the last two lead back, home, to the other language and out
        for button in row:
            is_own = button.route.path[: len(page.route.path)] == page.route.path
            if not is_own and button.route.family not in ("addresses", "report"):
                yield button.label
