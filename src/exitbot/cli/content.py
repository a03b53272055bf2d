"""`exitbot content`: the maintainers' commands."""

from __future__ import annotations

from datetime import date

import click

from exitbot.cli.content_diff import diff
from exitbot.cli.content_graph import graph
from exitbot.cli.content_new import new
from exitbot.cli.content_review import review
from exitbot.cli.content_show import show
from exitbot.cli.content_stale import stale
from exitbot.cli.support import read_all
from exitbot.knowledge.compiling import compile_content
from exitbot.knowledge.history import read_history, recorded, write_history
from exitbot.knowledge.schemas import schema_files

__all__ = ["content"]


@click.group()
def content() -> None:
    """The knowledge base."""


content.add_command(diff)
content.add_command(graph)
content.add_command(new)
content.add_command(review)
content.add_command(show)
content.add_command(stale)


@content.command()
def schema() -> None:
    """Write the JSON Schemas that let an editor complete and check YAML while you type."""
    settings, _ = read_all()
    changed = 0
    for file, text in schema_files(settings.content):
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            changed += 1
    click.echo(f"{changed} schemas changed.")


@content.command(name="compile")
def compile_() -> None:
    """Write the quick form of the YAML beside it, so that the bot starts at once. Needed by nobody who edits."""
    settings, _ = read_all()
    faultless = compile_content(settings.content, date.today())
    click.echo("Compiled." if faultless else "Compiled; 'exitbot check' has something to say.")


@content.command()
def record() -> None:
    """Write down what this edition changes, so that whoever comes back to an old message is told. Do it before you commit."""
    settings, knowledge = read_all()
    history = read_history(settings.content)
    new = recorded(history, knowledge, date.today())
    if new is history:
        click.echo("This edition is recorded already.")
        return
    write_history(settings.content, new)
    click.echo(f"Recorded: {len(new.editions[-1].changed)} statements changed since the edition before.")
