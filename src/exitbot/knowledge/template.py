"""A new page that explains itself: every field in order, its docstring as a comment, and nothing claimed.

What may be empty says honestly that nothing is known. Where the model demands a source there is none to invent, so those
places stay empty and `exitbot check` names each of them until a person has written the first source.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, get_args, get_origin

from annotated_types import MaxLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from exitbot.knowledge.due import first_review_by
from exitbot.knowledge.meanings import meanings
from exitbot.knowledge.model import Country, Role, Topic, Unknown
from exitbot.knowledge.values import PartialDate, Prose

__all__ = ["NOTHING_YET", "country_template", "topic_template"]

NOTHING_YET = "Nothing was looked up yet."

_WIDTH = 120
_FIRST = ("code", "slug", "role", "order", "aliases", "id", "level", "publisher", "title")
_LAST = ("unknowns", "sources", "critical", "volatile")
_HOW_TO = (
    "Every line that begins with # is an explanation for you. Readers never see it; take it away whenever you like.",
    "Begin at the end of the file: write your first source below 'sources:', then put its name between the [ ] of 'summary' "
    "and wherever it says something. What has no source yet stays as it is: nothing known.",
    "Ask what is missing: exitbot check --content-only. How it is done in five minutes: content/README.md.",
)


def country_template(code: str, name: str, today: date) -> str:
    """The text of countries/<code>.yaml. name: the country's English name."""
    given = {"code": code, "role": Role.DESTINATION.value}
    return _page(Country, "country", name, given, today)


def topic_template(slug: str, today: date) -> str:
    """The text of topics/<slug>.yaml, which stands last in the list of topics until somebody gives it a place."""
    title = slug.replace("-", " ").capitalize()
    return _page(Topic, "topic", title, {"slug": slug, "order": "99", "title": title}, today)


def _page(model: type[BaseModel], schema: str, title: str, given: Mapping[str, str], today: date) -> str:
    dates = {"compiled": str(today), "reviewed": "null", "review_by": str(first_review_by(today))}
    writer = _Writer({**given, **dates}, str(today))
    head = [f"# yaml-language-server: $schema=../schema/{schema}.json", *_comment(f"{title}.", "")]
    for words in _HOW_TO:
        head += _comment(words, "")
    body = "\n\n".join("\n".join(writer.field(name, info, "")).rstrip() for name, info in _in_order(model))
    return "\n".join([*head, "", body, ""])


@dataclass(slots=True)
class _Writer:
    """Writes fields one below the other, each under its explanation."""

    given: Mapping[str, str]
    """Values of single fields of the page."""
    today: str
    shown: set[type[BaseModel]] = field(default_factory=set)
    """Kinds of entries that were explained above."""

    def field(self, name: str, info: FieldInfo, indent: str) -> Iterator[str]:
        """A field with all that stands in it."""
        kind = _bare(info.annotation)
        yield from _comment(_explanation(info, kind), indent)
        if _is(kind, StrEnum):
            yield from _values(kind, indent)
        lines = [f" {self.given[name]}"] if name in self.given and not indent else list(self._content(info, kind, indent))
        yield f"{indent}{name}:{lines[0]}"
        yield from lines[1:]

    def _content(self, info: FieldInfo, kind: Any, indent: str) -> Iterator[str]:
        """What stands behind the colon, then the lines below."""
        entry = _entry_of(kind)
        if _is(kind, BaseModel):
            yield from ("", *self._fields(kind, f"{indent}  "))
        elif get_origin(kind) is dict:
            key, named = get_args(kind)
            yield from ("", *self._named(key, named, f"{indent}  "))
        elif entry is Unknown:
            yield from ("", f"{indent}  - id: nothing-yet", f"{indent}    text: {NOTHING_YET}")
        elif entry:
            yield from (" []", *self._example(entry, indent, "- "))
        elif _is_long(info):
            yield from (" >-", f"{indent}  {NOTHING_YET}")
        else:
            yield f" {self._value(kind)}"

    def _fields(self, model: type[BaseModel], indent: str) -> Iterator[str]:
        for name, info in _in_order(model):
            yield from self.field(name, info, indent)
            if _entry_of(_bare(info.annotation)):
                yield ""  # so that the end of its example is seen

    def _named(self, key: type, entry: type[BaseModel], indent: str) -> Iterator[str]:
        """Entries with a name of their own: all of them where the names are fixed, else an example."""
        if not _is(key, StrEnum):
            yield from self._example(entry, indent[2:], "short-name:\n")
            return
        for name, meaning in meanings(key).items():
            yield from _comment(f"{entry.__doc__} {meaning}", indent)
            yield f"{indent}{name}:"
            first = entry not in self.shown
            self.shown.add(entry)
            lines = list(self._fields(entry, f"{indent}  "))
            yield from lines if first else (line for line in lines if not line.lstrip().startswith("#"))

    def _example(self, entry: type[BaseModel], indent: str, opening: str) -> Iterator[str]:
        """How an entry is written, in comments and without values: what is not filled in is named by the check."""
        if entry in self.shown:
            yield from _comment("Written like the entries above.", indent)
            return
        self.shown.add(entry)
        yield from _comment(_advice(opening), indent)
        lines = [line for name, info in _in_order(entry) for line in self._blank(name, info)]
        if opening.endswith("\n"):
            lines = [opening.strip(), *(f"  {line}" for line in lines)]
        else:
            first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
            lines = [f"{opening if number == first else '  '}{line}" for number, line in enumerate(lines)]
        yield from (f"{indent}#   {line}" for line in lines)

    def _blank(self, name: str, info: FieldInfo) -> Iterator[str]:
        kind = _bare(info.annotation)
        yield from _comment(_explanation(info, kind), "")
        for each in (kind, *get_args(kind)):
            if _is(each, StrEnum):
                yield from _values(each, "")
        blank = "false" if info.default is False else "[]" if get_origin(kind) is tuple else ">-" if _is_long(info) else ""
        yield f"{info.alias or name}: {blank}".rstrip()

    def _value(self, kind: Any) -> str:
        """What a single field says as long as nothing is known."""
        if get_origin(kind) is tuple:
            return "[]"
        return self.today if kind is PartialDate else "unclear"


def _advice(opening: str) -> str:
    taken = "the [] and " if opening == "- " else ""
    return f"To write an entry, take {taken}the first # of each of these lines away. The next one is written below it."


def _in_order(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """Fields as they stand in a file: names first, marks and sources last, the others as in the model."""

    def place(item: tuple[str, FieldInfo]) -> tuple[int, int]:
        name = item[0]
        return (0, _FIRST.index(name)) if name in _FIRST else (2, _LAST.index(name)) if name in _LAST else (1, 0)

    return sorted(model.model_fields.items(), key=place)


def _explanation(info: FieldInfo, kind: Any) -> str:
    """The docstring of a field; of its kind where the field has none."""
    return info.description or (kind.__doc__ or "" if _is(kind, BaseModel) or _is(kind, StrEnum) else "")


def _is(kind: Any, base: type) -> bool:
    return isinstance(kind, type) and get_origin(kind) is None and issubclass(kind, base)


def _bare(annotation: Any) -> Any:
    """A type without `| None`."""
    kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
    return kinds[0] if len(kinds) == 1 and get_origin(annotation) is not tuple else annotation


def _entry_of(kind: Any) -> type[BaseModel] | None:
    """The model of the entries of a list."""
    entry = get_args(kind)[0] if get_origin(kind) is tuple else None
    return entry if _is(entry, BaseModel) else None


def _is_long(info: FieldInfo) -> bool:
    """Whether it is a text of more than a line, which is written below its name: there a colon or a # does no harm."""
    limits = [limit.max_length for limit in info.metadata if isinstance(limit, MaxLen)]
    return info.annotation is Prose and min(limits, default=_WIDTH) >= _WIDTH


def _values(kind: type[StrEnum], indent: str) -> Iterator[str]:
    for value, meaning in meanings(kind).items():
        yield from _comment(f"{value}: {meaning}", indent, "  ")


def _comment(words: str, indent: str, further: str = "") -> list[str]:
    begin = f"{indent}# {further}"
    plain = " ".join(words.split())
    return textwrap.wrap(plain, _WIDTH, initial_indent=begin, subsequent_indent=begin + further, break_on_hyphens=False)
