"""`exitbot screen` and `exitbot chat`: the same screens as on a telephone, in the terminal, without a network."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from exitbot.cli.support import Complaint, Day, echo_json
from exitbot.language.catalogs import SOURCE_LANGUAGE
from exitbot.screens.building import with_notice
from exitbot.screens.layout import plain_text, shown_units, telegram_html
from exitbot.screens.route import BadRoute, Route, parse_route, seal
from exitbot.screens.screen import Button, Line, Link, Point, Quote, Screen, Tone
from exitbot.settings import load_settings
from exitbot.telegram.library import Shelf, load_shelf
from exitbot.telegram.reading import reply_to_words

__all__ = ["chat", "place_of", "screen", "screen_at", "shelf_for"]


def shelf_for(language: str) -> Shelf:
    """Everything that is served. Raises Complaint where it is not served in this language."""
    settings = load_settings()
    shelf = load_shelf(settings.content, settings.locales)
    if language not in shelf.voices:
        raise Complaint(f"'{language}' is not served; there are: {', '.join(shelf.voices)}")
    return shelf


@click.command()
@click.argument("route")
@click.option("--lang", "language", default=SOURCE_LANGUAGE, show_default=True, help="Language code.")
@click.option("--page", default=1, show_default=True, help="Page of a long screen.")
@click.option("--as-of", "day", type=Day(), default=None, help="The day it is looked at; age only lowers. Default: today.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def screen(route: str, language: str, page: int, day: date | None, as_json: bool) -> None:
    """Show one screen, for example: exitbot screen country/fr/ways_in --lang ru."""
    language = language.lower()
    shelf = shelf_for(language)
    found = screen_at(shelf, place_of(route).at_page(max(1, page)), language, day or date.today())
    if as_json:
        echo_json(_as_json(found, shelf))
    else:
        _print(Console(), found)


def place_of(route: str) -> Route:
    """A route as people write it. Raises Complaint that says how."""
    try:
        return parse_route(route.lower())
    except BadRoute as error:
        raise Complaint(str(error)) from None


def screen_at(shelf: Shelf, place: Route, language: str, day: date) -> Screen:
    """The screen of a place. Raises Complaint where a reader would be led to the beginning."""
    found = shelf.screen(place, language, day)
    if found.route.path != place.path:
        raise Complaint(f"there is no screen '{place}'")
    return found


def _as_json(found: Screen, shelf: Shelf) -> dict[str, Any]:
    return {
        "route": str(found.route),
        "language": found.language,
        "title": found.title,
        "page": found.route.page,
        "pages": found.pages,
        "text": plain_text(found),
        "html": telegram_html(found),
        "units": shown_units(found),
        "buttons": [[_button_json(button, found, shelf) for button in row] for row in found.rows],
        "sources": [source.model_dump(mode="json", exclude_none=True) for source in found.sources],
        "untranslated": list(found.untranslated),
    }


def _button_json(button: Button, found: Screen, shelf: Shelf) -> dict[str, str | int]:
    language = button.language or found.language
    data = seal(button.route, language, shelf.revision)
    return {"label": button.label, "route": str(button.route), "page": button.route.page, "language": language, "data": data}


@click.command()
@click.option("--lang", "language", default=SOURCE_LANGUAGE, show_default=True, help="Language to begin in.")
def chat(language: str) -> None:
    """The whole conversation in the terminal: a number presses a button, words are typed, q leaves."""
    shelf, console = shelf_for(language.lower()), Console()
    place = Route(("safety",))
    found = shelf.screen(place, language, date.today())
    while True:
        if found.route.family == "exit":
            console.clear() if console.is_terminal else console.print("…")
            return
        _print(console, found)
        words = _ask(console)
        if words is None:
            return
        found = _next(shelf, found, words)


def _ask(console: Console) -> str | None:
    try:
        words = console.input("[bold]> [/bold]").strip()
    except (EOFError, KeyboardInterrupt):
        return None
    return None if words.casefold() in ("q", "quit", "й") else words


def _next(shelf: Shelf, found: Screen, words: str) -> Screen:
    buttons = [button for row in found.rows for button in row]
    if words.isdecimal():
        if 1 <= int(words) <= len(buttons):
            button = buttons[int(words) - 1]
            return shelf.screen(button.route, button.language or found.language, date.today())
        notice = shelf.voices[found.language].interface("There is no button with that number.")
        return with_notice(shelf.screen(found.route, found.language, date.today()), notice)
    reply = reply_to_words(shelf, words, found.language)
    shown = shelf.screen(reply.route, found.language, date.today())
    return with_notice(shown, reply.notice) if reply.notice else shown


def _print(console: Console, found: Screen) -> None:
    body = Text("\n\n").join(_rich(block) for block in found.blocks)
    console.print(Panel(body, title=escape(found.title), title_align="left", width=min(console.width, 84)))
    number = 0
    for row in found.rows:
        cells = []
        for button in row:
            number += 1
            cells.append(f"\\[[bold cyan]{number}[/]] {escape(button.label)}")
        console.print("  ".join(cells))


_STYLES: dict[Tone, str] = {Tone.PLAIN: "", Tone.STRONG: "bold", Tone.QUIET: "italic dim", Tone.CODE: "cyan"}


def _rich(block: Line | Point | Quote | Link) -> Text:
    sign = f"{block.sign} " if isinstance(block, (Line, Point)) and block.sign else ""
    if isinstance(block, Line):
        return Text(sign).append(block.text, _STYLES[block.tone])
    if isinstance(block, Point):
        text = Text(sign)
        if block.label:
            text.append(block.label + "\n", "bold")
        text.append(block.text)
        for part in (f" ({block.when})" if block.when else "", f" {list(block.marks)}" if block.marks else ""):
            text.append(part, "italic dim")
        return text
    if isinstance(block, Quote):
        return Text(f"{block.title}\n", "bold dim").append("\n".join(block.lines), "dim")
    return Text(f"{block.text}\n").append(block.url, "underline").append(f"\n{block.note}" if block.note else "", "italic dim")
