"""Checks of the guided check: its questions offer every answer, and its rules name places and answers that exist."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import product
from typing import get_args

from pydantic import BaseModel

from exitbot.knowledge.answers import ELSEWHERE, FRONT, Service, Situation, Subject
from exitbot.knowledge.guide import Question, Reading, When
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.problems import Problem
from exitbot.knowledge.strictyaml import Location
from exitbot.knowledge.terms import Status
from exitbot.language.telling import Told, told

__all__ = ["guide_problems"]

_PLACE_FIELDS = ("where", "to", "except_for", "cut_off")
"""The fields of check.yaml that name places, whichever rule they stand in."""


def guide_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Every mistake of check.yaml that a single field cannot show. That its sources are listed is looked at in every file."""
    found = (*_places(knowledge), *_options(knowledge), *_entry_levels(knowledge), *_readings(knowledge), *_words(knowledge))
    document = knowledge.documents["check"]
    return (Problem(document.place(location), message) for location, message in found)


def _places(knowledge: Knowledge) -> Iterator[tuple[Location, Told]]:
    """A misspelt place would shut a rule, or leave a warning out, in silence."""
    areas = knowledge.shared.areas
    known = {"ru", FRONT, ELSEWHERE, *knowledge.countries, *areas}
    for location, name in _named(knowledge.check, ()):
        if name not in known:
            message = told(
                "'{name}' is no place here; write ru, front, elsewhere, the code of a country with a page, or an area: {areas}",
                name=name, areas=", ".join(areas),
            )  # fmt: skip
            yield location, message


def _named(value: object, location: Location) -> Iterator[tuple[Location, str]]:
    """Every name of a place in a value, with where it stands."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _named(item, (*location, index))
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            inner, at = getattr(value, field), (*location, field)
            if field in _PLACE_FIELDS:
                yield from (((*at, index), name) for index, name in enumerate(inner))
            else:
                yield from _named(inner, at)


def _options(knowledge: Knowledge) -> Iterator[tuple[Location, Told]]:
    """An answer that no button gives can be had from the command line alone; one that does not exist would break its button."""
    for index, question in enumerate(knowledge.check.questions):
        location = ("questions", index, "options")
        if question.id is Subject.WHERE:
            if question.options:
                yield location, told("'where' has no options; its answers are the countries with a page; take them out")
        else:
            yield from _options_of(question, location)


def _options_of(question: Question, location: Location) -> Iterator[tuple[Location, Told]]:
    answers = [answer.value for answer in _answers(question.id)]
    for position, option in enumerate(question.options):
        if option.id not in answers:
            message = told("'{id}' is no answer to this; the answers are: {answers}", id=option.id, answers=", ".join(answers))
            yield (*location, position, "id"), message
    offered = {option.id for option in question.options}
    for answer in answers:
        if answer not in offered:
            yield location, told("no option is '{answer}'; add one, every answer needs its button", answer=answer)


def _answers(subject: Subject) -> tuple[StrEnum, ...]:
    """The answers to a question, as rules name them."""
    kind, *_ = get_args(When.model_fields[subject.value].annotation)
    return tuple(kind)


def _entry_levels(knowledge: Knowledge) -> Iterator[tuple[Location, Told]]:
    """A way whose status has no level would have no answer at all."""
    for status in Status:
        if status not in knowledge.check.entry_levels:
            yield ("entry_levels",), told("no level stands for ways that are '{status}'; add one", status=status.value)


def _readings(knowledge: Knowledge) -> Iterator[tuple[Location, Told]]:
    """Whom no reading covers would be shown the outlook of everybody."""
    for situation, service in product(Situation, Service):
        if not any(_covers(reading, situation, service) for reading in knowledge.check.readings):
            values = {"situation": situation.value, "service": service.value}
            message = told("no reading covers situation '{situation}' with service '{service}'; add it to one", **values)
            yield ("readings",), message


def _covers(reading: Reading, situation: Situation, service: Service) -> bool:
    when = reading.when
    return (not when.situation or situation in when.situation) and (not when.service or service in when.service)


def _words(knowledge: Knowledge) -> Iterator[tuple[Location, Told]]:
    """Words for a border that nobody is led to."""
    for code in knowledge.check.words:
        if code not in knowledge.countries:
            yield ("words", code), told("there is no page on '{code}'; add it first, or take its words out", code=code)
