"""What typed words lead to: a command, a country, or the beginning with a word on what can be typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from exitbot.screens.building import find_screen
from exitbot.screens.route import HOME, BadRoute, Route, open_envelope, seal
from exitbot.telegram.library import Shelf

__all__ = ["EXIT", "Reply", "deep_link", "reply_to_thing", "reply_to_words"]

_COMMANDS: Mapping[str, Route] = MappingProxyType(
    {
        "privacy": Route(("privacy",)),
        "help": Route(("about",)),
        "language": Route(("language",)),
        "verify": Route(("verify",)),
        "urgent": Route(("emergency",)),
    }
)
EXIT = Route(("exit",))
_WAYS_OUT = {"/exit", "/stop", "exit", "stop", "выход", "стоп", "выйти"}
_ONLY_A_NAME = 4
"""Words; in a longer message a word like 'Чад' or 'того' is no country unless there is a page for it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Where to lead, and a line above the screen."""

    route: Route
    notice: str = ""


def reply_to_words(shelf: Shelf, text: str, language: str) -> Reply:
    """The screen that typed text asks for. Never fails: whatever it is, it leads somewhere."""
    say = shelf.voices[language].interface
    if text.strip().casefold() in _WAYS_OUT:
        return Reply(EXIT)
    if text.startswith("/"):
        return _command(shelf, text, language)
    code = shelf.names().named_in(text)
    if code in shelf.knowledge.countries:
        return Reply(Route(("country", str(code))))
    if code and len(text.split()) <= _ONLY_A_NAME:
        country = shelf.voices[language].country(code)
        return Reply(Route(("countries",)), say("There is no page on this country yet: {country}.", country=country))
    words = say("I did not find a country in that. If it is urgent, press 🆘. Or type a country, or choose a section.")
    return Reply(HOME, words)


def _command(shelf: Shelf, text: str, language: str) -> Reply:
    command, _, rest = text[1:].partition(" ")
    name = command.partition("@")[0].strip().lower()
    if name == "start":
        target = deep_link(shelf, rest.strip(), language)
        return Reply(Route(("safety", *target.path)) if target else Route(("safety",)))
    route = _COMMANDS.get(name)
    if route:
        return Reply(route)
    notice = shelf.voices[language].interface("There is no such command. This is the beginning.")
    return Reply(HOME, notice)


def deep_link(shelf: Shelf, payload: str, language: str) -> Route | None:
    """The place a link like ?start=c_fr names, or None. It is a stranger's text, so only real places count."""
    try:
        route = open_envelope(f"1{language}.:{payload.replace('_', '/')}").route
    except BadRoute:
        return None
    plain = Route(route.path)
    if find_screen(shelf.knowledge, shelf.voices[language], plain, date.min) is None:  # a place exists on every day
        return None
    fits = len(seal(Route(("safety", *plain.path)), language, shelf.revision).encode()) <= 64
    return plain if fits and plain.family not in ("exit", "safety", "addresses") else None


def reply_to_thing(shelf: Shelf, language: str) -> Reply:
    """A sticker, a file, a contact: deleted unread, and said so."""
    say = shelf.voices[language].interface
    return Reply(HOME, say("I read only text, and have deleted what you sent. Never send documents or contacts here."))
