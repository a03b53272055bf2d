"""What a content file may say. The docstrings here are the hover help in a maintainer's editor.

Every class is frozen: knowledge is replaced as a whole, never changed in place.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from exitbot.knowledge.terms import Group, Level, Outcome, Part, Passport, Role, Seen, SourceKind, Status, StatusInRussia
from exitbot.knowledge.values import Beginning, Code, Day, Flag, Identifier, LanguageCode, PartialDate, Prose, Pseudonym, Url
from exitbot.language.telling import told

__all__ = [
    "Address", "Addresses", "Country", "Emergency", "EmergencyCard", "Fact", "Facts", "Freshness", "Glossary",
    "Group", "IfRefused", "Level", "Names", "OfficialAddress", "Organisation", "Organisations", "Outcome", "Outlook",
    "Page", "Part", "Passport", "Publisher", "Publishers", "Review", "Role", "Section", "Shared", "SharedFact",
    "Source", "SourceKind", "Statement", "Status", "StatusInRussia", "Term", "TimelineEntry", "Topic", "Unknown",
    "UnsafeHost", "UnsafeHosts", "Usage", "WayIn",
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
    seen: Seen


class Statement(Content):
    """A sentence with its sources."""

    text: Prose
    """Plain English in your own words; it will be translated."""
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Names of entries below `sources:` at the end of the same file."""


class Fact(Statement):
    """One idea, at most 300 characters."""

    id: Identifier
    """Stable name of the fact inside this file; never given to another fact."""
    text: Annotated[Prose, Field(max_length=300)]
    """One idea in plain words, at most 300 characters. No advice dressed up as a fact."""
    as_of: PartialDate
    """The day the fact was true as far as the source shows, not the day it was typed in."""
    critical: Flag = False
    """true if a person can be hurt when it is wrong."""
    volatile: Flag = False
    """true if it can turn within weeks; it must then be reviewed every month."""


class Unknown(Content):
    """Something nobody could find out. It is said to the reader, not hidden."""

    id: Identifier
    """Stable name inside this file."""
    text: Annotated[Prose, Field(max_length=300)]
    """What is not known, as a sentence that begins like: Whether ... was not found."""


class Review(Content):
    """Qualified people read the whole page. It counts once a second has confirmed the first."""

    on: Day
    """The day of the last reading."""
    by: Annotated[tuple[Pseudonym, ...], Field(min_length=1)]
    """Pseudonyms, never names."""

    @property
    def complete(self) -> bool:
        """Whether two different people have read the page."""
        return len({name.casefold() for name in self.by}) > 1


class Page(Content):
    """What country and topic pages share."""

    compiled: Day
    """The day the sources were gathered."""
    reviewed: Review | None
    """null until somebody qualified has read the whole page; written by `exitbot content review`."""
    review_by: Day
    """From the next day on the reader is told that the page is out of date."""
    summary: Statement
    """The whole page in three or four sentences, for somebody who reads nothing else."""
    unknowns: tuple[Unknown, ...] = ()
    """What could nobody find out? It is said to the reader, not hidden."""
    sources: Annotated[dict[Identifier, Source], Field(min_length=1)]
    """Everything that is cited above, each by a short name such as cnda-2023-07."""


class Outlook(Content):
    """Can this group get protection here?"""

    level: Level
    why: Annotated[Prose, Field(max_length=300)]
    """The reason for the level, and what it depends on."""
    as_of: PartialDate
    """The day the reason was true as far as the sources show."""
    sources: tuple[Identifier, ...] = ()
    """Names of entries below `sources:`; may be empty only where the level is unclear."""


class WayIn(Content):
    """One way to enter the country."""

    id: Identifier
    """Stable name of the way inside this file; never given to another way."""
    title: Annotated[Prose, Field(max_length=80)]
    """What people call it, for example: Humanitarian visa."""
    status: Status
    from_: Annotated[tuple[str, ...], Field(alias="from", min_length=1)]
    """Where it can be used: anywhere, two-letter country codes, or front (at the front or in occupied territory)."""
    passports: Annotated[tuple[Passport, ...], Field(min_length=1)]
    """Papers with which it can be used; `none` means that it needs no passport."""
    groups: tuple[Group, ...] = ()
    """Who can use it; left out means everybody."""
    text: Annotated[Prose, Field(max_length=500)]
    """How it works, what it needs and what it costs; nothing about protection."""
    as_of: PartialDate
    """The day it worked like this as far as the sources show."""
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Names of entries below `sources:`."""
    critical: Flag = False
    """true if a person can be hurt when it is wrong."""
    volatile: Flag = False
    """true if it can turn within weeks; it must then be reviewed every month."""


class Facts(Content):
    """The facts of a country, one list for each part of its page."""

    law: tuple[Fact, ...] = ()
    """What do the law and the courts say about people who refuse to serve?"""
    practice: tuple[Fact, ...] = ()
    """How is it decided in fact: figures, examples, what convinced and what did not?"""
    procedure: tuple[Fact, ...] = ()
    """Where does a person ask for protection, what follows, and by when must one appeal?"""
    risks: tuple[Fact, ...] = ()
    """What can go wrong: return, transfer to another state, detention, exclusion, pressure from Russia?"""


class IfRefused(Statement):
    """What follows a final no."""

    level: Outcome
    text: Annotated[Prose, Field(max_length=300)]
    """What happens then: an order to leave, another permit, removal, and to where."""
    as_of: PartialDate
    """The day it was so as far as the sources show."""


class OfficialAddress(Content):
    """An authority or court of the country, named where a person can turn to it."""

    id: Identifier
    """Stable name inside this file."""
    name: str
    """As it calls itself; not translated."""
    does: Annotated[Prose, Field(max_length=160)]
    """What a person can do or get there."""
    url: Url | None = None
    """https address; left out where it is unsafe to open or was not seen."""


class TimelineEntry(Content):
    """A dated change."""

    on: PartialDate
    """The day of the change."""
    text: Annotated[Prose, Field(max_length=200)]
    """What changed."""
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Names of entries below `sources:`."""


class Help(Content):
    """Whom to ask: ids from organisations.yaml, and official addresses."""

    organisations: tuple[Identifier, ...] = ()
    """Who helps there: ids from organisations.yaml."""
    official: tuple[OfficialAddress, ...] = ()
    """Authorities and courts a person turns to."""


class Country(Page):
    """One country: can a person get in, get protection there, and what follows a refusal."""

    code: Code
    """ISO 3166-1 alpha-2, lower case."""
    role: Role
    aliases: tuple[str, ...] = ()
    """Other names people type, in any language; official names, codes and those of names.yaml are known already."""
    outlook: dict[Group, Outlook]
    """Can a person get PROTECTION here, once inside or at the border? All eight groups must stand."""
    ways_in: tuple[WayIn, ...]
    """How can a person get IN? One entry for each way. A way that is closed stands here too."""
    facts: Facts
    """What explains the answers: one idea for each fact."""
    if_refused: IfRefused
    """What happens to a person AFTER A NO that is final?"""
    help: Help = Help()
    """Whom can a person ask there?"""
    timeline: tuple[TimelineEntry, ...] = ()
    """What has changed, and when? Oldest first."""


class Section(Content):
    """A part of a topic."""

    id: Identifier
    """Stable name of the section inside this file."""
    title: Annotated[Prose, Field(max_length=60)]
    """What its button says."""
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    """What is known, one idea for each fact."""


class Topic(Page):
    """A subject that is the same in every country. What to do comes first, then why, then the facts."""

    slug: Identifier
    """The name of the file without .yaml."""
    order: Annotated[int, Field(ge=1, le=99)]
    """Place in the list of topics."""
    title: Annotated[Prose, Field(max_length=60)]
    """What the button in the list of topics says."""
    steps: Annotated[tuple[Fact, ...], Field(min_length=1)]
    """What should a person do, in order? Each step is a fact with sources."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """Why, and what else is known? One section for each question people ask."""
    help: Help = Help()
    """Whom can a person ask?"""


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
            values = {"names": ", ".join(missing), "first": missing[0]}
            raise ValueError(told("{names} must stand here too; write, for example, {first}: 48", **values))
        return months


class Usage(Content):
    """How one language says a term."""

    say: str | None = None
    """The word, or words, that all pages use."""
    avoid: tuple[Beginning, ...] = ()
    """Beginnings of words, or of phrases, that must not stand in this language: `кейс` finds «кейсы» and «кейсом» too."""


class Term(Content):
    """A notion that all pages name by the same word."""

    term: str
    """In English; it stands once in this file."""
    note: str | None = None
    """When the word is right, and when another is."""
    languages: Annotated[dict[LanguageCode, Usage], Field(min_length=1)]
    """By language code (ru, en, uk)."""


class Glossary(Content):
    """The words that all pages use, and those that none may use. It is not shown to readers."""

    terms: tuple[Term, ...]


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
