"""One tap changes the language in place; what has no translation stands in English and says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from gettext import NullTranslations
from types import MappingProxyType

import pytest
from tests.screens.walking import LANGUAGES, Place, Viewer, buttons, lines

from exitbot.knowledge.values import Prose
from exitbot.language.catalogs import Catalogs
from exitbot.language.speaking import Voice
from exitbot.screens.crawling import screen_problems
from exitbot.screens.layout import plain_text
from exitbot.screens.route import MAX_DATA_BYTES, Route, seal

NOTICE = "The translation of a part of this page is on its way; until then it stands in English."


def with_catalogs(viewer: Viewer, by_language: Mapping[str, Mapping[str, object]]) -> Viewer:
    """The same knowledge, spoken from other catalogs."""
    catalogs = Catalogs(MappingProxyType(dict(by_language)))  # type: ignore[arg-type]
    return replace(viewer, voices={language: Voice(language, catalogs) for language in catalogs.languages})


def test_switching_keeps_the_place_and_the_page(viewer: Viewer, places: list[Place]) -> None:
    for place in places:
        if place.screen is None or place.route.family == "exit":
            continue
        switch = place.screen.rows[-1][0]
        assert switch.language in set(LANGUAGES) - {place.language}, place
        assert switch.route == place.screen.route, place
        other = viewer.press(place.screen, switch)
        assert (other.route.path, other.language) == (place.screen.route.path, switch.language), place
        page, is_paged = place.screen.route.page, place.screen.pages > 1
        assert other.route.page == (min(page, other.pages) if is_paged else page), place
        assert other.rows[-1][0].language == place.language, "and back again"


def test_the_button_names_the_other_language_in_its_own_words(viewer: Viewer) -> None:
    assert viewer.see("home", "en").rows[-1][0].label == "🌐 Русский"
    assert viewer.see("home", "ru").rows[-1][0].label == "🌐 English"


def test_with_three_languages_the_button_leads_to_a_choice_that_leads_back(viewer: Viewer, catalogs: Catalogs) -> None:
    three = with_catalogs(viewer, {**catalogs.by_language, "uk": {}})
    page = three.see("country/fr/law", "ru")
    choice = three.press(page, page.rows[-1][0])
    assert choice.route.family == "language" and choice.neutral
    offered = buttons(choice)[:3]
    assert {button.language: button.label for button in offered} == {"en": "English", "ru": "Русский", "uk": "Українська"}
    assert {str(button.route) for button in offered} == {"country/fr/law"}
    assert three.press(choice, offered[2]).language == "uk"


def test_with_three_languages_no_button_grows_over_64_bytes(viewer: Viewer, catalogs: Catalogs) -> None:
    three = with_catalogs(viewer, {**catalogs.by_language, "uk": {}})
    for place in three.walk():
        for button in buttons(place.screen) if place.screen else ():
            assert len(seal(button.route, button.language or place.language, "k3f").encode()) <= MAX_DATA_BYTES, place


def test_a_sentence_without_translation_stands_in_english_with_a_notice(viewer: Viewer) -> None:
    country = viewer.knowledge.countries["fr"]
    new = Prose("A sentence that nobody has translated yet.")
    summary = country.summary.model_copy(update={"text": new})
    countries = MappingProxyType({**viewer.knowledge.countries, "fr": country.model_copy(update={"summary": summary})})
    other = replace(viewer, knowledge=replace(viewer.knowledge, countries=countries))
    screen = other.see("country/fr", "ru")
    notice = viewer.voices["ru"].interface(NOTICE)
    assert notice != NOTICE
    assert new in plain_text(screen) and screen.untranslated == (new,)
    assert [line.text for line in lines(screen)].count(notice) == 1
    assert viewer.see("country/fr", "ru").title == screen.title, "the rest is still Russian"
    assert notice not in plain_text(other.see("country/de", "ru"))
    assert NOTICE not in plain_text(other.see("country/fr", "en"))
    problems = list(screen_problems(other.knowledge, other.voices, other.today))
    assert {problem.language for problem in problems} == {"ru"}
    assert all("not translated: 'A sentence that" in problem.message for problem in problems)


def test_a_whole_catalog_that_is_missing_hides_nothing(viewer: Viewer, catalogs: Catalogs) -> None:
    russian = {domain: found for domain, found in catalogs.by_language["ru"].items() if domain != "country-fr"}
    other = with_catalogs(viewer, {"ru": russian})
    country = viewer.knowledge.countries["fr"]
    shown = {point.text for point in other.points("country/fr/law", "ru")}
    assert {str(fact.text) for fact in country.facts.law} <= shown
    assert all(other.voices["ru"].interface(NOTICE) in plain_text(page) for page in other.pages("country/fr/law", "ru"))


def test_with_empty_catalogs_everything_stands_in_english_and_nothing_fails(viewer: Viewer) -> None:
    other = with_catalogs(viewer, {"ru": {"interface": NullTranslations()}})
    for route in ("home", "safety", "country/fr", "country/fr/law", "topic/visas", "emergency", "organisations", "verify"):
        assert other.see(route, "ru").blocks
    assert NOTICE in plain_text(other.see("country/fr", "ru"))


def test_the_addresses_screen_does_not_speak_of_sentences_it_does_not_show(viewer: Viewer) -> None:
    interface = viewer.voices["ru"].catalogs.by_language["ru"]["interface"]
    other = with_catalogs(viewer, {"ru": {"interface": interface}})
    notice = other.voices["ru"].interface(NOTICE)
    assert notice in plain_text(other.see("country/fr", "ru")), "the control"
    assert notice not in plain_text(other.see("addresses/country/fr", "ru"))


def test_an_interface_that_is_not_translated_is_told_on_every_screen(viewer: Viewer) -> None:
    other = with_catalogs(viewer, {"ru": {"interface": NullTranslations()}})
    assert all(NOTICE in plain_text(other.see(route, "ru")) for route in ("home", "safety", "emergency", "verify"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_screen_leads_back_to_where_the_person_was(viewer: Viewer, language: str) -> None:
    screen = viewer.see(Route(("language",), origin=("country", "fr")), language)
    assert screen.rows[-2][0].route == Route(("country", "fr"))
    assert [button.label for button in screen.rows[0]] == ["English", "Русский"][: len(LANGUAGES)]
