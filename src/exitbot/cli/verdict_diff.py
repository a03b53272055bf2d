"""`exitbot verdict --diff REV`: whose answers a change of the content moves, for whoever has to answer for the change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click
from babel.numbers import format_decimal

from exitbot.cli.revisions import former_content
from exitbot.cli.support import Complaint, echo_json
from exitbot.guidance.asking import question_about
from exitbot.guidance.moving import Move, Moved, moved, typical
from exitbot.guidance.profile import Profile
from exitbot.guidance.verdict import assess
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.terms import Group, Status
from exitbot.language.speaking import flag
from exitbot.screens import signs
from exitbot.screens.asking import answer_label
from exitbot.screens.view import View
from exitbot.settings import load_settings

__all__ = ["show_moved"]

_CLEAR_ALONE = (Subject.SITUATION, Subject.SERVICE, Subject.WHERE, Subject.PASSPORT)
"""Questions whose answers say by themselves what they are about."""


def show_moved(view: View, revision: str, as_json: bool) -> None:
    """Print what has changed for people since a revision. Complaint if that content cannot be had or judged by."""
    former = former_content(load_settings().content, revision)
    _judgeable(former.knowledge, revision)
    then = replace(view, knowledge=former.knowledge)
    change = moved(former.knowledge, view.knowledge, view.today)
    examples = typical(former.knowledge, view.knowledge, change, view.today)
    if as_json:
        echo_json({"revision": revision, "unread": list(former.unread), **_record(change, examples, then, view)})
        return
    for sentence in (*former.unread, *_sentences(change, examples, then, view, revision)):
        click.echo(sentence)


def _judgeable(knowledge: Knowledge, revision: str) -> None:
    """An old edition need not have had everything that a verdict rests on."""
    lacking = [code for code, country in knowledge.countries.items() if set(Group) - country.outlook.keys()]
    if lacking:
        raise Complaint(f"at {revision} not every group had an outlook in: {', '.join(lacking)}; name a later revision")
    if set(Status) - knowledge.check.entry_levels.keys():
        raise Complaint(f"at {revision} not every status had a level in check.yaml; name a later revision")


def _sentences(change: Moved, examples: list[tuple[Move, Profile]], then: View, now: View, revision: str) -> Iterator[str]:
    say = now.voice.interface
    for codes, words in ((change.new, say("A new page.")), (change.gone, say("The page is gone."))):
        yield from (f"{_country(now, code)}: {words}" for code in codes)
    if not change.moves:
        yield say("Nobody is told another level than at {revision}.", revision=revision)
        return
    yield say("Of {count} profiles, unsaid answers included:", count=_number(now, change.profiles))
    for code in dict.fromkeys(move.country for move in change.moves):
        up, down = _sums(change, code)
        words = say("better for {up}, worse for {down}", up=_number(now, up), down=_number(now, down))
        yield f"{_country(now, code)}: {words}"
        for move in change.moves:
            if move.country == code:
                levels = (say(signs.LEVELS[level]) for level in (move.before, move.after))
                yield f"  {' → '.join(levels)}: {_number(now, move.profiles)}"
    yield say("For example:")
    yield from (f"  {_example(then, now, move, profile)}" for move, profile in examples)


def _sums(change: Moved, code: str) -> tuple[int, int]:
    """Profiles that are told something better in a country, and something worse."""
    of_country = [move for move in change.moves if move.country == code]
    return tuple(sum(move.profiles for move in of_country if move.is_better is better) for better in (True, False))  # type: ignore[return-value]


def _number(view: View, count: int) -> str:
    return format_decimal(count, locale=view.voice.language)


def _country(view: View, code: str) -> str:
    return f"{flag(code)} {view.voice.country(code)}"


def _example(then: View, now: View, move: Move, profile: Profile) -> str:
    """A person in words, and what is said to them now."""
    before, after = (_level_words(view, move.country, profile) for view in (then, now))
    answers = "; ".join(_answer(now, subject, answer) for subject, answer in profile.said())
    country = _country(now, move.country)
    return now.voice.interface(
        "{answers}: {country} from {before} to {after}", answers=answers, country=country, before=before, after=after
    )


def _level_words(view: View, code: str, profile: Profile) -> str:
    """As the screens say it: what is only out of reach is not called closed."""
    verdict = assess(view.knowledge, profile, view.knowledge.countries[code], view.today)
    if verdict.is_out_of_reach:
        return view.voice.interface("not within reach now")
    return view.voice.interface(signs.LEVELS[verdict.level])


def _answer(view: View, subject: Subject, answer: str) -> str:
    label = answer_label(view, subject, answer)
    question = question_about(view.knowledge, subject)
    return label if question is None or subject in _CLEAR_ALONE else f"{view.prose(question.short)}: {label}"


def _record(change: Moved, examples: list[tuple[Move, Profile]], then: View, now: View) -> dict[str, Any]:
    countries = []
    for code in dict.fromkeys(move.country for move in change.moves):
        better, worse = _sums(change, code)
        moves = [
            {"from": move.before, "to": move.after, "profiles": move.profiles} for move in change.moves if move.country == code
        ]
        countries.append({"country": code, "better": better, "worse": worse, "moves": moves})
    told = [
        {
            "answers": dict(profile.said()),
            "country": move.country,
            "from": move.before,
            "to": move.after,
            "text": _example(then, now, move, profile),
        }
        for move, profile in examples
    ]
    return {
        "profiles": change.profiles,
        "countries": countries,
        "new": list(change.new),
        "gone": list(change.gone),
        "examples": told,
    }
