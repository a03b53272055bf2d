"""Whether a rule is about this person: yes, no, or perhaps, where an answer was not said."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum

from exitbot.guidance.profile import Profile
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.guide import When
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.terms import Passport

__all__ = ["Fits", "all_of", "fits", "fits_in", "is_among", "passport_fits", "places"]


class Fits(IntEnum):
    """What surely fits is more than what may."""

    NO = 0
    MAYBE = 1
    YES = 2


# Who holds a better paper holds the lesser ones as well, so a better passport closes no way.
_BEST_FIRST = (Passport.BIOMETRIC, Passport.OLD, Passport.INTERNAL, Passport.NONE)


def all_of(parts: Iterable[Fits]) -> Fits:
    """As certain as the least certain part."""
    return min(parts, default=Fits.YES)


def fits_in(answer: str | None, wanted: Collection[str]) -> Fits:
    """An answer that was not said may be any of those wanted; nothing wanted means that it does not matter."""
    if not wanted:
        return Fits.YES
    if answer is None:
        return Fits.MAYBE
    return Fits.YES if answer in wanted else Fits.NO


def passport_fits(passport: Passport | None, wanted: Collection[Passport]) -> Fits:
    """Whether one of the wanted papers is at hand."""
    if Passport.NONE in wanted:
        return Fits.YES
    if passport is None:
        return Fits.MAYBE
    return Fits.YES if set(_BEST_FIRST[_BEST_FIRST.index(passport) :]) & set(wanted) else Fits.NO


def places(knowledge: Knowledge, names: Iterable[str]) -> frozenset[str]:
    """Country codes, with the areas of shared.yaml written out."""
    areas = knowledge.shared.areas
    return frozenset(code for name in names for code in areas.get(name, (name,)))


def is_among(knowledge: Knowledge, place: str, names: Iterable[str]) -> bool:
    """Whether a place is one of these, or lies in one of these areas."""
    areas = knowledge.shared.areas
    return any(place in areas.get(name, (name,)) for name in names)


def fits(knowledge: Knowledge, when: When, profile: Profile) -> Fits:
    """Whether a rule is about a person. The parts are independent of each other, so the least certain one decides."""
    return all_of(
        _where_fits(knowledge, when, profile.where)
        if subject is Subject.WHERE
        else fits_in(profile.answer(subject), getattr(when, subject.value))
        for subject in when.subjects
    )


def _where_fits(knowledge: Knowledge, when: When, where: str | None) -> Fits:
    if where is None:
        return Fits.MAYBE
    is_there = not when.where or is_among(knowledge, where, when.where)
    return _after_refusal_there(knowledge, when, where) if is_there else Fits.NO


def _after_refusal_there(knowledge: Knowledge, when: When, where: str) -> Fits:
    if not when.where_after_refusal:
        return Fits.YES
    if where not in knowledge.countries:  # the front, and countries without a page
        return Fits.NO
    return fits_in(knowledge.countries[where].if_refused.level, when.where_after_refusal)
