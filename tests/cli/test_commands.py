"""Every command explains itself, and its name is a contract."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from tests.conftest import CopyOfContent, Exitbot

from exitbot.cli import commands

CONTRACT = {
    ("run",), ("try",), ("chat",), ("check",), ("screen",), ("content", "schema"),
    ("content", "new"), ("content", "show"), ("content", "stale"),
    ("i18n", "extract"), ("i18n", "update"), ("i18n", "check"), ("i18n", "stats"), ("i18n", "new"),
}  # fmt: skip


def all_commands(group: click.Group, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*names, name), command
        if isinstance(command, click.Group):
            yield from all_commands(command, (*names, name))


EVERY = dict(all_commands(commands))


def test_the_names_people_rely_on_are_there() -> None:
    assert set(EVERY) >= CONTRACT


@pytest.mark.parametrize("names", EVERY, ids=" ".join)
def test_a_command_and_its_options_explain_themselves(names: tuple[str, ...]) -> None:
    command = EVERY[names]
    assert command.get_short_help_str(200)
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


@pytest.mark.parametrize("names", EVERY, ids=" ".join)
def test_help_is_shown_for_every_command(exitbot: Exitbot, names: tuple[str, ...]) -> None:
    ran = exitbot(*names, "-h")
    assert ran.code == 0
    assert re.match(rf"Usage: .*exitbot {' '.join(names)} \[OPTIONS\]", ran.out)


def test_the_version_is_told(exitbot: Exitbot) -> None:
    assert exitbot("--version").out.startswith("exitbot, version ")


def test_run_without_a_token_says_what_to_do(exitbot: Exitbot) -> None:
    ran = exitbot("run")
    assert ran.code == 2
    assert ran.err == "EXITBOT_TOKEN is missing; @BotFather gives one, or run 'exitbot try' without it\n"


def test_an_unknown_command_is_refused(exitbot: Exitbot) -> None:
    ran = exitbot("fly")
    assert ran.code == 2
    assert "No such command 'fly'" in ran.err


def test_content_that_cannot_be_read_ends_a_command_with_its_place(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    place = copy_of_content.plant("content/countries/fr.yaml", "^role: .*", "role: §nowhere")
    ran = exitbot("screen", "home")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{place}: role: ")


def test_a_catalog_that_cannot_be_read_ends_a_command_with_its_place(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    file = copy_of_content.catalog("interface")
    place = copy_of_content.plant(file, '^msgstr "[^"\n]+"$', "§msgstr no quotes")
    ran = exitbot("screen", "home")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(place.rpartition(":")[0] + ": not readable as a catalog")
