"""Organisations: the legal status in Russia first, because contact itself can be held against a person there."""

from __future__ import annotations

from collections.abc import Iterable

from exitbot.knowledge.applying import sources_of
from exitbot.knowledge.model import Organisation, StatusInRussia
from exitbot.screens import signs
from exitbot.screens.paging import compose, part_of, turning
from exitbot.screens.route import HOME, Route
from exitbot.screens.screen import Line, Link, Screen, Tone
from exitbot.screens.view import Dated, Statement, View, in_pairs, organisation_button

__all__ = ["ORGANISATIONS_ON_A_PAGE", "organisation_screen", "organisations_screen"]

ORGANISATIONS_ON_A_PAGE = 14

_SIGNS = {
    StatusInRussia.UNDESIRABLE: signs.WARNING,
    StatusInRussia.EXTREMIST: signs.WARNING,
    StatusInRussia.TERRORIST: signs.WARNING,
    StatusInRussia.FOREIGN_AGENT: signs.LABELLED,
}

_ORGANISATIONS = Route(("organisations",))
_PUNISHED = (StatusInRussia.UNDESIRABLE, StatusInRussia.EXTREMIST, StatusInRussia.TERRORIST)


def organisations_screen(view: View, route: Route) -> Screen | None:
    """All organisations by name, a page of buttons at a time."""
    if route.arguments:
        return None
    say = view.voice.interface
    entries = sorted(view.knowledge.organisations.organisations, key=lambda entry: view.prose(entry.name).casefold())
    page, pages, shown = part_of(entries, route.page, ORGANISATIONS_ON_A_PAGE)
    route = route.at_page(page)
    buttons = [organisation_button(view.prose(entry.name), Route(("organisation", entry.id)), _mark(entry)) for entry in shown]
    rows = [*in_pairs(buttons), *turning(view, route, pages)]
    head = [
        Line(say("Who helps, where, in which language, and what Russia calls them.")),
        Line(say("{sign} contact with it is punished in Russia.", sign=signs.WARNING), Tone.QUIET),
        Line(
            say(
                "{sign} Russia calls it a “foreign agent”. Without a sign: nothing known, which is no promise.",
                sign=signs.LABELLED,
            ),
            Tone.QUIET,
        ),
    ]
    return compose(view, route, say("Organisations"), back=HOME, head=head, rows=rows)


def _mark(entry: Organisation) -> str:
    return _SIGNS.get(entry.status_in_russia, "")


def organisation_screen(view: View, route: Route) -> Screen | None:
    """One organisation; None if there is no such one."""
    entry = view.knowledge.organisation_by_id.get(route.arguments[0]) if len(route.arguments) == 1 else None
    if entry is None:
        return None
    file = view.knowledge.organisations
    page = Dated(file.compiled, file.reviewed, file.review_by, file.sources)
    back = Route(route.origin) if route.origin else _ORGANISATIONS
    head = [_status(view, entry), *view.badges(page)]
    statements = list(_statements(view, entry))
    links = [Link(view.prose(entry.name), entry.url)] if entry.url else []
    return compose(view, route, view.prose(entry.name), back=back, head=head, statements=statements, links=links)


def _status(view: View, entry: Organisation) -> Line:
    say = view.voice.interface
    words = say(signs.STATUSES_IN_RUSSIA[entry.status_in_russia])
    when = f" ({view.voice.partial(entry.status_as_of)})" if entry.status_as_of else ""
    words = words[:1].upper() + words[1:] + when + "."
    if entry.status_in_russia in _PUNISHED:
        words += " " + say("Taking part in it and passing on its links is an offence there; contact can be held against you.")
    elif entry.status_in_russia is StatusInRussia.UNKNOWN:
        words += " " + say("Ask before you write from Russia, and write from a safe phone.")
    return Line(words, Tone.STRONG, _SIGNS.get(entry.status_in_russia, signs.UNKNOWN))


def _statements(view: View, entry: Organisation) -> Iterable[Statement]:
    say = view.voice.interface
    sources = sources_of(view.knowledge.organisations.sources, entry.sources)
    newest = view.voice.partial(entry.newest_sign) if entry.newest_sign else say("no date known")
    yield Statement(view.prose(entry.does), "", sources=sources, id=entry.does.context)
    if entry.for_whom:
        yield Statement(view.prose(entry.for_whom), label=say("For whom"), id=entry.for_whom.context)
    if entry.countries:
        yield Statement(view.voice.list([view.voice.country(code) for code in entry.countries]), label=say("Where"))
    languages = view.voice.list([view.voice.language_name(code) for code in entry.languages])
    yield Statement(languages or say("not known"), label=say("Languages"))
    if entry.reach:
        yield Statement(view.prose(entry.reach), label=say("How to reach it"), id=entry.reach.context)
    yield Statement(newest, label=say("Newest sign that it works"))
