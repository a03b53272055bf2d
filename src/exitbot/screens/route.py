"""Where a person is. The whole conversation lives in the button: a Route packs into Telegram's 64 bytes.

`1ru.k3f:c/fr/w~2<o` is format 1, Russian, content revision k3f, the ways into France, page 2, back to the organisations.
Nothing in it is secret and nothing is trusted: what cannot be read is a BadRoute, and the person starts anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

__all__ = ["HOME", "MAX_DATA_BYTES", "BadRoute", "Envelope", "Route", "open_envelope", "parse_route", "seal", "sealed_whole"]

FORMAT = "1"
MAX_DATA_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data

# A code once given out is never given to something else: old buttons live for years.
_CODES = {
    "home": "h", "safety": "s", "language": "l", "emergency": "e", "countries": "cs", "country": "c",
    "topics": "ts", "topic": "t", "organisations": "os", "organisation": "o", "privacy": "p", "verify": "v",
    "about": "i", "addresses": "a", "exit": "x",
    "report": "w", "check": "k", "verdicts": "g", "verdict": "j", "compare": "m", "steps": "n", "words": "b",
}  # fmt: skip
_PARTS = {
    "ways_in": "w", "protection": "r", "if_refused": "n", "law": "l", "practice": "p", "procedure": "d", "risks": "k",
    "help": "h", "timeline": "t", "unknowns": "u", "sources": "s",
}  # fmt: skip
_WRAPPING = ("addresses", "report", "safety")
"""Families whose arguments are another place."""
_NUMBERED = re.compile(r"(.+/.+)/(\d{1,2})")

_FAMILIES = {code: name for name, code in _CODES.items()}
_PART_NAMES = {code: name for name, code in _PARTS.items()}

_WORD = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
_PATH = rf"{_WORD}(?:/{_WORD})*"
_PACKED = re.compile(rf"(?P<path>{_PATH})(?:~(?P<page>[1-9]\d{{0,2}}))?(?:<(?P<origin>{_PATH}))?")
_SEALED = re.compile(r"(?P<format>\d)(?P<language>[a-z]{2,3}(?:_[A-Za-z]{2,4})?)\.(?P<revision>[a-z0-9]{0,6}):(?P<packed>.+)")


class BadRoute(ValueError):
    """Not a place: damaged, foreign, or from a format nobody reads any more."""


@dataclass(frozen=True, slots=True)
class Route:
    """One place. `path` is readable: ("country", "fr", "ways_in")."""

    path: tuple[str, ...]
    page: int = 1
    origin: tuple[str, ...] = ()
    """Where 'back' leads if not one level up."""

    @property
    def family(self) -> str:
        """The first step of the path."""
        return self.path[0]

    @property
    def arguments(self) -> tuple[str, ...]:
        """The steps after the family."""
        return self.path[1:]

    def at_page(self, page: int) -> Route:
        """The same place, another page."""
        return replace(self, page=page)

    def coming_from(self, origin: Route) -> Route:
        """The same place with 'back' leading to where the person was."""
        return replace(self, origin=origin.path)

    def __str__(self) -> str:
        """As written on the command line."""
        return "/".join(self.path)


HOME = Route(("home",))


def parse_route(text: str) -> Route:
    """A route as people write it: "country/fr/ways_in".

    Raises BadRoute naming what is wrong.
    """
    path = tuple(text.strip().strip("/").split("/"))
    if path[0] not in _CODES:
        raise BadRoute(f"'{path[0]}' is no screen; there are: {', '.join(sorted(_CODES))}")
    if not all(re.fullmatch(_WORD, step) for step in path):
        raise BadRoute(f"'{text}' is no route; write it like country/fr/ways_in")
    inner = path[1:-1] if path[0] == "report" and path[-1].isdigit() else path[1:]
    if path[0] in _WRAPPING and inner:
        parse_route("/".join(inner))
    return Route(path)


def _pack_path(path: tuple[str, ...]) -> str:
    family, *rest = path
    if family == "report" and len(rest) > 1 and rest[-1].isdigit():
        return f"{_CODES[family]}/{_pack_path(tuple(rest[:-1]))}/{rest[-1]}"
    if family in ("country", "topic") and len(rest) == 2:
        rest = [rest[0], _PARTS.get(rest[1], rest[1])]
    if family in _WRAPPING and rest:
        return f"{_CODES[family]}/{_pack_path(tuple(rest))}"
    return "/".join([_CODES[family], *rest])


def _unpack_path(text: str) -> tuple[str, ...]:
    code, _, rest = text.partition("/")
    family = _FAMILIES.get(code)
    if family is None:
        raise BadRoute(f"unknown place '{code}'")
    if not rest:
        return (family,)
    if family == "report" and (numbered := _NUMBERED.fullmatch(rest)):
        return (family, *_unpack_path(numbered[1]), numbered[2])
    if family in _WRAPPING:
        inner = _unpack_path(rest)
        if inner[0] in _WRAPPING:
            raise BadRoute("a place inside a place inside a place")
        return (family, *inner)
    steps = rest.split("/")
    if family in ("country", "topic") and len(steps) == 2:
        steps[1] = _PART_NAMES.get(steps[1], steps[1])
    return (family, *steps)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a button says when it is pressed."""

    route: Route
    language: str
    revision: str


def seal(route: Route, language: str, revision: str) -> str:
    """Button data for a route.

    Every route that `exitbot check` meets fits into 64 bytes. One that a stranger made up may not: it loses the way back
    it names, because a button that is too long would cost the whole message.
    """
    data = sealed_whole(route, language, revision)
    if len(data) > MAX_DATA_BYTES and route.origin:
        return sealed_whole(replace(route, origin=()), language, revision)
    return data


def sealed_whole(route: Route, language: str, revision: str) -> str:
    """Button data with everything in it, however long."""
    packed = _pack_path(route.path)
    if route.page > 1:
        packed += f"~{route.page}"
    if route.origin:
        packed += f"<{_pack_path(route.origin)}"
    return f"{FORMAT}{language}.{revision}:{packed}"


def open_envelope(data: str) -> Envelope:
    """Read button data, which may come from anybody.

    Raises BadRoute for everything that `seal` did not write.
    """
    outer = _SEALED.fullmatch(data) if data.isascii() and len(data) <= MAX_DATA_BYTES else None
    inner = _PACKED.fullmatch(outer["packed"]) if outer else None
    if outer is None or inner is None or outer["format"] != FORMAT:
        raise BadRoute("not a button of this bot")
    origin = _unpack_path(inner["origin"]) if inner["origin"] else ()
    route = Route(_unpack_path(inner["path"]), int(inner["page"] or 1), origin)
    return Envelope(route, outer["language"], outer["revision"])
