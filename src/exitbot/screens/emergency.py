"""Cards for somebody who has ten minutes: at most six lines, first what to do, then whom to reach."""

from __future__ import annotations

from exitbot.knowledge.model import EmergencyCard
from exitbot.screens.paging import compose
from exitbot.screens.route import HOME, Route
from exitbot.screens.screen import Button, Line, Screen, Tone
from exitbot.screens.view import Dated, View, in_pairs, organisation_button

__all__ = ["emergency_screen"]


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
    helpers = view.knowledge.organisation_by_id
    buttons = [
        organisation_button(helpers[name].name, Route(("organisation", name), origin=route.path)) for name in card.organisations
    ]
    topics = view.knowledge.topics
    buttons += [Button(view.prose(topics[slug].title), Route(("topic", slug), origin=route.path)) for slug in card.topics]
    title = f"🆘 {view.prose(card.title)}"
    badges = view.badges(page)
    head = [badge for badge in badges if badge.tone is Tone.STRONG]  # out of date: said before the first step
    foot = [badge for badge in badges if badge not in head]
    back = Route(("emergency",))
    return compose(view, route, title, back=back, head=head, statements=steps, foot=foot, rows=in_pairs(buttons))
