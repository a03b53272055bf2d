"""An update becomes one small event or nothing; whatever its shape, reading it never fails."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exitbot.telegram.events import ALLOWED_UPDATES, Event, Foreign, Press, Thing, Words, read_update

PERSON = {"id": 111, "is_bot": False, "first_name": "A", "language_code": "ru"}
PRIVATE = {"id": 111, "type": "private", "first_name": "A"}
BOT = {"id": 5, "is_bot": True, "first_name": "Guide", "username": "guide_bot"}
MESSAGE = {"message_id": 7, "from": PERSON, "chat": PRIVATE, "date": 1_790_000_000}
OLD = {"message_id": 9, "from": BOT, "chat": PRIVATE, "date": 1_790_000_000, "text": "…"}
QUERY = {"id": "33", "from": PERSON, "message": OLD, "chat_instance": "1", "data": "1ru.k3f:h"}
PRESS = {"update_id": 1, "callback_query": QUERY}
WORDS = {"update_id": 2, "message": {**MESSAGE, "text": "Франция"}}
PHOTO = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "file_size": 1}
STICKER = {"update_id": 3, "message": {**MESSAGE, "sticker": {**PHOTO, "type": "regular", "is_animated": False}}}


def member(status: str, kind: str = "supergroup") -> dict[str, Any]:
    """The bot's own membership has changed."""
    chat = {"id": -100, "type": kind, "title": "T"} if kind != "private" else PRIVATE
    change = {"user": BOT, "status": status}
    return {"update_id": 4, "my_chat_member": {"chat": chat, "from": PERSON, "date": 1, "new_chat_member": change}}


REAL = (PRESS, WORDS, STICKER, member("member"), member("kicked"), member("kicked", "private"))


def test_a_press_carries_what_is_needed_to_answer_it() -> None:
    assert read_update(PRESS) == Press(111, 9, "33", "1ru.k3f:h", "ru", 1)


def test_words_carry_their_text_and_time() -> None:
    assert read_update(WORDS) == Words(111, 7, "Франция", "ru", 1_790_000_000, 2)


def test_no_event_keeps_a_name_or_an_id_of_a_person_beside_the_chat() -> None:
    marked = {**PERSON, "id": 999_888, "first_name": "Secretname", "username": "secretnick"}
    for update in (PRESS, WORDS, STICKER):
        changed = copy.deepcopy(update)
        carrier: Any = changed.get("callback_query") or changed["message"]
        carrier["from"] = marked
        shown = repr(read_update(changed))
        assert "Secret" not in shown and "secret" not in shown and "999888" not in shown.replace("_", "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sticker", {"file_id": "a"}),
        ("photo", [PHOTO]),
        ("document", {"file_id": "a", "file_name": "order.pdf"}),
        ("voice", {"file_id": "a", "duration": 1}),
        ("video_note", {"file_id": "a"}),
        ("video", {"file_id": "a"}),
        ("audio", {"file_id": "a"}),
        ("animation", {"file_id": "a"}),
        ("contact", {"phone_number": "1", "first_name": "B"}),
        ("location", {"latitude": 1.0, "longitude": 2.0}),
        ("venue", {"location": {}, "title": "t"}),
        ("poll", {"id": "1"}),
        ("dice", {"emoji": "🎲", "value": 1}),
        ("story", {"id": 1}),
        ("game", {"title": "t"}),
        ("checklist", {"title": "t"}),
        ("paid_media", {"star_count": 1}),
    ],
)
def test_everything_that_is_no_text_is_a_thing_whose_content_is_not_read(name: str, value: object) -> None:
    update = {"update_id": 3, "message": {**MESSAGE, name: value, "caption": "my name is"}}
    assert read_update(update) == Thing(111, 7, "ru", 1_790_000_000, 3)


@pytest.mark.parametrize(
    "service",
    [
        {"pinned_message": {"message_id": 1}},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"new_chat_title": "x"},
        {"chat_background_set": {}},
        {"write_access_allowed": {}},
        {"users_shared": {"request_id": 1}},
        {"proximity_alert_triggered": {}},
        {"successful_payment": {}},
        {"something_of_the_year_2030": {}},
        {},
    ],
)
def test_a_service_message_is_met_with_silence(service: dict[str, Any]) -> None:
    assert read_update({"update_id": 3, "message": {**MESSAGE, **service}}) is None


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_every_chat_of_more_than_one_person_is_foreign(kind: str) -> None:
    chat = {"id": -100, "type": kind, "title": "T"}
    updates: list[dict[str, Any]] = [
        {"message": {**MESSAGE, "chat": chat, "text": "/start"}},
        {"message": {**MESSAGE, "chat": chat, "sticker": {}}},
        {"message": {**MESSAGE, "chat": chat, "new_chat_members": [BOT]}},
        {"channel_post": {"message_id": 1, "chat": chat, "date": 1, "text": "x"}},
        {"callback_query": {"id": "1", "from": PERSON, "message": {**OLD, "chat": chat}, "data": "1ru.k3f:h"}},
        member("member", kind),
        member("administrator", kind),
    ]
    for update in updates:
        found = read_update({"update_id": 1, **update})
        assert isinstance(found, Foreign) and found.chat_id == -100, update


@pytest.mark.parametrize("status", ["left", "kicked"])
def test_a_group_that_the_bot_has_left_is_not_left_again(status: str) -> None:
    assert read_update(member(status)) is None


@pytest.mark.parametrize("status", ["member", "kicked"])
def test_a_person_who_blocks_or_unblocks_the_bot_is_no_event(status: str) -> None:
    assert read_update(member(status, "private")) is None


@pytest.mark.parametrize(
    "kind",
    ["edited_message", "inline_query", "business_message", "message_reaction", "poll", "chat_join_request", "new_2030"],
)
def test_other_kinds_of_updates_are_nothing(kind: str) -> None:
    assert read_update({"update_id": 1, kind: {**MESSAGE, "text": "x"}}) is None
    assert kind not in ALLOWED_UPDATES


def test_a_press_on_a_message_too_old_for_telegram_is_still_a_press() -> None:
    """Telegram sends only chat, id and date 0 of such a message."""
    query = {**QUERY, "message": {"chat": PRIVATE, "message_id": 9, "date": 0}}
    assert read_update({"callback_query": query}) == Press(111, 9, "33", "1ru.k3f:h", "ru")


def test_a_press_without_data_or_message_breaks_nothing() -> None:
    query = {"id": "1", "from": PERSON, "message": OLD, "game_short_name": "g"}
    assert read_update({"callback_query": query}) == Press(111, 9, "1", "", "ru")
    assert read_update({"callback_query": {"id": "1", "from": PERSON, "inline_message_id": "x", "data": "y"}}) is None


@pytest.mark.parametrize("code", [None, 5, [], {}])
def test_a_language_that_is_no_text_is_no_language(code: object) -> None:
    update = {"message": {**MESSAGE, "from": {**PERSON, "language_code": code}, "text": "x"}}
    assert read_update(update) == Words(111, 7, "x", None, 1_790_000_000)


@pytest.mark.parametrize("number", [True, 1.5, "111", None, [1]])
def test_an_id_that_is_no_whole_number_is_no_event(number: object) -> None:
    assert read_update({"message": {**MESSAGE, "chat": {**PRIVATE, "id": number}, "text": "x"}}) is None
    assert read_update({"message": {**MESSAGE, "message_id": number, "text": "x"}}) is None


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
KEYS = st.sampled_from([
    "message", "callback_query", "my_chat_member", "channel_post", "chat", "id", "type", "from", "data", "text", "date",
    "message_id", "new_chat_member", "status", "language_code", "sticker",
]) | st.text(max_size=4)  # fmt: skip
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6))


def is_an_event_or_nothing(update: object) -> None:
    """The only two things reading may give."""
    event: Event | None = read_update(update)
    assert event is None or isinstance(event, Press | Words | Thing | Foreign)
    if event:
        assert type(event.chat_id) is int
        assert isinstance(getattr(event, "text", ""), str) and isinstance(getattr(event, "data", ""), str)
        assert isinstance(getattr(event, "sent", 0), int)


@given(JSON)
@example({"message": {**MESSAGE, "date": float("inf"), "text": "x"}})
@example({"message": {**MESSAGE, "date": float("nan"), "text": "x"}})
def test_no_json_makes_reading_fail(update: object) -> None:
    is_an_event_or_nothing(update)
    is_an_event_or_nothing({"update_id": 1, "message": update})
    is_an_event_or_nothing({"update_id": 1, "callback_query": update})
    is_an_event_or_nothing({"update_id": 1, "my_chat_member": update})


def places_in(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every key of every container inside a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield value, key
        yield from places_in(inner)


@given(st.sampled_from(REAL), st.lists(st.tuples(st.integers(0, 60), st.none() | JSON), min_size=1, max_size=3))
def test_a_real_update_with_parts_torn_out_or_swapped_does_not_make_reading_fail(
    update: dict[str, Any], damages: list[tuple[int, object]]
) -> None:
    damaged = copy.deepcopy(update)
    for index, put in damages:
        spots = list(places_in(damaged))
        if spots:
            container, key = spots[index % len(spots)]
            container[key] = put
    is_an_event_or_nothing(damaged)


@pytest.mark.parametrize("update", REAL, ids=["press", "words", "sticker", "joined", "kicked", "blocked"])
def test_a_real_update_without_any_one_of_its_parts_does_not_make_reading_fail(update: dict[str, Any]) -> None:
    for number in range(len(list(places_in(update)))):
        damaged = copy.deepcopy(update)
        container, key = list(places_in(damaged))[number]
        del container[key]
        is_an_event_or_nothing(damaged)


@given(st.sampled_from(REAL))
def test_what_travels_as_json_reads_the_same(update: dict[str, Any]) -> None:
    assert read_update(json.loads(json.dumps(update))) == read_update(update)
