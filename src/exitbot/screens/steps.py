"""The next steps of one person, from now to the first week after arrival; and the words for the border."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from exitbot.guidance.verdict import advice_for, urgent_for
from exitbot.knowledge.applying import sources_of
from exitbot.knowledge.guide import Phase
from exitbot.language.speaking import N_
from exitbot.screens.asking import check_screen, read_profile, verdicts_route
from exitbot.screens.country import country_title
from exitbot.screens.paging import compose
from exitbot.screens.route import Route
from exitbot.screens.screen import Button, Line, Screen, Tone
from exitbot.screens.verdicts import check_dates, danger_statements
from exitbot.screens.view import Statement, View

__all__ = ["steps_screen", "words_screen"]

_PHASES: Mapping[Phase, str] = MappingProxyType(
    {
        Phase.NOW: N_("Now"),
        Phase.BEFORE: N_("Before you leave"),
        Phase.WAY: N_("On the way"),
        Phase.BORDER: N_("At the border"),
        Phase.ARRIVAL: N_("The first week"),
    }
)


def steps_screen(view: View, route: Route) -> Screen | None:
    """`steps/<answers>`: what is urgent, then one step after the other."""
    profile, whole = read_profile(route)
    if not whole:
        return check_screen(view, Route(("check", *route.arguments[:1])))
    if len(route.arguments) != 1:
        return None
    say, page = view.voice.interface, check_dates(view)
    statements = danger_statements(view, urgent_for(view.knowledge, profile))
    statements += [
        view.statement(step, page, label=f"{number}. {say(_PHASES[step.phase])}")
        for number, step in enumerate(advice_for(view.knowledge, profile), 1)
    ]
    back = verdicts_route(profile)
    rows = [(Button(say("🆘 Urgent"), Route(("emergency",))),)]
    return compose(view, route, say("👣 Next steps"), back=back, head=view.badges(page), statements=statements, rows=rows)


def words_screen(view: View, route: Route) -> Screen | None:
    """`words/<country>`: the sentence to say or show, with a button that copies it."""
    words = view.knowledge.check.words.get(route.arguments[0]) if len(route.arguments) == 1 else None
    if words is None:
        return None
    say, code = view.voice.interface, route.arguments[0]
    language = view.voice.language_name(words.language)
    head = [
        Line(say("“I ask for asylum” ({language}). Say it or show it to the first officer.", language=language)),
        Line(words.text, Tone.CODE),
    ]
    if words.spoken:
        head.append(Line(say("It sounds like: {sound}", sound=words.spoken)))
    sources = sources_of(view.knowledge.check.sources, words.sources)
    statements = [Statement(say("Ask them to write it down. More can be said at the interview."), sources=sources)]
    title = f"{country_title(view, code)} · {say('💬 Words for the border')}"
    back = Route(route.origin) if route.origin else Route(("country", code))
    rows = [(Button(say("📋 Copy"), route, copy=words.text),)]
    return compose(view, route, title, back=back, head=head, statements=statements, rows=rows)
