"""One country for one person: the verdict, the ways in that are open and those that are not, dangers, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from exitbot.guidance.asking import question_about
from exitbot.guidance.changing import Change, nearest_changes
from exitbot.guidance.conditions import Fits
from exitbot.guidance.parts import Because, Way
from exitbot.guidance.profile import Profile, with_answer, write_code
from exitbot.guidance.verdict import Verdict, assess
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.applying import sources_of
from exitbot.knowledge.model import Source, WayIn
from exitbot.language.speaking import N_
from exitbot.screens import signs
from exitbot.screens.asking import answer_label, check_screen, read_profile, verdicts_route
from exitbot.screens.country import country_title, dated
from exitbot.screens.paging import compose
from exitbot.screens.route import Route
from exitbot.screens.screen import Button, Line, Screen, Tone
from exitbot.screens.verdicts import (
    check_dates,
    cited,
    danger_statements,
    overall,
    reason_of,
    three_parts,
)
from exitbot.screens.view import Statement, View, in_pairs

__all__ = ["VERDICT_PARTS", "verdict_screen"]

VERDICT_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "ways": N_("🚪 Ways in for me"),
        "dangers": N_("⚠️ Dangers for me"),
        "why": N_("🔎 Why this answer"),
        "changes": N_("🔀 What would change it"),
    }
)
_LABEL = 60


def verdict_screen(view: View, route: Route) -> Screen | None:
    """`verdict/<answers>/<country>`, and one of its parts; None if there is no such country or part."""
    profile, whole = read_profile(route)
    if not whole:
        return check_screen(view, Route(("check", *route.arguments[:1])))
    code, *part = route.arguments[1:] or ("",)
    country = view.knowledge.countries.get(code)
    if country is None or len(part) > 1 or (part and part[0] not in VERDICT_PARTS):
        return None
    verdict = assess(view.knowledge, profile, country, view.today)
    return _part(view, route, profile, verdict, part[0]) if part else _summary(view, route, profile, verdict)


def _summary(view: View, route: Route, profile: Profile, verdict: Verdict) -> Screen:
    say = view.voice.interface
    code, country = write_code(profile), verdict.country.code
    title = f"{country_title(view, verdict.country.code)} · {overall(view, verdict)}"
    head = [
        *view.badges(dated(verdict.country)),
        Line(f"{three_parts(view, verdict)}.", Tone.STRONG),
        Line(reason_of(view, verdict)),
    ]
    compare = Button(say("⚖️ Compare"), Route(("compare", code, country)))
    rows = [
        *in_pairs([Button(say(name), Route(("verdict", code, country, part))) for part, name in VERDICT_PARTS.items()]),
        (compare, Button(say("👣 Next steps"), Route(("steps", code)))),
        *_further(view, profile, country),
    ]
    statements = [_because(view, verdict, because) for because in verdict.decisive]
    statements += danger_statements(view, [danger for danger in verdict.warnings if danger.critical][:2])
    return compose(view, route, title, back=verdicts_route(profile), head=head, statements=statements, rows=rows)


def _further(view: View, profile: Profile, country: str) -> list[tuple[Button, ...]]:
    say, code = view.voice.interface, write_code(profile)
    buttons = [Button(say("📄 The whole page"), Route(("country", country)))]
    if country in view.knowledge.check.words and profile.where not in view.knowledge.check.cut_off:
        buttons.insert(0, Button(say("💬 Words for the border"), Route(("words", country), origin=("verdict", code, country))))
    return list(in_pairs(buttons))


def _part(view: View, route: Route, profile: Profile, verdict: Verdict, part: str) -> Screen:
    if part == "changes":
        return _changes(view, route, profile, verdict)
    statements = list(_STATEMENTS[part](view, profile, verdict))
    return _page(view, route, profile, verdict, statements, N_("Nothing is known about this here."))


def _page(
    view: View,
    route: Route,
    profile: Profile,
    verdict: Verdict,
    statements: list[Statement],
    nothing: str,
    rows: Sequence[tuple[Button, ...]] = (),
) -> Screen:
    """A part of the page. nothing: what is said where there are no statements."""
    title = f"{country_title(view, verdict.country.code)} · {view.voice.interface(VERDICT_PARTS[route.path[3]])}"
    foot = [] if statements else [Line(view.voice.interface(nothing), sign=signs.UNKNOWN)]
    back = Route(("verdict", write_code(profile), verdict.country.code))
    head = view.badges(dated(verdict.country))
    return compose(view, route, title, back=back, head=head, statements=statements, foot=foot, rows=rows)


def _because(view: View, verdict: Verdict, because: Because) -> Statement:
    """A statement that led here, with its sources, which are the country's or those of the check's own rules."""
    level = view.voice.interface(signs.LEVELS[because.level])
    return Statement(
        view.prose(because.text),
        signs.LEVEL_SIGNS[because.level],
        view.voice.partial(because.as_of),
        level[:1].upper() + level[1:],
        cited(view, verdict, because),
        because.text.context,
    )


def _ways(view: View, profile: Profile, verdict: Verdict) -> Iterable[Statement]:
    """What is open to this person first; then what may be; then what is not, with the reason."""
    say = view.voice.interface
    for way in verdict.ways:
        if way.way is not None:
            yield _way(view, verdict, way)
        elif way.fits is Fits.YES:
            text = say("You can ask for asylum inside the country.")
            yield Statement(text, signs.LEVEL_SIGNS[way.level], label=say("You are here already"))


def _way(view: View, verdict: Verdict, seen: Way) -> Statement:
    assert seen.way is not None  # noqa: S101 - the caller has looked
    way, say = seen.way, view.voice.interface
    own = isinstance(way, WayIn)
    sources: dict[str, Source] = verdict.country.sources if own else view.knowledge.check.sources
    label = f"{view.prose(way.title)} — {_obstacle(view, seen) or say(signs.LEVELS[seen.level])}"
    sign = signs.NOT_FOR_YOU if seen.fits is Fits.NO else signs.LEVEL_SIGNS[seen.level]
    page = dated(verdict.country) if own else check_dates(view)
    sign, text = view.rechecked(isinstance(way, WayIn) and way.volatile, sign, view.prose(way.text), page)
    return Statement(text, sign, view.voice.partial(way.as_of), label, sources_of(sources, way.sources), way.text.context)


def _obstacle(view: View, seen: Way) -> str:
    say = view.voice.interface
    if seen.obstacle is not None and not seen.obstacle.subjects:
        return say("shut for everybody")
    if seen.obstacle is not None:
        return say("not for you: {why}", why=", ".join(_subject_words(view, each) for each in seen.obstacle.subjects))
    if seen.fits is Fits.MAYBE:
        return say("perhaps; it depends on: {what}", what=", ".join(_subject_words(view, each) for each in seen.depends_on))
    return ""


def _subject_words(view: View, subject: Subject) -> str:
    question = question_about(view.knowledge, subject)
    return view.prose(question.short) if question else subject.value


def _dangers(view: View, profile: Profile, verdict: Verdict) -> Iterable[Statement]:
    return danger_statements(view, verdict.warnings)


def _why(view: View, profile: Profile, verdict: Verdict) -> Iterable[Statement]:
    """The answers, then the facts they led to."""
    say = view.voice.interface
    for subject, answer in profile.said():
        yield Statement(answer_label(view, subject, answer), signs.POINT, label=_subject_words(view, subject))
    for subject in (each for each in verdict.depends_on if profile.answer(each) is None):
        yield Statement(say("Not said; the answer could change this."), signs.UNKNOWN, label=_subject_words(view, subject))
    for because in (*verdict.entry.because, *verdict.protection.because):
        yield _because(view, verdict, because)


def _changes(view: View, route: Route, profile: Profile, verdict: Verdict) -> Screen:
    """What single answers would change, each with a button to see what it would be."""
    better, worse = nearest_changes(view.knowledge, profile, verdict, view.today)
    changes = [*better, *worse]
    statements = [_changed(view, verdict, change) for change in changes]
    rows = in_pairs([_other_answer(view, profile, verdict, change) for change in changes])
    return _page(view, route, profile, verdict, statements, N_("No other single answer changes this."), rows)


def _changed(view: View, verdict: Verdict, change: Change) -> Statement:
    say = view.voice.interface
    level = say("not within reach now") if change.is_out_of_reach else say(signs.LEVELS[change.level])
    label = f"{_subject_words(view, change.subject)}: {answer_label(view, change.subject, change.answer)}"
    text = say("it would be: {level} (now: {now})", level=level, now=overall(view, verdict))
    return Statement(text, _sign(change), label=label)


def _sign(change: Change) -> str:
    return signs.NOT_FOR_YOU if change.is_out_of_reach else signs.LEVEL_SIGNS[change.level]


def _other_answer(view: View, profile: Profile, verdict: Verdict, change: Change) -> Button:
    other = write_code(with_answer(profile, change.subject, change.answer))
    label = f"{_sign(change)} {answer_label(view, change.subject, change.answer)}"
    return Button(label[:_LABEL], Route(("verdict", other, verdict.country.code)))


_STATEMENTS: Mapping[str, Callable[[View, Profile, Verdict], Iterable[Statement]]] = MappingProxyType(
    {"ways": _ways, "dangers": _dangers, "why": _why}
)
