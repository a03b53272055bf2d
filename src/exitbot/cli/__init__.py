"""The `exitbot` command. Each module here holds one family of subcommands; the work is done in the rooms below."""

from __future__ import annotations

import sys

import click

from exitbot import __version__
from exitbot.cli.check import check
from exitbot.cli.content import content
from exitbot.cli.i18n import i18n
from exitbot.cli.reading import chat, screen
from exitbot.cli.running import run, try_
from exitbot.cli.support import Complaint
from exitbot.knowledge.problems import ContentError
from exitbot.language.catalogs import CatalogError
from exitbot.settings import SettingsError

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="exitbot")
def commands() -> None:
    """A calm, sourced, bilingual guide in Telegram for people who refuse to fight in Russia's war."""


for command in (run, try_, chat, check, content, screen, i18n):
    commands.add_command(command)


def main() -> None:
    """Run a command; expected errors become one calm message and exit code 2."""
    try:
        commands()
    except (Complaint, SettingsError, ContentError, CatalogError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
