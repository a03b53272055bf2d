"""Every person the guided check can meet, and what a rule gives for each of them: all cases, none sampled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Generic, TypeVar

from exitbot.guidance.profile import ANSWER_KINDS, Profile
from exitbot.knowledge.answers import ELSEWHERE, FRONT, Subject
from exitbot.knowledge.loading import Knowledge

__all__ = ["WITHOUT_PAGE", "Answers", "Cases", "Watched", "all_cases", "choices", "number_of_profiles", "person"]

T = TypeVar("T")
Answers = tuple[str | None, ...]

WITHOUT_PAGE = "zz"
"""A country that old buttons may still name, though it has no page any more."""


def choices(knowledge: Knowledge) -> Mapping[Subject, Answers]:
    """Whatever can be said to each question; None, for not said, comes first."""
    places = ("ru", FRONT, *knowledge.countries, WITHOUT_PAGE, ELSEWHERE)
    return {subject: (None, *(places if subject is Subject.WHERE else ANSWER_KINDS[subject])) for subject in Subject}


def number_of_profiles(knowledge: Knowledge) -> int:
    """How many different people there are."""
    return prod(len(answers) for answers in choices(knowledge).values())


def person(subjects: tuple[Subject, ...], answers: Answers) -> Profile:
    """Somebody who said this and nothing else."""
    return Profile(**{subject.value: answer for subject, answer in zip(subjects, answers, strict=True)})


_WATCHED = {*(subject.value for subject in Subject), "skipped"}


class Watched(Profile):
    """A person who notices what is looked at. What nobody looks at cannot matter: that is how the factors are proven."""

    __slots__ = ("seen",)

    def __init__(self, answers: Mapping[Subject, str | None]) -> None:
        Profile.__init__(self, **{subject.value: answer for subject, answer in answers.items()})
        object.__setattr__(self, "seen", set())

    def __getattribute__(self, name: str) -> object:
        if name in _WATCHED:
            object.__getattribute__(self, "seen").add(name)
        return object.__getattribute__(self, name)


@dataclass(frozen=True, slots=True)
class Cases(Generic[T]):
    """What something gives for everybody there is. It looked at no question but these, in no case."""

    subjects: tuple[Subject, ...]
    results: Mapping[Answers, T]

    def people(self) -> Iterator[tuple[Profile, T]]:
        """One person for each case."""
        return ((person(self.subjects, answers), result) for answers, result in self.results.items())

    def changed(self, answers: Answers, subject: Subject, answer: str | None) -> T:
        """The result of the same person with another answer."""
        place = self.subjects.index(subject)
        return self.results[(*answers[:place], answer, *answers[place + 1 :])]


def all_cases(
    knowledge: Knowledge, look: Callable[[Profile], T], given: Mapping[Subject, str | None] | None = None
) -> Cases[T]:
    """Ask `look` about everybody. given: only about people with these answers.

    It is asked for every combination of answers to the questions it looks at; whenever it looks at another one, that one
    is taken in and everything asked anew. So the result holds for all answers to all other questions.
    """
    fixed = dict(given or {})
    possible = {subject: (fixed[subject],) if subject in fixed else said for subject, said in choices(knowledge).items()}
    seen: set[Subject] = set(fixed)
    while True:
        subjects = tuple(subject for subject in Subject if subject in seen)
        results: dict[Answers, T] = {}
        for answers in product(*(possible[subject] for subject in subjects)):
            watched = Watched(dict(zip(subjects, answers, strict=True)))
            results[answers] = look(watched)
            more = _looked_at(watched) - seen
            if more:
                seen |= more
                break
        else:
            return Cases(subjects, results)


def _looked_at(watched: Watched) -> set[Subject]:
    names: set[str] = object.__getattribute__(watched, "seen")
    assert "skipped" not in names, "what was skipped is as good as not said, and must not matter"
    return {Subject(name) for name in names}
