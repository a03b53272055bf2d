"""From a place to its screen. The one door into this room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from exitbot.knowledge.loading import Knowledge
from exitbot.language.speaking import Voice
from exitbot.screens import signs
from exitbot.screens.addresses import addresses_screen
from exitbot.screens.asking import check_screen
from exitbot.screens.compare import compare_screen
from exitbot.screens.countries import countries_screen
from exitbot.screens.country import country_screen
from exitbot.screens.emergency import emergency_screen
from exitbot.screens.keeping import NOTHING_KEPT, Keeping
from exitbot.screens.organisation import organisation_screen, organisations_screen
from exitbot.screens.plain import (
    about_screen,
    exit_screen,
    home_screen,
    language_screen,
    privacy_screen,
    safety_screen,
    verify_screen,
)
from exitbot.screens.report import report_screen
from exitbot.screens.route import HOME, Route
from exitbot.screens.screen import Line, Screen, Tone
from exitbot.screens.steps import steps_screen, words_screen
from exitbot.screens.topic import topic_screen, topics_screen
from exitbot.screens.verdict import verdict_screen
from exitbot.screens.verdicts import verdicts_screen
from exitbot.screens.view import View

__all__ = ["build_screen", "find_screen", "with_notice"]

_FAMILIES: Mapping[str, Callable[[View, Route], Screen | None]] = MappingProxyType(
    {
        "home": home_screen,
        "safety": safety_screen,
        "language": language_screen,
        "emergency": emergency_screen,
        "countries": countries_screen,
        "country": country_screen,
        "topics": topics_screen,
        "topic": topic_screen,
        "organisations": organisations_screen,
        "organisation": organisation_screen,
        "check": check_screen,
        "verdicts": verdicts_screen,
        "verdict": verdict_screen,
        "compare": compare_screen,
        "steps": steps_screen,
        "words": words_screen,
        "privacy": privacy_screen,
        "verify": verify_screen,
        "about": about_screen,
        "exit": exit_screen,
    }
)


_WRAPPING: Mapping[str, Callable[[View, Route, Callable[[View, Route], Screen | None]], Screen | None]] = MappingProxyType(
    {"addresses": addresses_screen, "report": report_screen}
)


def find_screen(
    knowledge: Knowledge, voice: Voice, route: Route, today: date, keeping: Keeping = NOTHING_KEPT
) -> Screen | None:
    """The screen of a route, or None if there is no such place in this knowledge.

    keeping: what the operator has switched on; it is told on the privacy screen, and without reports nothing offers them.
    """
    return _build(View(knowledge, voice.fresh(), today, keeping), route)


def build_screen(knowledge: Knowledge, voice: Voice, route: Route, today: date, keeping: Keeping = NOTHING_KEPT) -> Screen:
    """The screen of a route; the beginning with a word of explanation if that place is gone."""
    screen = find_screen(knowledge, voice, route, today, keeping)
    if screen is None:
        home = _build(View(knowledge, voice.fresh(), today, keeping), HOME)
        if home is None:
            raise LookupError("the beginning cannot be built")
        return with_notice(home, voice.interface("That page is no longer here. This is the beginning."))
    return screen


def with_notice(screen: Screen, text: str) -> Screen:
    """The same screen with a line above everything else."""
    return replace(screen, blocks=(Line(text, Tone.STRONG, signs.POINT), *screen.blocks))


def _build(view: View, route: Route) -> Screen | None:
    wrapping = _WRAPPING.get(route.family)
    if wrapping:
        return wrapping(view, route, _build)
    build = _FAMILIES.get(route.family)
    return build(view, route) if build else None
