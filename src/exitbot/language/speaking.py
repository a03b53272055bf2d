"""One language's voice: interface sentences, content sentences, dates, lists, names of countries and languages."""

from __future__ import annotations

from copy import copy
from datetime import date
from functools import lru_cache
from typing import Protocol

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from exitbot.language.catalogs import SOURCE_LANGUAGE, Catalogs
from exitbot.language.extraction import INTERFACE, MAINTENANCE
from exitbot.language.telling import Told

__all__ = ["N_", "Said", "Translatable", "Voice", "flag"]


class Translatable(Protocol):
    """A content sentence that knows its place in the catalogs."""

    @property
    def domain(self) -> str:
        """Message catalog, for example "country-fr"."""

    @property
    def context(self) -> str:
        """The msgctxt, for example "country-fr/summary/text"."""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for 'mark for translation, translate later'
    """Mark a constant for extraction."""
    return text


class Said(str):
    """A content sentence in one language; `translated` is False where the English had to stand in."""

    translated: bool = True


class Voice:
    """Says things in one language. Cheap to make, holds no state of a person."""

    def __init__(self, language: str, catalogs: Catalogs) -> None:
        self.language = language
        self.catalogs = catalogs
        self.missing: set[str] = set()
        """Interface sentences this voice was asked for in vain: not in the catalog, or never extracted."""
        self._locale = Locale.parse(language)

    def fresh(self) -> Voice:
        """The same voice for one screen, which has missed nothing yet."""
        voice = copy(self)
        voice.missing = set()
        return voice

    def interface(self, text: str, **values: object) -> str:
        """A sentence of the interface, with {placeholders} filled. English where there is no translation yet."""
        found = self.catalogs.find(self.language, INTERFACE, text)
        if found is None:
            self.missing.add(text)
            found = text
        return found.format(**values) if values else found

    def counted(self, one: str, many: str, count: int, **values: object) -> str:
        """The plural form for a count; {count} is filled."""
        found = self.catalogs.find_plural(self.language, INTERFACE, one, many, count)
        if found is None:
            found = one if count == 1 else many
        return found.format(count=count, **values)

    def tell(self, message: str) -> str:
        """A message to a maintainer; what is not translated, or was never made to be, stays as it is."""
        if not isinstance(message, Told):
            return message
        found = self.catalogs.find(self.language, MAINTENANCE, message.template) or message.template
        values = {name: self.tell(value) if isinstance(value, str) else value for name, value in message.values.items()}
        return found.format(**values)

    def prose(self, text: str) -> Said:
        """A content sentence, or its English with `translated` False."""
        domain, context = getattr(text, "domain", ""), getattr(text, "context", "")
        found = self.catalogs.find(self.language, domain, text, context)
        said = Said(text if found is None else found)
        said.translated = found is not None
        return said

    def day(self, day: date) -> str:
        """A whole date in words: "2 March 2026", "2 марта 2026 г."."""
        return _day(self._locale, day)

    def partial(self, text: str) -> str:
        """A date as exact as the source gives it: "2 March 2026", "March 2026" or "2026"."""
        year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
        if not month:
            return str(year)
        return _day(self._locale, date(year, month, day)) if day else _month(self._locale, date(year, month, 1))

    def list(self, items: list[str]) -> str:
        """ "a, b and c" in the language's own way."""
        return format_list(items, locale=self._locale)

    def country(self, code: str) -> str:
        """A country's name by its ISO code; the code itself if CLDR does not know it."""
        return _territory(self._locale, code.upper())

    def language_name(self, code: str) -> str:
        """A language's name in this language, as it stands inside a sentence."""
        return str(self._locale.languages.get(code, code))

    @property
    def own_name(self) -> str:
        """What the language calls itself: "Русский"."""
        name = self._locale.get_language_name(self.language) or self.language
        return name[:1].upper() + name[1:]

    @property
    def is_source(self) -> bool:
        """Whether this is the language the content is written in."""
        return self.language == SOURCE_LANGUAGE


@lru_cache(4096)
def _day(locale: Locale, day: date) -> str:
    return format_date(day, "d MMMM y", locale=locale)


@lru_cache(1024)
def _month(locale: Locale, day: date) -> str:
    return format_date(day, "LLLL y", locale=locale)


@lru_cache(1024)
def _territory(locale: Locale, code: str) -> str:
    return str(locale.territories.get(code, code))


def flag(code: str) -> str:
    """The flag emoji of a two-letter country code."""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("a")) for letter in code.lower())
