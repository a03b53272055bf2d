"""The guided check: one question a screen, each with why it is asked and a way past it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from exitbot.guidance.asking import near_places, next_question, question_about, questions_for
from exitbot.guidance.profile import UNSAID, Profile, read_code, unasked, with_answer, write_code
from exitbot.knowledge.answers import ELSEWHERE, FRONT, Subject
from exitbot.knowledge.guide import Question
from exitbot.knowledge.terms import Role
from exitbot.language.speaking import N_
from exitbot.screens import signs
from exitbot.screens.country import country_title
from exitbot.screens.paging import compose, part_of, turning
from exitbot.screens.route import HOME, Route
from exitbot.screens.screen import Button, Line, Screen, Tone
from exitbot.screens.view import View, in_pairs

__all__ = ["answer_label", "check_screen", "place_label", "question_route", "read_profile", "verdicts_route"]

_PLACES: Mapping[str, str] = MappingProxyType(
    {"ru": N_("🇷🇺 Russia"), FRONT: N_("At the front, occupied territory"), ELSEWHERE: N_("Somewhere else")}
)
_OTHERS = "others"
_PLACES_ON_A_PAGE = 24


def question_route(profile: Profile, subject: Subject | None = None) -> Route:
    """The next question for a person, or one to be answered anew."""
    code = write_code(profile)
    return Route(("check", code, subject.value) if subject else ("check", code))


def read_profile(route: Route) -> tuple[Profile, bool]:
    """The answers that a route carries, and whether all of them could be read."""
    return read_code(route.arguments[0]) if route.arguments else (UNSAID, True)


def verdicts_route(profile: Profile) -> Route:
    """The answer for a person."""
    return Route(("verdicts", write_code(profile)))


def check_screen(view: View, route: Route) -> Screen | None:
    """`check`, `check/<answers>` (the next question), `check/<answers>/<subject>` (one anew), `.../where/others`."""
    profile, whole = read_profile(route)
    question = _question(view, profile, route.arguments[1:])
    further = route.arguments[2:]
    if question is None or further not in ((), (_OTHERS,)) or (further and question.id is not Subject.WHERE):
        return None
    again = bool(route.arguments[1:]) and (profile.answer(question.id) is not None or question.id in profile.skipped)
    return _screen(_Asked(view, profile, question, again), route, whole)


def _question(view: View, profile: Profile, named: tuple[str, ...]) -> Question | None:
    """The question that is named; else the next one, and when there is none left, the first."""
    if named:
        return question_about(view.knowledge, Subject(named[0])) if named[0] in set(Subject) else None
    return next_question(view.knowledge, profile) or view.knowledge.check.questions[0]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question to one person. again: it was answered before, and the person came back to change it."""

    view: View
    profile: Profile
    question: Question
    again: bool

    def choice(self, answer: str) -> Button:
        chosen = with_answer(self.profile, self.question.id, answer)
        mark = "✔️ " if self.profile.answer(self.question.id) == answer else ""
        return Button(mark + answer_label(self.view, self.question.id, answer), self.after(chosen))

    def after(self, profile: Profile) -> Route:
        """On to the next question, and to the answer when none is left; a changed answer leads there at once.

        Unless it raises a question that did not concern this person before.
        """
        following = self._raised_by(profile) if self.again else next_question(self.view.knowledge, profile)
        if following is None:
            return verdicts_route(profile)
        return question_route(profile, following.id if self.again else None)

    def _raised_by(self, profile: Profile) -> Question | None:
        before = {question.id for question in questions_for(self.view.knowledge, self.profile)}
        new = (each for each in questions_for(self.view.knowledge, profile) if each.id not in before)
        return next((each for each in new if profile.answer(each.id) is None), None)


def _screen(asked: _Asked, route: Route, whole: bool) -> Screen:
    view, question, profile = asked.view, asked.question, asked.profile
    say = view.voice.interface
    privacy = say("The bot keeps no answer: they stand in the buttons. Telegram can see them, and who holds your phone.")
    head = [Line(view.prose(question.why), Tone.QUIET), Line(privacy, Tone.QUIET, "🔒")]
    if not whole:
        notice = say("Some of the earlier answers could not be read any more. Please look at them again.")
        head.insert(0, Line(notice, Tone.STRONG, signs.WARNING))
    choices, pages, route = _choices(asked, route)
    last = [Button(say("Skip"), asked.after(with_answer(profile, question.id, None)))]
    if not asked.again and any(True for _ in profile.said()):
        last.append(Button(say("Show the answer now"), verdicts_route(profile)))
    rows = [*in_pairs(choices), *turning(view, route, pages), tuple(last)]
    back = verdicts_route(profile) if asked.again else _back(view, profile)
    return compose(view, route, view.prose(question.title), back=back, head=head, rows=rows)


def _back(view: View, profile: Profile) -> Route:
    """The question before, as it was; the beginning from the first one."""
    done = [q.id for q in view.knowledge.check.questions if profile.answer(q.id) is not None or q.id in profile.skipped]
    return question_route(unasked(profile, done[-1])) if done else HOME


def _choices(asked: _Asked, route: Route) -> tuple[list[Button], int, Route]:
    """Buttons of the answers, how many pages of them there are, and the route at the page that is shown."""
    view, question = asked.view, asked.question
    if question.id is not Subject.WHERE:
        return [asked.choice(option.id) for option in question.options], 1, route
    if route.arguments[2:] == (_OTHERS,):
        codes = [code for code, country in view.knowledge.countries.items() if country.role is Role.DESTINATION]
        page, pages, shown = part_of(sorted(codes, key=view.voice.country), route.page, _PLACES_ON_A_PAGE)
        return [asked.choice(code) for code in shown], pages, route.at_page(page)
    others = Route(("check", write_code(asked.profile), Subject.WHERE.value, _OTHERS))
    near = [asked.choice(place) for place in near_places(view.knowledge)]
    return [*near, Button(view.voice.interface("Another country ▶️"), others)], 1, route


def answer_label(view: View, subject: Subject, answer: str) -> str:
    """An answer in words."""
    if subject is Subject.WHERE:
        return place_label(view, answer)
    question = question_about(view.knowledge, subject)
    options = question.options if question else ()
    return next((view.prose(option.label) for option in options if option.id == answer), answer)


def place_label(view: View, place: str) -> str:
    """Where a person is, in words."""
    if place in _PLACES:
        return view.voice.interface(_PLACES[place])
    return country_title(view, place)
