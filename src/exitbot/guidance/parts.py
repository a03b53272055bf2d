"""The three questions about a country, kept apart: can this person get in, get protection, and what follows a no.

An answer that was not said widens: `best` is as good as the best person it may be, `worst` as bad as the worst.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from exitbot.guidance.conditions import Fits, all_of, fits, fits_in, is_among, passport_fits
from exitbot.guidance.profile import Profile
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.decay import Aged, Doubt, outlook_today, status_today
from exitbot.knowledge.guide import Cap, Check, VisaWay
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Country, Group, Level, Outlook, Status, WayIn
from exitbot.knowledge.values import PartialDate, Prose

__all__ = ["RANK", "Because", "Obstacle", "Part", "Way", "entry_of", "groups_of", "more_careful", "protection_of"]

RANK: Mapping[Level, int] = MappingProxyType({level: rank for rank, level in enumerate(Level)})
"""0 is best."""


def more_careful(levels: Iterable[Level]) -> Level:
    """The worst of several levels."""
    return max(levels, key=RANK.__getitem__)


def _better(levels: Iterable[Level]) -> Level:
    return min(levels, key=RANK.__getitem__, default=Level.CLOSED)


@dataclass(frozen=True, slots=True)
class Because:
    """A statement that led to a level, and the questions whose answers led to it. text: the statement in the content."""

    text: Prose
    level: Level
    subjects: tuple[Subject, ...]
    sources: tuple[str, ...]
    as_of: PartialDate
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A level with its reasons. depends_on: questions that were not answered and could change it."""

    best: Level
    worst: Level
    because: tuple[Because, ...]
    depends_on: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a way is not open to this person."""

    subjects: tuple[Subject, ...]
    """Answers that do not fit; empty if the way is shut for everybody."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way in, seen from one person. fits: whether the answers fit; level: how good it is today, if it is open to them."""

    way: WayIn | VisaWay | None
    """None for being in the country already."""
    fits: Fits
    level: Level
    doubt: Doubt | None = None
    depends_on: tuple[Subject, ...] = ()
    obstacle: Obstacle | None = None


def groups_of(check: Check, profile: Profile) -> tuple[Group, ...]:
    """The groups a person belongs to; all it may be, where situation or service was not said."""
    found = [
        group
        for reading in check.readings
        if fits_in(profile.situation, reading.when.situation) is not Fits.NO
        and fits_in(profile.service, reading.when.service) is not Fits.NO
        for group in reading.groups
    ]
    return tuple(dict.fromkeys(found)) or tuple(Group)


def protection_of(knowledge: Knowledge, profile: Profile, country: Country, today: date) -> Part:
    """The outlook of the person's groups, and what caps it."""
    groups = groups_of(knowledge.check, profile)
    told = {group: outlook_today(country, group, knowledge.freshness, today) for group in groups}
    caps = [(cap, fits(knowledge, cap.when, profile)) for cap in knowledge.check.caps]
    certain = [cap for cap, fit in caps if fit is Fits.YES]
    possible = [cap for cap, fit in caps if fit is not Fits.NO]
    outlooks = [aged.level for aged in told.values()]
    best = more_careful([_better(outlooks), *(cap.at_most for cap in certain)])
    worst = more_careful([*outlooks, *(cap.at_most for cap in possible)])
    said = _said(profile, _GROUPED)
    because = [_of_outlook(country.outlook[group], aged, said) for group, aged in told.items()]
    because += [_of_cap(cap, profile) for cap in certain if cap.at_most is best]
    return Part(best, worst, tuple(because), _protection_depends_on(profile, outlooks, best, possible))


_GROUPED = (Subject.SITUATION, Subject.SERVICE)


def _said(profile: Profile, subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    return tuple(subject for subject in subjects if profile.answer(subject) is not None)


def _of_outlook(outlook: Outlook, aged: Aged, subjects: tuple[Subject, ...]) -> Because:
    return Because(outlook.why, aged.level, subjects, outlook.sources, outlook.as_of, aged.doubt)


def _of_cap(cap: Cap, profile: Profile) -> Because:
    return Because(cap.why, cap.at_most, _said(profile, cap.when.subjects), cap.sources, cap.as_of)


def _protection_depends_on(profile: Profile, outlooks: list[Level], best: Level, caps: list[Cap]) -> tuple[Subject, ...]:
    found = [subject for subject in _GROUPED if len(set(outlooks)) > 1 and profile.answer(subject) is None]
    for cap in caps:
        if RANK[cap.at_most] > RANK[best]:
            found += [subject for subject in cap.when.subjects if profile.answer(subject) is None]
    return tuple(dict.fromkeys(found))


def entry_of(knowledge: Knowledge, profile: Profile, country: Country, today: date) -> tuple[Part, tuple[Way, ...]]:
    """How good the best way in is that this person can reach, and every way there is, best first."""
    ways = sorted(_ways(knowledge, profile, country, today), key=lambda way: (-way.fits, RANK[way.level]))
    open_ways = [way for way in ways if way.fits is not Fits.NO]
    best = _better(way.level for way in open_ways)
    worst = _better(way.level for way in open_ways if way.fits is Fits.YES)
    because = tuple(_of_way(way, profile) for way in open_ways if way.way is not None and way.level is best)
    depends = [subject for way in open_ways if RANK[way.level] < RANK[worst] for subject in way.depends_on]
    return Part(best, worst, because, tuple(dict.fromkeys(depends))), tuple(ways)


def _of_way(way: Way, profile: Profile) -> Because:
    assert way.way is not None  # noqa: S101 - the caller asks for nothing else
    subjects = (Subject.VISA,) if isinstance(way.way, VisaWay) else (Subject.WHERE, Subject.PASSPORT)
    return Because(way.way.text, way.level, _said(profile, subjects), way.way.sources, way.way.as_of, way.doubt)


def _ways(knowledge: Knowledge, profile: Profile, country: Country, today: date) -> Iterable[Way]:
    if profile.where in (None, country.code):
        here = Fits.MAYBE if profile.where is None else Fits.YES
        yield Way(None, here, knowledge.check.already_there, depends_on=(Subject.WHERE,) if profile.where is None else ())
    for way in country.ways_in:
        yield _way(knowledge, profile, country, way, today)
    for held in knowledge.check.visa_ways:
        if is_among(knowledge, country.code, held.to) and country.code not in held.except_for:
            yield _held(knowledge.check, profile, held)


def _way(knowledge: Knowledge, profile: Profile, country: Country, way: WayIn, today: date) -> Way:
    status, doubt = status_today(country, way, knowledge.freshness, today)
    level = knowledge.check.entry_levels[status]
    if status in (Status.CLOSED, Status.SUSPENDED):
        return Way(way, Fits.NO, level, doubt, obstacle=Obstacle(()))
    parts = {
        Subject.WHERE: _from(knowledge, profile.where, country.code, way.from_),
        Subject.PASSPORT: passport_fits(profile.passport, way.passports),
    }
    if way.groups:
        parts[_who(profile)] = _group_fits(knowledge.check, profile, way.groups)
    return _seen(way, parts, level, doubt)


def _from(knowledge: Knowledge, where: str | None, code: str, wanted: tuple[str, ...]) -> Fits:
    if where is None:
        return Fits.MAYBE
    if where == code:
        return Fits.YES  # who is there may still need a way that lasts, and nothing stands between
    if where in knowledge.check.cut_off:
        return Fits.YES if where in wanted else Fits.NO
    return Fits.YES if "anywhere" in wanted or where in wanted else Fits.NO


def _who(profile: Profile) -> Subject:
    """The question that tells the group: where the situation was said already, how the person was taken."""
    return Subject.SERVICE if profile.situation is not None and profile.service is None else Subject.SITUATION


def _group_fits(check: Check, profile: Profile, wanted: tuple[Group, ...]) -> Fits:
    found = [group in wanted for group in groups_of(check, profile)]
    if all(found):
        return Fits.YES
    return Fits.MAYBE if any(found) else Fits.NO


def _held(check: Check, profile: Profile, held: VisaWay) -> Way:
    is_cut_off = Fits.NO if profile.where in check.cut_off else Fits.YES
    parts = {
        Subject.WHERE: Fits.MAYBE if profile.where is None else is_cut_off,
        Subject.VISA: fits_in(profile.visa, held.visa),
        Subject.PASSPORT: passport_fits(profile.passport, held.passports),
    }
    seen = _seen(held, parts, held.level, None)
    if held.uncertain and seen.fits is Fits.YES:
        return Way(held, Fits.MAYBE, held.level, depends_on=(Subject.VISA,))
    return seen


def _seen(way: WayIn | VisaWay, parts: dict[Subject, Fits], level: Level, doubt: Doubt | None) -> Way:
    fit = all_of(parts.values())
    wrong = tuple(subject for subject, part in parts.items() if part is Fits.NO)
    open_questions = tuple(subject for subject, part in parts.items() if part is Fits.MAYBE)
    return Way(way, fit, level, doubt, open_questions, Obstacle(wrong) if wrong else None)
