"""Which entities may stand together: the rules of tdlib's fix_entities, in short.

Bold, italic, underline, strikethrough and spoiler may overlap anything but code; links, code and quotes may not overlap
their own kind; neighbours of one style become one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["arrange"]

Entity = dict[str, Any]

_STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_CODE = frozenset({"pre", "code"})
# tdlib's order among entities of the same span, the outer first.
_RANK = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49, "text_mention": 49,
    "bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99,
}  # fmt: skip


def arrange(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """Sorted copies of the entities that a message of this text keeps."""
    entities = [dict(entity) for entity in entities]
    if not entities:
        return []
    units = text.encode("utf-16-le", "surrogatepass")
    entities = [entity for entity in entities if _has_ink(units, entity)]
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)  # a language belongs to a block of code only
    entities.sort(key=_order)
    quotes = _apart(entity for entity in entities if entity["type"] in _QUOTES)
    solid = _apart(entity for entity in entities if entity["type"] not in _QUOTES and entity["type"] not in _STYLES)
    solid = [entity for entity in solid if not any(_crosses(entity, quote) for quote in quotes)]
    styles = _styles([entity for entity in entities if entity["type"] in _STYLES], solid)
    return sorted([*quotes, *solid, *styles], key=_order)


def _order(entity: Entity) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _RANK.get(entity["type"], 50)


def _end(entity: Entity) -> int:
    return int(entity["offset"] + entity["length"])


def _has_ink(units: bytes, entity: Entity) -> bool:
    piece = units[entity["offset"] * 2 : _end(entity) * 2].decode("utf-16-le", "ignore")
    return bool(piece.strip(" \n"))


def _apart(entities: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity["offset"] >= _end(kept[-1]):
            kept.append(entity)
    return kept


def _crosses(one: Entity, other: Entity) -> bool:
    overlap = one["offset"] < _end(other) and other["offset"] < _end(one)
    inside = one["offset"] >= other["offset"] and _end(one) <= _end(other)
    return overlap and not inside


def _styles(styles: list[Entity], solid: list[Entity]) -> list[Entity]:
    merged: dict[str, list[Entity]] = {}
    for style in styles:
        run = merged.setdefault(style["type"], [])
        if run and style["offset"] <= _end(run[-1]):
            run[-1]["length"] = max(_end(run[-1]), _end(style)) - run[-1]["offset"]
        else:
            run.append(style)
    pieces = [style for run in merged.values() for style in run]
    for code in (entity for entity in solid if entity["type"] in _CODE):
        pieces = [piece for style in pieces for piece in _without(style, code)]
    return pieces


def _without(style: Entity, code: Entity) -> list[Entity]:
    """The parts of a style outside a piece of code."""
    if style["offset"] >= _end(code) or _end(style) <= code["offset"]:
        return [style]
    parts = []
    if style["offset"] < code["offset"]:
        parts.append(style | {"length": code["offset"] - style["offset"]})
    if _end(style) > _end(code):
        parts.append(style | {"offset": _end(code), "length": _end(style) - _end(code)})
    return parts
