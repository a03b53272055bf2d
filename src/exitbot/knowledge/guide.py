"""The guided check as content: its questions, and the rules by which answers and facts become a verdict.

Code only combines these. Which outlook a situation reads, what a visa opens, which answers raise which warning: all of it
stands in content/check.yaml, where a maintainer can see and change it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from exitbot.knowledge.answers import Family, Fought, Proof, Service, Situation, Subject, Visa
from exitbot.knowledge.model import Content, Fact, Review, Source
from exitbot.knowledge.terms import Group, Level, Outcome, Passport, Role, Status
from exitbot.knowledge.values import Code, Day, Flag, Identifier, PartialDate, Prose

__all__ = ["Advice", "Cap", "Check", "Danger", "Option", "Phase", "Question", "Reading", "VisaWay", "When", "Where", "Words"]

Where = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
"""ru, front, elsewhere, a two-letter code, or an area of shared.yaml such as schengen."""


class When(Content):
    """Which people a rule is about. All that is named must hold; what is left out does not matter."""

    situation: tuple[Situation, ...] = ()
    service: tuple[Service, ...] = ()
    where: tuple[Where, ...] = ()
    """Where the person is now."""
    where_after_refusal: tuple[Outcome, ...] = ()
    """What is known to follow a refusal in the country where the person is now."""
    passport: tuple[Passport, ...] = ()
    visa: tuple[Visa, ...] = ()
    proof: tuple[Proof, ...] = ()
    fought: tuple[Fought, ...] = ()
    family: tuple[Family, ...] = ()

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """The questions whose answers decide whether the rule is about a person."""
        return tuple(s for s in Subject if getattr(self, s) or (s is Subject.WHERE and self.where_after_refusal))


class Option(Content):
    """An answer to choose."""

    id: Identifier
    """As in `exitbot verdict --help`."""
    label: Annotated[Prose, Field(max_length=50)]
    """Written on the button."""


class Question(Content):
    """One question, one screen. All can be skipped."""

    id: Subject
    title: Annotated[Prose, Field(max_length=120)]
    why: Annotated[Prose, Field(max_length=220)]
    """Why we ask: what the answer changes."""
    short: Annotated[Prose, Field(max_length=30)]
    """Names the answer on the result, where it can be changed."""
    options: tuple[Option, ...] = ()
    """Left out for `where`, whose answers are the countries with a page, and a few more."""
    asked_of: When = When()
    """Whom it concerns; nobody else is asked."""
    changeable: Flag = False
    """true if a person can still change it: a new passport, more proof. Only these are suggested."""


class Reading(Content):
    """Which protection outlook a person's situation reads."""

    when: When
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]


class VisaWay(Content):
    """A way in that a visa or permit opens for whoever holds it already."""

    id: Identifier
    title: Annotated[Prose, Field(max_length=80)]
    visa: tuple[Visa, ...]
    to: Annotated[tuple[Where, ...], Field(min_length=1)]
    """Country codes or areas."""
    except_for: tuple[Code, ...] = ()
    passports: Annotated[tuple[Passport, ...], Field(min_length=1)]
    level: Level
    """How good this way is."""
    uncertain: Flag = False
    """true if the answers cannot tell whether it is open, for example which state issued the permit."""
    text: Annotated[Prose, Field(max_length=400)]
    as_of: PartialDate
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class Cap(Content):
    """A protection outlook that cannot be better than this for some people, whatever the country's page says."""

    id: Identifier
    when: When
    at_most: Level
    why: Annotated[Prose, Field(max_length=220)]
    as_of: PartialDate
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class Danger(Fact):
    """A danger for some people in some countries."""

    when: When = When()
    to: tuple[Where, ...] = ()
    """Countries or areas it concerns; left out means all."""
    role: tuple[Role, ...] = ()
    after_refusal: tuple[Outcome, ...] = ()
    """Only countries where this is known to follow a refusal."""
    urgent: Flag = False
    """true if it stands above everything else: what this person must do or not do now, whatever the country."""


class Phase(StrEnum):
    """When a step is taken, in order."""

    NOW = "now"
    """Today, where the person is."""
    BEFORE = "before"
    """Before leaving."""
    WAY = "way"
    """On the way, and while waiting."""
    BORDER = "border"
    """At the border and at the first authority."""
    ARRIVAL = "arrival"
    """The first week."""


class Advice(Fact):
    """One of the next steps."""

    phase: Phase
    when: When = When()


class Words(Content):
    """'I ask for asylum' in a language of the country, to show or say at its border."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    """Language code (fr, de, uk)."""
    text: Annotated[str, Field(min_length=3, max_length=256)]
    """The sentence itself; it is not translated."""
    spoken: Annotated[str, Field(max_length=120)] | None = None
    """How it sounds, in Cyrillic letters, where another script is used."""
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class Check(Content):
    """The guided check."""

    compiled: Day
    reviewed: Review | None
    review_by: Day
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """In the order in which they are asked, the most telling first."""
    entry_levels: dict[Status, Level]
    """How good a way in with this status is."""
    already_there: Level
    """How good 'getting in' is for a person who is in the country."""
    cut_off: tuple[Where, ...]
    """Places from which only ways lead out that name them: 'anywhere' does not mean them."""
    readings: Annotated[tuple[Reading, ...], Field(min_length=1)]
    visa_ways: tuple[VisaWay, ...] = ()
    caps: tuple[Cap, ...] = ()
    warnings: tuple[Danger, ...] = ()
    advice: tuple[Advice, ...] = ()
    words: dict[Code, Words] = Field(default_factory=dict)
    sources: dict[Identifier, Source]
