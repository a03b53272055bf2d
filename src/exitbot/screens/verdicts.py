"""The answer of the guided check: countries for this person, best first, each with its reason and its three parts apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exitbot.guidance.asking import questions_for
from exitbot.guidance.parts import Because, more_careful
from exitbot.guidance.profile import Profile, write_code
from exitbot.guidance.verdict import Verdict, assess_all, urgent_for
from exitbot.knowledge.applying import sources_of
from exitbot.knowledge.guide import Danger
from exitbot.knowledge.model import Level, Role, Source
from exitbot.screens import signs
from exitbot.screens.asking import answer_label, check_screen, question_route, read_profile, verdicts_route
from exitbot.screens.country import country_title
from exitbot.screens.paging import compose, part_of, turning
from exitbot.screens.route import Route
from exitbot.screens.screen import Button, Line, Screen, Tone
from exitbot.screens.view import Dated, Statement, View, in_pairs

__all__ = [
    "check_dates",
    "cited",
    "danger_statements",
    "level_words",
    "overall",
    "reason_of",
    "span",
    "three_parts",
    "verdicts_screen",
]

COUNTRIES_ON_A_PAGE = 8
_WAIT = "wait"
_URGENT_SHOWN = 2


def verdicts_screen(view: View, route: Route) -> Screen | None:
    """`verdicts/<answers>`, and `verdicts/<answers>/wait` for the places where one can wait."""
    profile, whole = read_profile(route)
    if not whole:
        return check_screen(view, Route(("check", *route.arguments[:1])))
    if route.arguments[1:] not in ((), (_WAIT,)):
        return None
    role = Role.TRANSIT if route.arguments[1:] else Role.DESTINATION
    verdicts = [v for v in assess_all(view.knowledge, profile, view.today) if v.country.role is role]
    return _waiting(view, route, profile, verdicts) if role is Role.TRANSIT else _answer(view, route, profile, verdicts)


def _answer(view: View, route: Route, profile: Profile, verdicts: Sequence[Verdict]) -> Screen:
    say = view.voice.interface
    page, pages, shown = part_of(verdicts, route.page, COUNTRIES_ON_A_PAGE)
    route = route.at_page(page)
    code = write_code(profile)
    urgent = urgent_for(view.knowledge, profile)[:_URGENT_SHOWN] if page == 1 else []
    when = Line(
        say("Computed on {day} from what is known today. Not legal advice.", day=view.voice.day(view.today)), Tone.QUIET
    )
    foot = [when]
    if any(verdict.is_out_of_reach for verdict in shown):
        words = say("{sign}: no way is known from where you are with these papers. That is no refusal.", sign=signs.NOT_FOR_YOU)
        foot.insert(0, Line(words))
    onward = (
        Button(say("🧭 Countries on the way"), Route(("verdicts", code, _WAIT))),
        Button(say("👣 Next steps"), Route(("steps", code))),
    )
    return compose(
        view,
        route,
        say("For you"),
        back=_last_question(view, profile),
        head=[_best(view, verdicts)] if page == 1 else [],
        statements=[*danger_statements(view, urgent), *(_line(view, verdict) for verdict in shown)],
        foot=foot,
        rows=[
            *in_pairs([_to_country(view, code, verdict) for verdict in shown]),
            *turning(view, route, pages),
            onward,
            *(_answers(view, profile) if page == 1 else ()),
        ],
        whole=True,
    )


def _last_question(view: View, profile: Profile) -> Route:
    """The answer given last, to be changed; the first question if nothing was said."""
    said = [question.id for question in view.knowledge.check.questions if profile.answer(question.id) is not None]
    return question_route(profile, said[-1]) if said else Route(("check",))


def _best(view: View, verdicts: Sequence[Verdict]) -> Line:
    """The answer in one line. What is only unclear is never called the best."""
    say = view.voice.interface
    best = [verdict for verdict in verdicts if verdict.level is verdicts[0].level][:3] if verdicts else []
    if not best or best[0].level is Level.CLOSED:
        return Line(say("With these answers no way is known today. See what would change it, and the next steps."), Tone.STRONG)
    names = ", ".join(country_title(view, verdict.country.code) for verdict in best)
    if best[0].level is Level.UNCLEAR:
        return Line(say("No reliable way is known today. Unclear: {countries}.", countries=names), Tone.STRONG)
    level = level_words(view, best[0].level, more_careful(verdict.worst for verdict in best))
    return Line(say("Best today: {countries} — {level}.", countries=names, level=level), Tone.STRONG)


def _line(view: View, verdict: Verdict) -> Statement:
    """One country: the level, the three parts apart, the reason in a few words, its age, and what it rests on."""
    label = f"{country_title(view, verdict.country.code)} — {overall(view, verdict)}"
    decisive = verdict.decisive
    when = view.voice.partial(min(because.as_of for because in decisive)) if decisive else ""
    sources = cited(view, verdict, decisive[0])[:1] if decisive else ()
    text = three_parts(view, verdict) + "."
    if not verdict.is_out_of_reach:
        text += f" {reason_of(view, verdict)}"
    return Statement(text, span(verdict), when, label, sources)


def cited(view: View, verdict: Verdict, because: Because) -> tuple[Source, ...]:
    """The sources of a reason: the country's, or the check's own where a rule of the check decided."""
    own = because.text.domain == "check"
    return sources_of(view.knowledge.check.sources if own else verdict.country.sources, because.sources)


def overall(view: View, verdict: Verdict) -> str:
    """The level; what is only out of reach is not called closed."""
    if verdict.is_out_of_reach:
        return view.voice.interface("not within reach now")
    return level_words(view, verdict.level, verdict.worst)


def span(verdict: Verdict) -> str:
    """The sign of the level; two where too little was said; another one for what is only out of reach."""
    if verdict.is_out_of_reach:
        return signs.NOT_FOR_YOU
    best, worst = signs.LEVEL_SIGNS[verdict.level], signs.LEVEL_SIGNS[verdict.worst]
    return best if best == worst else f"{best}{worst}"


def level_words(view: View, best: Level, worst: Level) -> str:
    """One level, or from the best to the worst where too little was said."""
    say = view.voice.interface
    if best is worst:
        return say(signs.LEVELS[best])
    return say("{best} to {worst}", best=say(signs.LEVELS[best]), worst=say(signs.LEVELS[worst]))


def three_parts(view: View, verdict: Verdict) -> str:
    """Getting in, protection, and what follows a no: never one sentence about all three."""
    say = view.voice.interface
    entry = say("out of reach") if verdict.is_out_of_reach else level_words(view, verdict.entry.best, verdict.entry.worst)
    return "; ".join(
        [
            say("getting in: {level}", level=entry),
            say("protection: {level}", level=level_words(view, verdict.protection.best, verdict.protection.worst)),
            say("if refused: {outcome}", outcome=say(signs.OUTCOMES[verdict.if_refused.outcome])),
        ]
    )


def reason_of(view: View, verdict: Verdict) -> str:
    """Why it is not better, in a few words."""
    say = view.voice.interface
    if verdict.is_out_of_reach:
        return say("No way is known from where you are with your papers; that is no refusal.")
    if verdict.entry.best is verdict.level and verdict.protection.best is not verdict.level:
        return say("Getting in decides.")
    if verdict.level is not verdict.worst and verdict.depends_on:
        return say("It depends on answers not given.")
    if verdict.entry.best is verdict.protection.best:
        return say("Getting in and protection weigh the same.")
    return say("Protection decides.")


def danger_statements(view: View, dangers: Iterable[Danger]) -> list[Statement]:
    """Warnings with their age and sources."""
    page = check_dates(view)
    return [view.statement(danger, page, sign=signs.CRITICAL if danger.critical else signs.WARNING) for danger in dangers]


def check_dates(view: View) -> Dated:
    """The dates and sources of the check's own statements."""
    check = view.knowledge.check
    return Dated(check.compiled, check.reviewed, check.review_by, check.sources)


def _to_country(view: View, code: str, verdict: Verdict) -> Button:
    label = f"{span(verdict)} {country_title(view, verdict.country.code)}"
    return Button(label, Route(("verdict", code, verdict.country.code)))


def _answers(view: View, profile: Profile) -> list[tuple[Button, ...]]:
    """Every answer on a button of its own: one tap, and it can be changed."""
    buttons = []
    for question in questions_for(view.knowledge, profile):
        answer = profile.answer(question.id)
        said = answer_label(view, question.id, answer) if answer else view.voice.interface("not said")
        buttons.append(Button(f"✏️ {view.prose(question.short)}: {said}"[:60], question_route(profile, question.id)))
    return list(in_pairs(buttons))


def _waiting(view: View, route: Route, profile: Profile, verdicts: Sequence[Verdict]) -> Screen:
    """Places of transit: whether one gets in, and how safe it is to wait there."""
    say = view.voice.interface
    page, pages, shown = part_of(_safest_first(profile, verdicts), route.page, COUNTRIES_ON_A_PAGE)
    route = route.at_page(page)
    code = write_code(profile)
    text = say("Places to pass through. Let in is not safe: the sign says what is known to follow a refusal.")
    return compose(
        view,
        route,
        say("🧭 Countries on the way"),
        back=verdicts_route(profile),
        head=[Line(text, Tone.STRONG, signs.WARNING)],
        statements=[_place(view, profile, verdict) for verdict in shown],
        rows=[*in_pairs([_to_place(view, code, verdict) for verdict in shown]), *turning(view, route, pages)],
        whole=True,
    )


def _safest_first(profile: Profile, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Where the person is; then what is within reach, by what is known of returns; then the rest."""
    safest, levels = list(signs.OUTCOME_SIGNS), list(Level)

    def order(verdict: Verdict) -> tuple[bool, bool, int, int]:
        here = verdict.country.code == profile.where
        outcome = safest.index(verdict.if_refused.outcome)
        return not here, verdict.entry.best is Level.CLOSED, outcome, levels.index(verdict.entry.best)

    return sorted(verdicts, key=order)


def _place(view: View, profile: Profile, verdict: Verdict) -> Statement:
    refused = verdict.country.if_refused
    sources = sources_of(verdict.country.sources, refused.sources[:1])
    sign, when = signs.OUTCOME_SIGNS[verdict.if_refused.outcome], view.voice.partial(refused.as_of)
    here = f" · {view.voice.interface('you are here')}" if verdict.country.code == profile.where else ""
    return Statement(f"{three_parts(view, verdict)}.", sign, when, country_title(view, verdict.country.code) + here, sources)


def _to_place(view: View, code: str, verdict: Verdict) -> Button:
    """With the sign that stands in the text: what follows a refusal there."""
    label = f"{signs.OUTCOME_SIGNS[verdict.if_refused.outcome]} {country_title(view, verdict.country.code)}"
    return Button(label, Route(("verdict", code, verdict.country.code)))
