"""How large the screens are: what travels to Telegram, and what a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from exitbot.screens.crawling import reachable
from exitbot.screens.layout import plain_text, units
from exitbot.telegram.library import Shelf

__all__ = ["Sizes", "measure_sizes"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """One language, every screen that buttons lead to. wire: bytes of the shared fields of editMessageText.

    characters: UTF-16 units of the text without markup, as Telegram counts.
    """

    language: str
    screens: int
    wire_median: float
    wire_95: float
    wire_largest: int
    largest: str
    characters_median: float
    characters_95: float
    characters_largest: int


def measure_sizes(shelf: Shelf) -> list[Sizes]:
    """Crawl all screens of all languages, as `exitbot check` does."""
    return [_one_language(shelf, language) for language in shelf.voices]


def _one_language(shelf: Shelf, language: str) -> Sizes:
    wire: list[tuple[int, str]] = []
    characters: list[int] = []
    for route, screen in reachable(shelf.knowledge, shelf.voices[language], date.today()):
        if screen is not None:
            wire.append((len(shelf.ready(screen).fields), f"{route}, page {route.page}"))
            characters.append(units(plain_text(screen)))
    sizes = [size for size, _ in wire]
    return Sizes(
        language, len(wire), median(sizes), _percentile(sizes, 95), *max(wire),
        median(characters), _percentile(characters, 95), max(characters),
    )  # fmt: skip


def _percentile(values: Sequence[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
