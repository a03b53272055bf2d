"""What is new on a subject for a person who comes back to an old message."""

from __future__ import annotations

from dataclasses import replace

from exitbot.knowledge.applying import shared_facts
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Part
from exitbot.language.speaking import Voice
from exitbot.screens import signs
from exitbot.screens.building import with_notice
from exitbot.screens.route import Route
from exitbot.screens.screen import Point, Screen

__all__ = ["concerns", "how_many_changed", "with_changes"]

# Which part of the content a family of screens is about. A whole country or topic, not one page of it: the first press of an
# old message leads to one page, and the change may stand on the page the person was looking at.
_FILES = {
    "country": "country-{}",
    "topic": "topic-{}",
    "emergency": "emergency/cards/{}",
    "organisation": "organisations/organisations/{}",
}


def concerns(knowledge: Knowledge, route: Route, place: str) -> bool:
    """Whether a place in the content ("country-fr/summary", "shared/facts/schengen-visas") belongs to a route's subject."""
    if route.family not in _FILES or not route.arguments:
        return False
    subject = route.arguments[0]
    whole = _FILES[route.family].format(subject)
    if place == whole or place.startswith(f"{whole}/"):
        return True
    shared = place.removeprefix("shared/facts/")
    return (
        route.family == "country"
        and shared != place
        and any(fact.id == shared for part in Part for fact in shared_facts(knowledge, subject, part))
    )


def how_many_changed(voice: Voice, count: int) -> str:
    """The sentence for a person whose message is of an older edition."""
    return voice.counted(
        "Since this message was shown, {count} statement on this subject has changed.",
        "Since this message was shown, {count} statements on this subject have changed.",
        count,
    )


def with_changes(screen: Screen, voice: Voice, changed: frozenset[str]) -> Screen:
    """The same page with the number of changes above it and a sign at each that stands on it."""
    new = {text for identifier, text in screen.statements if identifier.rpartition("/")[0] in changed}
    blocks = tuple(
        replace(block, sign=f"{signs.NEW}{block.sign}") if isinstance(block, Point) and block.text in new else block
        for block in screen.blocks
    )
    return with_notice(replace(screen, blocks=blocks), how_many_changed(voice, len(changed)))
