"""The words for a change of content, for somebody who reads no YAML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from exitbot.knowledge.comparing import Entry
from exitbot.knowledge.model import Review, Source, Topic
from exitbot.knowledge.terms import Group, Level, Outcome, SourceKind, Status, StatusInRussia
from exitbot.knowledge.values import PartialDate, Prose
from exitbot.language.speaking import N_, Voice, flag
from exitbot.screens import signs
from exitbot.screens.country import PARTS

__all__ = ["field_words", "page_words", "place_words", "source_words", "value_words"]

_FIELDS: Mapping[str, str] = MappingProxyType({
    "aliases": N_("Other names"), "applies_to": N_("Holds for"), "as_of": N_("As of"), "by": N_("Read by"),
    "compiled": N_("Compiled"), "countries": N_("Where"), "except_for": N_("But not for"), "for_whom": N_("For whom"),
    "from": N_("From where"), "groups": N_("For whom"), "kind": N_("Kind of source"), "languages": N_("Languages"),
    "level": N_("Level"), "name": N_("Name"), "newest_sign": N_("Newest sign that it works"), "on": N_("Day"),
    "order": N_("Place in the list"), "organisations": N_("Who helps"), "part": N_("Part of the page"),
    "passports": N_("With which papers"), "published": N_("Published"), "publisher": N_("Publisher"),
    "reach": N_("How to reach it"), "review_by": N_("To be read again by"), "reviewed": N_("Reviewed"), "role": N_("Role"),
    "seen": N_("How much was read"), "status": N_("Status"), "status_as_of": N_("Legal status as of"),
    "status_in_russia": N_("Legal status in Russia"), "title": N_("Title"), "topics": N_("Topics"), "url": N_("Address"),
})  # fmt: skip
_STEPS: Mapping[str, str] = MappingProxyType({
    **PARTS, "outlook": PARTS["protection"], "facts": "", "summary": N_("Summary"), "steps": N_("What to do"),
    "sections": "", "sources": N_("Source"), "cards": "", "organisations": "", "publishers": "", "official": "",
})  # fmt: skip
_PAGES: Mapping[str, str] = MappingProxyType({
    "shared": N_("Rules of the EU and of Schengen"), "organisations": N_("Organisations"), "emergency": N_("🆘 Urgent"),
    "publishers": N_("Publishers"), "addresses": N_("Official addresses"),
})  # fmt: skip
_TERMS: Mapping[type, Mapping[Any, str]] = MappingProxyType({
    Level: signs.LEVELS, Status: signs.STATUSES, Outcome: signs.OUTCOMES, Group: signs.GROUPS, SourceKind: signs.KINDS,
    StatusInRussia: signs.STATUSES_IN_RUSSIA,
})  # fmt: skip
_OF_CODES = ("from", "countries", "except_for", "applies_to")


def page_words(voice: Voice, domain: str, page: BaseModel) -> str:
    """What a reader calls the page."""
    kind, _, name = domain.partition("-")
    if kind == "country":
        return f"{flag(name)} {voice.country(name)}"
    if isinstance(page, Topic):
        return str(voice.prose(page.title))
    return voice.interface(_PAGES[domain]) if domain in _PAGES else name or domain


def place_words(voice: Voice, entry: Entry) -> str:
    """Where in the page it stands: "🛡 Protection · Conscripts"."""
    words = [_step_words(voice, entry, step) for step in entry.place]
    own = getattr(entry.model, "title", None) or getattr(entry.model, "name", None)
    if words and own and not isinstance(entry.model, Source):
        words[-1] = str(voice.prose(own)) if isinstance(own, Prose) else str(own)
    return " · ".join(word for word in words if word) or voice.interface("The page")


def _step_words(voice: Voice, entry: Entry, step: str) -> str:
    if entry.place[0] == "outlook" and step in tuple(Group):
        return voice.interface(signs.GROUPS[Group(step)])
    if isinstance(entry.model, Source) and step == entry.place[-1]:
        return source_words(voice, entry.model)
    known = _STEPS.get(step) if step != entry.place[-1] or len(entry.place) == 1 else None
    return step if known is None else known and voice.interface(known)


def source_words(voice: Voice, source: Source) -> str:
    """Publisher, date and title."""
    when = voice.partial(source.published) if source.published else voice.interface("no date")
    return f"{source.publisher}, {when}: {source.title}"


def field_words(voice: Voice, field: str) -> str:
    """What a field tells; its own name where it has no word."""
    return voice.interface(_FIELDS[field]) if field in _FIELDS else field


def value_words(voice: Voice, field: str, value: object) -> str:
    """A value as readers see it."""
    if isinstance(value, tuple):
        return "; ".join(value_words(voice, field, item) for item in value)
    if type(value) in _TERMS:
        return voice.interface(_TERMS[type(value)][value])
    if field in _OF_CODES and isinstance(value, str) and len(value) == 2:
        return voice.country(value)
    return next((words(voice, value) for kind, words in _BY_KIND.items() if isinstance(value, kind)), str(value))


def _review_words(voice: Voice, review: Review) -> str:
    return f"{', '.join(review.by)} ({voice.day(review.on)})"


_BY_KIND: Mapping[type, Callable[..., str]] = MappingProxyType(
    {Review: _review_words, Prose: Voice.prose, PartialDate: Voice.partial, date: Voice.day}
)
