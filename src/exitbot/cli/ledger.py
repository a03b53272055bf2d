"""`exitbot ledger`: all that an operator could hand over."""

from __future__ import annotations

import sqlite3
from datetime import date

import click

from exitbot.cli.support import Complaint
from exitbot.knowledge.loading import load_knowledge
from exitbot.language.catalogs import SOURCE_LANGUAGE, load_catalogs
from exitbot.language.speaking import Voice
from exitbot.ledger.store import read_rows
from exitbot.screens.keeping import Keeping
from exitbot.screens.plain import kept_lines
from exitbot.screens.view import View
from exitbot.settings import load_settings

__all__ = ["ledger"]


@click.group()
def ledger() -> None:
    """The only thing the bot writes."""


@ledger.command()
@click.option("--lang", "language", default=SOURCE_LANGUAGE, show_default=True, help="Language of the sentences.")
def show(language: str) -> None:
    """Everything that is kept: the sentences of the privacy screen, then every row of the file."""
    settings = load_settings()
    keeping = Keeping(reports=settings.ledger is not None, counts=settings.counts)
    catalogs = load_catalogs(settings.locales)
    if language not in catalogs.languages:
        raise Complaint(f"'{language}' is not served; there are: {', '.join(catalogs.languages)}")
    view = View(load_knowledge(settings.content), Voice(language, catalogs), date.today(), keeping)
    for line in kept_lines(view):
        click.echo(f"{line.sign} {line.text}".strip())
    if settings.ledger is None:
        return
    if not settings.ledger.exists():
        click.echo(f"{settings.ledger}: nothing has been written yet.")
        return
    try:
        tables = read_rows(settings.ledger)
    except sqlite3.Error:
        raise Complaint(f"EXITBOT_LEDGER: {settings.ledger} is no ledger; name the right file") from None
    for name, rows in tables.items():
        click.echo(f"\n{name}: {len(rows)} rows")
        for row in rows:
            click.echo("  " + "  ".join(str(value) for value in row))
