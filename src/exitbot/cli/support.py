"""What several commands need: settings, knowledge and catalogs, and one way to complain."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from exitbot.knowledge.loading import Knowledge, load_knowledge
from exitbot.knowledge.messages import content_messages
from exitbot.language.extraction import Message, interface_messages
from exitbot.settings import Settings, load_settings

__all__ = ["PACKAGE", "Complaint", "all_messages", "by_domain", "echo_json", "read_all"]

PACKAGE = Path(__file__).resolve().parents[1]


class Complaint(Exception):
    """Something the caller asked for cannot be done; the message says why and what can."""


def read_all() -> tuple[Settings, Knowledge]:
    """The settings and the knowledge they point to."""
    settings = load_settings()
    return settings, load_knowledge(settings.content)


def all_messages(knowledge: Knowledge) -> list[Message]:
    """Everything there is to translate."""
    return interface_messages(PACKAGE) + content_messages(knowledge)


def by_domain(messages: Iterable[Message]) -> dict[str, list[Message]]:
    """Messages grouped by their catalog domain."""
    grouped: dict[str, list[Message]] = {}
    for message in messages:
        grouped.setdefault(message.domain, []).append(message)
    return grouped


def echo_json(value: Any) -> None:
    """Print for machines: UTF-8, indented, stable order of keys as built."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
