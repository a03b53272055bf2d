"""Walks every screen a person can reach by pressing buttons, and says what is wrong with any of them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from exitbot.guidance.asking import next_question
from exitbot.guidance.profile import UNSAID, Profile, with_answer, write_code
from exitbot.knowledge.guide import Question
from exitbot.knowledge.loading import Knowledge
from exitbot.language.speaking import Voice
from exitbot.language.telling import Told, told
from exitbot.screens.building import find_screen
from exitbot.screens.keeping import NOTHING_KEPT, Keeping
from exitbot.screens.layout import MAX_TEXT_UNITS, plain_text, telegram_html, units_of_html
from exitbot.screens.route import HOME, MAX_DATA_BYTES, BadRoute, Route, open_envelope, sealed_whole
from exitbot.screens.screen import Button, Link, Screen

__all__ = ["ScreenProblem", "one_of_many", "reachable", "screen_problems"]

MAX_BUTTONS = 100  # Bot API
MAX_LABEL = 64  # characters; a telephone cuts far earlier, but nothing of ours is longer

_REVISION = "zzz"  # as long as a real one
_EVERYTHING = Keeping(reports=True, counts=True)  # every button an operator can switch on
_UNFILLED = re.compile(r"\{[a-z_]+\}")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class ScreenProblem:
    """What is wrong with one screen in one language."""

    route: str
    language: str
    message: str

    @property
    def line(self) -> Told:
        """The whole line, able to be said in another language."""
        values = {"route": self.route, "language": self.language, "message": self.message}
        return told("screen {route} ({language}): {message}", **values)

    def __str__(self) -> str:
        return str(self.line)


def reachable(
    knowledge: Knowledge, voice: Voice, today: date, keeping: Keeping = NOTHING_KEPT
) -> Iterator[tuple[Route, Screen | None]]:
    """Every place that buttons lead to from the beginning, with its screen; None where a button leads nowhere."""
    waiting, seen, is_one_of_many = deque([HOME]), {HOME}, one_of_many(knowledge)
    while waiting:
        route = waiting.popleft()
        screen = find_screen(knowledge, voice, route, today, keeping)
        yield route, screen
        for button in _buttons(screen) if screen else ():
            if button.route not in seen and not is_one_of_many(button.route):
                seen.add(button.route)
                waiting.append(button.route)


def one_of_many(knowledge: Knowledge) -> Callable[[Route], bool]:
    """Tells screens that differ only in where they come from or in whose answers they carry; one stands for all.

    The thanks for a report are the same words for every statement. A part of a country's page is the same for whoever found
    the country in the list of one group or another; only its way back carries the group. The guided check has millions of
    answers: `test_proof` goes through all of them; here one person gives the first answer to everything, one skips all.
    """
    answering, skipping = list(_people(knowledge, _first_answer)), list(_people(knowledge, lambda question: None))
    on_the_way = {write_code(profile) for profile in (*answering, *skipping)}
    arrived = {write_code(UNSAID), write_code(answering[-1])}

    def is_one(route: Route) -> bool:
        if route.family == "report":
            return route.path[-1].isdigit() and route.path[-1] != "1"
        if route.family == "country":
            return len(route.path) > 2 and route.origin not in ((), ("countries",))
        if route.family not in _ANSWERED or len(route.path) < 2:
            return False
        is_result = route.family not in ("check", "verdicts") or len(route.path) > 2
        if route.path[1] not in (arrived if is_result else on_the_way):
            return True
        return route.family == "compare" and len(route.path) > 3 and route.path[2] != min(knowledge.countries)

    return is_one


_ANSWERED = ("check", "verdicts", "verdict", "compare", "steps")


def _people(knowledge: Knowledge, answer: Callable[[Question], str | None]) -> Iterator[Profile]:
    """One person from the first question to the last."""
    profile = UNSAID
    yield profile
    while question := next_question(knowledge, profile):
        profile = with_answer(profile, question.id, answer(question))
        yield profile


def _first_answer(question: Question) -> str:
    return question.options[0].id if question.options else "ru"


def screen_problems(knowledge: Knowledge, voices: Mapping[str, Voice], today: date) -> Iterator[ScreenProblem]:
    """Dead ends, texts and buttons over the limits, missing ways home, unfilled placeholders, missing translations."""
    for language, voice in voices.items():
        found: set[tuple[str, ...]] = set()
        for route, screen in reachable(knowledge, voice, today, _EVERYTHING):
            found.add(route.path)
            if screen is None:
                yield ScreenProblem(str(route), language, told("a button leads here, but there is no such screen"))
                continue
            for message in _faults(screen, voice):
                yield ScreenProblem(str(route), language, message)
        for path in sorted(_must_be_reached(knowledge) - found):
            message = told("no button leads here; add it to a list or to another page")
            yield ScreenProblem("/".join(path), language, message)


def _must_be_reached(knowledge: Knowledge) -> set[tuple[str, ...]]:
    topics = {("topic", slug, section.id) for slug, topic in knowledge.topics.items() for section in topic.sections}
    return (
        {("country", code) for code in knowledge.countries}
        | {("topic", slug) for slug in knowledge.topics}
        | topics
        | {("organisation", name) for name in knowledge.organisation_by_id}
        | {("emergency", card.id) for card in knowledge.emergency.cards}
    )


def _faults(screen: Screen, voice: Voice) -> Iterator[Told]:
    text, html = plain_text(screen), telegram_html(screen)
    size = units_of_html(html)
    if size > MAX_TEXT_UNITS:
        yield told("the text has {size} UTF-16 units, at most {most} fit; shorten a fact", size=size, most=MAX_TEXT_UNITS)
    if unfilled := _UNFILLED.search(text):
        yield told("'{name}' was not filled", name=unfilled[0])
    if not voice.is_source and screen.untranslated:
        yield told("not translated: '{beginning}'", beginning=screen.untranslated[0][:60])
    if voice.language == "ru" and screen.route.family != "exit" and not _CYRILLIC.search(text):
        yield told("there is no Russian on it")
    if screen.route.family != "addresses" and (any(isinstance(b, Link) for b in screen.blocks) or "<a " in html):
        yield told("a link stands outside the addresses screen")
    if screen.route.family != "exit":
        yield from _navigation_faults(screen)
    yield from _button_faults(screen)


def _navigation_faults(screen: Screen) -> Iterator[Told]:
    routes = {button.route.family for button in _buttons(screen)}
    for name in ("home", "exit"):
        if name not in routes:
            yield told("there is no button to '{name}'", name=name)
    if not any(button.language or button.route.family == "language" for button in _buttons(screen)):
        yield told("the language cannot be switched")
    if len(screen.rows) < 2 or len(screen.rows[-2]) < 2:
        yield told("there is no way back")


def _button_faults(screen: Screen) -> Iterator[Told]:
    buttons = list(_buttons(screen))
    if len(buttons) > MAX_BUTTONS:
        yield told("{count} buttons, at most {most} fit", count=len(buttons), most=MAX_BUTTONS)
    for button in buttons:
        language = button.language or screen.language
        data = sealed_whole(button.route, language, _REVISION)
        if not 0 < len(button.label) <= MAX_LABEL:
            values: dict[str, object] = {"label": button.label[:20], "size": len(button.label), "most": MAX_LABEL}
            yield told("the button '{label}' has {size} characters, 1 to {most} fit", **values)
        size = len(data.encode())
        if size > MAX_DATA_BYTES:
            values = {"label": button.label, "size": size, "most": MAX_DATA_BYTES}
            yield told("the button '{label}' carries {size} bytes, at most {most} fit; use shorter ids", **values)
        elif not _survives(data, button.route, language):
            yield told("the button '{label}' does not lead back to where it points: {data}", label=button.label, data=data)


def _survives(data: str, route: Route, language: str) -> bool:
    try:
        envelope = open_envelope(data)
    except BadRoute:
        return False
    return (envelope.route, envelope.language) == (route, language)


def _buttons(screen: Screen) -> Iterator[Button]:
    return (button for row in screen.rows for button in row)
