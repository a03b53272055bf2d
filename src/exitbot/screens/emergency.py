"""Cards for somebody who has ten minutes: at most six lines, first what to do, then whom to reach."""

from __future__ import annotations

from exitbot.knowledge.model import EmergencyCard
from exitbot.screens.paging import compose
from exitbot.screens.route import HOME, Route
from exitbot.screens.screen import Button, Line, Link, Screen, Tone
from exitbot.screens.view import Dated, View, helper_buttons, in_pairs

__all__ = ["emergency_screen"]

_WHOLE_CARD = 2600
"""Characters: a card is never torn in two."""


def emergency_screen(view: View, route: Route) -> Screen | None:
    """The list of situations, or one card; None for an unknown card."""
    if not route.arguments:
        return _list(view, route)
    cards = {card.id: card for card in view.knowledge.emergency.cards}
    card = cards.get(route.arguments[0]) if len(route.arguments) == 1 else None
    return _card(view, route, card) if card else None


def _list(view: View, route: Route) -> Screen:
    say = view.voice.interface
    cards = view.knowledge.emergency.cards
    rows = [(Button(view.prose(card.title), Route(("emergency", card.id))),) for card in cards]
    text = say("What is happening now? Each card is a few lines: first what to do, then whom to reach.")
    return compose(view, route, say("🆘 Urgent"), back=HOME, head=[Line(text)], rows=rows)


def _card(view: View, route: Route, card: EmergencyCard) -> Screen:
    file = view.knowledge.emergency
    page = Dated(file.compiled, file.reviewed, file.review_by, file.sources)
    steps = [view.statement(step, page, sign=f"{number}.") for number, step in enumerate(card.steps, 1)]
    buttons = helper_buttons(view, route, card.organisations)
    topics = view.knowledge.topics
    buttons += [Button(view.prose(topics[slug].title), Route(("topic", slug), origin=route.path)) for slug in card.topics]
    title = f"🆘 {view.prose(card.title)}"
    badges = view.badges(page)
    head = [badge for badge in badges if badge.tone is Tone.STRONG]  # out of date: said before the first step
    foot = [badge for badge in badges if badge not in head]
    helpers = [view.knowledge.organisation_by_id[name] for name in card.organisations]
    links = [Link(view.prose(helper.name), helper.url) for helper in helpers if helper.url]
    return compose(
        view,
        route,
        title,
        back=Route(("emergency",)),
        head=head,
        statements=steps,
        foot=foot,
        rows=in_pairs(buttons),
        links=links,
        room=_WHOLE_CARD,
    )
