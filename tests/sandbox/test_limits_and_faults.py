"""Pace and trouble."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest
from tests.sandbox.conftest import Api, Clock

from exitbot.sandbox import Person, Sandbox


@pytest.fixture
def ann(sandbox: Sandbox) -> Person:
    ann = sandbox.person()
    ann.start()
    return ann


async def test_too_many_messages_to_one_chat_are_refused_until_time_passes(
    api: Api, sandbox: Sandbox, ann: Person, clock: Clock
) -> None:
    sandbox.limits.enabled = True
    for _ in range(3):
        await api.result("sendMessage", chat_id=ann.id, text="x")
    answer = await api("sendMessage", chat_id=ann.id, text="x")
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    clock.now += 1
    await api.result("sendMessage", chat_id=ann.id, text="x")


async def test_no_more_than_thirty_new_messages_a_second_in_all(api: Api, sandbox: Sandbox) -> None:
    sandbox.limits.enabled = True
    people = [sandbox.person(str(number)) for number in range(31)]
    for person in people:
        person.start()
    for person in people[:30]:
        await api.result("sendMessage", chat_id=person.id, text="x")
    assert (await api.refusal("sendMessage", chat_id=people[30].id, text="x"))[0] == 429


async def test_edits_are_free_unless_a_rate_is_set(api: Api, sandbox: Sandbox, ann: Person, clock: Clock) -> None:
    sandbox.limits.enabled = True
    message = await api.result("sendMessage", chat_id=ann.id, text="x")
    place = {"chat_id": ann.id, "message_id": message["message_id"]}
    for number in range(10):
        await api.result("editMessageText", **place, text=str(number))
    sandbox.limits.edits_per_chat = 0.2
    await api.result("editMessageText", **place, text="a")
    answer = await api("editMessageText", **place, text="b")
    assert answer["parameters"] == {"retry_after": 5}
    clock.now += 5
    await api.result("editMessageText", **place, text="b")


async def test_all_calls_together_can_be_limited_and_the_limit_changed_on_the_way(
    api: Api, sandbox: Sandbox, ann: Person, clock: Clock
) -> None:
    sandbox.limits.enabled = True
    message = await api.result("sendMessage", chat_id=ann.id, text="x")

    async def passing(calls: int) -> int:
        place = {"chat_id": ann.id, "message_id": message["message_id"]}
        answers = [await api("editMessageText", **place, text=f"{clock.now} {number}") for number in range(calls)]
        return sum(answer["ok"] for answer in answers)

    assert await passing(50) == 50, "no limit at first"
    for rate in (20, 5, 20):
        sandbox.limits.calls_in_all = rate
        clock.now += 1
        assert await passing(50) == rate
    assert (await api("answerCallbackQuery", callback_query_id="1"))["error_code"] == 429
    await api.result("getMe")


async def test_a_planned_failure_happens_so_many_times(api: Api, sandbox: Sandbox) -> None:
    sandbox.faults.fail("getMe", 2, status=500)
    sandbox.faults.fail("getChat", retry_after=3)
    assert await api.refusal("getMe") == (500, "Internal Server Error")
    assert await api.refusal("getMe") == (500, "Internal Server Error")
    await api.result("getMe")
    answer = await api("getChat", chat_id=1)
    assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 3})


async def test_a_failure_after_the_effect_loses_only_the_answer(api: Api, sandbox: Sandbox, ann: Person) -> None:
    sandbox.faults.fail("sendMessage", status=502, after=True)
    assert await api.refusal("sendMessage", chat_id=ann.id, text="x") == (502, "Bad Gateway")
    assert ann.texts() == ["/start", "x"]


async def test_a_proxys_page_and_broken_json_come_instead_of_an_answer(api: Api, sandbox: Sandbox) -> None:
    address = f"{api.url}/bot{api.token}/getMe"
    sandbox.faults.fail("getMe", kind="html")
    async with api.session.get(address) as response:
        assert (response.status, response.content_type) == (502, "text/html")
    sandbox.faults.fail("getMe", kind="broken_json")
    async with api.session.get(address) as response:
        assert (await response.text()).startswith("{")
        with pytest.raises(ValueError, match="Expecting value"):
            await response.json()


async def test_a_connection_can_be_cut_or_hang(api: Api, sandbox: Sandbox) -> None:
    sandbox.faults.fail("getMe", kind="reset")
    with pytest.raises(aiohttp.ClientError):
        await api("getMe")
    sandbox.faults.fail("getMe", kind="timeout", hang=0.05)
    began = time.monotonic()
    with pytest.raises(aiohttp.ClientError):
        await api("getMe")
    assert time.monotonic() - began >= 0.05
    await api.result("getMe")


async def test_random_failures_repeat_with_their_seed(api: Api, sandbox: Sandbox) -> None:
    async def run() -> list[int]:
        sandbox.faults.seed(7)
        sandbox.faults.rate = 0.5
        statuses = []
        for _ in range(12):
            async with api.session.get(f"{api.url}/bot{api.token}/getMyCommands") as response:
                statuses.append(response.status)
        return statuses

    first = await run()
    assert {200, 500} <= set(first)
    assert await run() == first
    sandbox.faults.clear()
    await api.result("getMyCommands")


async def test_answers_can_be_delayed(api: Api, sandbox: Sandbox) -> None:
    sandbox.faults.delay = 0.05
    began = time.monotonic()
    await api.result("getMe")
    assert time.monotonic() - began >= 0.05


async def test_the_kill_switch_calls_what_the_caller_gave(sandbox: Sandbox) -> None:
    killed: list[str] = []

    async def end() -> None:
        await asyncio.sleep(0)
        killed.append("async")

    await sandbox.faults.kill()
    sandbox.on_kill = lambda: killed.append("plain")
    await sandbox.faults.kill()
    sandbox.on_kill = end
    await sandbox.faults.kill()
    assert killed == ["plain", "async"]


def test_an_unknown_kind_of_fault_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="kind must be one of"):
        sandbox.faults.fail("getMe", kind="nonsense")
