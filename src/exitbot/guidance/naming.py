"""Which country does a person name? By CLDR names in every language served, ISO codes, flags and everyday names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from babel import Locale

from exitbot.knowledge.loading import Knowledge

__all__ = ["CountryNames", "country_names"]

_LONGEST_READ = 300
"""Characters of a message that are looked at; the rest cannot make a country's name clearer."""

_WORD = re.compile(r"[\w]+", re.UNICODE)
_FLAG = re.compile("([\U0001f1e6-\U0001f1ff]{2})")


class CountryNames:
    """Looks words up in a table that is made once for each content revision."""

    def __init__(self, table: Mapping[tuple[str, ...], str]) -> None:
        self._table = table
        self._longest = max((len(name) for name in table), default=0)

    def named_in(self, text: str) -> str | None:
        """The ISO code of the first country named in the text, or None.

        Case endings of Russian names count. A short code counts only if it is the whole message: "no" may be an answer,
        but "in" inside a sentence is not India.
        """
        text = text[:_LONGEST_READ]
        found = _FLAG.search(text)
        flag = "".join(chr(ord(sign) - 0x1F1E6 + ord("a")) for sign in found[1]) if found else ""
        if code := self._table.get((f"iso {flag}",)):  # not every two letters are a country's flag
            return code
        words = _words(text)
        if len(words) == 1 and (code := self._table.get((f"iso {words[0]}",))):
            return code
        return self._exact(words) or self._inflected(words)

    def _exact(self, words: list[str]) -> str | None:
        for start in range(len(words)):
            for length in range(min(self._longest, len(words) - start), 0, -1):
                code = self._table.get(tuple(words[start : start + length]))
                if code:
                    return code
        return None

    def _inflected(self, words: list[str]) -> str | None:
        """'во Францию', 'в Германии': the same stem, another ending."""
        for start in range(len(words)):
            for length in range(min(self._longest, len(words) - start), 0, -1):
                stems = tuple(_stem(word) for word in words[start : start + length])
                code = self._table.get(("stem", *stems))
                if code:
                    return code
        return None


def country_names(knowledge: Knowledge, languages: Iterable[str]) -> CountryNames:
    """The table for every country CLDR knows in these languages, and the everyday names of content/names.yaml."""
    table: dict[tuple[str, ...], str] = {}
    for language in languages:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB"):
                _add(table, name, code.lower())
                table.setdefault((f"iso {code.lower()}",), code.lower())
    everyday = [(code, name) for code, names in knowledge.names.names.items() for name in names]
    own = [(code, name) for code, country in knowledge.countries.items() for name in country.aliases]
    for code, name in everyday + own:
        _add(table, name, code)
    return CountryNames(table)


def _add(table: dict[tuple[str, ...], str], name: str, code: str) -> None:
    words = _words(name)
    if not words:
        return
    table.setdefault(tuple(words), code)
    stems = tuple(_stem(word) for word in words)
    if all(len(stem) >= 3 for stem in stems):
        table.setdefault(("stem", *stems), code)


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return _WORD.findall(folded)


def _stem(word: str) -> str:
    """A Russian noun or adjective without its ending. Names are few and far apart, so a light cut is enough."""
    for ending in ("иями", "ями", "ами", "ией", "иях", "ого", "ому", "ыми", "ими", "ию", "ии", "ия", "ие", "ой", "ей",
                   "ую", "ая", "ое", "ые", "ый", "ий", "ом", "ем", "ах", "ях", "ам", "ям", "ов", "а", "я", "у", "ю", "е",
                   "ы", "и", "о", "ь"):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
