"""An organisation: what Russia calls it comes before everything else, because contact can be held against a person."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from tests.screens.walking import LANGUAGES, Viewer, buttons, lines, points

from exitbot.knowledge.model import Organisation, StatusInRussia
from exitbot.screens import signs
from exitbot.screens.layout import plain_text
from exitbot.screens.screen import Line, Tone

SIGNS = dict.fromkeys(("undesirable", "extremist", "terrorist"), "⚠️") | {
    "foreign-agent": "🏷", "none-known": "❔", "unknown": "❔",
}  # fmt: skip
PUNISHED = (StatusInRussia.UNDESIRABLE, StatusInRussia.EXTREMIST, StatusInRussia.TERRORIST)


def with_first_organisation(viewer: Viewer, **changes: object) -> tuple[Viewer, Organisation]:
    """The same knowledge with another state of one organisation."""
    file = viewer.knowledge.organisations
    entry = file.organisations[0].model_copy(update=changes)
    entries = (entry, *file.organisations[1:])
    by_id = MappingProxyType({one.id: one for one in entries})
    knowledge = replace(
        viewer.knowledge, organisations=file.model_copy(update={"organisations": entries}), organisation_by_id=by_id
    )
    return replace(viewer, knowledge=knowledge), entry


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", PUNISHED)
def test_one_that_russia_punishes_warns_before_everything(viewer: Viewer, status: StatusInRussia, language: str) -> None:
    other, entry = with_first_organisation(viewer, status_in_russia=status, status_as_of=None)
    screen = other.see(f"organisation/{entry.id}", language)
    say = viewer.voices[language].interface
    first = screen.blocks[0]
    assert isinstance(first, Line) and (first.sign, first.tone) == (SIGNS[status], Tone.STRONG)
    called = say(signs.STATUSES_IN_RUSSIA[status])
    assert first.text.lower().startswith(called.lower())
    assert say("Taking part in it and passing on its links is an offence there; contact can be held against you.") in first.text
    marked = [
        button.label
        for page in (1, 2, 3, 4, 5, 6)
        for button in buttons(other.see(other.see("organisations").route.at_page(page), language))
        if button.route.path == ("organisation", entry.id)
    ]
    assert marked and all(label.startswith(signs.WARNING) for label in marked), "the list marks it, too"


@pytest.mark.parametrize("status", StatusInRussia)
def test_the_status_is_the_first_block_whatever_it_is(viewer: Viewer, status: StatusInRussia) -> None:
    other, entry = with_first_organisation(viewer, status_in_russia=status)
    first = other.see(f"organisation/{entry.id}").blocks[0]
    assert isinstance(first, Line) and first.sign == SIGNS[status]
    assert signs.STATUSES_IN_RUSSIA[status][1:] in first.text
    assert ("offence" in first.text) == (status in PUNISHED)


def test_an_unknown_status_is_neither_harmless_nor_punished_but_a_reason_to_ask(viewer: Viewer) -> None:
    other, entry = with_first_organisation(viewer, status_in_russia=StatusInRussia.UNKNOWN)
    text = lines(other.see(f"organisation/{entry.id}"))[0].text
    assert "unknown" in text and "Ask before you write from Russia" in text


def test_the_status_says_of_which_day_it_is(viewer: Viewer) -> None:
    for entry in viewer.knowledge.organisations.organisations:
        if entry.status_as_of:
            shown = lines(viewer.see(f"organisation/{entry.id}"))[0].text
            assert f"({viewer.voices['en'].partial(entry.status_as_of)})" in shown, entry.id


def test_every_status_in_the_content_is_shown_first(viewer: Viewer) -> None:
    for entry in viewer.knowledge.organisations.organisations:
        for language in LANGUAGES:
            screen = viewer.see(f"organisation/{entry.id}", language)
            words = viewer.voices[language].interface(signs.STATUSES_IN_RUSSIA[entry.status_in_russia])
            assert isinstance(screen.blocks[0], Line) and screen.blocks[0].text.lower().startswith(words.lower()), entry.id


def test_what_is_not_known_of_it_is_said(viewer: Viewer) -> None:
    other, entry = with_first_organisation(viewer, languages=(), newest_sign=None, for_whom=None, countries=(), reach=None)
    shown = {point.label: point.text for point in points(other.see(f"organisation/{entry.id}")) if point.label}
    assert shown == {"Languages": "not known", "Newest sign that it works": "no date known"}


def test_its_own_address_stands_only_behind_the_warning(viewer: Viewer) -> None:
    other, entry = with_first_organisation(viewer, url="https://helpers.example/path")
    screen = other.see(f"organisation/{entry.id}")
    assert "helpers.example" not in plain_text(screen)
    assert "https://helpers.example/path" in plain_text(other.see(f"addresses/organisation/{entry.id}"))


def test_every_organisation_stands_once_in_the_list_in_the_order_of_names(viewer: Viewer) -> None:
    names, screen = [], viewer.see("organisations")
    while True:
        names += [button.route.path[1] for button in buttons(screen) if button.route.family == "organisation"]
        onward = [button for button in buttons(screen) if button.label == "➡️"]
        if not onward:
            break
        screen = viewer.press(screen, onward[0])
    entries = viewer.knowledge.organisations.organisations
    assert names == [entry.id for entry in sorted(entries, key=lambda entry: entry.name.casefold())]


def test_back_leads_to_the_page_that_named_it(viewer: Viewer) -> None:
    for text in ("country/fr/help", "topic/visas/help"):
        page = viewer.see(text)
        button = next(button for button in buttons(page) if button.route.family == "organisation")
        assert str(viewer.press(page, button).rows[-2][0].route) == text


def test_a_long_name_is_cut_at_a_word(viewer: Viewer) -> None:
    other, entry = with_first_organisation(viewer, name="Aaa association of helpers, with a very long name indeed")
    label = next(button.label for button in buttons(other.see("organisations")) if button.route.path[1:] == (entry.id,))
    assert "Aaa association of helpers, with…" in label


def test_an_unknown_organisation_is_no_place(viewer: Viewer) -> None:
    for text in ("organisation/nobody", "organisation", "organisation/a/b", "organisations/x"):
        assert viewer.find(text) is None, text
