"""What can be read over a shoulder, in a chat list or in a notification says nothing of what this is about."""

from __future__ import annotations

import pytest
from tests.screens.walking import LANGUAGES, Place, Viewer, buttons

from exitbot.screens.building import build_screen, with_notice
from exitbot.screens.layout import plain_text
from exitbot.screens.route import HOME, Route

SENSITIVE = (
    "army", "armed", "soldier", "militar", "war", "front", "desert", "asylum", "mobilis", "mobiliz", "conscript", "draft",
    "refuge", "refus", "flee", "escape", "border", "russia", "ukrain", "putin", "kreml", "surrender", "object", "dissident",
    "evad", "summons", "prison", "visa", "passport",
    "арми", "солдат", "воен", "войн", "фронт", "дезерт", "убежищ", "мобилиз", "призыв", "бежен", "бежа", "побег", "повестк",
    "служб", "служи", "границ", "росси", "украин", "путин", "плен", "сдать", "сдач", "отказ", "диссид", "уклон", "сбежа",
    "тюрьм", "виза", "визы", "паспорт", "соч",
)  # fmt: skip
HARMLESS = ("warn",)


def sensitive_in(text: str) -> list[str]:
    """The stems that begin a word of the text."""
    words = "".join(letter if letter.isalpha() else " " for letter in text.casefold()).split()
    return [word for word in words if word.startswith(SENSITIVE) and not word.startswith(HARMLESS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [("Deserters: a guide", ["deserters"]), ("Дезертирам", ["дезертирам"]), ("Guide. Warning", []), ("про войну", ["войну"])],
)
def test_the_list_of_stems_finds_what_it_should(text: str, found: list[str]) -> None:
    assert sensitive_in(text) == found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("route", ["home", "safety", "language", "safety/country/fr"])
def test_the_first_screens_are_neutral_in_text_and_buttons(viewer: Viewer, route: str, language: str) -> None:
    screen = viewer.see(route, language)
    assert screen.neutral
    for words in (plain_text(screen), *(button.label for button in buttons(screen))):
        assert sensitive_in(words) == [], words


def test_only_screens_with_a_neutral_beginning_may_be_sent_as_they_are(places: list[Place]) -> None:
    """All others are sent blank and filled by an edit, which shows in no notification."""
    neutral = {place.route.family for place in places if place.screen and place.screen.neutral}
    assert {"home", "safety", "exit"} <= neutral <= {"home", "safety", "language", "exit"}
    for place in places:
        if place.screen and place.screen.neutral:
            assert sensitive_in(plain_text(place.screen)[:80]) == [], place


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "notice",
    [
        "That page is no longer here. This is the beginning.",
        "That button is not known any more. This is the beginning.",
        "There is no such command. This is the beginning.",
        "I did not find a country in that. If it is urgent, press 🆘. Or type a country, or choose a section.",
        "I read only text, and have deleted what you sent. Never send documents or contacts here.",
        "Something went wrong here. Please try again from the beginning.",
    ],
)
def test_a_notice_above_the_beginning_is_neutral_and_translated(viewer: Viewer, notice: str, language: str) -> None:
    said = viewer.voices[language].interface(notice)
    assert (said == notice) == (language == "en"), "the sentence is not in the catalog"
    screen = with_notice(viewer.see(HOME, language), said)
    assert screen.neutral and plain_text(screen).count(said) == 1
    assert sensitive_in(plain_text(screen)) == []


def test_a_gone_page_shows_the_neutral_beginning(viewer: Viewer) -> None:
    screen = build_screen(viewer.knowledge, viewer.voices["en"], Route(("country", "zz")), viewer.today)
    assert screen.neutral and sensitive_in(plain_text(screen)) == []


def test_the_beginning_has_the_urgent_button_first_and_alone(viewer: Viewer) -> None:
    for language in LANGUAGES:
        rows = viewer.see("home", language).rows
        assert [str(button.route) for button in rows[0]] == ["emergency"]


def test_safety_leads_on_to_where_the_link_pointed(viewer: Viewer) -> None:
    screen = viewer.see("safety/country/fr", "ru")
    assert str(screen.rows[0][0].route) == "country/fr"
    assert str(viewer.see("safety").rows[0][0].route) == "home"


@pytest.mark.parametrize("language", LANGUAGES)
def test_safety_says_who_can_read_what_exit_cannot_do_and_what_is_never_asked(viewer: Viewer, language: str) -> None:
    say = viewer.voices[language].interface
    text = plain_text(viewer.see("safety", language))
    for sentence in (
        "Telegram can read this chat: it is not end-to-end encrypted.",
        "“Exit” removes my message from this chat. It cannot reach backups, screenshots or Telegram's servers.",
        "I never ask for a name, number, document, place, login or payment. Who asks is not me.",
    ):
        assert say(sentence) in text
