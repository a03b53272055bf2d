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
from exitbot.language.telling import Told, told

__all__ = ["Lines", "catalog_problems", "is_gap"]

# An obsolete entry begins with #~ and is not found.
_FIELD = re.compile(r'^(?P<field>msgctxt|msgid) (?P<text>".*"(?:\n".*")*)', re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def catalog_problems(file: Path, catalog: Catalog, messages: Iterable[Message], text: str) -> Iterator[Told]:
    """What is wrong with one .po file, as `file:line: what is wrong; what is right`.

    messages: what the domain should hold now; text: the file as it stands, for line numbers.
    """
    expected = {message.key for message in messages}
    lines = Lines(text)
    present = set()
    for entry in catalog:
        if not entry.id:
            continue
        english = originals_of(entry)[0]
        present.add((entry.context, english))
        place = f"{file}:{lines.of(entry.context, english)}"
        if (entry.context, english) not in expected:
            yield _at(place, _left_over())
            continue
        for problem in _entry_problems(entry, english):
            yield _at(place, problem)
    for context, english in sorted(expected - present, key=str):
        yield _at(f"{file}:1", _missing(english[:50], context or file.stem))


def _at(place: str, problem: Told) -> Told:
    return Told("{place}: {problem}", place=place, problem=problem)


def _left_over() -> Told:
    return told("nothing uses this sentence any more; run 'exitbot i18n update'")


def _missing(beginning: str, context: str) -> Told:
    return told(
        "the sentence '{beginning}' ({context}) is missing; run 'exitbot i18n update'", beginning=beginning, context=context
    )


def _untranslated(beginning: str) -> Told:
    return told("not translated: '{beginning}'", beginning=beginning)


# What a language that is only begun has by the thousand.
_GAPS = {gap.template for gap in (_left_over(), _missing("", ""), _untranslated(""))}


def is_gap(problem: Told) -> bool:
    """Whether a problem of a catalog only says that the translation is behind."""
    found = problem.values.get("problem")
    return isinstance(found, Told) and found.template in _GAPS


def _entry_problems(entry: Entry, english: str) -> Iterator[Told]:
    originals, forms = originals_of(entry), forms_of(entry)
    if entry.fuzzy:
        yield told("marked fuzzy, which readers never see; check the sentence and take the mark away")
    if not all(forms):
        yield _untranslated(english[:60])
        return
    allowed = _placeholders(originals[-1])
    for form in forms:
        if _placeholders(form) is None:
            yield told("a brace is not closed; write {{name}} exactly as in the English")
        elif _placeholders(form) != allowed:
            here, there = _shown(_placeholders(form)), _shown(allowed)
            yield told("placeholders are {here}, in the English {there}; use the same", here=here, there=there)
        if _TAG.findall(form) != _TAG.findall(originals[-1]):
            yield told("tags differ from the English; texts carry no tags of their own")


def _placeholders(text: str) -> frozenset[str] | None:
    """Names in {braces}; None if the braces are broken."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None


def _shown(names: frozenset[str] | None) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names or ())) or told("none")


class Lines:
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
        """The line where the entry begins; 1 if it is not there."""
        return self._lines.get((context, english), 1)
