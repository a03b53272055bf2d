"""Delivery by webhook."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import web
from tests.sandbox.conftest import Api, Hook, button, keyboard

from exitbot.sandbox import Person, Sandbox


@pytest.fixture
def ann(sandbox: Sandbox) -> Person:
    return sandbox.person()


async def until(condition: Any) -> None:
    async with asyncio.timeout(3):
        while not condition():
            await asyncio.sleep(0.005)


async def test_updates_are_posted_with_the_secret(api: Api, hook: Hook, sandbox: Sandbox, ann: Person) -> None:
    ann.send("before")  # what waits already is delivered first
    answer = await api("setWebhook", url=hook.url, secret_token="s3cret_-", max_connections=5)
    assert answer == {"ok": True, "result": True, "description": "Webhook was set"}
    ann.send("after")
    await until(lambda: len(hook.seen) == 2)
    assert hook.texts == ["before", "after"]
    assert hook.seen[0][1] == "s3cret_-"
    await until(lambda: not sandbox.queue.pending)
    info = await api.result("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (hook.url, 0, 5)
    assert (await api("setWebhook", url=hook.url, secret_token="s3cret_-", max_connections=5))["description"] == (
        "Webhook is already set"
    )
    assert (await api("deleteWebhook"))["description"] == "Webhook was deleted"
    assert (await api("deleteWebhook"))["description"] == "Webhook is already deleted"


async def test_a_refused_update_is_posted_again_and_the_next_waits(api: Api, hook: Hook, ann: Person) -> None:
    async def fail_twice(update: dict[str, Any]) -> web.Response:
        return web.Response(status=500 if len(hook.seen) < 3 else 204)

    hook.answer = fail_twice
    await api.result("setWebhook", url=hook.url)
    ann.send("a")
    ann.send("b")
    await until(lambda: len(hook.seen) == 4)
    assert hook.texts == ["a", "a", "a", "b"]
    info = await api.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


async def test_one_chat_never_holds_up_another(api: Api, hook: Hook, sandbox: Sandbox, ann: Person) -> None:
    bob = sandbox.person("Bob")
    release = asyncio.Event()

    async def hold_ann(update: dict[str, Any]) -> web.Response:
        if update["message"]["from"]["id"] == ann.id:
            await release.wait()
        return web.Response()

    hook.answer = hold_ann
    await api.result("setWebhook", url=hook.url)
    ann.send("a1")
    ann.send("a2")
    bob.send("b1")
    bob.send("b2")
    await until(lambda: hook.texts == ["a1", "b1", "b2"])
    release.set()
    await until(lambda: hook.texts == ["a1", "b1", "b2", "a2"])


async def test_no_more_connections_than_asked_for(api: Api, hook: Hook, sandbox: Sandbox) -> None:
    now, most = 0, 0

    async def count(update: dict[str, Any]) -> web.Response:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.01)
        now -= 1
        return web.Response()

    hook.answer = count
    await api.result("setWebhook", url=hook.url, max_connections=2)
    for number in range(8):
        sandbox.person(str(number)).send("x")
    await until(lambda: len(hook.seen) == 8)
    assert most == 2


async def test_a_method_in_the_answer_is_carried_out(api: Api, hook: Hook, sandbox: Sandbox, ann: Person) -> None:
    ann.start()
    await api.result("getUpdates", offset=-1)
    await api.result("sendMessage", chat_id=ann.id, text="x", reply_markup=keyboard([button()]))

    async def answer(update: dict[str, Any]) -> web.Response:
        if "callback_query" not in update:
            return web.Response()
        query = update["callback_query"]["id"]
        return web.json_response({"method": "answerCallbackQuery", "callback_query_id": query, "text": "ok"})

    hook.answer = answer
    await api.result("setWebhook", url=hook.url)
    await ann.pressed("Go")
    assert ann.answers[-1].answer is not None
    assert ann.answers[-1].answer["text"] == "ok"
    assert sandbox.called("answerCallbackQuery")


async def test_some_methods_in_an_answer_are_ignored(api: Api, hook: Hook, sandbox: Sandbox, ann: Person) -> None:
    async def answer(update: dict[str, Any]) -> web.Response:
        return web.json_response({"method": update["message"]["text"]})

    hook.answer = answer
    await api.result("setWebhook", url=hook.url)
    for method in ("deleteWebhook", "setWebhook", "getMe", "logOut"):
        ann.send(method)
    await until(lambda: len(hook.seen) == 4 and not sandbox.queue.pending)
    assert (await api.result("getWebhookInfo"))["url"] == hook.url
    assert not sandbox.called("getMe", "deleteWebhook")


async def test_a_webhook_that_is_not_there_keeps_its_updates(api: Api, sandbox: Sandbox, ann: Person) -> None:
    await api.result("setWebhook", url="http://127.0.0.1:9/none")
    ann.send("x")
    await asyncio.sleep(0.05)
    info = await api.result("getWebhookInfo")
    assert (info["pending_update_count"], info["last_error_message"]) == (1, "Connection refused")
    await api.result("deleteWebhook")
    assert [update["message"]["text"] for update in await api.result("getUpdates")] == ["x"]


async def test_pending_updates_can_be_dropped(api: Api, ann: Person) -> None:
    ann.send("x")
    await api.result("deleteWebhook", drop_pending_updates=True)
    assert await api.result("getUpdates") == []


async def test_an_update_can_be_posted_twice(api: Api, hook: Hook, sandbox: Sandbox, ann: Person) -> None:
    sandbox.faults.duplicates = 1.0
    await api.result("setWebhook", url=hook.url)
    ann.send("x")
    await until(lambda: hook.texts == ["x", "x"])
    assert hook.seen[0][0]["update_id"] == hook.seen[1][0]["update_id"]


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"url": "ftp://x.org"}, "Bad Request: invalid webhook URL specified"),
        ({"url": "http://x.org/"}, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://x.org:9000/"},
            "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            {"url": "https://x.org/"},
            "Bad Request: bad webhook: Failed to resolve host: Name or service not known",
        ),
        ({"url": "https://localhost", "secret_token": "a b"}, "Bad Request: secret token contains unallowed characters"),
        ({"url": "https://localhost", "secret_token": "a" * 257}, "Bad Request: secret token is too long"),
    ],
)
async def test_a_wrong_webhook_is_refused(api: Api, parameters: dict[str, Any], description: str) -> None:
    assert await api.refusal("setWebhook", **parameters) == (400, description)
