"""The words that content is sorted by. Each value is what a maintainer writes in YAML.

The docstring of a value says when it is the right one: editors show it, and a new file carries it as a comment.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Group", "Level", "Outcome", "Part", "Passport", "Role", "Seen", "SourceKind", "Status", "StatusInRussia"]


class Level(StrEnum):
    """How good the prospect is, best first."""

    FAVOURABLE = "favourable"
    """People of this group who ask for protection mostly get it: a rule or a settled practice says so."""
    POSSIBLE = "possible"
    """Some get it: there are good decisions or a good rule, but each case has to be proven and some are refused."""
    HARD = "hard"
    """Known only as an exception; most are refused or never get as far as a decision."""
    UNCLEAR = "unclear"
    """Nobody knows, or nothing was found. It is neither yes nor no; it needs no source, but a reason."""
    CLOSED = "closed"
    """A source says that this group does not get protection here."""


class Group(StrEnum):
    """Whose prospect it is. The two kinds of deserters stand apart because courts treat them apart."""

    MOBILISED = "mobilised"
    """Somebody with an order of mobilisation, or in the reserve, who has not served in this war."""
    CONSCRIPT = "conscript"
    """Somebody called up, or about to be called up, for the ordinary military service."""
    DESERTER_MOBILISED = "deserter-mobilised"
    """Somebody who was mobilised, served, and left the unit."""
    DESERTER_CONTRACT = "deserter-contract"
    """Somebody who served under a contract and left the unit."""
    OBJECTOR = "objector"
    """Somebody who refuses to serve for reasons of conscience or religion."""
    SURRENDERED = "surrendered"
    """Somebody who surrendered in Ukraine or was taken prisoner."""
    DISSIDENT = "dissident"
    """Somebody persecuted for views, words or political work, whether liable to service or not."""
    RELATIVE = "relative"
    """The husband, wife, child or parent of somebody in one of the other groups."""


class Role(StrEnum):
    """A destination can give protection; a transit country is a place to wait."""

    DESTINATION = "destination"
    """A country that can give protection."""
    TRANSIT = "transit"
    """A place to pass through or to wait; the page says that it is not a safe one."""


class Status(StrEnum):
    """Whether a way into the country works today."""

    OPEN = "open"
    """It works today for everybody who meets its conditions."""
    LIMITED = "limited"
    """It works for some: single cases, a quota, or conditions that few can meet."""
    SUSPENDED = "suspended"
    """It exists but is stopped for now, and may come back."""
    CLOSED = "closed"
    """It is no longer there, or not for people with a Russian passport."""
    UNCLEAR = "unclear"
    """Whether it works today was not found out."""


class Passport(StrEnum):
    """Which paper a way in needs."""

    BIOMETRIC = "biometric"
    """A foreign passport for ten years, with a chip."""
    OLD = "old"
    """A foreign passport for five years, without a chip; many states no longer take it."""
    INTERNAL = "internal"
    """The internal passport, with which a few neighbours let people in."""
    NONE = "none"
    """No passport at all is needed."""


class Outcome(StrEnum):
    """What happens after a final no."""

    PROTECTED = "protected"
    """People stay: another permit or a rule against removal holds, as a source says."""
    RISK = "risk"
    """Removal is possible: it is ordered or was tried, though not always carried out."""
    RETURNS = "returns"
    """A source reports that people were handed over or sent back to Russia."""
    UNCLEAR = "unclear"
    """What follows a final no was not found out."""


class SourceKind(StrEnum):
    """Who speaks in the source. Press alone carries least."""

    LAW = "law"
    """A law, a treaty or a regulation."""
    COURT = "court"
    """A decision of a court, or the court's own notice of it."""
    OFFICIAL = "official"
    """An authority: a ministry, an asylum office, an embassy, a register."""
    IGO = "igo"
    """An international organisation, such as UNHCR or the EU's asylum agency."""
    NGO = "ngo"
    """A non-governmental organisation, a law firm, a university."""
    PRESS = "press"
    """A newspaper, an agency, a broadcaster, a blog."""


class Seen(StrEnum):
    """How much of the source was read by whoever compiled the page."""

    READ = "read"
    """The whole text was read."""
    EXCERPT = "excerpt"
    """Only a part was read: an extract, a summary, a search result."""
    ROOT = "root"
    """Only a home page; nothing is claimed from it."""


class StatusInRussia(StrEnum):
    """How Russian law treats a publisher or organisation. Contact with some is a crime there."""

    UNDESIRABLE = "undesirable"
    """On Russia's list of undesirable organisations: taking part in it and passing on its links is an offence there."""
    EXTREMIST = "extremist"
    """Banned as extremist: contact, money and its signs are crimes there."""
    TERRORIST = "terrorist"
    """Banned as terrorist: contact, money and praise are crimes there."""
    FOREIGN_AGENT = "foreign-agent"
    """On the register of foreign agents: not banned, but watched."""
    NONE_KNOWN = "none-known"
    """It was looked for in the lists, and no entry was found."""
    UNKNOWN = "unknown"
    """Nobody has looked yet, or it could not be found out."""


class Part(StrEnum):
    """The part of a country page that a shared fact belongs to."""

    WAYS_IN = "ways_in"
    """Getting in."""
    LAW = "law"
    """What law and courts say."""
    PROCEDURE = "procedure"
    """Where, how and by when to ask."""
    RISKS = "risks"
    """What can go wrong."""
