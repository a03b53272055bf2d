"""The answers of one person, and the few letters that carry them in a button. Nothing of it is kept anywhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from exitbot.knowledge.answers import ELSEWHERE, FRONT, Family, Fought, Proof, Service, Situation, Subject, Visa
from exitbot.knowledge.terms import Passport

__all__ = ["ANSWER_KINDS", "UNSAID", "Profile", "read_code", "unasked", "with_answer", "write_code"]


@dataclass(frozen=True, slots=True)
class Profile:
    """None means not said. where: "ru", FRONT, ELSEWHERE or a two-letter country code.

    skipped: questions that were asked and not answered, so that they are not asked again.
    """

    situation: Situation | None = None
    service: Service | None = None
    where: str | None = None
    passport: Passport | None = None
    visa: Visa | None = None
    proof: Proof | None = None
    fought: Fought | None = None
    family: Family | None = None
    skipped: frozenset[Subject] = frozenset()

    def answer(self, subject: Subject) -> str | None:
        """What was said to a question."""
        return getattr(self, subject.value)  # type: ignore[no-any-return]

    def said(self) -> Iterator[tuple[Subject, str]]:
        """Every question that was answered, with its answer."""
        for subject in Subject:
            answer = self.answer(subject)
            if answer is not None:
                yield subject, answer


UNSAID = Profile()

ANSWER_KINDS: Mapping[Subject, type[StrEnum]] = MappingProxyType({
    Subject.SITUATION: Situation, Subject.SERVICE: Service, Subject.PASSPORT: Passport, Subject.VISA: Visa,
    Subject.PROOF: Proof, Subject.FOUGHT: Fought, Subject.FAMILY: Family,
})  # fmt: skip
"""The possible answers to every question but the place."""

# A letter once given out is never given to another answer: old buttons live for years.
_LETTERS: Mapping[Subject, Mapping[str, str]] = MappingProxyType({
    Subject.SITUATION: {
        "called": "c", "reserve": "r", "conscript": "n", "serving": "s", "deserter": "d", "objector": "o",
        "surrendered": "p", "dissident": "i", "relative": "f",
    },
    Subject.SERVICE: {"mobilised": "m", "contract": "c", "conscript": "n"},
    Subject.PASSPORT: {"biometric": "b", "old": "o", "internal": "i", "none": "n"},
    Subject.VISA: {"schengen": "s", "residence": "r", "none": "n"},
    Subject.PROOF: {"personal": "p", "traces": "t", "none": "n"},
    Subject.FOUGHT: {"no": "n", "served": "s", "combat": "c"},
    Subject.FAMILY: {"alone": "a", "with": "w"},
})  # fmt: skip
_ANSWERS = {subject: {letter: answer for answer, letter in letters.items()} for subject, letters in _LETTERS.items()}
_PLACES = {FRONT: "f0", ELSEWHERE: "e0"}
_PLACE_NAMES = {letters: place for place, letters in _PLACES.items()}
_NOT_SAID, _SKIPPED = "0", "9"


def write_code(profile: Profile) -> str:
    """Nine letters and digits: one for each answer, two for the place; 0 for what was not asked, 9 for what was skipped."""
    return "".join(_write(profile, subject) for subject in Subject)


def _write(profile: Profile, subject: Subject) -> str:
    answer = profile.answer(subject)
    if answer is None:
        return (_SKIPPED if subject in profile.skipped else _NOT_SAID) * _width(subject)
    return _PLACES.get(answer, answer) if subject is Subject.WHERE else _LETTERS[subject][answer]


def _width(subject: Subject) -> int:
    return 2 if subject is Subject.WHERE else 1


def read_code(code: str) -> tuple[Profile, bool]:
    """The answers in a code, which may come from anybody, and whether all of it could be read; what cannot is not said."""
    answers: dict[str, Any] = {}
    skipped = set()
    whole, position = True, 0
    for subject in Subject:
        part, position = code[position : position + _width(subject)], position + _width(subject)
        answer = _read(subject, part)
        answers[subject.value] = answer
        skipped |= {subject} if part == _SKIPPED * _width(subject) else set()
        whole = whole and (answer is not None or part in (_NOT_SAID * _width(subject), _SKIPPED * _width(subject)))
    return Profile(**answers, skipped=frozenset(skipped)), whole and position == len(code)


def _read(subject: Subject, part: str) -> str | None:
    if subject is Subject.WHERE:
        is_code = len(part) == 2 and part.isascii() and part.isalpha()
        return _PLACE_NAMES.get(part, part if is_code else None)
    answer = _ANSWERS[subject].get(part)
    return None if answer is None else ANSWER_KINDS[subject](answer)


def with_answer(profile: Profile, subject: Subject, answer: str | None) -> Profile:
    """The same person with one answer changed, or skipped (None).

    Raises ValueError for an answer that does not exist.
    """
    value: Any = answer if answer is None or subject is Subject.WHERE else ANSWER_KINDS[subject](answer)
    skipped = profile.skipped | {subject} if answer is None else profile.skipped - {subject}
    return replace(profile, **{subject.value: value}, skipped=skipped)


def unasked(profile: Profile, subject: Subject) -> Profile:
    """The same person as before that question was asked."""
    return replace(profile, **{subject.value: None}, skipped=profile.skipped - {subject})
