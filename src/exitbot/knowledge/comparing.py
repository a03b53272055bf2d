"""What two editions of the content say differently, statement by statement, whatever happened to the files' form.

An entry is what has a name of its own: a statement, a source, the page itself. Entries are matched by place and id, then by
id alone, so that one that only moved, or stands in another order, is no change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Level, Outcome, Review, Source, Status
from exitbot.knowledge.strictyaml import Location

__all__ = [
    "BEST_FIRST",
    "Change",
    "Direction",
    "Entry",
    "Kind",
    "compare",
    "direction",
    "entries",
    "page_of",
    "pairs",
    "sources_missing",
]

BEST_FIRST: Mapping[type, tuple[StrEnum, ...]] = MappingProxyType({
    Level: tuple(Level),
    # To learn that a way is suspended, or that a return threatens, is bad news: it never waits for a review.
    Status: (Status.OPEN, Status.LIMITED, Status.UNCLEAR, Status.SUSPENDED, Status.CLOSED),
    Outcome: (Outcome.PROTECTED, Outcome.UNCLEAR, Outcome.RISK, Outcome.RETURNS),
})  # fmt: skip
"""The words that promise something, the best promise first."""

_NAMES = ("id", "on", "name", "host", "term")
"""What names an entry of a list, most telling first."""


class Direction(StrEnum):
    """What a change of level means to a reader."""

    BETTER = "better"
    WORSE = "worse"


class Kind(StrEnum):
    """What happened to an entry."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a file that has a name."""

    place: tuple[str, ...]
    """Names that lead to it, ("facts", "law", "cnda-rule"); () is the page itself."""
    location: Location
    """The same with positions in lists, for `Document.place`."""
    model: BaseModel
    fields: Mapping[str, Any]
    """What it says itself, without the entries inside it; `sources` are those meant, by id, not their ids alone."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a field of an entry, or (field "") an entry that came or went as a whole."""

    domain: str
    """Catalog domain of the file, "country-fr"."""
    before: Entry | None
    after: Entry | None
    field: str = ""

    @property
    def kind(self) -> Kind:
        """Whether the entry came, went, or says something else."""
        if self.before is None:
            return Kind.ADDED
        return Kind.GONE if self.after is None else Kind.CHANGED

    @property
    def entry(self) -> Entry:
        """The entry as it is now, or as it was last."""
        entry = self.after or self.before
        assert entry is not None, "a change is of something"  # noqa: S101
        return entry

    @property
    def old(self) -> Any:
        """What the field said; None if nothing."""
        return self.before.fields.get(self.field) if self.before else None

    @property
    def new(self) -> Any:
        """What the field says; None if nothing."""
        return self.after.fields.get(self.field) if self.after else None

    @property
    def direction(self) -> Direction | None:
        """Better or worse for the reader; None where that cannot be said."""
        return direction(self.old, self.new)


def page_of(domain: str) -> str:
    """How people name the page of a catalog domain: de, topic/visas, shared."""
    return domain.removeprefix("country-").replace("topic-", "topic/", 1)


def direction(old: object, new: object) -> Direction | None:
    """Whether one level, status or outcome promises more than another of its kind."""
    order = BEST_FIRST.get(type(new))
    if order is None or type(old) is not type(new) or old == new:
        return None
    return Direction.BETTER if order.index(new) < order.index(old) else Direction.WORSE


def compare(old: Knowledge, new: Knowledge) -> list[Change]:
    """Every difference in what is said, page by page; pages that are gone come last.

    A page that is new or gone is one change. Sources are told with the statements that cite them; a source of its own is a
    change only if it says something else about itself.
    """
    former, latter = dict(old.files()), dict(new.files())
    domains = [*latter, *(domain for domain in former if domain not in latter)]
    return [change for domain in domains for change in _changes(domain, former.get(domain), latter.get(domain))]


def _changes(domain: str, old: BaseModel | None, new: BaseModel | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change(domain, _root(old), _root(new))
        return
    for before, after in pairs(old, new):
        if before is not None and after is not None:
            yield from (Change(domain, before, after, field) for field in _different(before, after))
            continue
        change = Change(domain, before, after)
        if change.entry.fields and not isinstance(change.entry.model, Source):
            yield change


def _root(model: BaseModel | None) -> Entry | None:
    return next(entries(model)) if model else None


def _different(before: Entry, after: Entry) -> Iterator[str]:
    for field in dict.fromkeys((*after.fields, *before.fields)):
        if not _same(before.fields.get(field), after.fields.get(field)):
            yield field


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return not sources_missing(old, new) and not sources_missing(new, old)
    if isinstance(old, tuple) and isinstance(new, tuple):
        return len(old) == len(new) and all(item in new for item in old)
    return bool(old == new) or not (old or new)  # `false` and an empty list are what is left out


def sources_missing(these: Mapping[str, Source], those: Mapping[str, Source]) -> dict[str, Source]:
    """Sources of `these` that `those` do not name; another id for the same source does not count."""
    return {name: source for name, source in these.items() if name not in those and source not in those.values()}


def pairs(old: BaseModel, new: BaseModel) -> Iterator[tuple[Entry | None, Entry | None]]:
    """The entries of two editions of a file side by side, in the order of the new one; what is gone comes last."""
    before = {entry.place: entry for entry in entries(old)}
    after = {entry.place: entry for entry in entries(new)}
    lost: dict[tuple[type, str], list[Entry]] = {}
    for place, entry in before.items():
        if place not in after:
            lost.setdefault((type(entry.model), place[-1]), []).append(entry)
    for place, entry in after.items():
        moved = lost.get((type(entry.model), place[-1])) if place and place not in before else None
        yield before.get(place) or (moved.pop(0) if moved else None), entry
    yield from ((entry, None) for gone in lost.values() for entry in gone)


def entries(model: BaseModel) -> Iterator[Entry]:
    """Everything in a file that has a name, the page itself first."""
    return _walk(model, (), (), getattr(model, "sources", {}))


def _walk(model: BaseModel, place: tuple[str, ...], location: Location, listed: Mapping[str, Source]) -> Iterator[Entry]:
    fields: dict[str, Any] = {}
    inside: list[Iterator[Entry]] = []
    for name, field in type(model).model_fields.items():
        key, value = field.alias or name, getattr(model, name)
        items = _named(value)
        if items is not None:
            inside += [_walk(item, (*place, key, *step), (*location, key, *at), listed) for step, at, item in items]
        elif isinstance(value, Mapping):
            fields |= {f"{key}/{inner}": said for inner, said in value.items()}
        elif key == "sources":
            fields[key] = {source: listed[source] for source in value if source in listed}
        else:
            fields[key] = value
    yield Entry(place, location, model, MappingProxyType(fields))
    for entries_inside in inside:
        yield from entries_inside


def _named(value: object) -> list[tuple[tuple[str, ...], Location, BaseModel]] | None:
    """Entries inside a field: the names and positions that lead to each. None if the field is a plain value."""
    if isinstance(value, BaseModel) and not isinstance(value, Review):
        return [((), (), value)]
    if isinstance(value, Mapping) and any(isinstance(item, BaseModel) for item in value.values()):
        return [((str(key),), (str(key),), item) for key, item in value.items()]
    if isinstance(value, tuple) and any(isinstance(item, BaseModel) for item in value):
        return [((_name(item, index),), (index,), item) for index, item in enumerate(value)]
    return None


def _name(item: BaseModel, index: int) -> str:
    return next((str(getattr(item, name)) for name in _NAMES if hasattr(item, name)), str(index))
