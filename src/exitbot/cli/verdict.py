"""`exitbot verdict`: the answer of the guided check for one person, in the words of the screens or for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import click

from exitbot.cli.reading import shelf_for
from exitbot.cli.support import Complaint, Day, echo_json, folded
from exitbot.cli.verdict_diff import show_moved
from exitbot.cli.verdict_json import verdict_record
from exitbot.guidance.profile import ANSWER_KINDS, UNSAID, Profile, with_answer, write_code
from exitbot.guidance.verdict import Verdict, assess, assess_all, urgent_for
from exitbot.knowledge.answers import ELSEWHERE, FRONT, Subject
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Role
from exitbot.language.catalogs import SOURCE_LANGUAGE
from exitbot.screens import signs
from exitbot.screens.country import country_title
from exitbot.screens.layout import plain_text
from exitbot.screens.paging import compose
from exitbot.screens.route import HOME, Route
from exitbot.screens.screen import Line, Screen
from exitbot.screens.verdict import VERDICT_PARTS
from exitbot.screens.verdicts import danger_statements, overall, reason_of, span, three_parts
from exitbot.screens.view import Statement, View
from exitbot.telegram.library import Shelf

__all__ = ["verdict"]

_WIDTH = 84
_ABOUT: Mapping[Subject, str] = MappingProxyType({
    Subject.SITUATION: "Who asks.", Subject.SERVICE: "How a soldier was taken.", Subject.PASSPORT: "The best one there is.",
    Subject.WHERE: f"Where the person is: ru, {FRONT}, the code of a country with a page, or {ELSEWHERE}.",
    Subject.VISA: "What opens a border already.", Subject.PROOF: "What shows the story.",
    Subject.FOUGHT: "Part in the war.", Subject.FAMILY: "Who goes along.",
})  # fmt: skip


def _answer_options(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each question, in their order."""
    for subject in reversed(Subject):
        kind = click.Choice(list(ANSWER_KINDS[subject]), case_sensitive=False) if subject in ANSWER_KINDS else click.STRING
        command = click.option(f"--{subject}", subject.value, type=kind, default=None, help=_ABOUT[subject])(command)
    return command


@click.command()
@_answer_options
@click.option("--country", default=None, help="Only this country, with everything that led to the answer.")
@click.option("--diff", "revision", metavar="REV", help="Whom the content moves that changed since a git revision.")
@click.option("--lang", "language", default=SOURCE_LANGUAGE, show_default=True, help="Language code.")
@click.option("--as-of", "day", type=Day(), default=None, help="The day it is looked at; age only lowers. Default: today.")
@click.option("--json", "as_json", is_flag=True, help="For machines: a list, best country first.")
def verdict(
    country: str | None, revision: str | None, language: str, day: date | None, as_json: bool, **answers: str | None
) -> None:
    """What follows for one person in each country, best first, and why. Answers left out count as not said.

    With --diff REV: how many people's answers a change of the content moves, counted over all there can be.
    """
    shelf = shelf_for(language.lower())
    view = View(shelf.knowledge, shelf.voices[language.lower()].fresh(), day or date.today(), shelf.keeping)
    if revision is not None:
        if country is not None or any(answer is not None for answer in answers.values()):
            raise Complaint("--diff counts all people in all countries; leave --country and the answers out")
        show_moved(view, revision, as_json)
        return
    profile = _profile(shelf.knowledge, answers)
    if country is not None:
        _one(shelf, view, profile, country.lower(), as_json)
    else:
        _all(view, profile, as_json)


def _profile(knowledge: Knowledge, answers: Mapping[str, str | None]) -> Profile:
    """The person. Complaint for a place that is none."""
    profile = UNSAID
    for subject in Subject:
        answer = answers[subject.value]
        if answer is not None:
            profile = with_answer(profile, subject, answer.lower())
    places = ("ru", FRONT, ELSEWHERE, *knowledge.countries)
    if profile.where is not None and profile.where not in places:
        others = f"for a country without a page write {ELSEWHERE}"
        raise Complaint(f"'{profile.where}' is no place here; write one of: {', '.join(places)}; {others}")
    return profile


def _one(shelf: Shelf, view: View, profile: Profile, code: str, as_json: bool) -> None:
    country = shelf.knowledge.countries.get(code)
    if country is None:
        raise Complaint(f"there is no page on '{code}'; there are: {', '.join(shelf.knowledge.countries)}")
    if as_json:
        echo_json([verdict_record(view, profile, assess(view.knowledge, profile, country, view.today), in_full=True)])
        return
    if urgent := _urgent(view, profile):
        _print(_list(view, view.voice.interface("For you"), urgent))
    route = Route(("verdict", write_code(profile), code))
    for place in (route, *(Route((*route.path, part)) for part in VERDICT_PARTS)):
        for page in _pages(shelf, place, view):
            _print(page)


def _urgent(view: View, profile: Profile) -> list[Statement]:
    """What a reader has passed on the way to any country."""
    return danger_statements(view, urgent_for(view.knowledge, profile))


def _pages(shelf: Shelf, place: Route, view: View) -> Iterator[Screen]:
    """Every page of a screen."""
    number, pages = 1, 1
    while number <= pages:
        page = shelf.screen(place.at_page(number), view.voice.language, view.today)
        number, pages = number + 1, page.pages
        yield page if pages == 1 else replace(page, title=f"{page.title} · {page.route.page}/{pages}")


def _all(view: View, profile: Profile, as_json: bool) -> None:
    verdicts = assess_all(view.knowledge, profile, view.today)
    if as_json:
        echo_json([verdict_record(view, profile, each) for each in verdicts])
        return
    say = view.voice.interface
    by_role = {role: [each for each in verdicts if each.country.role is role] for role in Role}
    first = [*_urgent(view, profile), *(_line(view, each) for each in by_role[Role.DESTINATION])]
    _print(_list(view, say("For you"), first))
    _print(_list(view, say("🧭 Where to wait"), [_line(view, each) for each in by_role[Role.TRANSIT]], *_foot(view, verdicts)))


def _list(view: View, title: str, statements: list[Statement], *foot: Line) -> Screen:
    """All of it on one page: nobody turns pages in a terminal."""
    return compose(view, HOME, title, back=HOME, statements=statements, foot=foot, whole=True)


def _line(view: View, verdict: Verdict) -> Statement:
    """One country as on the screen of all of them; what it rests on is told with --country."""
    decisive = verdict.decisive
    when = view.voice.partial(min(because.as_of for because in decisive)) if decisive else ""
    label = f"{country_title(view, verdict.country.code)} — {overall(view, verdict)}"
    reason = "" if verdict.is_out_of_reach else f" {reason_of(view, verdict)}"
    return Statement(f"{three_parts(view, verdict)}.{reason}", span(verdict), when, label)


def _foot(view: View, verdicts: list[Verdict]) -> Iterator[Line]:
    say = view.voice.interface
    if any(verdict.is_out_of_reach for verdict in verdicts):
        sign = signs.NOT_FOR_YOU
        yield Line(say("{sign}: no way is known from where you are with these papers. That is no refusal.", sign=sign))
    yield Line(say("Computed on {day} from what is known today. Not legal advice.", day=view.voice.day(view.today)))


def _print(screen: Screen) -> None:
    click.echo(folded(plain_text(screen), _WIDTH) + "\n")
