"""What a content file may say. The docstrings here are the hover help in a maintainer's editor.

Every class is frozen: knowledge is replaced as a whole, never changed in place.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from exitbot.knowledge.terms import Group, Level, Outcome, Part, Passport, Role, Seen, SourceKind, Status, StatusInRussia
from exitbot.knowledge.values import Code, Day, Flag, Identifier, PartialDate, Prose, Url

__all__ = [
    "Address", "Addresses", "Country", "Emergency", "EmergencyCard", "Fact", "Facts", "Freshness", "Group", "IfRefused",
    "Level", "Names", "OfficialAddress", "Organisation", "Organisations", "Outcome", "Outlook", "Page", "Part", "Passport",
    "Publisher", "Publishers", "Review", "Role", "Section", "Shared", "SharedFact", "Source", "SourceKind",
    "Statement", "Status", "StatusInRussia", "TimelineEntry", "Topic", "Unknown", "UnsafeHost", "UnsafeHosts",
    "WayIn",
]  # fmt: skip


class Content(BaseModel):
    """Base of all content: frozen, and a field nobody knows is an error, not a comment."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Source(Content):
    """Where a statement comes from."""

    publisher: str
    """Who published it, as the publisher writes its own name."""
    title: str
    """Title in the original or in English. A name, so it is not translated."""
    url: Url | None = None
    """https address; left out where the only known address is unsafe to open."""
    published: PartialDate | None = None
    """When it was published; left out if the source shows no date."""
    kind: SourceKind
    """law, court, official, igo, ngo or press."""
    seen: Seen
    """read, excerpt (only a part was read) or root (a home page, nothing claimed from it)."""


class Statement(Content):
    """A sentence with its sources."""

    text: Prose
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Ids of sources in the same file."""


class Fact(Statement):
    """One idea, at most 300 characters."""

    id: Identifier
    """Stable name of the fact inside this file; never given to another fact."""
    text: Annotated[Prose, Field(max_length=300)]
    as_of: PartialDate
    """The day the fact was true as far as the source shows, not the day it was typed in."""
    critical: Flag = False
    """true if a person can be hurt when it is wrong."""
    volatile: Flag = False
    """true if it can turn within weeks; it must then be reviewed every month."""


class Unknown(Content):
    """Something nobody could find out. It is said to the reader, not hidden."""

    id: Identifier
    text: Annotated[Prose, Field(max_length=300)]


class Review(Content):
    """Two qualified people checked the page."""

    on: Day
    by: Annotated[tuple[str, ...], Field(min_length=2)]
    """Pseudonyms, never names."""


class Page(Content):
    """What country and topic pages share."""

    compiled: Day
    """The day the sources were gathered."""
    reviewed: Review | None
    """null until two qualified people have checked the page."""
    review_by: Day
    """From the next day on the reader is told that the page is out of date."""
    summary: Statement
    unknowns: tuple[Unknown, ...] = ()
    sources: Annotated[dict[Identifier, Source], Field(min_length=1)]


class Outlook(Content):
    """Can this group get protection here."""

    level: Level
    why: Annotated[Prose, Field(max_length=300)]
    as_of: PartialDate
    sources: tuple[Identifier, ...] = ()
    """May be empty only where the level is unclear."""


class WayIn(Content):
    """One way to enter the country."""

    id: Identifier
    title: Annotated[Prose, Field(max_length=80)]
    status: Status
    from_: Annotated[tuple[str, ...], Field(alias="from", min_length=1)]
    """Where it can be used: anywhere, or two-letter country codes."""
    passports: Annotated[tuple[Passport, ...], Field(min_length=1)]
    """Papers with which it can be used; `none` means that it needs no passport."""
    groups: tuple[Group, ...] = ()
    """Left out means everybody."""
    text: Annotated[Prose, Field(max_length=500)]
    as_of: PartialDate
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    critical: Flag = False
    volatile: Flag = False


class Facts(Content):
    """The facts of a country, one list for each part of its page."""

    law: tuple[Fact, ...] = ()
    practice: tuple[Fact, ...] = ()
    procedure: tuple[Fact, ...] = ()
    risks: tuple[Fact, ...] = ()


class IfRefused(Statement):
    """What follows a final no."""

    level: Outcome
    text: Annotated[Prose, Field(max_length=300)]
    as_of: PartialDate


class OfficialAddress(Content):
    """An authority or court of the country, named where a person can turn to it."""

    id: Identifier
    name: str
    does: Annotated[Prose, Field(max_length=160)]
    url: Url | None = None


class TimelineEntry(Content):
    """A dated change."""

    on: PartialDate
    text: Annotated[Prose, Field(max_length=200)]
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class Help(Content):
    """Whom to ask: ids from organisations.yaml, and official addresses."""

    organisations: tuple[Identifier, ...] = ()
    official: tuple[OfficialAddress, ...] = ()


class Country(Page):
    """One country: can a person get in, get protection there, and what follows a refusal."""

    code: Code
    """ISO 3166-1 alpha-2, lower case."""
    role: Role
    aliases: tuple[str, ...] = ()
    """Other names people type, in any language; official names, codes and those of names.yaml are known already."""
    outlook: dict[Group, Outlook]
    ways_in: tuple[WayIn, ...]
    facts: Facts
    if_refused: IfRefused
    help: Help = Help()
    timeline: tuple[TimelineEntry, ...] = ()


class Section(Content):
    """A part of a topic."""

    id: Identifier
    title: Annotated[Prose, Field(max_length=60)]
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]


class Topic(Page):
    """A subject that is the same in every country. What to do comes first, then why, then the facts."""

    slug: Identifier
    order: Annotated[int, Field(ge=1, le=99)]
    """Place in the list of topics."""
    title: Annotated[Prose, Field(max_length=60)]
    steps: Annotated[tuple[Fact, ...], Field(min_length=1)]
    """What to do, in order; each step is a fact with sources."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    help: Help = Help()


class SharedFact(Fact):
    """A fact that holds for many states. It stands once and is shown in each of them."""

    applies_to: Annotated[tuple[str, ...], Field(min_length=1)]
    """Country codes, or names of `areas` in the same file."""
    except_for: tuple[Code, ...] = ()
    """States inside those areas for which it does not hold."""
    part: Part


class Shared(Content):
    """Facts that hold for the whole EU or Schengen area."""

    compiled: Day
    reviewed: Review | None
    review_by: Day
    areas: dict[Identifier, tuple[Code, ...]]
    """Named lists of states, for example schengen."""
    facts: tuple[SharedFact, ...]
    unknowns: tuple[Unknown, ...] = ()
    sources: dict[Identifier, Source]


class Organisation(Content):
    """A group that helps. Contact with some is a crime in Russia, so its legal status is part of the entry."""

    id: Identifier
    name: Annotated[Prose, Field(max_length=90)]
    """As it calls itself in English; translators write the name it is known by in their language."""
    does: Annotated[Prose, Field(max_length=300)]
    for_whom: Annotated[Prose, Field(max_length=160)] | None = None
    countries: tuple[Code, ...] = ()
    """Where it works; empty means not tied to a country."""
    languages: tuple[str, ...] = ()
    """Language codes (ru, en, de) it is known to answer in; empty means not known."""
    reach: Annotated[Prose, Field(max_length=300)] | None = None
    """How to reach it safely."""
    url: Url | None = None
    """Left out where no page of theirs was seen there, where clones are likely, or where its links are punished in Russia."""
    newest_sign: PartialDate | None = None
    """The newest source that shows it at work."""
    status_in_russia: StatusInRussia
    status_as_of: PartialDate | None = None
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class Organisations(Content):
    """All organisations the pages name."""

    compiled: Day
    reviewed: Review | None
    review_by: Day
    organisations: tuple[Organisation, ...]
    sources: dict[Identifier, Source]


class Publisher(Content):
    """A publisher of sources and its legal status in Russia."""

    name: str
    """Exactly as in the `publisher` field of the sources."""
    status_in_russia: StatusInRussia
    status_as_of: PartialDate | None = None
    sources: tuple[Identifier, ...] = ()


class Publishers(Content):
    """Publishers whose status in Russia is known. One that is not listed is shown as unknown."""

    compiled: Day
    publishers: tuple[Publisher, ...]
    sources: dict[Identifier, Source]


class EmergencyCard(Content):
    """At most six short lines: first what to do in the next ten minutes, then whom to reach."""

    id: Identifier
    title: Annotated[Prose, Field(max_length=60)]
    steps: Annotated[tuple[Fact, ...], Field(min_length=1, max_length=6)]
    organisations: tuple[Identifier, ...] = ()
    topics: tuple[Identifier, ...] = ()


class Emergency(Content):
    """Cards for somebody who has ten minutes."""

    compiled: Day
    reviewed: Review | None
    review_by: Day
    cards: tuple[EmergencyCard, ...]
    sources: dict[Identifier, Source]


class Address(Content):
    """One official address of this bot."""

    id: Identifier
    what: Prose
    """Bot, mirror or repository."""
    value: str


class Addresses(Content):
    """The official addresses behind the verify screen."""

    placeholder: Flag
    """true as long as the entries are examples; the screen then says so."""
    updated: Day
    expires: Day
    key: str | None = None
    """Public half of the signing key; written by `exitbot addresses sign`."""
    signature: str | None = None
    """Written by `exitbot addresses sign`; a change of the list makes it wrong."""
    addresses: tuple[Address, ...]


class Names(Content):
    """What people call a country beside its official name."""

    names: dict[Code, tuple[str, ...]]
    """Everyday names by two-letter code, in any language and case."""


class Freshness(Content):
    """How long a source carries a level. Past that the level falls to unclear until somebody looks again."""

    source_months: dict[SourceKind, Annotated[int, Field(ge=1, le=600)]]
    """Months by kind of source, counted from its publication; every kind must stand here."""

    @field_validator("source_months")
    @classmethod
    def _every_kind(cls, months: dict[SourceKind, int]) -> dict[SourceKind, int]:
        missing = [kind.value for kind in SourceKind if kind not in months]
        if missing:
            raise ValueError(f"{', '.join(missing)} must stand here too; write, for example, {missing[0]}: 48")
        return months


class UnsafeHost(Content):
    """A host that is never shown to a reader."""

    host: str
    """Host name; subdomains are covered too."""
    why: str


class UnsafeHosts(Content):
    """Hosts and endings whose addresses are never shown: state-run, copies, look-alikes, shorteners."""

    endings: tuple[UnsafeHost, ...]
    """Last parts of a host name, such as .ru"""
    hosts: tuple[UnsafeHost, ...]

    @cached_property
    def reasons(self) -> dict[str, str]:
        """Why a host, or an ending with its dot, is not shown."""
        return {entry.host: entry.why for entry in (*self.hosts, *self.endings)}
