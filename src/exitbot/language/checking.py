"""Checks of translations: placeholders, tags, plural forms, and nothing left in English by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.pofile import denormalize

from exitbot.language.entries import Entry, forms_of, originals_of
from exitbot.language.extraction import Message

__all__ = ["catalog_problems", "is_gap"]

# What a language that is only begun has by the thousand.
_GAPS = ("not translated: ", "is missing; run", "nothing uses this sentence")

# An obsolete entry begins with #~ and is not found.
_FIELD = re.compile(r'^(?P<field>msgctxt|msgid) (?P<text>".*"(?:\n".*")*)', re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def catalog_problems(file: Path, catalog: Catalog, messages: Iterable[Message], text: str) -> Iterator[str]:
    """What is wrong with one .po file, as `file:line: what is wrong; what is right`.

    messages: what the domain should hold now; text: the file as it stands, for line numbers.
    """
    expected = {message.key for message in messages}
    lines = _Lines(text)
    present = set()
    for entry in catalog:
        if not entry.id:
            continue
        english = originals_of(entry)[0]
        present.add((entry.context, english))
        place = f"{file}:{lines.of(entry.context, english)}"
        if (entry.context, english) not in expected:
            yield f"{place}: nothing uses this sentence any more; run 'exitbot i18n update'"
            continue
        for problem in _entry_problems(entry, english):
            yield f"{place}: {problem}"
    for context, english in sorted(expected - present, key=str):
        yield f"{file}:1: the sentence '{english[:50]}' ({context or 'interface'}) is missing; run 'exitbot i18n update'"


def _entry_problems(entry: Entry, english: str) -> Iterator[str]:
    originals, forms = originals_of(entry), forms_of(entry)
    if entry.fuzzy:
        yield "marked fuzzy, which readers never see; check the sentence and take the mark away"
    if not all(forms):
        yield f"not translated: '{english[:60]}'"
        return
    allowed = _placeholders(originals[-1])
    for form in forms:
        if _placeholders(form) is None:
            yield "a brace is not closed; write {name} exactly as in the English"
        elif _placeholders(form) != allowed:
            yield f"placeholders are {_shown(_placeholders(form))}, in the English {_shown(allowed)}; use the same"
        if _TAG.findall(form) != _TAG.findall(originals[-1]):
            yield "tags differ from the English; texts carry no tags of their own"


def _placeholders(text: str) -> frozenset[str] | None:
    """Names in {braces}; None if the braces are broken."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None


def _shown(names: frozenset[str] | None) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names or ())) or "none"


class _Lines:
    """Finds the line of an entry, because Babel forgets where the msgctxt stood. Long texts are folded into many lines."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str | None, str], int] = {}
        context: tuple[str, int] | None = None
        for match in _FIELD.finditer(text):
            value = denormalize(match["text"])
            number = text.count("\n", 0, match.start()) + 1
            if match["field"] == "msgctxt":
                context = (value, number)
            else:
                name, line = context or (None, number)
                self._lines.setdefault((name, value), line)
                context = None

    def of(self, context: str | None, english: str) -> int:
        return self._lines.get((context, english), 1)


def is_gap(problem: str) -> bool:
    """Whether a problem only says that the translation is behind."""
    return any(words in problem for words in _GAPS)
