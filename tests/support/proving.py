"""The guided check, taken apart so that it can be proven for all people, all countries and every day.

A verdict is the most careful of two parts, and each part looks at a few answers only, which `all_cases` finds out by
watching. So each part is computed for every case it has, and the whole for every meeting of two different cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from tests.support.profiles import Answers, Cases, all_cases, choices

from exitbot.guidance.conditions import Fits, fits
from exitbot.guidance.parts import Part, entry_of, groups_of, protection_of
from exitbot.guidance.profile import Profile, with_answer
from exitbot.guidance.verdict import Verdict, assess
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Country
from exitbot.knowledge.terms import Level

__all__ = ["GROUPED", "Entry", "Meeting", "Proven", "Sight", "sight_of"]

T = TypeVar("T")

GROUPED = (Subject.SITUATION, Subject.SERVICE)
_RANK = {level: rank for rank, level in enumerate(Level)}


Kinds = dict[tuple[object, ...], tuple["Profile", "Sight"]]
"""By what makes the difference: the groups, the answers that are kept apart, and what fits."""


class Sight(NamedTuple):
    """A part in figures: ranks, of which 0 is best, and the questions it says it depends on."""

    best: int
    worst: int
    depends_on: frozenset[Subject]

    @property
    def span(self) -> tuple[int, int]:
        """Best and worst."""
        return self.best, self.worst


class Entry(NamedTuple):
    """Getting in, and which of the ways fit, in the order of their names."""

    sight: Sight
    ways: tuple[tuple[str, Fits], ...]


class Meeting(NamedTuple):
    """One person whose case in each part is known, and the verdict of the engine."""

    profile: Profile
    verdict: Verdict
    entry: Sight
    protection: Sight


def sight_of(part: Part) -> Sight:
    """A part in figures."""
    return Sight(_RANK[part.best], _RANK[part.worst], frozenset(part.depends_on))


@dataclass(frozen=True)
class Proven:
    """All cases of both parts, for every country, on a day."""

    knowledge: Knowledge
    today: date

    @cached_property
    def choices(self) -> Mapping[Subject, Answers]:
        """Whatever can be said to each question."""
        return choices(self.knowledge)

    @cached_property
    def entries(self) -> Mapping[str, Cases[Entry]]:
        """Getting in, by country."""
        return self._by_country(self._entry)

    @cached_property
    def protections(self) -> Mapping[str, Cases[Sight]]:
        """Protection, by country."""
        return self._by_country(self._protection)

    def parts(self) -> Iterator[tuple[str, Cases[Sight]]]:
        """Both parts of every country, with a name."""
        for code, entries in self.entries.items():
            yield f"{code} entry", Cases(entries.subjects, {answers: entry.sight for answers, entry in entries.results.items()})
        for code, protections in self.protections.items():
            yield f"{code} protection", protections

    def _by_country(self, look: Callable[[Profile, Country], T]) -> Mapping[str, Cases[T]]:
        same: dict[T, T] = {}  # a hundred thousand cases have a few hundred different results
        return {
            code: all_cases(self.knowledge, lambda profile, country=each: _once(same, look(profile, country)))
            for code, each in self.knowledge.countries.items()
        }

    def _entry(self, profile: Profile, country: Country) -> Entry:
        part, ways = entry_of(self.knowledge, profile, country, self.today)
        return Entry(sight_of(part), tuple(sorted((way.way.id if way.way else "", way.fits) for way in ways)))

    def _protection(self, profile: Profile, country: Country) -> Sight:
        return sight_of(protection_of(self.knowledge, profile, country, self.today))

    def entry_kinds(self, code: str, shared: tuple[Subject, ...] = ()) -> Kinds:
        """One person for each way it can be with getting in: for what fits, group by group.

        shared: questions whose answers are kept apart.
        """
        cases = self.entries[code]
        grouped = not set(GROUPED).isdisjoint(cases.subjects)
        found: Kinds = {}
        for profile, entry in cases.people():
            groups = groups_of(self.knowledge.check, profile) if grouped else None
            found.setdefault((groups, _answers(profile, shared), entry.ways), (profile, entry.sight))
        return found

    def protection_kinds(self, code: str, shared: tuple[Subject, ...] = ()) -> Kinds:
        """One person for each way it can be with protection: for each group and all that caps it."""
        check = self.knowledge.check
        found: Kinds = {}
        for profile, sight in self.protections[code].people():
            caps = tuple(fits(self.knowledge, cap.when, profile) for cap in check.caps)
            found.setdefault((groups_of(check, profile), _answers(profile, shared), caps), (profile, sight))
        return found

    def shared(self, code: str) -> tuple[Subject, ...]:
        """Questions besides the group's that both parts look at."""
        both = set(self.entries[code].subjects) & set(self.protections[code].subjects)
        return tuple(subject for subject in Subject if subject in both and subject not in GROUPED)

    def meetings(self) -> Iterator[Meeting]:
        """Everybody, up to answers that make no difference to what fits: each kind of getting in with each of protection.

        Without warnings, which follow rules of their own.
        """
        silent = replace(self.knowledge, check=self.knowledge.check.model_copy(update={"warnings": ()}))
        for code, country in self.knowledge.countries.items():
            for profile, entry, protection in self._pairs(code):
                yield Meeting(profile, assess(silent, profile, country, self.today), entry, protection)

    def _pairs(self, code: str) -> Iterator[tuple[Profile, Sight, Sight]]:
        shared = self.shared(code)
        of_protection = self.protection_kinds(code, shared).items()
        for (groups, said, *_), (entering, entry) in self.entry_kinds(code, shared).items():
            for (of, also_said, *_), (protected, protection) in of_protection:
                if said == also_said and groups in (None, of):
                    yield _both(entering, protected), entry, protection


def _once(same: dict[T, T], result: T) -> T:
    return same.setdefault(result, result)


def _answers(profile: Profile, subjects: tuple[Subject, ...]) -> Answers:
    return tuple(profile.answer(subject) for subject in subjects)


def _both(entering: Profile, protected: Profile) -> Profile:
    """The answers of both; they agree where both said something, but for the situation, where the group is the same."""
    for subject, answer in entering.said():
        if subject not in GROUPED:
            protected = with_answer(protected, subject, answer)
    return protected
