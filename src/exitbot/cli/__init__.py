"""The `exitbot` command. Each module here holds one family of subcommands; the work is done in the rooms below."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

import click

from exitbot import __version__

__all__ = ["main"]

# Where each command lives. A module is imported when its command is called: the bot starts in half the time without
# the sandbox, and needs less memory.
_COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "run": ("running", "run"),
        "try": ("trying", "try_"),
        "chat": ("reading", "chat"),
        "check": ("check", "check"),
        "content": ("content", "content"),
        "screen": ("reading", "screen"),
        "verdict": ("verdict", "verdict"),
        "i18n": ("i18n", "i18n"),
        "ledger": ("ledger", "ledger"),
        "addresses": ("addresses", "addresses"),
    }
)


class _Commands(click.Group):
    """Subcommands by name, in the order of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"exitbot.cli.{module}"), name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="exitbot")
def commands() -> None:
    """A calm, sourced, bilingual guide in Telegram for people who refuse to fight in Russia's war."""


def main() -> None:
    """Run a command; expected errors become one calm message and exit code 2."""
    from exitbot.cli.support import Complaint
    from exitbot.knowledge.problems import ContentError
    from exitbot.language.catalogs import CatalogError
    from exitbot.settings import SettingsError

    try:
        commands()
    except (Complaint, SettingsError, ContentError, CatalogError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
