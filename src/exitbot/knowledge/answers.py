"""What a person may answer in the guided check. The values are those of `exitbot verdict`; content is written with them."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ELSEWHERE", "FRONT", "Family", "Fought", "Proof", "Service", "Situation", "Subject", "Visa"]

FRONT = "front"
"""At the front or in occupied territory: a place from which nothing leads anywhere by itself."""

ELSEWHERE = "elsewhere"
"""In a country that has no page."""


class Subject(StrEnum):
    """What a question is about."""

    SITUATION = "situation"
    SERVICE = "service"
    WHERE = "where"
    PASSPORT = "passport"
    VISA = "visa"
    PROOF = "proof"
    FOUGHT = "fought"
    FAMILY = "family"


class Situation(StrEnum):
    """Who asks."""

    CALLED = "called"
    """An order of mobilisation or a summons has come."""
    RESERVE = "reserve"
    """In the reserve; nothing has come yet."""
    CONSCRIPT = "conscript"
    """Called up, or about to be, for the ordinary military service."""
    SERVING = "serving"
    """In the army now."""
    DESERTER = "deserter"
    """Left the unit."""
    OBJECTOR = "objector"
    """Refuses to serve for reasons of conscience or religion."""
    SURRENDERED = "surrendered"
    """Surrendered or was captured."""
    DISSIDENT = "dissident"
    """Persecuted for views."""
    RELATIVE = "relative"
    """Asks as a relative."""


class Service(StrEnum):
    """How a soldier was taken."""

    MOBILISED = "mobilised"
    CONTRACT = "contract"
    CONSCRIPT = "conscript"


class Visa(StrEnum):
    """What opens a border already."""

    SCHENGEN = "schengen"
    """A valid Schengen visa."""
    RESIDENCE = "residence"
    """A residence permit or a long visa of a Western state."""
    NONE = "none"


class Proof(StrEnum):
    """What shows the story, best first."""

    PERSONAL = "personal"
    """Papers with the person's own name."""
    TRACES = "traces"
    """Photographs, messages, witnesses."""
    NONE = "none"


class Fought(StrEnum):
    """Whether the person took part in the war, least first."""

    NO = "no"
    SERVED = "served"
    """Served, but did not fight."""
    COMBAT = "combat"


class Family(StrEnum):
    """Who goes along."""

    ALONE = "alone"
    WITH = "with"
