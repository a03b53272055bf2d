"""The same sentence twice. One of the two will be corrected some day and the other forgotten."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Statement, TimelineEntry, WayIn
from exitbot.knowledge.problems import Notice, Place, Problem
from exitbot.knowledge.strictyaml import Location
from exitbot.knowledge.values import Prose
from exitbot.knowledge.walking import entries
from exitbot.language.telling import told

__all__ = ["repeated_sentences"]

_WORDS = re.compile(r"\w+")
_SHINGLE = 4
"""Words that have to follow each other to count as the same beginning of a thought."""
_ALIKE = 0.7
"""Share of common runs of words; above it two texts say one thing."""
_SHORTEST = 9
"""Words; below that everybody says the same: "No source was found." """


class _Text(NamedTuple):
    domain: str
    location: Location
    words: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]


def repeated_sentences(knowledge: Knowledge) -> Iterator[Problem]:
    """The same words twice in one file are a mistake; nearly the same, or in two files, is worth a look."""
    texts = list(_texts(knowledge))
    for first, second in sorted(_pairs(texts)):
        one, other = texts[first], texts[second]
        place, twin = _place(knowledge, other), _place(knowledge, one)
        if one.words == other.words and one.domain == other.domain:
            message = told("the same text stands on line {line}; keep one, where it matters most", line=twin.line)
            yield Problem(place, message)
        else:
            message = told(
                "nearly the same as {file}:{line}; say it once (shared.yaml is for many countries), or say what differs",
                file=str(twin.file),
                line=twin.line,
            )
            yield Notice(place, message)


def _place(knowledge: Knowledge, text: _Text) -> Place:
    return knowledge.documents[text.domain].place(text.location)


def _texts(knowledge: Knowledge) -> Iterator[_Text]:
    for domain, model in knowledge.files():
        for location, text in _statements(model):
            words = tuple(_WORDS.findall(text.lower()))
            if len(words) >= _SHORTEST:
                runs = frozenset(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))
                yield _Text(domain, location, words, runs)


def _statements(model: BaseModel) -> Iterator[tuple[Location, Prose]]:
    """What is said to be so. Outlooks and unknowns may be alike: each group is told of its own on a page of its own."""
    for location, entry in entries(model):
        if isinstance(entry, (Statement, WayIn, TimelineEntry)):
            yield (*location, "text"), entry.text


def _pairs(texts: list[_Text]) -> set[tuple[int, int]]:
    """Numbers of texts that are alike, the earlier one first. Only texts that share a run of words are compared."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    found: set[tuple[int, int]] = set()
    for number, text in enumerate(texts):
        common: dict[int, int] = defaultdict(int)
        for run in text.runs:
            for other in where[run]:
                common[other] += 1
            where[run].append(number)
        for other, count in common.items():
            if count >= _ALIKE * (len(text.runs) + len(texts[other].runs) - count):
                found.add((other, number))
    return found
