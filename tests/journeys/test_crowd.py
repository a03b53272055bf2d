"""Floods, backlogs and disorder: one person never holds up another, and everybody ends where they meant to be."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from typing import Any

import aiohttp
import pytest
from tests.journeys.test_journey import begin, label, newest
from tests.support.bots import SECRET, BotProcess

from exitbot.sandbox import Person, Sandbox


async def test_a_flood_of_one_account_does_not_hold_up_two_hundred_others(sandbox: Sandbox, bot: BotProcess) -> None:
    flooder = sandbox.person("Flood", language_code="en")
    await begin(flooder)
    await flooder.pressed(label(flooder, "▶️"))
    others = [sandbox.person(f"P{number}", language_code="en") for number in range(200)]
    for person in others:
        person.start()
    for person in others:
        await person.wait_for(lambda p: len(p.history) == 1 and p.screen is not None, timeout=30)
    before = len(sandbox.called("editMessageText"))
    for number in range(2000):
        flooder.press(label(flooder, ("🏠", "◀️")[number % 2]))
        if number % 10 == 0:
            others[number // 10].press(label(others[number // 10], "▶️"))
        if number % 50 == 0:
            await asyncio.sleep(0.01)
    for person in others:
        await person.wait_for(lambda p: newest(p).startswith("Guide"), timeout=20)
    edits = len(sandbox.called("editMessageText")) - before - len(others)
    if not bot.webhook:
        assert edits < 500, "the flood was handled in batches"
    await flooder.settled(timeout=30)


async def test_after_an_outage_everybody_gets_one_current_screen_and_no_replay(sandbox: Sandbox) -> None:
    people = [sandbox.person(f"P{number}", language_code="en") for number in range(60)]
    for _ in range(15):
        for person in people:
            person.send("Germany")
    for person in people:
        person.send("France")
    bot = BotProcess(sandbox, webhook=False)
    try:
        await asyncio.sleep(1.1)  # Telegram's dates are whole seconds
        await bot.start()
        for person in people:
            await person.wait_for(lambda p: newest(p).startswith("🇫🇷 France"), timeout=60)
            await person.settled()
            assert len(person.history) == 1, person.texts()
    finally:
        await bot.end()
    assert len(sandbox.called("sendMessage")) <= len(people) + 5, "one new message a person"


async def test_new_messages_never_exceed_thirty_a_second(sandbox: Sandbox, bot: BotProcess) -> None:
    people = [sandbox.person(f"P{number}", language_code="en") for number in range(90)]
    for person in people:
        person.start()
    for person in people:
        await person.wait_for(lambda p: p.screen is not None, timeout=30)
    times = [call.at for call in sandbox.called("sendMessage")]
    busiest = max(sum(start <= at < start + 1 for at in times) for start in times)
    assert busiest <= 31, "evenly spaced, with one for the edge"


def webhook_update(sandbox: Sandbox, person: Person, number: int, **fields: Any) -> dict[str, Any]:
    """An update as Telegram would post it."""
    sender = {"id": person.id, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    chat = {"id": person.id, "type": "private", "first_name": "Ann"}
    if "data" in fields:
        message = {"message_id": person.history[0].message_id, "date": 1, "chat": chat}
        query = {"id": str(number), "from": sender, "message": message, "chat_instance": "1", **fields}
        return {"update_id": number, "callback_query": query}
    message = {"message_id": 1_000_000 + number, "date": 1, "chat": chat, "from": sender, **fields}
    return {"update_id": number, "message": message}


async def post(bot: BotProcess, body: bytes, secret: str | None = SECRET) -> int:
    """What the webhook answers."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{bot.address}/webhook", data=body, headers=headers) as response,
    ):
        return response.status


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
async def test_updates_in_any_order_and_number_end_in_the_same_state(
    served_once: tuple[Sandbox, BotProcess], order: tuple[int, ...]
) -> None:
    sandbox, bot = served_once
    person = sandbox.person("Ann", language_code="en")
    await begin(person)
    base = random.Random(str(order)).randrange(10**9, 2 * 10**9)
    places = ["1en.zzz:h", "1en.zzz:ts", "1en.zzz:cs", "1en.zzz:c/de"]
    updates = [webhook_update(sandbox, person, base + number, data=data) for number, data in enumerate(places)]
    for number in (*order, order[0], order[-1]):
        assert await post(bot, json.dumps(updates[number]).encode()) == 200
    assert newest(person).startswith("🇩🇪 Germany"), "as in the plain run"
    assert len(person.history) == 1


HUGE = b'{"update_id": 1, "message": {"text": "' + b"x" * 10_000_000 + b'"}}'


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "секрет"])
async def test_a_wrong_or_missing_secret_is_refused(served_once: tuple[Sandbox, BotProcess], secret: str | None) -> None:
    _, bot = served_once
    raw = secret.encode().decode("latin-1") if secret else secret
    assert await post(bot, b"{}", raw) == 403


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"no json", 400), (b"\xff\xfe", 400), (b"[" * 100_000, 400), (b"[]", 200), (b"null", 200), (b"1e999", 200),
        (b'{"update_id": "x"}', 200), (b'{"update_id": 1, "message": []}', 200), (HUGE, 413),
        (b'{"update_id": 1, "of_tomorrow": {"a": 1}}', 200),
        (b'{"update_id": 1, "callback_query": {"id": 5, "message": {"chat": {"id": true}}}}', 200),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
async def test_whatever_is_posted_is_answered_without_a_crash(
    served_once: tuple[Sandbox, BotProcess], body: bytes, status: int
) -> None:
    sandbox, bot = served_once
    assert await post(bot, body) == status
    assert "ERROR" not in bot.output
    person = sandbox.person("Ann", language_code="en")
    await begin(person)
    await person.pressed(label(person, "▶️"))
    assert newest(person).startswith("Guide"), "and people go on being served"
