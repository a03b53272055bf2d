"""`exitbot content stale`: what has to be looked at again, and where to look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from exitbot.cli.pages import page_of
from exitbot.cli.support import echo_json, folded, read_all
from exitbot.knowledge.model import Source
from exitbot.knowledge.stale import Reason, Stale, stale_items

__all__ = ["stale"]

_WIDTH = 100
_SHOWN_SOURCES = 6
"""Of a whole page; the statements on it name their own."""

_REASONS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.VOLATILE: "can turn within weeks",
        Reason.OLD_SOURCES: "its level has lost its last source that is new enough",
        Reason.CRITICAL: "on a page to be read again",
        Reason.PAGE: "the whole page",
    }
)


@click.command()
@click.option("--within", type=click.IntRange(0, 3650), default=30, show_default=True, help="Days to look ahead.")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Entries to show; 0 shows all.")
@click.option("--json", "as_json", is_flag=True, help="For machines: all entries, in the same order.")
def stale(within: int, limit: int, as_json: bool) -> None:
    """What has to be reviewed, oldest and most critical first, with the sources to open. Begin with the first entry."""
    _, knowledge = read_all()
    today = date.today()
    items = stale_items(knowledge, today, within)
    if as_json:
        echo_json([_as_json(item, today) for item in items])
    elif items:
        _print(Console(), items, limit, within, today)
    else:
        click.echo(f"Nothing has to be reviewed within {within} days.")


def _as_json(item: Stale, today: date) -> dict[str, Any]:
    return {
        "page": page_of(item.domain),
        "file": str(item.place.file),
        "line": item.place.line,
        "column": item.place.column,
        "reason": item.reason.value,
        "critical": item.critical,
        "due": str(item.due),
        "days_left": item.days_left(today),
        "as_of": item.as_of,
        "text": item.text,
        "sources": [
            source.model_dump(mode="json", include={"publisher", "title", "url", "published"}) for source in item.sources
        ],
    }


def _print(console: Console, items: Sequence[Stale], limit: int, within: int, today: date) -> None:
    past = sum(item.days_left(today) < 0 for item in items)
    console.print(
        f"{past} past their day, {len(items) - past} more within {within} days. Begin with the first.\n", highlight=False
    )
    shown = items[:limit] if limit else items
    for number, item in enumerate(shown, 1):
        _print_item(console, number, item, today)
    if len(items) > len(shown):
        console.print(f"{len(items) - len(shown)} more: --limit 0 shows all of them.", highlight=False)


def _print_item(console: Console, number: int, item: Stale, today: date) -> None:
    head = Text(f"{number}. ", "bold").append(_when(item, today), "bold red" if item.days_left(today) < 0 else "bold yellow")
    head.append(f" · {page_of(item.domain)}").append(" · critical" if item.critical else "", "bold")
    head.append(f" · {_REASONS[item.reason]}")
    console.print(head, soft_wrap=True)
    # What is copied or clicked stands on a line of its own that no terminal breaks.
    console.print(Text(f"   {item.place}", "cyan"), soft_wrap=True)
    console.print(Text(folded(f"{item.text} ({item.as_of})", min(console.width, _WIDTH), "   ")), soft_wrap=True)
    is_page = item.reason is Reason.PAGE
    for source in item.sources[:_SHOWN_SOURCES] if is_page else item.sources:
        console.print(_source(source), soft_wrap=True)
    if is_page and len(item.sources) > _SHOWN_SOURCES:
        console.print(Text(f"   → and {len(item.sources) - _SHOWN_SOURCES} more sources at the end of the file", "dim"))
    console.print()


def _when(item: Stale, today: date) -> str:
    days = item.days_left(today)
    if days < 0:
        return f"{-days} day{'s' * (days != -1)} late"
    return "due today" if days == 0 else f"due in {days} day{'s' * (days != 1)}"


def _source(source: Source) -> Text:
    line = Text(f"   → {source.publisher}, {source.published or 'no date'}: ", "dim")
    return (
        line.append(source.url, "underline") if source.url else line.append(f"no address is shown; look for “{source.title}”")
    )
