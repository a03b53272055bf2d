"""Message catalogs at run time: gettext files in, translated sentences out.

Compiled .mo files are used where they were made from the very text of their .po (they load some twenty times faster);
otherwise the .po is compiled in memory, so a translator's edit counts at once and nothing is written to disk.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from exitbot.language.telling import Told, told

__all__ = ["SOURCE_LANGUAGE", "CatalogError", "Catalogs", "compile_catalog", "load_catalogs", "parse_catalog", "po_files"]

SOURCE_LANGUAGE = "en"

_CONTEXT = "\x04"  # what gettext puts between msgctxt and msgid

# Babel takes the last letter for a quote that is missing, and reads on past a line it does not know.
_PO_LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?) )?"([^"\\]|\\.)*")?')


class CatalogError(Exception):
    """A catalog cannot be read. The message names file, line and what is wrong."""

    def __init__(self, place: str, message: Told) -> None:
        self.line = Told("{place}: {message}", place=place, message=message)
        super().__init__(self.line)


@dataclass(frozen=True, slots=True)
class Catalogs:
    """The translations of every language and domain."""

    by_language: Mapping[str, Mapping[str, GNUTranslations]]

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes a person can choose, the source language first."""
        return (SOURCE_LANGUAGE, *(code for code in self.by_language if code != SOURCE_LANGUAGE))

    def find(self, language: str, domain: str, message: str, context: str | None = None) -> str | None:
        """The translation, or None if there is none (the reader then gets the English with a notice)."""
        if language == SOURCE_LANGUAGE:
            return message
        catalog = self.by_language.get(language, {}).get(domain)
        if catalog is None:
            return None
        key = message if context is None else f"{context}{_CONTEXT}{message}"
        found = catalog.gettext(key)
        return None if found == key else found

    def find_plural(self, language: str, domain: str, one: str, many: str, count: int) -> str | None:
        """The right plural form for a count; None if there is no translation."""
        if language == SOURCE_LANGUAGE:
            return one if count == 1 else many
        catalog = self.by_language.get(language, {}).get(domain)
        found = catalog.ngettext(one, many, count) if catalog else one
        return None if found in (one, many) else found


def po_files(folder: Path) -> dict[str, dict[str, Path]]:
    """All catalogs below locales/, as {language: {domain: file}}."""
    found: dict[str, dict[str, Path]] = {}
    for file in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        found.setdefault(file.parent.parent.name, {})[file.stem] = file
    return found


def load_catalogs(folder: Path, only: str = "") -> Catalogs:
    """Load every catalog below locales/. only: a single domain.

    Raises CatalogError for a file that gettext cannot read or a folder that is no language.
    """
    languages = {}
    for language, domains in po_files(folder).items():
        _check_language(folder / language, language)
        wanted = {domain: file for domain, file in domains.items() if only in ("", domain)}
        languages[language] = MappingProxyType({domain: _load(file, language) for domain, file in wanted.items()})
    return Catalogs(MappingProxyType(languages))


def _check_language(folder: Path, language: str) -> None:
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        message = told("'{language}' is no language code; use one such as ru, uk or kk", language=language)
        raise CatalogError(str(folder), message) from None


def _load(file: Path, language: str) -> GNUTranslations:
    raw = file.read_bytes()
    compiled = file.with_suffix(".mo")
    if compiled.exists():
        found = compiled.read_bytes()
        if found.endswith(hashlib.sha256(raw).digest()):  # a file's time says nothing after a copy
            return GNUTranslations(BytesIO(found))
    try:
        return GNUTranslations(BytesIO(compile_catalog(file, language)))
    except LookupError:
        message = told("its header names an encoding that nobody knows; write charset=utf-8")
        raise CatalogError(f"{file}:1", message) from None


def compile_catalog(file: Path, language: str) -> bytes:
    """The .mo bytes of a .po file, then the fingerprint of its text, which gettext does not read; fuzzy entries stay out.

    Raises CatalogError with the line that cannot be read.
    """
    buffer = BytesIO()
    write_mo(buffer, parse_catalog(file, language))
    return buffer.getvalue() + hashlib.sha256(file.read_bytes()).digest()


def parse_catalog(file: Path, language: str) -> Catalog:
    """A .po file, read strictly: a line that is no part of a catalog is an error, never skipped.

    Raises CatalogError with the line that cannot be read.
    """
    lines = file.read_bytes().splitlines()
    try:
        for number, line in enumerate(lines, 1):
            if not _PO_LINE.fullmatch(line.decode().strip()):
                message = told("not readable as a catalog; write msgid or msgstr and one text between two quotes")
                raise CatalogError(f"{file}:{number}", message)
    except UnicodeDecodeError:
        raise CatalogError(f"{file}:{number}", told("not UTF-8; save the file as UTF-8")) from None
    try:
        return read_po(lines, locale=language, domain=file.stem, charset="utf-8", abort_invalid=True)
    except PoFileError as error:
        reason = str(error).rpartition(" on ")[0]  # Babel ends it with its own count of lines
        message = told("not readable as a catalog: {reason}", reason=reason)
        raise CatalogError(f"{file}:{error.lineno + 1}", message) from None
