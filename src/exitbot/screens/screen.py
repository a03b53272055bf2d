"""A screen: blocks of text and rows of buttons, in one language, not yet in any markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from exitbot.knowledge.model import Source
from exitbot.screens.route import Route

__all__ = ["Block", "Button", "Line", "Link", "Point", "Quote", "Screen", "Tone"]


class Tone(StrEnum):
    """How a line is set."""

    PLAIN = "plain"
    STRONG = "strong"
    CODE = "code"
    """To be compared and copied letter by letter."""
    QUIET = "quiet"
    """Ages, badges: visible without a tap, but not in the way."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    text: str
    tone: Tone = Tone.PLAIN
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A statement with its age and the numbers of its sources in the quote below."""

    sign: str
    text: str
    when: str = ""
    marks: tuple[int, ...] = ()
    label: str = ""
    """A short strong beginning: a title, a level, a date."""


@dataclass(frozen=True, slots=True)
class Quote:
    """An expandable quote: the sources by publisher and date, never with addresses."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address that can be opened. It stands only on the addresses screen, below the warning."""

    text: str
    url: str
    note: str = ""


Block = Line | Point | Quote | Link


@dataclass(frozen=True, slots=True)
class Button:
    """Leads to a route, in the screen's language or in another one."""

    label: str
    route: Route
    language: str | None = None
    copy: str = ""
    """Puts these words on the clipboard instead of leading anywhere: 1 to 256 characters."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What one message shows."""

    title: str
    blocks: tuple[Block, ...]
    rows: tuple[tuple[Button, ...], ...]
    route: Route
    language: str
    pages: int = 1
    sources: tuple[Source, ...] = field(default=(), compare=False)
    """What all pages of this place rest on."""
    links: tuple[Link, ...] = field(default=(), compare=False)
    """Addresses that belong here; they are shown one tap further, on the addresses screen."""
    statements: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """Id and text of each statement on this page, for reports."""
    report: str = ""
    """The statement this screen reports as wrong: the one effect a screen can ask for."""
    neutral: bool = False
    """Whether its beginning may show in a notification: it says nothing of what this is about."""
    untranslated: tuple[str, ...] = field(default=(), compare=False)
    """English sentences that stand in for a missing translation."""
