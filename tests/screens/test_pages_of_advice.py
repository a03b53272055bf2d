"""Topics, emergency cards, and the pages about the bot itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.screens.walking import LANGUAGES, Viewer, buttons, lines, points

from exitbot.knowledge.model import Level
from exitbot.screens import signs
from exitbot.screens.layout import plain_text
from exitbot.screens.screen import Tone


def test_a_topic_shows_its_steps_in_order_and_numbered(viewer: Viewer) -> None:
    for slug, topic in viewer.knowledge.topics.items():
        shown = [point for point in viewer.points(f"topic/{slug}") if point.label]
        assert [point.text for point in shown] == [str(step.text) for step in topic.steps], slug
        assert [point.label for point in shown] == [f"Step {number}" for number in range(1, len(topic.steps) + 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_a_topic_stands_once_with_its_date_critical_ones_marked(viewer: Viewer, language: str) -> None:
    voice = viewer.voices[language]
    for slug, topic in viewer.knowledge.topics.items():
        for section in topic.sections:
            shown = viewer.points(f"topic/{slug}/{section.id}", language)
            wanted = [(voice.prose(fact.text), voice.partial(fact.as_of), fact.critical) for fact in section.facts]
            assert sorted((p.text, p.when, p.sign == signs.CRITICAL) for p in shown) == sorted(wanted), section.id


def test_a_topic_offers_all_its_sections_its_helpers_and_what_is_not_known(viewer: Viewer) -> None:
    for slug, topic in viewer.knowledge.topics.items():
        offered = [button.route.path[2] for button in buttons(viewer.see(f"topic/{slug}")) if len(button.route.path) == 3]
        wanted = [section.id for section in topic.sections]
        wanted += ["help"] * bool(topic.help.organisations) + ["unknowns"] * bool(topic.unknowns)
        assert [part for part in offered if part != slug] == wanted


def test_what_is_not_in_a_topic_is_no_place(viewer: Viewer) -> None:
    for text in ("topic", "topic/nothing", "topic/visas/nothing", "topic/visas/help/more", "topics/x"):
        assert viewer.find(text) is None, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_emergency_card_is_at_most_six_numbered_lines_in_order(viewer: Viewer, language: str) -> None:
    voice = viewer.voices[language]
    for card in viewer.knowledge.emergency.cards:
        shown = viewer.points(f"emergency/{card.id}", language)
        assert 1 <= len(shown) <= 6
        assert [point.text for point in shown] == [voice.prose(step.text) for step in card.steps]
        assert [point.sign for point in shown] == [f"{number}." for number in range(1, len(shown) + 1)]


def test_an_emergency_card_begins_with_what_to_do_and_says_its_age_below(viewer: Viewer) -> None:
    for card in viewer.knowledge.emergency.cards:
        pages = viewer.pages(f"emergency/{card.id}")
        assert points(pages[0])[0] is pages[0].blocks[0], card.id
        assert "Not yet checked by a lawyer" in plain_text(pages[-1])


def test_an_emergency_card_that_is_out_of_date_says_so_before_the_first_step(late_viewer: Viewer) -> None:
    for card in late_viewer.knowledge.emergency.cards:
        for page in late_viewer.pages(f"emergency/{card.id}"):
            assert page.blocks[0] == lines(page)[0] and lines(page)[0].sign == signs.OVERDUE, card.id


def test_an_emergency_card_leads_to_its_helpers_and_back(viewer: Viewer) -> None:
    for card in viewer.knowledge.emergency.cards:
        screen = viewer.see(f"emergency/{card.id}")
        named = [button.route.path[1] for button in buttons(screen) if button.route.family == "organisation"]
        assert named == list(card.organisations), card.id
        for button in buttons(screen):
            if button.route.family in ("organisation", "topic"):
                assert str(viewer.press(screen, button).rows[-2][0].route) == f"emergency/{card.id}"


def test_every_emergency_is_offered_on_the_first_urgent_screen(viewer: Viewer) -> None:
    offered = [button.route.path[1] for button in buttons(viewer.see("emergency")) if len(button.route.path) == 2]
    assert offered == [card.id for card in viewer.knowledge.emergency.cards]
    assert viewer.find("emergency/nothing") is None


def test_verify_says_that_examples_prove_nothing(viewer: Viewer) -> None:
    for placeholder in (True, False):
        addresses = viewer.knowledge.addresses.model_copy(update={"placeholder": placeholder})
        screen = replace(viewer, knowledge=replace(viewer.knowledge, addresses=addresses)).see("verify")
        warned = lines(screen)[0].sign == signs.WARNING and "nothing here proves anything" in lines(screen)[0].text
        assert warned is placeholder


def test_verify_says_when_its_list_has_run_out(viewer: Viewer) -> None:
    expires = viewer.knowledge.addresses.expires
    words = "This list is out of date. Do not rely on it."
    assert words not in plain_text(replace(viewer, today=expires).see("verify"))
    late = replace(viewer, today=expires.fromordinal(expires.toordinal() + 1)).see("verify")
    assert [line.tone for line in lines(late) if line.text == words] == [Tone.STRONG]


@pytest.mark.parametrize("language", LANGUAGES)
def test_verify_shows_every_official_address_as_plain_words(viewer: Viewer, language: str) -> None:
    text = plain_text(viewer.see("verify", language))
    for address in viewer.knowledge.addresses.addresses:
        assert f"{viewer.voices[language].prose(address.what)}:" in text and address.value in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_to_read_explains_every_sign_and_that_it_is_no_legal_advice(viewer: Viewer, language: str) -> None:
    say = viewer.voices[language].interface
    text = plain_text(viewer.see("about", language))
    for level in Level:
        assert f"{signs.LEVEL_SIGNS[level]} {say(signs.LEVELS[level])}" in text
    for sign in (signs.CRITICAL, signs.OVERDUE, signs.UNKNOWN):
        assert sign in text
    warning = "Information from public sources, not legal advice. As long as a page says so, no lawyer has checked it."
    assert lines(viewer.see("about", language))[0].text == say(warning)


def test_every_kind_and_level_in_the_model_has_a_sign_and_words() -> None:
    """A new value in the model must not fail only when the first page with it is opened."""
    for words, values in (
        (signs.LEVELS, signs.LEVEL_SIGNS),
        (signs.STATUSES, signs.STATUS_SIGNS),
        (signs.OUTCOMES, signs.OUTCOME_SIGNS),
    ):
        assert set(words) == set(values) == set(type(next(iter(words))))
        assert len(set(values.values())) == len(values) and len(set(words.values())) == len(words)
    for table in (signs.GROUPS, signs.KINDS, signs.STATUSES_IN_RUSSIA):
        assert set(table) == set(type(next(iter(table)))) and len(set(table.values())) == len(table)
