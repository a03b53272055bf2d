"""Prints changes of the content: a page, what in it changed, and how. On a terminal the words that differ are marked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.text import Text

from exitbot.cli.diff_words import field_words, page_words, place_words, source_words, value_words
from exitbot.cli.pages import file_of
from exitbot.knowledge.comparing import Change, Direction, Entry, Kind, entries, page_of, sources_missing
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Source
from exitbot.knowledge.values import Prose
from exitbot.language.speaking import N_, Voice

__all__ = ["print_changes"]

_GONE, _NEW = "red", "green"
_STYLES = {Direction.BETTER: "bold green", Direction.WORSE: "bold red", None: ""}


def print_changes(console: Console, knowledge: Knowledge, changes: list[Change], now: Voice, then: Voice) -> None:
    """Page by page, levels first. now, then: how the language says the sentences of the new and of the former edition."""
    telling, pages = _Telling(knowledge, now, then), dict(knowledge.files())
    for domain, group in groupby(changes, lambda change: change.domain):
        of_page = list(group)
        title = page_words(now, domain, pages.get(domain, of_page[0].entry.model))
        console.print(Text(title, "bold").append(f"  {file_of(domain)}", "dim"), soft_wrap=True)
        for indent, line in telling.page(of_page):
            _print(console, indent, line)
        console.print()


def _print(console: Console, indent: int, text: Text) -> None:
    """On a terminal broken with the indentation kept; elsewhere one line each, for other programs to search."""
    width = max(console.width - indent, 20) if console.is_terminal else 1_000_000
    for line in text.wrap(console, width):
        console.print(Text(" " * indent) + line, soft_wrap=True)


Lines = Iterator[tuple[int, Text]]


class _Telling:
    """Changes as lines of text with their indentation."""

    def __init__(self, knowledge: Knowledge, now: Voice, then: Voice) -> None:
        self.knowledge, self.now, self.then = knowledge, now, then
        self.say = now.interface

    def page(self, changes: list[Change]) -> Lines:
        """The changes of one page; a changed level is told before all else."""
        if changes[0].kind is not Kind.CHANGED and not changes[0].entry.place:
            yield 2, self.whole_page(changes[0])
            return
        by_place = [list(group) for _, group in groupby(changes, lambda change: (change.entry.place, change.kind))]
        for group in sorted(by_place, key=lambda group: not any(change.direction for change in group)):
            yield from self.entry(group)

    def whole_page(self, change: Change) -> Text:
        """A page that came or went."""
        if change.kind is Kind.GONE:
            return Text(self.say("The page is gone."), _GONE)
        command = f"exitbot content show {page_of(change.domain)}"
        return Text(self.say("A new page. Read it with: {command}", command=command), _NEW)

    def entry(self, changes: list[Change]) -> Lines:
        """One statement, source or page, with everything that changed in it."""
        first = changes[0]
        heading = Text(place_words(self.now, first.entry))
        if first.kind is not Kind.CHANGED:
            new = first.kind is Kind.ADDED
            yield 2, heading.append(" — " + (self.say("new") if new else self.say("gone")), _NEW if new else _GONE)
            yield from self.whole(first.entry, new)
            return
        yield 2, heading
        for change in changes:
            yield from ((4, line) for line in self.difference(change))
        if isinstance(first.entry.model, Source):
            places = "; ".join(place_words(self.now, entry) for entry in self.resting_on(first))
            yield 4, Text(self.say("What rests on it: {places}", places=places), "dim")

    def resting_on(self, change: Change) -> list[Entry]:
        """The statements that cite a source."""
        page = dict(self.knowledge.files())[change.domain]
        source = change.entry.place[-1]
        return [entry for entry in entries(page) if source in entry.fields.get("sources", ())]

    def whole(self, entry: Entry, new: bool) -> Lines:
        """All that a statement says which came or went."""
        voice, sign, style = (self.now, "+ ", _NEW) if new else (self.then, "− ", _GONE)
        facts = []
        for field, value in entry.fields.items():
            if field in ("id", "name", "title"):  # told in the heading
                continue
            if isinstance(value, Prose):
                yield 4, Text(sign + voice.prose(value), style)
            elif field == "sources":
                facts += [self.say("Source: {source}", source=source_words(voice, source)) for source in value.values()]
            elif value is True:
                facts.append(self.say(_MARKS.get(field, {}).get(True, field)))
            elif value:
                facts.append(f"{field_words(self.now, field)}: {value_words(voice, field, value)}")
        yield from ((6, Text(fact)) for fact in facts)

    def difference(self, change: Change) -> Iterator[Text]:
        """One field that says something else."""
        old, new, field = change.old, change.new, change.field
        if isinstance(old, Prose) and isinstance(new, Prose):
            yield from _marked(self.then.prose(old), self.now.prose(new))
        elif field == "sources":
            yield from (Text(self.source_added(source), _NEW) for source in sources_missing(new, old).values())
            yield from (Text(self.source_gone(source), _GONE) for source in sources_missing(old, new).values())
        elif field in _MARKS:
            yield Text(self.say(_MARKS[field][bool(new)]), "bold")
        elif isinstance(old or new, tuple):
            yield from self.items(field, old or (), new or ())
        else:
            yield Text(self.value(change), _STYLES[change.direction])

    def source_added(self, source: Source) -> str:
        return self.say("Source added: {source}", source=source_words(self.now, source))

    def source_gone(self, source: Source) -> str:
        return self.say("Source gone: {source}", source=source_words(self.then, source))

    def items(self, field: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Text]:
        """A list that has more or fewer in it."""
        what = field_words(self.now, field)
        came, went = tuple(item for item in new if item not in old), tuple(item for item in old if item not in new)
        if came:
            yield Text(self.say("{what}: added: {items}", what=what, items=value_words(self.now, field, came)))
        if went:
            yield Text(self.say("{what}: gone: {items}", what=what, items=value_words(self.then, field, went)))

    def value(self, change: Change) -> str:
        """A single value, before and after."""
        what = field_words(self.now, change.field)
        old, new = value_words(self.then, change.field, change.old), value_words(self.now, change.field, change.new)
        if change.old is None:
            return self.say("{what}: {new}; nothing stood there", what=what, new=new)
        if change.new is None:
            return self.say("{what}: nothing any more; it was {old}", what=what, old=old)
        if change.direction is Direction.BETTER:
            return self.say("{what}: from {old} to {new} (better)", what=what, old=old, new=new)
        if change.direction is Direction.WORSE:
            return self.say("{what}: from {old} to {new} (worse)", what=what, old=old, new=new)
        return self.say("{what}: from {old} to {new}", what=what, old=old, new=new)


_MARKS = {
    "critical": {
        True: N_("Marked critical: a person can be hurt when it is wrong."),
        False: N_("No longer marked critical."),
    },
    "volatile": {True: N_("Marked volatile: it can turn within weeks."), False: N_("No longer marked volatile.")},
}


def _marked(old: str, new: str) -> Iterator[Text]:
    """The old and the new sentence, with the words that differ in reverse."""
    before, after = re.findall(r"\s*\S+", old), re.findall(r"\s*\S+", new)
    gone, came = Text("− ", _GONE), Text("+ ", _NEW)
    for what, start, end, begin, finish in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        style = "" if what == "equal" else "bold reverse"
        gone.append("".join(before[start:end]), style)
        came.append("".join(after[begin:finish]), style)
    yield gone
    yield came
