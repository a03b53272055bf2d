"""Which question comes next: the most telling first, and none whose answer no longer matters."""

from __future__ import annotations

from collections.abc import Iterator

from exitbot.guidance.conditions import Fits, fits
from exitbot.guidance.profile import Profile
from exitbot.knowledge.answers import ELSEWHERE, FRONT, Subject
from exitbot.knowledge.guide import Question
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.terms import Role

__all__ = ["MOST_TAPS", "near_places", "next_question", "question_about", "questions_for"]

MOST_TAPS = 7
"""Between the first question and the answer. With the two that lead to the check there are nine from /start."""


def question_about(knowledge: Knowledge, subject: Subject) -> Question | None:
    """The question, if it stands in the content."""
    return next((question for question in knowledge.check.questions if question.id is subject), None)


def questions_for(knowledge: Knowledge, profile: Profile) -> Iterator[Question]:
    """The questions that concern this person, by what was said so far."""
    return (question for question in knowledge.check.questions if fits(knowledge, question.asked_of, profile) is Fits.YES)


def next_question(knowledge: Knowledge, profile: Profile) -> Question | None:
    """The first one neither answered nor skipped; None when it is time for the answer."""
    done = sum(not _is_open(profile, question) for question in knowledge.check.questions)
    far = profile.where is not None and profile.where not in near_places(knowledge)  # such a place took two taps
    if done + far >= MOST_TAPS:
        return None
    return next((q for q in questions_for(knowledge, profile) if _is_open(profile, q)), None)


def _is_open(profile: Profile, question: Question) -> bool:
    return profile.answer(question.id) is None and question.id not in profile.skipped


def near_places(knowledge: Knowledge) -> tuple[str, ...]:
    """Where most people are who ask: one tap each. The other countries stand one tap further."""
    transit = [code for code, country in knowledge.countries.items() if country.role is Role.TRANSIT]
    return ("ru", FRONT, *transit, ELSEWHERE)
