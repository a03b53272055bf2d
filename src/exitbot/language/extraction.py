"""What is there to translate: what code says to readers and to maintainers; content is handed in by the caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

__all__ = ["INTERFACE", "MAINTENANCE", "Message", "interface_messages", "maintenance_messages", "template"]

INTERFACE = "interface"
MAINTENANCE = "maintenance"
"""What `exitbot check` says. Readers never see it."""

_Keywords = Mapping[str, tuple[int | tuple[int, str], ...] | None]

_TO_READERS: _Keywords = {
    "say": None,
    "interface": None,
    "N_": None,
    "counted": (1, 2),
}
_TO_MAINTAINERS: _Keywords = {"told": None}


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for translators; `plural` is set where the form depends on a number."""

    domain: str
    text: str
    context: str | None = None
    plural: str | None = None
    comments: tuple[str, ...] = field(default=())

    @property
    def key(self) -> tuple[str | None, str]:
        """What identifies it inside its domain."""
        return self.context, self.text


def interface_messages(package: Path) -> list[Message]:
    """All `say()`, `interface()`, `N_()` and `counted()` strings in the package's code, in a stable order."""
    return _messages(package, INTERFACE, _TO_READERS)


def maintenance_messages(package: Path) -> list[Message]:
    """All `told()` strings, in the same way."""
    return _messages(package, MAINTENANCE, _TO_MAINTAINERS)


def _messages(package: Path, domain: str, keywords: _Keywords) -> list[Message]:
    found = extract_from_dir(
        package, [("**.py", "python")], keywords=keywords, comment_tags=("Translators:",), strip_comment_tags=True
    )
    messages: dict[tuple[str | None, str], Message] = {}
    for _file, _line, message, comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        one, many = message if isinstance(message, tuple) else (message, None)
        new = Message(domain, one, context, many, tuple(comments))
        messages.setdefault(new.key, new)
    return list(messages.values())


def template(domain: str, messages: Iterable[Message], locale: str | None = None) -> Catalog:
    """A catalog without translations. It carries no dates and no line numbers, so that diffs show words only."""
    catalog = Catalog(domain=domain, locale=locale, project="exitbot", fuzzy=False, charset="utf-8")
    for message in messages:
        identity = (message.text, message.plural) if message.plural else message.text
        catalog.add(identity, context=message.context, auto_comments=message.comments)
    return catalog
