"""What several commands need: settings, knowledge and catalogs, and one way to complain."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from exitbot.knowledge.loading import Knowledge, load_knowledge
from exitbot.knowledge.messages import content_messages
from exitbot.language.catalogs import SOURCE_LANGUAGE, Catalogs, load_catalogs
from exitbot.language.extraction import MAINTENANCE, Message, interface_messages, maintenance_messages
from exitbot.language.speaking import Voice
from exitbot.settings import Settings, load_settings

__all__ = ["PACKAGE", "Complaint", "Day", "all_messages", "by_domain", "echo_json", "folded", "maintainers_voice", "read_all"]

PACKAGE = Path(__file__).resolve().parents[1]


class Complaint(Exception):
    """Something the caller asked for cannot be done; the message says why and what can."""


class Day(click.ParamType[date]):
    """An option that takes a day, written as in content files."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"'{value}' is no date; write it like 2026-11-23", param, ctx)


def read_all() -> tuple[Settings, Knowledge]:
    """The settings and the knowledge they point to."""
    settings = load_settings()
    return settings, load_knowledge(settings.content)


def maintainers_voice(settings: Settings, language: str) -> Voice:
    """Who says what is wrong. Complaint if there is no such language."""
    english = Catalogs({})
    catalogs = english if language == SOURCE_LANGUAGE else load_catalogs(settings.locales, only=MAINTENANCE)
    if language not in catalogs.languages:
        raise Complaint(f"there are no messages in '{language}'; write one of: {', '.join(catalogs.languages)}")
    return Voice(language, catalogs)


def all_messages(knowledge: Knowledge) -> list[Message]:
    """Everything there is to translate."""
    return interface_messages(PACKAGE) + maintenance_messages(PACKAGE) + content_messages(knowledge)


def by_domain(messages: Iterable[Message]) -> dict[str, list[Message]]:
    """Messages grouped by their catalog domain."""
    grouped: dict[str, list[Message]] = {}
    for message in messages:
        grouped.setdefault(message.domain, []).append(message)
    return grouped


def folded(text: str, width: int, indent: str = "") -> str:
    """Text broken at words to lines of at most `width`, without spaces at their ends; its own lines and gaps stay."""
    return "\n".join(
        textwrap.fill(
            line, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        for line in text.splitlines()
    )


def echo_json(value: Any) -> None:
    """Print for machines: UTF-8, indented, stable order of keys as built."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
