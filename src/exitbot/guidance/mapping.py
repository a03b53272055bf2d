"""A map of the guided check for a maintainer: what is asked of whom, what each rule looks at, and what leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from exitbot.guidance.dead_ends import DeadEnd, dead_ends
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.guide import Cap, Check, Danger, Phase, Reading, When
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.strictyaml import Location
from exitbot.knowledge.terms import Group

__all__ = ["Arrow", "GuideMap", "Node", "condition_words", "guide_map"]

_TEXT = 60
"""Characters of a statement that are shown; its id leads to the rest."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the map. lines: what is written in it; dead: why it, or an option of it, changes nothing."""

    name: str
    frame: str
    """The title of the part of the map it stands in."""
    lines: tuple[str, ...]
    location: Location = ()
    """Where it stands in check.yaml."""
    dead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """Leads from one box to another, by their names."""

    start: str
    end: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class GuideMap:
    """The whole map. What has no arrows are lists: warnings and advice, each with its own condition."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...] = field(default=())

    @property
    def frames(self) -> Mapping[str, tuple[Node, ...]]:
        """The boxes of each part, in order."""
        titles = dict.fromkeys(node.frame for node in self.nodes)
        return {title: tuple(node for node in self.nodes if node.frame == title) for title in titles}


def guide_map(knowledge: Knowledge) -> GuideMap:
    """The map of the check as it stands in the content."""
    check = knowledge.check
    nodes = [*_questions(check), *_protection(check), *_entry(check), *_warnings(check), *_advice(check)]
    ends = dead_ends(knowledge)
    return GuideMap(tuple(_marked(node, ends) for node in nodes), tuple(_arrows(check)))


def _marked(node: Node, ends: list[DeadEnd]) -> Node:
    """The same with what changes nothing in it."""
    length = len(node.location)
    return replace(node, dead=tuple(end.message for end in ends if length and end.location[:length] == node.location))


def condition_words(when: When) -> str:
    """Whom a rule is about: "situation: serving, deserter; service: contract"; empty if it is about everybody."""
    named = ((name, getattr(when, name)) for name in When.model_fields)
    return "; ".join(f"{name.replace('_', ' ')}: {', '.join(values)}" for name, values in named if values)


def _lines(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def _whom(when: When) -> str:
    return f"if {condition_words(when)}" if condition_words(when) else "for everybody"


def _short(text: str) -> str:
    return text if len(text) <= _TEXT else text[:_TEXT].rsplit(" ", 1)[0] + " …"


def _questions(check: Check) -> Iterator[Node]:
    for index, question in enumerate(check.questions):
        options = [option.id for option in question.options] or ["ru", "front", "a country with a page", "elsewhere"]
        asked = condition_words(question.asked_of)
        lines = _lines(f"{index + 1}. {question.id}: {question.title}", asked and f"asked of {asked}", " · ".join(options))
        yield Node(_of(question.id), "Questions", lines, ("questions", index))


def _protection(check: Check) -> Iterator[Node]:
    for index, reading in enumerate(check.readings):
        yield Node(f"reading {index}", "Which outlook is read", (_whom(reading.when),), ("readings", index))
    for group in Group:
        yield Node(f"group {group}", "Which outlook is read", (f"outlook: {group}",), ("readings", group.value))
    for index, cap in enumerate(check.caps):
        lines = (cap.id, _whom(cap.when), f"protection at most {cap.at_most}", _short(cap.why))
        yield Node(f"cap {cap.id}", "What caps protection", lines, ("caps", index))


def _entry(check: Check) -> Iterator[Node]:
    for index, way in enumerate(check.visa_ways):
        papers = f"if visa: {', '.join(way.visa)}; passport: {', '.join(way.passports)}"
        to = f"to {', '.join(way.to)}" + (f" but not {', '.join(way.except_for)}" if way.except_for else "")
        level = f"getting in: {way.level}" + (", uncertain" if way.uncertain else "")
        yield Node(f"visa {way.id}", "What a visa opens", (way.id, papers, to, level), ("visa_ways", index))


def _warnings(check: Check) -> Iterator[Node]:
    for index, danger in enumerate(check.warnings):
        frame = "Urgent warnings, whatever the country" if danger.urgent else "Warnings about a country"
        head = danger.id + (", critical" if danger.critical else "")
        scope = "" if danger.urgent else _scope(danger)
        lines = _lines(head, _whom(danger.when), scope, _short(danger.text))
        yield Node(f"warning {danger.id}", frame, lines, ("warnings", index))


def _scope(danger: Danger) -> str:
    named = {"to": danger.to, "role": danger.role, "after refusal": danger.after_refusal}
    return "; ".join(f"{name}: {', '.join(values)}" for name, values in named.items() if values) or "in every country"


def _advice(check: Check) -> Iterator[Node]:
    order = list(Phase)
    steps = sorted(enumerate(check.advice), key=lambda step: order.index(step[1].phase))
    for index, step in steps:
        lines = (step.id, _whom(step.when), _short(step.text))
        yield Node(f"advice {step.id}", f"Next steps: {step.phase}", lines, ("advice", index))


def _arrows(check: Check) -> Iterator[Arrow]:
    asked = [_of(question.id) for question in check.questions]
    yield from (Arrow(before, after, "then") for before, after in pairwise(asked))
    for index, reading in enumerate(check.readings):
        yield from (Arrow(start, f"reading {index}") for start in _looked_at(check, reading))
        yield from (Arrow(f"reading {index}", f"group {group}") for group in reading.groups)
    for cap in check.caps:
        yield from (Arrow(start, f"cap {cap.id}") for start in _looked_at(check, cap))
    for way in check.visa_ways:
        named = [question.id for question in check.questions if question.id in (Subject.VISA, Subject.PASSPORT)]
        yield from (Arrow(_of(subject), f"visa {way.id}") for subject in named)


def _looked_at(check: Check, rule: Reading | Cap) -> list[str]:
    """The questions whose answers a rule looks at."""
    return [_of(question.id) for question in check.questions if getattr(rule.when, question.id.value)]


def _of(subject: Subject) -> str:
    return f"question {subject}"
