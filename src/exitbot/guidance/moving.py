"""Whom a change of content moves: every profile counted, none sampled, and a few typical ones to show.

A level is the more careful of two parts that share only a few answers: getting in looks at place, papers and visa (and the
groups), protection at situation and service and what the caps name. So each part is computed for its own answers alone, and
profiles are counted by multiplying. `tests/guidance/test_moving.py` compares that with going through every profile.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from math import prod
from typing import Any, NamedTuple

from exitbot.guidance.asking import near_places
from exitbot.guidance.parts import entry_of, groups_of, more_careful, protection_of
from exitbot.guidance.profile import ANSWER_KINDS, UNSAID, Profile
from exitbot.guidance.verdict import assess
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Level

__all__ = ["Move", "Moved", "moved", "typical"]

_GROUPED = (Subject.SITUATION, Subject.SERVICE)
_OF_ENTRY = (Subject.WHERE, Subject.PASSPORT, Subject.VISA)
_RULES = ("readings", "entry_levels", "already_there", "cut_off", "visa_ways", "caps")
_DROPPED = (Subject.VISA, Subject.FAMILY, Subject.FOUGHT, Subject.PROOF, Subject.PASSPORT, Subject.SERVICE)
"""Answers that an example leaves out where they do not matter; who and where always stands in it."""


@dataclass(frozen=True, slots=True)
class Move:
    """Profiles whose level in a country is another one now. examples: one of each situation there is among them."""

    country: str
    before: Level
    after: Level
    profiles: int
    examples: tuple[Profile, ...]

    @property
    def is_better(self) -> bool:
        """Whether they are told something better than before."""
        return more_careful((self.before, self.after)) is self.before


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change does. profiles: how many there are; an answer that was not said makes a profile of its own."""

    profiles: int
    moves: tuple[Move, ...]
    """By country; in each the greatest first."""
    new: tuple[str, ...]
    """Countries that had no page before, or have none any more: nobody can be moved there."""
    gone: tuple[str, ...]


class _Pair(NamedTuple):
    """The level before and now."""

    before: Level
    after: Level


@dataclass(slots=True)
class _Counted:
    """Profiles with the same levels before and now, and the most typical of them."""

    profiles: int
    example: Profile


_Counts = dict[_Pair, _Counted]
_Shared = tuple[str | None, ...]
"""Answers that both parts look at."""


def moved(old: Knowledge, new: Knowledge, today: date) -> Moved:
    """All profiles whose level changes between two editions, on one day."""
    comparison = _Comparison(old, new, today)
    codes = [code for code in new.countries if code in old.countries and comparison.may_differ(code)]
    return Moved(
        profiles=prod(len(values) for values in comparison.values.values()),
        moves=tuple(move for code in codes for move in comparison.moves(code)),
        new=tuple(code for code in new.countries if code not in old.countries),
        gone=tuple(code for code in old.countries if code not in new.countries),
    )


def typical(old: Knowledge, new: Knowledge, change: Moved, today: date, most: int = 5) -> list[tuple[Move, Profile]]:
    """A few people to show, of each move one, the greatest first, then a second one; in as many situations as there are.

    Answers that make no difference to what happens to them are left out.
    """
    left = {move: list(move.examples) for move in sorted(change.moves, key=lambda move: -move.profiles)}
    picked: list[tuple[Move, Profile]] = []
    while any(left.values()) and len(picked) < most:
        for move in [move for move, examples in left.items() if examples][: most - len(picked)]:
            shown = {profile.situation for _, profile in picked}
            example = min(left[move], key=lambda profile: profile.situation in shown)
            left[move].remove(example)
            picked.append((move, example))
    return [(move, _plainly(old, new, move, example, today)) for move, example in picked]


def _plainly(old: Knowledge, new: Knowledge, move: Move, profile: Profile, today: date) -> Profile:
    for subject in _DROPPED:
        shorter = _with(profile, (subject, None))
        levels = tuple(assess(each, shorter, each.countries[move.country], today).level for each in (old, new))
        profile = shorter if levels == (move.before, move.after) else profile
    return profile


class _Comparison:
    """Two editions, and what both make of every answer."""

    def __init__(self, old: Knowledge, new: Knowledge, today: date) -> None:
        self.editions, self.today = (old, new), today
        self.values = {subject: _values(subject, old, new) for subject in Subject}
        capped = {subject for edition in self.editions for cap in edition.check.caps for subject in cap.when.subjects}
        capped -= set(_GROUPED)
        self.shared = tuple(subject for subject in _OF_ENTRY if subject in capped)
        self.capped = tuple(subject for subject in Subject if subject in capped and subject not in _OF_ENTRY)
        idle = [subject for subject in Subject if subject not in {*_GROUPED, *_OF_ENTRY, *capped}]
        self.weight = prod(len(self.values[subject]) for subject in idle)

    def may_differ(self, code: str) -> bool:
        """Whether anything that a level in this country rests on is another one now."""
        old, new = self.editions
        same_rules = all(getattr(old.check, rules) == getattr(new.check, rules) for rules in _RULES)
        same = same_rules and old.freshness == new.freshness and old.shared.areas == new.shared.areas
        return not same or Subject.WHERE in self.shared or old.countries[code] != new.countries[code]

    def moves(self, code: str) -> list[Move]:
        """What changes in a country."""
        found: dict[_Pair, list[_Counted]] = {}
        entries: dict[Hashable, Mapping[_Shared, _Counts]] = {}
        for situation, service in product(*(self.values[subject] for subject in _GROUPED)):
            person = _with(UNSAID, (Subject.SITUATION, situation), (Subject.SERVICE, service))
            key = self.groups_for_entry(code, person)
            entries[key] = entries.get(key) or self.entry(code, person)
            for pair, counted in self.both(entries[key], self.protection(code, person)):
                if pair.before is not pair.after:
                    example = _with(counted.example, (Subject.SITUATION, situation), (Subject.SERVICE, service))
                    found.setdefault(pair, []).append(_Counted(counted.profiles * self.weight, example))
        moves = [
            Move(code, *pair, sum(each.profiles for each in counted), self.one_of_each_situation(counted))
            for pair, counted in found.items()
        ]
        return sorted(moves, key=lambda move: -move.profiles)

    def one_of_each_situation(self, counted: Iterable[_Counted]) -> tuple[Profile, ...]:
        """Each where most people of that situation are; those who said who they are before those who did not."""
        first: dict[str | None, Profile] = {}
        for each in sorted(counted, key=lambda each: self.values[Subject.WHERE].index(each.example.where)):
            first.setdefault(each.example.situation, each.example)
        return tuple(sorted(first.values(), key=lambda profile: self.values[Subject.SITUATION].index(profile.situation)))

    def groups_for_entry(self, code: str, person: Profile) -> Hashable:
        """The groups of a person, if any way into the country asks for some."""
        asked = any(way.groups for edition in self.editions for way in edition.countries[code].ways_in)
        return tuple(groups_of(edition.check, person) for edition in self.editions) if asked else None

    def entry(self, code: str, person: Profile) -> Mapping[_Shared, _Counts]:
        """How good getting in is, for every place, paper and visa."""
        counts: dict[_Shared, _Counts] = {}
        places = self.places(code).items()
        for (where, weight), passport, visa in product(places, self.values[Subject.PASSPORT], self.values[Subject.VISA]):
            profile = _with(person, *zip(_OF_ENTRY, (where, passport, visa), strict=True))
            before, after = (entry_of(each, profile, each.countries[code], self.today)[0].best for each in self.editions)
            shared = tuple(profile.answer(subject) for subject in self.shared)
            _count(counts.setdefault(shared, {}), _Pair(before, after), weight, profile)
        return counts

    def places(self, code: str) -> Mapping[str | None, int]:
        """The places that make a difference in a country, and one of the others that stands for all of them."""
        every = self.values[Subject.WHERE]
        if Subject.WHERE in self.shared:
            return dict.fromkeys(every, 1)
        ways = [way for edition in self.editions for way in edition.countries[code].ways_in]
        named = {None, code, *(place for way in ways for place in way.from_)}
        named |= {place for edition in self.editions for place in edition.check.cut_off}
        others = [place for place in every if place not in named]
        return {place: 1 for place in every if place in named} | ({others[0]: len(others)} if others else {})

    def protection(self, code: str, person: Profile) -> Mapping[_Shared, _Counts]:
        """How good protection is, for every answer that a cap names."""
        counts: dict[_Shared, _Counts] = {}
        subjects = (*self.shared, *self.capped)
        for answers in product(*(self.values[subject] for subject in subjects)):
            profile = _with(person, *zip(subjects, answers, strict=True))
            before, after = (protection_of(each, profile, each.countries[code], self.today).best for each in self.editions)
            _count(counts.setdefault(answers[: len(self.shared)], {}), _Pair(before, after), 1, profile)
        return counts

    def both(self, entry: Mapping[_Shared, _Counts], protection: Mapping[_Shared, _Counts]) -> Iterator[tuple[_Pair, _Counted]]:
        """The parts together: the more careful level, and as many profiles as there are pairs of them."""
        for shared, of_entry in entry.items():
            for (one, here), (two, there) in product(of_entry.items(), protection[shared].items()):
                pair = _Pair(more_careful((one.before, two.before)), more_careful((one.after, two.after)))
                answers = ((subject, there.example.answer(subject)) for subject in self.capped)
                yield pair, _Counted(here.profiles * there.profiles, _with(here.example, *answers))


def _count(counts: _Counts, pair: _Pair, weight: int, profile: Profile) -> None:
    counted = counts.setdefault(pair, _Counted(0, profile))
    counted.profiles += weight


def _with(profile: Profile, *answers: tuple[Subject, str | None]) -> Profile:
    changes: dict[str, Any] = {subject.value: answer for subject, answer in answers}
    return replace(profile, **changes)


def _values(subject: Subject, old: Knowledge, new: Knowledge) -> tuple[str | None, ...]:
    """Every answer, the most typical first, and the one that was not given."""
    if subject is not Subject.WHERE:
        return (*ANSWER_KINDS[subject], None)
    return (*dict.fromkeys((*near_places(new), *near_places(old), *new.countries, *old.countries)), None)
