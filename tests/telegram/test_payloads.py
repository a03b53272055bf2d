"""A screen as the bytes that Telegram takes: valid JSON, no preview, the same for everybody."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exitbot.screens.crawling import reachable
from exitbot.screens.layout import telegram_html
from exitbot.screens.route import HOME, MAX_DATA_BYTES, Route, open_envelope
from exitbot.screens.screen import Button, Line, Screen
from exitbot.telegram.library import Shelf
from exitbot.telegram.payloads import fields_of, inline_keyboard, json_bytes, with_fields

FRANCE = Route(("country", "fr"))


@pytest.fixture(scope="module")
def today(shelf: Shelf) -> date:
    """The day the shared facts were compiled."""
    return shelf.knowledge.shared.compiled


def test_a_whole_payload_is_json_with_the_chats_fields_and_the_screens(shelf: Shelf, today: date) -> None:
    for language in shelf.voices:
        screen = shelf.screen(FRANCE, language, today)
        body = json.loads(with_fields({"chat_id": 111, "message_id": 9}, shelf.payload(FRANCE, language, today).fields))
        assert body == {
            "chat_id": 111,
            "message_id": 9,
            "text": telegram_html(screen),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": {"inline_keyboard": inline_keyboard(screen, shelf.revision)},
        }


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_screen_is_a_valid_message_without_link_preview(shelf: Shelf, today: date, language: str) -> None:
    for route, screen in reachable(shelf.knowledge, shelf.voices[language], today):
        assert screen is not None
        fields = fields_of(screen, shelf.revision)
        body = json.loads(with_fields({"chat_id": 1}, fields))
        assert body["link_preview_options"] == {"is_disabled": True} and body["parse_mode"] == "HTML", route
        assert len(fields) <= 10_000, (route, len(fields))
        for row in body.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]:
            for button in row:
                if "copy_text" in button:
                    assert set(button) == {"text", "copy_text"} and route.family == "words", route
                    assert 1 <= len(button["copy_text"]["text"]) <= 256
                    continue
                assert set(button) == {"text", "callback_data"}, "no button opens anything"
                assert 1 <= len(button["callback_data"].encode()) <= MAX_DATA_BYTES
                assert open_envelope(button["callback_data"]).revision == shelf.revision


def test_a_typical_screen_is_at_most_6_kilobytes_on_the_wire(shelf: Shelf, today: date) -> None:
    sizes = sorted(
        len(fields_of(screen, shelf.revision)) for _, screen in reachable(shelf.knowledge, shelf.voices["ru"], today) if screen
    )
    assert sizes[len(sizes) // 2] <= 6000


def test_a_language_button_carries_the_other_language(shelf: Shelf, today: date) -> None:
    keyboard = inline_keyboard(shelf.screen(FRANCE, "ru", today), shelf.revision)
    switch = open_envelope(keyboard[-1][0]["callback_data"])
    assert (switch.route, switch.language) == (FRANCE, "en")
    assert open_envelope(keyboard[-1][1]["callback_data"]).language == "ru"


def test_a_screen_without_buttons_has_no_keyboard() -> None:
    assert "reply_markup" not in json.loads(b"{" + fields_of(Screen("…", (), (), HOME, "ru"), "k3f") + b"}")


PREFIXES = st.dictionaries(st.sampled_from(("chat_id", "message_id")), st.integers(), min_size=1)


@given(st.text(max_size=50), st.text(max_size=50), PREFIXES)
def test_no_text_breaks_the_json(title: str, label: str, prefix: dict[str, int]) -> None:
    screen = Screen(title, (Line(title),), ((Button(label, HOME),),), HOME, "ru")
    body = json.loads(with_fields(prefix, fields_of(screen, "k3f")))
    assert body["text"] == telegram_html(screen)
    assert body["reply_markup"]["inline_keyboard"][0][0]["text"] == label
    assert prefix.items() <= body.items()


def test_cyrillic_travels_as_two_bytes_a_letter() -> None:
    assert json_bytes({"text": "Привет"}) == '{"text":"Привет"}'.encode()


def test_a_payload_is_made_once_a_day_and_is_the_same_for_everybody(shelf: Shelf, today: date) -> None:
    assert shelf.payload(FRANCE, "ru", today) is shelf.payload(FRANCE, "ru", today)
    assert shelf.payload(FRANCE, "ru", today) is not shelf.payload(FRANCE, "en", today)
    overdue = shelf.knowledge.countries["fr"].review_by + timedelta(days=1)
    assert shelf.payload(FRANCE, "ru", overdue).fields != shelf.payload(FRANCE, "ru", today).fields


def test_kept_payloads_are_bounded(shelf: Shelf, today: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exitbot.telegram.library._KEPT_PAYLOADS", 5)
    shelf._payloads.clear()
    for page in range(1, 20):
        shelf.payload(HOME.at_page(page), "ru", today)
    assert len(shelf._payloads) == 5


def test_only_neutral_screens_are_marked_as_fit_for_a_notification(shelf: Shelf, today: date) -> None:
    assert shelf.payload(HOME, "ru", today).neutral and shelf.payload(Route(("safety",)), "ru", today).neutral
    assert not shelf.payload(FRANCE, "ru", today).neutral and not shelf.payload(Route(("emergency",)), "ru", today).neutral
