"""What in the guided check can change nothing for anybody: answers no rule tells apart, rules that never come true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exitbot.guidance.asking import question_about
from exitbot.guidance.changing import answers_to
from exitbot.guidance.conditions import passport_fits, places
from exitbot.guidance.parts import groups_of
from exitbot.guidance.profile import ANSWER_KINDS, UNSAID, Profile
from exitbot.guidance.verdict import dangers_for
from exitbot.knowledge.answers import Service, Situation, Subject
from exitbot.knowledge.guide import Check, Question, When
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.problems import Notice
from exitbot.knowledge.strictyaml import Location
from exitbot.knowledge.terms import Group, Passport
from exitbot.language.telling import Told, told

__all__ = ["DeadEnd", "Rule", "dead_branches", "dead_ends", "rules_of"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Something in check.yaml that is true of some people only. part: the list it stands in."""

    part: str
    index: int
    when: When

    @property
    def location(self) -> Location:
        """Where it stands in the file."""
        return (self.part, self.index)


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A place in check.yaml that changes nothing, and why."""

    location: Location
    message: Told


def rules_of(check: Check) -> Iterator[Rule]:
    """Every rule with the people it is about, in the order of the file."""
    yield from (Rule("questions", index, question.asked_of) for index, question in enumerate(check.questions))
    yield from (Rule("readings", index, reading.when) for index, reading in enumerate(check.readings))
    yield from (Rule("visa_ways", index, When(visa=way.visa)) for index, way in enumerate(check.visa_ways))
    for part in ("caps", "warnings", "advice"):
        yield from (Rule(part, index, each.when) for index, each in enumerate(getattr(check, part)))


def dead_branches(knowledge: Knowledge) -> Iterator[Notice]:
    """The same as `dead_ends`, each with its line and column, for `exitbot check`."""
    document = knowledge.documents["check"]
    return (Notice(document.place(end.location), end.message) for end in dead_ends(knowledge))


def dead_ends(knowledge: Knowledge) -> list[DeadEnd]:
    """Everything that changes nothing, in the order of the file."""
    found = (*_options(knowledge), *_never_true(knowledge), *_nowhere(knowledge), *_unread(knowledge.check))
    order = list(Check.model_fields)
    return sorted(found, key=lambda end: (order.index(str(end.location[0])), [s for s in end.location if isinstance(s, int)]))


def _options(knowledge: Knowledge) -> Iterator[DeadEnd]:
    """Answers that are treated alike by every rule; one that no rule names is still the other side of those named."""
    for index, question in enumerate(knowledge.check.questions):
        known = {answer.value for answer in ANSWER_KINDS.get(question.id, ())}  # none of the place; others are mistakes
        first: dict[tuple[object, ...], str] = {}
        for position, option in enumerate(question.options):
            if option.id not in known:
                continue
            other = first.setdefault(tuple(_treatment(knowledge, question, option.id)), option.id)
            if other != option.id:
                message = told("no rule tells '{id}' from '{other}'; the answer changes nothing", id=option.id, other=other)
                yield DeadEnd(("questions", index, "options", position), message)


def _treatment(knowledge: Knowledge, question: Question, answer: str) -> Iterator[object]:
    """What every rule makes of an answer, one after the other."""
    check, subject = knowledge.check, question.id
    yield from (answer in getattr(rule.when, subject.value) for rule in rules_of(check) if rule.part != "readings")
    if subject is Subject.SITUATION:
        yield from (groups_of(check, Profile(situation=Situation(answer), service=service)) for service in Service)
    elif subject is Subject.SERVICE:
        yield from (groups_of(check, Profile(situation=situation, service=Service(answer))) for situation in Situation)
    elif subject is Subject.PASSPORT:
        wanted = [way.passports for country in knowledge.countries.values() for way in country.ways_in]
        wanted += [held.passports for held in check.visa_ways]
        yield from (passport_fits(Passport(answer), papers) for papers in wanted)


def _never_true(knowledge: Knowledge) -> Iterator[DeadEnd]:
    """Rules whose people do not exist: nobody is asked, or nobody can answer so."""
    for rule in rules_of(knowledge.check):
        subject = _unanswerable(knowledge, rule.when)
        if subject is not None:
            message = told("nobody can answer so to '{subject}', so this never holds", subject=subject.value)
            yield DeadEnd(rule.location, message)


def _unanswerable(knowledge: Knowledge, when: When) -> Subject | None:
    """A question that no answer is left for, with whom it is asked of; None if somebody can fit."""
    left: dict[Subject, set[str]] = {}
    conditions = [when]
    for condition in conditions:  # grows: each question adds the condition on which it is asked
        for subject, wanted in _wanted(knowledge, condition):
            question = question_about(knowledge, subject)
            if subject not in left:
                left[subject] = set(answers_to(knowledge, subject)) if question else set()
                conditions += [question.asked_of] if question else []
            left[subject] &= wanted
    return next((subject for subject in Subject if left.get(subject) == set()), None)


def _wanted(knowledge: Knowledge, when: When) -> Iterator[tuple[Subject, set[str]]]:
    for subject in Subject:
        names: Iterable[str] = getattr(when, subject.value)
        if names:
            yield subject, set(places(knowledge, names) if subject is Subject.WHERE else names)
    if when.where_after_refusal:
        countries = knowledge.countries.items()
        yield Subject.WHERE, {code for code, country in countries if country.if_refused.level in when.where_after_refusal}


def _nowhere(knowledge: Knowledge) -> Iterator[DeadEnd]:
    """Warnings about no country, and visas that open none."""
    shown = {danger.id for country in knowledge.countries.values() for danger in dangers_for(knowledge, UNSAID, country)}
    for index, danger in enumerate(knowledge.check.warnings):
        if not danger.urgent and danger.id not in shown:
            message = told("no country is meant, so nobody is warned; look at to, role and after_refusal")
            yield DeadEnd(("warnings", index), message)
    for index, held in enumerate(knowledge.check.visa_ways):
        if not (places(knowledge, held.to) - set(held.except_for)) & knowledge.countries.keys():
            yield DeadEnd(("visa_ways", index), told("it leads to no country with a page; look at to and except_for"))


def _unread(check: Check) -> Iterator[DeadEnd]:
    """Outlooks that every country page has to tell, and nobody is shown."""
    read = {group for reading in check.readings for group in reading.groups}
    for group in Group:
        if group not in read:
            message = told("no reading leads to '{group}', so nobody is shown that outlook", group=group.value)
            yield DeadEnd(("readings", group.value), message)  # which is no place of its own in the file
