"""Which single answers would change a verdict: what is worth getting, and what would make it worse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from exitbot.guidance.parts import RANK
from exitbot.guidance.profile import Profile, with_answer
from exitbot.guidance.verdict import Verdict, assess
from exitbot.knowledge.answers import ELSEWHERE, FRONT, Subject
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Level, Outcome

__all__ = ["Change", "answers_to", "nearest_changes"]

_MOST = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that would change the level."""

    subject: Subject
    answer: str
    level: Level
    is_out_of_reach: bool = False


def answers_to(knowledge: Knowledge, subject: Subject) -> tuple[str, ...]:
    """Everything that can be answered to a question."""
    question = next(question for question in knowledge.check.questions if question.id is subject)
    if subject is Subject.WHERE:
        return ("ru", FRONT, *knowledge.countries, ELSEWHERE)
    return tuple(option.id for option in question.options)


def nearest_changes(knowledge: Knowledge, profile: Profile, verdict: Verdict, today: date) -> tuple[list[Change], list[Change]]:
    """At most three single answers that make it better, the best first, and three that make it worse, the worst first.

    Only of what a person can change, and only answers that differ from what was said.
    """
    changes = list(_changes(knowledge, profile, verdict, today))
    better = sorted((c for c in changes if RANK[c.level] < RANK[verdict.level]), key=lambda change: RANK[change.level])
    here_stays = [change for change in changes if change.subject is not Subject.WHERE]
    worse = sorted((c for c in here_stays if RANK[c.level] > RANK[verdict.level]), key=lambda change: -RANK[change.level])
    return better[:_MOST], worse[:_MOST]


def _changes(knowledge: Knowledge, profile: Profile, verdict: Verdict, today: date) -> Iterator[Change]:
    for question in knowledge.check.questions:
        if not question.changeable or profile.answer(question.id) is None:
            continue
        for answer in answers_to(knowledge, question.id):
            if answer != profile.answer(question.id) and _may_be_suggested(knowledge, question.id, answer):
                other = assess(knowledge, with_answer(profile, question.id, answer), verdict.country, today)
                yield Change(question.id, answer, other.level, other.is_out_of_reach)


def _may_be_suggested(knowledge: Knowledge, subject: Subject, answer: str) -> bool:
    """Nobody is told to go where people are handed over: a place is named only if nothing bad is known to follow there."""
    if subject is not Subject.WHERE:
        return True
    country = knowledge.countries.get(answer)
    return country is not None and country.if_refused.level not in (Outcome.RETURNS, Outcome.RISK)
