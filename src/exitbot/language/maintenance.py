"""The translators' tools: update catalogs after the English changed, start a language, count what is done.

Nothing is matched by resemblance: gettext's fuzzy matching would glue "you can" to "you cannot". When a sentence
changes, its translation is kept as a comment for the translator, and readers see the new English until it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from exitbot.language.catalogs import parse_catalog, po_files
from exitbot.language.entries import Entry, forms_of, is_translated, originals_of
from exitbot.language.extraction import Message, template

__all__ = [
    "CatalogFile", "Coverage", "coverage", "fill_catalog", "read_catalog", "read_catalogs", "update_catalog", "write_catalog",
]  # fmt: skip

_FORMER_ENGLISH = "The English was: "
_FORMER_TRANSLATION = "The translation was: "

_HEADER = """\
# {language} translation of exitbot, domain {domain}.
# Licence of the content: CC-BY-4.0.
# msgctxt says where the sentence stands. Leave msgid as it is, write msgstr.
#"""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a language is translated."""

    total: int
    translated: int

    @property
    def percent(self) -> float:
        """Rounded down, so that 100 means everything."""
        return 100.0 if self.total == self.translated else int(1000 * self.translated / self.total) / 10


class CatalogFile(NamedTuple):
    """A .po file, read."""

    language: str
    file: Path
    catalog: Catalog

    @property
    def text(self) -> str:
        """The file as it stands."""
        return self.file.read_text(encoding="utf-8")


def read_catalogs(folder: Path) -> list[CatalogFile]:
    """Every catalog below locales/.

    Raises CatalogError with the line that cannot be read.
    """
    files = [(language, file) for language, found in po_files(folder).items() for file in found.values()]
    return [CatalogFile(language, file, parse_catalog(file, language)) for language, file in files]


def read_catalog(file: Path, language: str) -> Catalog:
    """A catalog from a .po file; an empty one if there is no such file.

    Raises CatalogError with the line that cannot be read.
    """
    return parse_catalog(file, language) if file.exists() else Catalog(locale=language, domain=file.stem)


def update_catalog(file: Path, language: str, messages: Iterable[Message]) -> bool:
    """Bring a .po file in line with the English; True if the file changed.

    A sentence that is the same in the same place keeps its translation. A changed one starts empty, with the former
    English and translation as comments. What is gone is gone.
    """
    old = read_catalog(file, language)
    fresh = template(file.stem, messages, locale=language)
    by_context = {entry.context: entry for entry in old if entry.id and entry.context}
    for entry in fresh:
        if not entry.id:
            continue
        known = old.get(entry.id, entry.context)
        former = known or by_context.get(entry.context or "")
        if known is not None and not known.fuzzy and originals_of(known) == originals_of(entry):
            entry.string, entry.user_comments = known.string, known.user_comments
        elif former is not None:
            entry.user_comments = _memories(former)
    return write_catalog(file, language, fresh)


def _memories(former: Entry) -> list[str]:
    """What a translator wants to see beside a sentence that changed: the last pair that belonged together."""
    if all(forms_of(former)):
        return [_FORMER_ENGLISH + originals_of(former)[0], _FORMER_TRANSLATION + forms_of(former)[0]]
    return list(former.user_comments)  # also the lines that a long sentence was folded into


def write_catalog(file: Path, language: str, catalog: Catalog) -> bool:
    """Write a .po file in its one canonical form; True if that changed the file."""
    catalog.header_comment = _HEADER.format(language=language, domain=file.stem)
    buffer = BytesIO()
    write_po(buffer, catalog, width=100, no_location=True, ignore_obsolete=True)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    # Dates and tool versions would make every run a change.
    unwanted = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Report-Msgid')
    text = "".join(line for line in lines if not line.startswith(unwanted))
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return True


def fill_catalog(file: Path, language: str, translations: Mapping[str, str]) -> int:
    """Write translations, {English: translation}, where a catalog has none yet; how many were missing and are there now."""
    catalog, filled = read_catalog(file, language), 0
    for entry in catalog:
        if entry.id and isinstance(entry.id, str) and not entry.string and translations.get(entry.id):
            entry.string, filled = translations[entry.id], filled + 1
    write_catalog(file, language, catalog)
    return filled


def coverage(catalogs: Iterable[Catalog]) -> Coverage:
    """Count sentences and those that have a translation in every form."""
    entries = [entry for catalog in catalogs for entry in catalog if entry.id]
    done = sum(1 for entry in entries if is_translated(entry))
    return Coverage(len(entries), done)
