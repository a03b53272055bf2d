"""How hard a text is to read: the longest sentences and the hardest pages of each language.

Flesch's reading ease for English, Oborneva's adaptation for Russian (her coefficients are for long Russian words). Other
languages are not measured until somebody adds their coefficients.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import floor
from types import MappingProxyType
from typing import NamedTuple

from exitbot.knowledge.passages import Text
from exitbot.knowledge.problems import Notice, Place
from exitbot.language.telling import told

__all__ = ["hard_to_read", "reading_ease"]


class _Measure(NamedTuple):
    """Reading ease is 206.835 - words * (words in a sentence) - syllables * (syllables in a word)."""

    words: float
    syllables: float
    syllable: re.Pattern[str]
    longest: int
    """Words in a sentence."""
    hardest: float
    """Reading ease of a page; 100 is a children's book, 0 a law. The bar lets only the few worst pages through."""


_MEASURES: Mapping[str, _Measure] = MappingProxyType(
    {
        # A final e is silent, that of "table" is not.
        "en": _Measure(1.015, 84.6, re.compile(r"[aeiouy]+(?!\b)|(?<![aeiouy])[aiouy]\b|(?<=l)e\b"), 42, 54.0),
        "ru": _Measure(1.3, 60.1, re.compile("[аеёиоуыэюя]"), 39, 40.0),
    }
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[»\")]*\s+(?=[A-ZА-ЯЁ«\"(])")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ENOUGH = 100
"""Words; a figure for less says nothing."""


def hard_to_read(texts: Iterable[Text]) -> Iterator[Notice]:
    """Only the worst, so that each is worth a look."""
    for text in texts:
        measure = _MEASURES.get(text.language)
        if measure is None:
            continue
        for passage in text.passages:
            longest = max((len(_WORD.findall(sentence)) for sentence in _SENTENCE_END.split(passage.text)), default=0)
            if longest > measure.longest:
                values = {"count": longest, "most": measure.longest}
                message = told("a sentence of {count} words; split it, up to {most} can be read on a telephone", **values)
                yield Notice(passage.where(), message)
        ease = reading_ease(text)
        if ease is not None and ease < measure.hardest:
            least = f"{measure.hardest:.0f}"
            advice = told(
                "hard to read: {ease} of 100 ({least} is the bar); shorten its sentences", ease=floor(ease), least=least
            )
            yield Notice(Place(text.file, 0), advice)


def reading_ease(text: Text) -> float | None:
    """100 for very easy, 0 and less for very hard; None where there is too little text or no measure of the language."""
    measure = _MEASURES.get(text.language)
    words = [word for passage in text.passages for word in _WORD.findall(passage.text.lower())]
    if measure is None or len(words) < _ENOUGH:
        return None
    sentences = sum(len(_SENTENCE_END.split(passage.text)) for passage in text.passages)
    counted = Counter(words)
    syllables = sum(max(1, len(measure.syllable.findall(word))) * times for word, times in counted.items())
    return 206.835 - measure.words * len(words) / sentences - measure.syllables * syllables / len(words)
