"""The words that content is sorted by. Each value is what a maintainer writes in YAML."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Group", "Level", "Outcome", "Part", "Passport", "Role", "Seen", "SourceKind", "Status", "StatusInRussia"]


class Level(StrEnum):
    """How good the prospect is, best first."""

    FAVOURABLE = "favourable"
    POSSIBLE = "possible"
    HARD = "hard"
    UNCLEAR = "unclear"
    CLOSED = "closed"


class Group(StrEnum):
    """Whose prospect it is. The two kinds of deserters stand apart because courts treat them apart."""

    MOBILISED = "mobilised"
    CONSCRIPT = "conscript"
    DESERTER_MOBILISED = "deserter-mobilised"
    DESERTER_CONTRACT = "deserter-contract"
    OBJECTOR = "objector"
    SURRENDERED = "surrendered"
    DISSIDENT = "dissident"
    RELATIVE = "relative"


class Role(StrEnum):
    """A destination can give protection; a transit country is a place to wait."""

    DESTINATION = "destination"
    TRANSIT = "transit"


class Status(StrEnum):
    """Whether a way into the country works today."""

    OPEN = "open"
    LIMITED = "limited"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    UNCLEAR = "unclear"


class Passport(StrEnum):
    """Which paper a way in needs."""

    BIOMETRIC = "biometric"
    OLD = "old"
    INTERNAL = "internal"
    NONE = "none"


class Outcome(StrEnum):
    """What happens after a final no."""

    PROTECTED = "protected"
    RISK = "risk"
    RETURNS = "returns"
    UNCLEAR = "unclear"


class SourceKind(StrEnum):
    LAW = "law"
    COURT = "court"
    OFFICIAL = "official"
    IGO = "igo"
    NGO = "ngo"
    PRESS = "press"


class Seen(StrEnum):
    """How much of the source was read by whoever compiled the page."""

    READ = "read"
    EXCERPT = "excerpt"
    ROOT = "root"


class StatusInRussia(StrEnum):
    """How Russian law treats a publisher or organisation. Contact with some is a crime there."""

    UNDESIRABLE = "undesirable"
    EXTREMIST = "extremist"
    TERRORIST = "terrorist"
    FOREIGN_AGENT = "foreign-agent"
    NONE_KNOWN = "none-known"
    UNKNOWN = "unknown"


class Part(StrEnum):
    """The part of a country page that a shared fact belongs to."""

    WAYS_IN = "ways_in"
    LAW = "law"
    PROCEDURE = "procedure"
    RISKS = "risks"
