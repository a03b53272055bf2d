"""getUpdates: what is confirmed, what comes again, who may read."""

from __future__ import annotations

import asyncio

import pytest
from tests.sandbox.conftest import Api, Clock

from exitbot.sandbox import Person, Sandbox

ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@pytest.fixture
def ann(sandbox: Sandbox) -> Person:
    return sandbox.person()


async def texts(api: Api, **parameters: object) -> list[str]:
    return [update["message"]["text"] for update in await api.result("getUpdates", **parameters)]


async def test_update_ids_grow_and_unconfirmed_updates_come_again(api: Api, ann: Person) -> None:
    for word in ("a", "b", "c"):
        ann.send(word)
    first = await api.result("getUpdates")
    numbers = [update["update_id"] for update in first]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]
    assert await api.result("getUpdates") == first
    assert await texts(api, offset=numbers[1]) == ["b", "c"]
    assert await texts(api) == ["b", "c"]
    assert await texts(api, offset=numbers[2] + 1) == []


async def test_a_negative_offset_keeps_only_the_last_updates(api: Api, ann: Person) -> None:
    for word in ("a", "b", "c"):
        ann.send(word)
    assert await texts(api, offset=-1) == ["c"]
    assert await texts(api) == ["c"]


async def test_limit_is_kept_and_moved_into_its_bounds(api: Api, ann: Person) -> None:
    for number in range(105):
        ann.send(str(number))
    assert len(await texts(api, limit=2)) == 2
    assert len(await texts(api, limit=0)) == 1
    assert len(await texts(api, limit=1000)) == 100


async def test_a_long_poll_ends_when_something_comes(api: Api, ann: Person) -> None:
    poll = asyncio.create_task(texts(api, timeout=10))
    await asyncio.sleep(0.05)
    ann.send("now")
    assert await asyncio.wait_for(poll, 2) == ["now"]


async def test_a_long_poll_ends_empty_after_its_timeout(api: Api) -> None:
    assert await asyncio.wait_for(texts(api, timeout=1), 3) == []


async def test_a_second_poll_ends_the_first(api: Api, ann: Person) -> None:
    first = asyncio.create_task(api.refusal("getUpdates", timeout=10))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(texts(api, timeout=10))
    assert await asyncio.wait_for(first, 2) == (409, OTHER)
    ann.send("x")
    assert await asyncio.wait_for(second, 2) == ["x"]


async def test_polling_is_refused_while_a_webhook_is_set(api: Api, sandbox: Sandbox) -> None:
    poll = asyncio.create_task(api.refusal("getUpdates", timeout=10))
    await asyncio.sleep(0.05)
    await api.result("setWebhook", url="http://127.0.0.1:9/x")
    assert await asyncio.wait_for(poll, 2) == (409, "Conflict: terminated by setWebhook request")
    assert await api.refusal("getUpdates") == (409, ACTIVE)
    await api.result("deleteWebhook")
    assert await texts(api) == []


async def test_only_allowed_kinds_are_kept(api: Api, ann: Person) -> None:
    await api.result("getUpdates", allowed_updates=["callback_query"])
    ann.send("x")
    assert await texts(api) == []
    await api.result("getUpdates", allowed_updates=[])
    ann.send("y")
    assert await texts(api) == ["y"]


async def test_updates_are_forgotten_after_a_day(api: Api, ann: Person, clock: Clock) -> None:
    ann.send("x")
    clock.now += 86_401
    assert await texts(api) == []


async def test_a_poll_repeated_at_once_gets_one_update_as_on_the_real_server(api: Api, sandbox: Sandbox, ann: Person) -> None:
    sandbox.queue.calm_polls = True
    ann.send("a")
    ann.send("b")
    assert await texts(api) == ["a", "b"]
    assert await texts(api) == ["a"]


async def test_everything_a_person_does_becomes_an_update(api: Api, sandbox: Sandbox, ann: Person) -> None:
    ann.start("c_fr")
    ann.edit("changed")
    ann.send_raw({"sticker": {"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1, "type": "regular"}})
    ann.block()
    ann.start()
    ann.inline_query("words")
    sandbox.group().add_bot(ann)
    sandbox.inject({"something_new": {"a": 1}})
    updates = await api.result("getUpdates")
    assert [next(key for key in update if key != "update_id") for update in updates] == [
        "message", "edited_message", "message", "my_chat_member", "my_chat_member", "message", "inline_query",
        "my_chat_member", "message", "something_new",
    ]  # fmt: skip
    assert updates[0]["message"]["text"] == "/start c_fr"
    assert updates[0]["message"]["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
    assert "sticker" in updates[2]["message"]


async def test_an_update_can_come_twice(api: Api, sandbox: Sandbox, ann: Person) -> None:
    sandbox.faults.duplicates = 1.0
    ann.send("x")
    assert await texts(api) == ["x", "x"]
