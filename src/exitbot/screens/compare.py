"""Two countries side by side for one person."""

from __future__ import annotations

from exitbot.guidance.profile import Profile, write_code
from exitbot.guidance.verdict import Verdict, assess, assess_all
from exitbot.knowledge.applying import sources_of
from exitbot.screens import signs
from exitbot.screens.asking import check_screen, read_profile
from exitbot.screens.country import country_title
from exitbot.screens.paging import compose, part_of, turning
from exitbot.screens.route import Route
from exitbot.screens.screen import Button, Screen
from exitbot.screens.verdicts import cited, overall, reason_of, span, three_parts
from exitbot.screens.view import Statement, View, in_pairs

__all__ = ["compare_screen"]

_CHOICES_ON_A_PAGE = 16


def compare_screen(view: View, route: Route) -> Screen | None:
    """`compare/<answers>/<country>` asks with which; `compare/<answers>/<country>/<country>` shows both in one message."""
    profile, whole = read_profile(route)
    if not whole:
        return check_screen(view, Route(("check", *route.arguments[:1])))
    codes = route.arguments[1:]
    if not 1 <= len(codes) <= 2 or len(set(codes)) < len(codes) or any(code not in view.knowledge.countries for code in codes):
        return None
    verdicts = [assess(view.knowledge, profile, view.knowledge.countries[code], view.today) for code in codes]
    return _both(view, route, profile, verdicts) if len(verdicts) == 2 else _choice(view, route, profile, verdicts[0])


def _choice(view: View, route: Route, profile: Profile, first: Verdict) -> Screen:
    code = write_code(profile)
    others = [each for each in assess_all(view.knowledge, profile, view.today) if each.country is not first.country]
    page, pages, shown = part_of(others, route.page, _CHOICES_ON_A_PAGE)
    route = route.at_page(page)
    buttons = [
        Button(
            f"{span(other)} {country_title(view, other.country.code)}",
            Route(("compare", code, first.country.code, other.country.code)),
        )
        for other in shown
    ]
    title = view.voice.interface("{country}: compare with which?", country=country_title(view, first.country.code))
    back = Route(("verdict", code, first.country.code))
    return compose(view, route, title, back=back, rows=[*in_pairs(buttons), *turning(view, route, pages)])


def _both(view: View, route: Route, profile: Profile, verdicts: list[Verdict]) -> Screen:
    code = write_code(profile)
    statements = [statement for verdict in verdicts for statement in _side(view, verdict)]
    codes = [verdict.country.code for verdict in verdicts]
    rows = [tuple(Button(country_title(view, each), Route(("verdict", code, each))) for each in codes)]
    back = Route(("verdict", code, codes[0]))
    title = view.voice.interface("Side by side")
    return compose(view, route, title, back=back, statements=statements, rows=rows, whole=True)


def _side(view: View, verdict: Verdict) -> list[Statement]:
    """The level with its three parts, what it rests on, and what follows a no."""
    label = f"{country_title(view, verdict.country.code)} — {overall(view, verdict)}"
    text = f"{three_parts(view, verdict)}. {reason_of(view, verdict)}"
    found = [Statement(text, span(verdict), label=label)]
    for because in verdict.decisive[:1]:
        when, sources = view.voice.partial(because.as_of), cited(view, verdict, because)
        found.append(Statement(view.prose(because.text), signs.POINT, when, "", sources, because.text.context))
    refused = verdict.country.if_refused
    sign, when = signs.OUTCOME_SIGNS[verdict.if_refused.outcome], view.voice.partial(refused.as_of)
    sources = sources_of(verdict.country.sources, refused.sources)
    return [*found, Statement(view.prose(refused.text), sign, when, "", sources, refused.text.context)]
