"""reply_markup."""

from __future__ import annotations

from typing import Any

import pytest

from exitbot.sandbox.arguments import Arguments
from exitbot.sandbox.errors import ApiError
from exitbot.sandbox.keyboards import read_markup

PARSE = "Bad Request: can't parse inline keyboard button: "


def refusal(markup: Any) -> str:
    with pytest.raises(ApiError) as caught:
        read_markup(Arguments({"reply_markup": markup}))
    assert caught.value.status == 400
    return caught.value.description


def one(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Go", **fields}]]}


def test_a_button_of_64_bytes_is_taken_and_of_65_bytes_is_refused() -> None:
    assert read_markup(Arguments({"reply_markup": one(callback_data="ж" * 32)}))
    assert refusal(one(callback_data="ж" * 32 + "x")) == "Bad Request: BUTTON_DATA_INVALID"


def test_a_button_without_data_is_refused() -> None:
    assert refusal(one(callback_data="")) == "Bad Request: BUTTON_DATA_INVALID"


def test_a_button_that_does_nothing_is_refused() -> None:
    assert refusal(one()) == PARSE + "Text buttons are unallowed in the inline keyboard"


def test_a_button_that_does_two_things_is_refused() -> None:
    assert refusal(one(url="x.org", callback_data="x")).startswith("Bad Request: BUTTON_TYPE_INVALID")


def test_a_button_needs_words() -> None:
    assert refusal(one(text=" ", callback_data="x")) == "Bad Request: inline keyboard button text must be non-empty"
    assert refusal({"inline_keyboard": [[{"callback_data": "x"}]]}) == PARSE + 'Can\'t find field "text"'
    assert refusal(one(text=[], callback_data="x")) == PARSE + 'Field "text" must be of type String'


def test_text_to_copy_has_1_to_256_units() -> None:
    assert read_markup(Arguments({"reply_markup": one(copy_text={"text": "x" * 256})}))
    assert refusal(one(copy_text={"text": "x" * 257})) == "Bad Request: BUTTON_COPY_TEXT_INVALID"
    assert refusal(one(copy_text={"text": ""})) == "Bad Request: BUTTON_COPY_TEXT_INVALID"
    assert refusal(one(copy_text="x")) == PARSE + 'Field "copy_text" must be of type Object'


def test_a_link_button_needs_an_address() -> None:
    assert read_markup(Arguments({"reply_markup": one(url="https://x.org")}))[0][0]["url"] == "https://x.org/"
    assert refusal(one(url="nowhere")) == "Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"
    assert refusal(one(url="file:///x")).endswith("Unsupported URL protocol")


@pytest.mark.parametrize("name", ["request_contact", "request_location", "request_users", "request_chat"])
def test_a_keyboard_that_asks_for_contact_or_place_is_refused(name: str) -> None:
    assert name in refusal({"keyboard": [[{"text": "Give", name: True}]]})


@pytest.mark.parametrize("name", ["login_url", "pay", "callback_game"])
def test_a_button_that_identifies_or_charges_is_refused(name: str) -> None:
    assert name in refusal(one(**{name: {"url": "https://x.org"}}))


def test_wrong_json_is_refused_in_telegrams_words() -> None:
    assert refusal("{") == "Bad Request: can't parse reply keyboard markup JSON object"
    assert refusal("[]") == "Bad Request: object expected as reply markup"
    assert refusal({"inline_keyboard": [{}]}) == (
        'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    )
    assert refusal({"inline_keyboard": [["x"]]}) == PARSE + "InlineKeyboardButton must be an Object"


def test_empty_rows_are_dropped() -> None:
    assert read_markup(Arguments({"reply_markup": {"inline_keyboard": [[], []]}})) == ()
