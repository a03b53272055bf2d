"""Everybody who goes through the questions of the guided check, answer by answer or past them, to the last tap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.profiles import choices

from exitbot.guidance.asking import MOST_TAPS, near_places, next_question
from exitbot.guidance.conditions import fits
from exitbot.guidance.profile import UNSAID, Profile, with_answer, write_code
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.guide import Question
from exitbot.knowledge.loading import Knowledge

__all__ = ["Walk", "alike", "asked_again", "asked_in_vain", "too_many_taps", "walks"]


@dataclass(frozen=True, slots=True)
class Walk:
    """One person's way through the check. asked: each question with what the person had said before."""

    profile: Profile
    asked: tuple[tuple[Question, Profile], ...] = ()
    taps: int = 0


def alike(knowledge: Knowledge) -> dict[Subject, dict[tuple[object, ...], list[str]]]:
    """The answers to each question, by what they decide: who is asked further, and how many taps they take."""
    found: dict[Subject, dict[tuple[object, ...], list[str]]] = {}
    for subject, answers in choices(knowledge).items():
        kinds = found.setdefault(subject, {})
        for answer in answers[1:]:
            assert answer is not None
            alone = with_answer(UNSAID, subject, answer)
            conditions = [fits(knowledge, question.asked_of, alone) for question in knowledge.check.questions]
            kinds.setdefault((*conditions, _taps(knowledge, subject, answer)), []).append(answer)
    return found


def walks(knowledge: Knowledge) -> Iterator[Walk]:
    """Every way through the check, with one answer of each kind, and with each question skipped."""
    answers = {subject: [None, *(kind[0] for kind in kinds.values())] for subject, kinds in alike(knowledge).items()}
    waiting = [Walk(UNSAID)]
    while waiting:
        walk = waiting.pop()
        question = next_question(knowledge, walk.profile)
        if question is None or (question.id in {asked.id for asked, _ in walk.asked}):
            yield walk if question is None else _asked(walk, question, walk.profile, 1)
            continue
        for answer in answers[question.id]:
            said = with_answer(walk.profile, question.id, answer)
            waiting.append(_asked(walk, question, said, _taps(knowledge, question.id, answer)))


def _asked(walk: Walk, question: Question, said: Profile, taps: int) -> Walk:
    return Walk(said, (*walk.asked, (question, walk.profile)), walk.taps + taps)


def _taps(knowledge: Knowledge, subject: Subject, answer: str | None) -> int:
    """A country that is not among the near places stands one tap further."""
    return 2 if subject is Subject.WHERE and answer is not None and answer not in near_places(knowledge) else 1


def too_many_taps(knowledge: Knowledge) -> Iterator[str]:
    """Nobody is asked for longer than promised."""
    return (f"{write_code(walk.profile)}: {walk.taps} taps" for walk in walks(knowledge) if walk.taps > MOST_TAPS)


def asked_again(knowledge: Knowledge) -> Iterator[str]:
    """A question that was answered or skipped is not asked again."""
    for walk in walks(knowledge):
        subjects = [question.id for question, _ in walk.asked]
        if len(set(subjects)) < len(subjects):
            yield f"{write_code(walk.profile)}: {subjects[-1]} twice"


def asked_in_vain(knowledge: Knowledge) -> Iterator[str]:
    """Nobody is asked what does not concern them: what the question needs was said, and fits."""
    for walk in walks(knowledge):
        for question, profile in walk.asked:
            for subject in set(question.asked_of.subjects) - {Subject.WHERE}:
                if profile.answer(subject) not in getattr(question.asked_of, subject.value):
                    yield f"{write_code(profile)}: {question.id}, without {subject}"
