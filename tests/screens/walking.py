"""A person who presses every button, and small questions about what that person sees."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from exitbot.knowledge.loading import Knowledge
from exitbot.language.speaking import Voice
from exitbot.screens.building import build_screen, find_screen
from exitbot.screens.crawling import one_of_many
from exitbot.screens.route import HOME, Route, open_envelope, parse_route, seal
from exitbot.screens.screen import Button, Line, Link, Point, Quote, Screen

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", *sorted(folder.parent.name for folder in (ROOT / "locales").glob("*/LC_MESSAGES")))
REVISION = "k3f"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is, in which language, and what stands there."""

    route: Route
    language: str
    screen: Screen | None

    def __str__(self) -> str:
        return f"{self.route} page {self.route.page} ({self.language})"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Looks at the knowledge on one day."""

    knowledge: Knowledge
    voices: Mapping[str, Voice]
    today: date

    def see(self, route: Route | str, language: str = "en") -> Screen:
        """The screen of a place that must exist."""
        screen = self.find(route, language)
        assert screen is not None, f"there is no {route}"
        return screen

    def find(self, route: Route | str, language: str = "en") -> Screen | None:
        """The screen of a place, or None."""
        route = parse_route(route) if isinstance(route, str) else route
        return find_screen(self.knowledge, self.voices[language], route, self.today)

    def pages(self, route: Route | str, language: str = "en") -> list[Screen]:
        """All pages of a place."""
        first = self.see(route, language)
        return [self.see(first.route.at_page(page), language) for page in range(1, first.pages + 1)]

    def pages_of_list(self, route: Route, language: str = "en") -> list[Screen]:
        """A list that is turned by its own buttons, from its first page to its last."""
        found = [self.see(route, language)]
        while forward := [button for button in buttons(found[-1]) if button.label == "➡️"]:
            found.append(self.press(found[-1], forward[0]))
        return found

    def points(self, route: Route | str, language: str = "en") -> list[Point]:
        """The statements on all pages of a place, in their order."""
        return [point for page in self.pages(route, language) for point in points(page)]

    def walk(self) -> Iterator[Place]:
        """From the beginning, every button in every language, through the bytes that Telegram carries."""
        start = (HOME, "en")
        waiting, seen, is_one_of_many = deque([start]), {start}, one_of_many(self.knowledge)
        while waiting:
            route, language = waiting.popleft()
            screen = self.find(route, language)
            yield Place(route, language, screen)
            for button in buttons(screen) if screen else ():
                envelope = open_envelope(seal(button.route, button.language or language, REVISION))
                there = (envelope.route, envelope.language)
                if there not in seen and not is_one_of_many(envelope.route):
                    seen.add(there)
                    waiting.append(there)

    def press(self, screen: Screen, button: Button) -> Screen:
        """What a button leads to."""
        language = button.language or screen.language
        return build_screen(self.knowledge, self.voices[language], button.route, self.today)


def buttons(screen: Screen) -> list[Button]:
    """All buttons of a screen."""
    return [button for row in screen.rows for button in row]


def points(screen: Screen) -> list[Point]:
    """The statements of a screen."""
    return [block for block in screen.blocks if isinstance(block, Point)]


def lines(screen: Screen) -> list[Line]:
    """The paragraphs of a screen."""
    return [block for block in screen.blocks if isinstance(block, Line)]


def quotes(screen: Screen) -> list[Quote]:
    """The expandable quotes of a screen."""
    return [block for block in screen.blocks if isinstance(block, Quote)]


def links(screen: Screen) -> list[Link]:
    """What can be opened on a screen."""
    return [block for block in screen.blocks if isinstance(block, Link)]


class Reader(HTMLParser):
    """Reads Telegram HTML: the words as they are shown, and every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    @property
    def words(self) -> str:
        """The text without the invisible spaces that keep names from becoming links."""
        return self.text.replace("\u200b", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag ends; it must be the one that began last."""
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        """Words between tags."""
        self.text += data


def read_html(html: str) -> Reader:
    """The words and tags of a text, which must be well formed."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"never closed: {reader.open}"
    return reader
