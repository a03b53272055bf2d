"""The list of countries, grouped by outlook: for everybody who refuses to serve, or for one group exactly."""

from __future__ import annotations

from exitbot.knowledge.decay import outlook_today
from exitbot.knowledge.model import Country, Group, Level, Role
from exitbot.language.speaking import flag
from exitbot.screens import signs
from exitbot.screens.paging import compose, part_of, turning
from exitbot.screens.route import HOME, Route
from exitbot.screens.screen import Button, Line, Screen, Tone
from exitbot.screens.view import View, in_pairs

__all__ = ["COUNTRIES_ON_A_PAGE", "countries_screen", "levels_of"]

COUNTRIES_ON_A_PAGE = 16

_NOT_SERVING = tuple(group for group in Group if group not in (Group.DISSIDENT, Group.RELATIVE))
_FOR_WHOM = "for"
TRANSIT = "🧭"


def countries_screen(view: View, route: Route) -> Screen | None:
    """`countries`, `countries/<group>`, or `countries/for` (choose a group); None for an unknown group."""
    if route.arguments == (_FOR_WHOM,):
        return _choice(view, route)
    if not route.arguments:
        return _list(view, route, None)
    try:
        return _list(view, route, Group(route.arguments[0])) if len(route.arguments) == 1 else None
    except ValueError:
        return None


def levels_of(view: View, country: Country, group: Group | None) -> list[Level]:
    """Today's levels for one group, or for all who refuse to serve, best first."""
    groups = (group,) if group else _NOT_SERVING
    order = list(Level)
    freshness = view.knowledge.freshness
    return sorted((outlook_today(country, each, freshness, view.today).level for each in groups), key=order.index)


def _list(view: View, route: Route, group: Group | None) -> Screen:
    say = view.voice.interface
    page, pages, shown = part_of(_ordered(view, group), route.page, COUNTRIES_ON_A_PAGE)
    route = route.at_page(page)
    whom = say(signs.GROUPS[group]) if group else say("everybody who refuses to serve")
    head = [Line(say("Protection, for: {whom}.", whom=whom), Tone.STRONG), Line(_legend(view, group), Tone.QUIET)]
    if any(country.role is Role.TRANSIT for country in shown):
        head.append(Line(say("{sign} is a place to pass through or to wait. Let in is not safe.", sign=TRANSIT)))
    rows = [
        (Button(say("👤 For whom"), Route(("countries", _FOR_WHOM))),),
        *in_pairs([_button(view, route, country, group) for country in shown]),
        *turning(view, route, pages),
    ]
    back = HOME if group is None else Route(("countries",))
    return compose(view, route, say("Countries"), back=back, head=head, rows=rows)


def _ordered(view: View, group: Group | None) -> list[Country]:
    """Destinations by level, then places of transit; names in the language's own order within each."""
    order = list(Level)

    def key(country: Country) -> tuple[bool, int, str]:
        best = levels_of(view, country, group)[0]
        return country.role is Role.TRANSIT, order.index(best), view.voice.country(country.code)

    return sorted(view.knowledge.countries.values(), key=key)


def _button(view: View, route: Route, country: Country, group: Group | None) -> Button:
    levels = levels_of(view, country, group)
    sign = TRANSIT if country.role is Role.TRANSIT else _span(levels)
    label = f"{sign} {flag(country.code)} {view.voice.country(country.code)}"
    return Button(label, Route(("country", country.code), origin=route.path))


def _span(levels: list[Level]) -> str:
    """One sign, or the best and the worst where groups differ."""
    best, worst = signs.LEVEL_SIGNS[levels[0]], signs.LEVEL_SIGNS[levels[-1]]
    return best if best == worst else f"{best}{worst}"


def _legend(view: View, group: Group | None) -> str:
    say = view.voice.interface
    words = ", ".join(f"{signs.LEVEL_SIGNS[level]} {say(signs.LEVELS[level])}" for level in Level)
    if group:
        return words
    return words + ". " + say("Two signs: from the best to the worst group. Choose a group for the exact list.")


def _choice(view: View, route: Route) -> Screen:
    say = view.voice.interface
    buttons = [Button(say(name), Route(("countries", group.value))) for group, name in signs.GROUPS.items()]
    rows = [*((button,) for button in buttons), (Button(say("Everybody who refuses to serve"), Route(("countries",))),)]
    text = say("The list is ordered for the group you choose. The choice is not kept anywhere.")
    return compose(view, route, say("For whom?"), back=Route(("countries",)), head=[Line(text)], rows=rows)
