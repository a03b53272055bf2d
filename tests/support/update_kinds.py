"""Updates of every kind the library knows, built from its own classes, and damage done to them.

Nothing here names a kind or lists fields: what python-telegram-bot learns tomorrow is built tomorrow without an edit.
"""

from __future__ import annotations

import copy
import datetime as dtm
import inspect
import json
import random
import sys
import typing
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any

import telegram
from hypothesis import strategies as st
from telegram import TelegramObject, Update
from telegram._utils import types as library_types
from telegram._utils.defaultvalue import DefaultValue

from exitbot.sandbox.world import FIRST_GROUP, FIRST_PERSON

__all__ = ["ANN", "GROUP", "KINDS", "Damage", "broken_updates", "damages", "deep", "example_of", "fields_of", "private_message"]

KINDS = tuple(str(kind) for kind in Update.ALL_TYPES)

ANN, GROUP = FIRST_PERSON, FIRST_GROUP
"""Whom a sandbox knows after its first person and its first group."""
_NOW = 1_790_000_000  # Telegram's times are seconds; this one lies in 2026
_CHATS: Sequence[dict[str, Any]] = (
    {"id": ANN, "type": "private", "first_name": "Ann"},
    {"id": ANN, "type": "private", "first_name": "Ann"},
    {"id": 710_999_999, "type": "private", "first_name": "Nobody the bot knows"},
    {"id": GROUP, "type": "group", "title": "Friends"},
    {"id": -1_001_234_567_890, "type": "supergroup", "title": "Many friends", "is_forum": True},
    {"id": -1_009_876_543_210, "type": "channel", "title": "News"},
)
_TEXTS = (
    "/start", "/start c_fr", "/privacy", "/unknown", "/exit", "Франция", "I am in France", "a" * 4096, "🙂" * 2048,
    "\u202e\u0000x", "<b>&", "\ud800", "/start \udfff", " ", "",
)  # fmt: skip
_PRESSED = ("1en.zzz:h", "1ru.k3f:c/fr/w~2<o", "1en.zzz:x", "1zz.abc:h", "9en.zzz:h", "menu_3", "\ud800", "🙂" * 16, "")
_LANGUAGES = ("ru", "en", "uk", "pt-br", "zz", "")
# Words of these names come to the bot's attention; any other text only has to be there.
_WORDS = {"text": _TEXTS, "caption": _TEXTS, "data": _PRESSED, "language_code": _LANGUAGES}
_ENOUGH = 4  # levels of objects in objects; beyond, only what an object cannot be without


@cache
def fields_of(kind: type) -> dict[str, Any]:
    """The fields of a class of the library, with their types."""
    # The library imports most of the names in its annotations for the type checker only.
    names = {**vars(telegram), **vars(library_types), "Sequence": Sequence, "dtm": dtm, **vars(sys.modules[kind.__module__])}
    hints = typing.get_type_hints(kind.__init__, globalns=names, localns=vars(telegram))  # type: ignore[misc]
    return {name: hint for name, hint in hints.items() if name not in ("return", "api_kwargs")}


@cache
def _needed(kind: type) -> frozenset[str]:
    parameters = inspect.signature(kind.__init__).parameters.values()  # type: ignore[misc]
    return frozenset(one.name for one in parameters if one.default is one.empty)


@cache
def _leaves(kind: type) -> tuple[type, ...]:
    """The classes that really occur where this one is named: a ChatMember is an owner, a member, somebody banned."""
    children: list[Any] = kind.__subclasses__()
    below = [leaf for child in children for leaf in _leaves(child) if child.__module__.startswith("telegram.")]
    return tuple(below) or (kind,)


class _Builder:
    """Draws objects of the library. `rng` decides everything."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def instance(self, named: type, depth: int, also: Sequence[str] = (), *, most: int = 3) -> TelegramObject:
        """An object of this class with what it needs, the fields in `also`, and a few others."""
        kind = self._rng.choice(_leaves(named))
        if kind is telegram.Chat:
            return telegram.Chat(**self._rng.choice(_CHATS))
        fields, needed = fields_of(kind), _needed(kind)
        others = [name for name in fields if name not in needed]
        chosen = set(self._rng.sample(others, min(len(others), self._rng.randint(0, most)))) if depth < _ENOUGH else set()
        chosen |= needed | set(also)
        try:
            return self._made(kind, chosen, depth)
        except TypeError:  # a field that became required only after its class was written has a default all the same
            return self._made(kind, set(fields), depth)

    def _made(self, kind: type, chosen: Set[str], depth: int) -> TelegramObject:
        values = {name: self.value(hint, name, depth + 1) for name, hint in fields_of(kind).items() if name in chosen}
        made: TelegramObject = kind(**values)
        return made

    def value(self, hint: Any, name: str, depth: int) -> Any:
        """A value of an annotated type. Raises TypeError for one it does not know, which is then to be added."""
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (typing.Union, UnionType):
            # A DefaultValue only exists in what a bot sends.
            known = [one for one in arguments if one is not type(None) and typing.get_origin(one) is not DefaultValue]
            # Any number of seconds may stand for a duration, but not too large a one.
            return self.value(dtm.timedelta if dtm.timedelta in known else self._rng.choice(known), name, depth)
        if origin is typing.Literal:
            return self._rng.choice(arguments)
        if origin in (Sequence, list, tuple):
            return [self.value(arguments[0], name, depth) for _ in range(self._rng.randint(1, 2))]
        if not isinstance(hint, type):
            raise TypeError(f"{name} is of a type that no example is made of: {hint!r}")
        if issubclass(hint, TelegramObject):
            return self.instance(hint, depth)
        return self._plain(hint, name)

    def _plain(self, hint: type, name: str) -> Any:
        rng = self._rng
        if issubclass(hint, Enum):
            return rng.choice(list(hint))
        plain: dict[type, Callable[[], Any]] = {
            str: lambda: rng.choice(_WORDS.get(name, ("x", "AgADBAAD", "Анна", "🎲", "2026"))),
            bool: lambda: rng.choice((True, False)),
            int: lambda: rng.choice((1, 7, ANN, 500, 2**31, 2**52)),
            float: lambda: rng.choice((0.5, 48.85, -180.0)),
            dtm.datetime: lambda: dtm.datetime.fromtimestamp(rng.choice((0, 1, _NOW, _NOW * 2)), dtm.UTC),
            dtm.timedelta: lambda: dtm.timedelta(seconds=rng.choice((0, 1, 86_400))),
            object: lambda: None,
        }
        if hint not in plain:
            raise TypeError(f"{name} is of a type that no example is made of: {hint!r}")
        return plain[hint]()


def example_of(kind: str, rng: random.Random) -> dict[str, Any]:
    """An update of this kind as JSON, without its number."""
    builder, (carrier,) = _Builder(rng), _classes_in(fields_of(Update)[kind])
    # Buttons are pressed on messages; without one a press is nothing the bot could read.
    also = [name for name in ("message", "text") if name in fields_of(carrier) and rng.random() < 0.7]
    return {kind: _as_json(builder.instance(carrier, 0, also, most=6))}


def private_message(field: str, rng: random.Random) -> dict[str, Any]:
    """A message of Ann to the bot that holds this field."""
    message = _as_json(_Builder(rng).instance(telegram.Message, 0, [field], most=0))
    return {"message": message | {"chat": dict(_CHATS[0])}}


def _as_json(made: TelegramObject) -> dict[str, Any]:
    """As it comes from Telegram: to_dict leaves members of enumerations in it."""
    plain: dict[str, Any] = json.loads(json.dumps(made.to_dict()))
    return plain


def _classes_in(hint: Any) -> list[type]:
    if isinstance(hint, type) and issubclass(hint, TelegramObject):
        return [hint]
    return [one for argument in typing.get_args(hint) for one in _classes_in(argument)]


@dataclass(frozen=True)
class Damage:
    """Something done to one place of an update. read: a place that the bot looks at, which random ones seldom are."""

    what: str
    place: int
    read: bool
    value: Any = None

    def __call__(self, update: dict[str, Any]) -> None:
        spots = [spot for spot in _places(update) if not self.read or spot[1] in _READ]
        if not spots:
            return
        container, key = spots[self.place % len(spots)]
        if self.what == "drop":
            del container[key]
        elif self.what == "double":
            container[key] = [container[key], copy.deepcopy(container[key])]
        elif self.what == "add" and isinstance(container, dict):
            container[f"unknown_{key}"] = copy.deepcopy(self.value)
        elif self.what == "also":  # an update of two kinds at once
            update[KINDS[self.place % len(KINDS)]] = copy.deepcopy(next(iter(update.values()), None))
        else:
            container[key] = copy.deepcopy(self.value)  # the next damage may be done inside it


_DEEPEST = 30  # levels that damage is done in; no real update has as many
_READ = frozenset({
    "message", "callback_query", "my_chat_member", "channel_post", "chat", "id", "type", "from", "data", "text", "date",
    "message_id", "new_chat_member", "status", "language_code",
})  # fmt: skip


def _places(value: Any, level: int = 0) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items if level < _DEEPEST else ():
        yield value, key
        yield from _places(inner, level + 1)


def deep(levels: int) -> Any:
    """Lists and objects in each other, far deeper than Telegram's, but not too deep for Python to read."""
    value: Any = 1
    for level in range(levels):
        value = [value] if level % 2 else {"chat": value}
    return value


_VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from((2**31, 2**53, 2**63, 2**64, -(2**63), -(2**63) - 1, 2**127, -(2**127) - 1, 10**400, -(10**400)))
    | st.sampled_from((0.0, -1.5, 1e308, float("inf"), float("nan")))
    | st.text(st.characters(), max_size=6)  # with lone surrogates
    | st.sampled_from(("\ud800", "\udfff", "x" * 5_000, "private", "channel", "9" * 5_000, "/start"))
    | st.sampled_from(([], {}, [[]], {"id": ANN, "type": "private"}, {"chat": {"id": GROUP, "type": "group"}}))
    | st.sampled_from((10, 100, 300)).map(deep)
    | st.just(ANN)
    | st.just(GROUP)
)


def damages() -> st.SearchStrategy[list[Damage]]:
    """None to four of them."""
    what = st.sampled_from(("swap", "swap", "swap", "drop", "add", "double", "also"))
    return st.lists(st.builds(Damage, what, st.integers(0, 300), st.booleans(), _VALUES), max_size=4)


@st.composite
def broken_updates(draw: st.DrawFn, kinds: Sequence[str] = KINDS) -> dict[str, Any]:
    """An update of any kind, whole or with parts torn out, swapped, doubled or added."""
    update = example_of(draw(st.sampled_from(kinds)), draw(st.randoms(use_true_random=True)))
    for damage in draw(damages()):
        damage(update)
    return update
