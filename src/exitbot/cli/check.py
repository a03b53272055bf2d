"""`exitbot check`: everything a maintainer or translator wants to know before a change goes out."""

from __future__ import annotations

from datetime import date

import click

from exitbot.cli.support import Complaint, read_all
from exitbot.knowledge.checks import content_problems

__all__ = ["check"]


@click.command()
@click.option("--content-only", is_flag=True, help="Only the YAML; no translations, no screens.")
def check(content_only: bool) -> None:
    """Schema, sources, dates, links, translations, and every screen in every language."""
    _, knowledge = read_all()
    problems = sorted(content_problems(knowledge, date.today()))
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise Complaint(f"{len(problems)} problems")
    click.echo("Everything is in order.")
