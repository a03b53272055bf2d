"""Sending, editing, deleting and answering: every rule and every error text."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from tests.sandbox.conftest import Api, Clock, button, keyboard

from exitbot.sandbox import Person, Sandbox

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def ann(sandbox: Sandbox) -> Person:
    ann = sandbox.person("Ann", "ru")
    ann.start()
    return ann


async def send(api: Api, person: Person, text: str = "hello", **more: Any) -> int:
    message = await api.result("sendMessage", chat_id=person.id, text=text, **more)
    return int(message["message_id"])


async def test_a_sent_message_is_what_the_person_sees(api: Api, ann: Person) -> None:
    message = await api.result(
        "sendMessage", chat_id=ann.id, text="<b>Hi</b>", parse_mode="HTML", reply_markup=keyboard([button()])
    )
    assert message["text"] == "Hi"
    assert message["entities"] == [{"offset": 0, "length": 2, "type": "bold"}]
    assert message["chat"] == {"id": ann.id, "first_name": "Ann", "type": "private"}
    assert message["from"]["is_bot"]
    assert ann.screen is not None
    assert (ann.screen.text, ann.screen.buttons) == ("Hi", ["Go"])


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"chat_id": 999, "text": "x"}, (400, "Bad Request: chat not found")),
        ({"text": "x"}, (400, "Bad Request: chat_id is empty")),
        ({"text": ""}, (400, "Bad Request: message text is empty")),
        ({"text": " \n"}, (400, "Bad Request: text must be non-empty")),
        ({"text": "x" * 4097}, (400, "Bad Request: message is too long")),
        ({"text": "x" * 40_000}, (400, "Bad Request: text is too long")),
        ({"text": "\ud83d"}, (400, "Bad Request: strings must be encoded in UTF-8")),
    ],
)
async def test_a_message_that_cannot_be_sent_is_refused(
    api: Api, ann: Person, parameters: dict[str, Any], refusal: tuple[int, str]
) -> None:
    if "text" in parameters and len(parameters) == 1 and parameters["text"] != "x":
        parameters = {"chat_id": ann.id, **parameters}
    assert await api.refusal("sendMessage", **parameters) == refusal


async def test_exactly_4096_units_after_parsing_are_sent(api: Api, ann: Person) -> None:
    await send(api, ann, "<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")
    assert await api.refusal("sendMessage", chat_id=ann.id, text="😀" * 2048 + "x") == (
        400,
        "Bad Request: message is too long",
    )


async def test_a_person_who_never_started_cannot_be_written_to(api: Api, sandbox: Sandbox) -> None:
    stranger = sandbox.person("Bob")
    assert await api.refusal("sendMessage", chat_id=stranger.id, text="x") == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


async def test_a_person_who_blocked_the_bot_cannot_be_written_to(api: Api, ann: Person) -> None:
    number = await send(api, ann)
    ann.block()
    refusal = (403, "Forbidden: bot was blocked by the user")
    assert await api.refusal("sendMessage", chat_id=ann.id, text="x") == refusal
    assert await api.refusal("editMessageText", chat_id=ann.id, message_id=number, text="x") == refusal
    assert await api.refusal("deleteMessage", chat_id=ann.id, message_id=number) == refusal
    ann.start()
    await send(api, ann)


async def test_an_edit_changes_the_message_in_place(api: Api, ann: Person) -> None:
    number = await send(api, ann, reply_markup=keyboard([button()]))
    await api.result("editMessageText", chat_id=ann.id, message_id=number, text="new")
    assert ann.texts() == ["/start", "new"]
    assert ann.screen is not None
    assert ann.screen.buttons == []


async def test_an_edit_that_changes_nothing_is_refused(api: Api, ann: Person) -> None:
    markup = keyboard([button()])
    number = await send(api, ann, "<b>a</b> b", parse_mode="HTML", reply_markup=markup)
    place = {"chat_id": ann.id, "message_id": number}
    same = {"text": "<strong>a</strong> b ", "parse_mode": "html", "reply_markup": markup}
    assert await api.refusal("editMessageText", **place, **same) == (400, NOT_MODIFIED)
    assert await api.refusal("editMessageReplyMarkup", **place, reply_markup=markup) == (400, NOT_MODIFIED)
    await api.result("editMessageText", **place, text="a b", reply_markup=markup)  # the entities differ
    await api.result("editMessageReplyMarkup", **place)
    assert await api.refusal("editMessageReplyMarkup", **place) == (400, NOT_MODIFIED)


async def test_edits_that_cannot_be_are_refused(api: Api, ann: Person) -> None:
    number = await send(api, ann)
    own = ann.history[0].message_id
    place = {"chat_id": ann.id}
    cases = [
        ({**place, "message_id": 5}, "Bad Request: message to edit not found"),
        ({**place, "message_id": own}, "Bad Request: message can't be edited"),
        ({}, "Bad Request: message identifier is not specified"),
        ({**place, "message_id": number, "text": "x" * 4097}, "Bad Request: MESSAGE_TOO_LONG"),
        ({**place, "message_id": number, "reply_markup": {"remove_keyboard": True}}, "Bad Request: inline keyboard expected"),
    ]  # fmt: skip
    for parameters, description in cases:
        assert await api.refusal("editMessageText", **{"text": "x", **parameters}) == (400, description)


async def test_a_deleted_message_is_really_gone(api: Api, ann: Person) -> None:
    number = await send(api, ann)
    assert await api.result("deleteMessage", chat_id=ann.id, message_id=number) is True
    assert ann.texts() == ["/start"]
    assert await api.refusal("deleteMessage", chat_id=ann.id, message_id=number) == (
        400,
        "Bad Request: message to delete not found",
    )
    assert await api.refusal("editMessageText", chat_id=ann.id, message_id=number, text="x") == (
        400,
        "Bad Request: message to edit not found",
    )


async def test_the_bot_deletes_what_the_person_wrote(api: Api, ann: Person) -> None:
    await api.result("deleteMessage", chat_id=ann.id, message_id=ann.history[0].message_id)
    assert ann.history == []


async def test_after_48_hours_a_message_can_be_edited_but_not_deleted(api: Api, ann: Person, clock: Clock) -> None:
    number = await send(api, ann)
    incoming = ann.history[0].message_id
    clock.now += 47 * 3600
    fresh = await send(api, ann)
    clock.now += 2 * 3600
    refusal = (400, "Bad Request: message can't be deleted for everyone")
    for old in (number, incoming):
        assert await api.refusal("deleteMessage", chat_id=ann.id, message_id=old) == refusal
    assert await api.refusal("deleteMessages", chat_id=ann.id, message_ids=[fresh, number]) == refusal
    await api.result("editMessageText", chat_id=ann.id, message_id=number, text="blank")
    await api.result("deleteMessage", chat_id=ann.id, message_id=fresh)


async def test_many_messages_are_deleted_at_once_and_missing_ones_are_skipped(api: Api, ann: Person) -> None:
    numbers = [await send(api, ann, str(count)) for count in range(3)]
    await api.result("deleteMessages", chat_id=ann.id, message_ids=[*numbers[:2], 7])
    assert ann.texts() == ["/start", "2"]


@pytest.mark.parametrize(
    ("numbers", "description"),
    [
        ([], "Bad Request: message identifiers are not specified"),
        (list(range(1, 102)), "Bad Request: too many message identifiers specified"),
        (["x"], "Bad Request: invalid message identifier specified"),
        ("[", "Bad Request: can't parse message identifiers JSON object"),
        ({}, "Bad Request: expected an Array of message identifiers"),
    ],
)
async def test_a_wrong_list_of_messages_is_refused(api: Api, ann: Person, numbers: Any, description: str) -> None:
    assert await api.refusal("deleteMessages", chat_id=ann.id, message_ids=numbers) == (400, description)


async def test_delete_needs_a_chat_and_a_message(api: Api, ann: Person) -> None:
    assert (await api.refusal("deleteMessage"))[1] == "Bad Request: chat identifier is not specified"
    assert (await api.refusal("deleteMessage", chat_id=ann.id))[1] == "Bad Request: message identifier is not specified"


async def test_a_press_is_answered_once_and_in_time(api: Api, ann: Person, clock: Clock) -> None:
    await send(api, ann, reply_markup=keyboard([button("Go", "1r:x")]))
    query = ann.press("Go")
    await api.result("answerCallbackQuery", callback_query_id=query, text="Done", show_alert=True)
    assert ann.answers[-1].answer == {"text": "Done", "show_alert": True, "url": ""}
    assert await api.refusal("answerCallbackQuery", callback_query_id=query) == (400, TOO_OLD)
    late = ann.press(data="1r:x")
    clock.now += 16
    assert await api.refusal("answerCallbackQuery", callback_query_id=late) == (400, TOO_OLD)
    assert await api.refusal("answerCallbackQuery", callback_query_id="123") == (400, TOO_OLD)
    assert (await api.refusal("answerCallbackQuery", callback_query_id=late, text="x" * 201))[1] == (
        "Bad Request: MESSAGE_TOO_LONG"
    )


async def test_only_buttons_that_are_there_now_can_be_pressed(api: Api, ann: Person) -> None:
    number = await send(api, ann, reply_markup=keyboard([button("Old", "old")]))
    await api.result(
        "editMessageText", chat_id=ann.id, message_id=number, text="x", reply_markup=keyboard([button("New", "new")])
    )
    with pytest.raises(LookupError, match=r"there are \['New'\]"):
        ann.press("Old")


async def test_a_reply_to_a_missing_message_is_refused(api: Api, ann: Person) -> None:
    assert await api.refusal("sendMessage", chat_id=ann.id, text="x", reply_parameters={"message_id": 5}) == (
        400,
        "Bad Request: message to be replied not found",
    )


async def test_the_bot_leaves_a_group_and_is_out(api: Api, sandbox: Sandbox, ann: Person) -> None:
    group = sandbox.group("Friends")
    group.add_bot(ann)
    await api.result("sendMessage", chat_id=group.id, text="x")
    await api.result("leaveChat", chat_id=group.id)
    assert not group.bot_is_member
    assert await api.refusal("sendMessage", chat_id=group.id, text="x") == (
        403,
        "Forbidden: bot is not a member of the group chat",
    )
    assert (await api.refusal("leaveChat", chat_id=ann.id))[0] == 400


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
async def test_parameters_come_in_four_ways(api: Api, ann: Person, way: str) -> None:
    fields = {"chat_id": str(ann.id), "text": "ж & ü", "reply_markup": '{"inline_keyboard":[[{"text":"a","url":"x.org"}]]}'}
    form = aiohttp.FormData(fields, default_to_multipart=way == "multipart")
    ways: dict[str, dict[str, Any]] = {
        "query": {"params": fields}, "form": {"data": form}, "multipart": {"data": form}, "json": {"json": fields},
    }  # fmt: skip
    verb = "GET" if way == "query" else "POST"
    async with api.session.request(verb, f"{api.url}/bot{api.token}/SENDmessage", **ways[way]) as response:
        assert (await response.json())["ok"]
    assert ann.screen is not None
    assert (ann.screen.text, ann.screen.buttons) == ("ж & ü", ["a"])


async def test_unknown_methods_and_wrong_tokens_fail_as_there(api: Api) -> None:
    for method in ("sendNothing", "logOut", "close"):
        assert await api.refusal(method) == (404, "Not Found")
    stranger = Api(api.session, api.url, "1:wrong")
    assert await stranger.refusal("getMe") == (401, "Unauthorized")
    async with api.session.get(f"{api.url}/nowhere") as response:
        assert (response.status, await response.json()) == (
            404,
            {"ok": False, "error_code": 404, "description": "Not Found"},
        )


async def test_a_body_beyond_the_limit_is_refused(api: Api) -> None:
    assert (await api.refusal("sendMessage", text="x" * 300_000))[0] == 413


async def test_calls_are_recorded_with_what_matters_for_safety(api: Api, sandbox: Sandbox, ann: Person) -> None:
    await send(api, ann, disable_notification=True, link_preview_options={"is_disabled": True}, parse_mode="HTML")
    call = sandbox.called("sendMessage")[-1]
    assert (call.status, call.chat_id) == (200, ann.id)
    assert call.parameters["disable_notification"] is True
    assert call.parameters["parse_mode"] == "HTML"
    assert ann.screen is not None
    assert (ann.screen.silent, ann.screen.link_preview) == (True, False)
    await api("sendMessage", chat_id=1, text="x")
    assert (sandbox.calls[-1].status, sandbox.calls[-1].description) == (400, "Bad Request: chat not found")
