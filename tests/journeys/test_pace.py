"""How the bot's pace follows what Telegram allows, and what happens to thousands who waited. The figures are in benchmarks/."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
from benchmarks.insisting import Insisting, seated
from benchmarks.wanted import Screens
from tests.conftest import ROOT
from tests.journeys.test_journey import newest
from tests.support.bots import BotProcess

from exitbot.sandbox import Sandbox
from exitbot.sandbox.server import Call
from exitbot.telegram.library import load_shelf

HIGH, LOW = 150.0, 30.0


@cache
def screens() -> Screens:
    """Everything that can be shown; read once."""
    return Screens(load_shelf(ROOT / "content", ROOT / "locales"))


class Tries:
    """The bot's calls by time: when, and whether it was a 429."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._seen: list[tuple[float, bool]] = []
        sandbox.call_listeners.append(self._note)

    def _note(self, call: Call) -> None:
        if call.method in ("editMessageText", "answerCallbackQuery"):
            self._seen.append((time.monotonic(), call.status == 429))

    def lately(self) -> tuple[int, int]:
        """Of the last second: calls that went through, calls that were refused."""
        refused = [is_refused for at, is_refused in self._seen if at > time.monotonic() - 1]
        return len(refused) - sum(refused), sum(refused)


async def soon(so: Callable[[], bool], seconds: float) -> bool:
    """Whether it becomes so within this time."""
    until = time.monotonic() + seconds
    while not so() and time.monotonic() < until:
        await asyncio.sleep(0.05)
    return so()


async def test_the_pace_goes_down_with_what_is_allowed_and_up_again_and_loses_nobody(sandbox: Sandbox, bot: BotProcess) -> None:
    crowd, tries = Insisting(sandbox, screens(), seated(sandbox, screens(), 150)), Tries(sandbox)
    sandbox.limits.enabled, sandbox.limits.calls_in_all = True, HIGH
    crowd.again = True
    crowd.everybody()
    await asyncio.sleep(2.5)
    before, _ = tries.lately()
    sandbox.limits.calls_in_all = LOW
    slow_enough = await soon(lambda: sum(tries.lately()) < 1.6 * LOW, 4)
    assert slow_enough, f"it keeps hammering: {tries.lately()} through and refused in a second, {LOW} allowed"
    sandbox.limits.calls_in_all = HIGH
    back = await soon(lambda: tries.lately()[0] >= before * 2 / 3, 9)
    assert back, f"not back: {before} calls a second before, {tries.lately()} now"
    crowd.again, sandbox.limits.enabled = False, False
    assert await crowd.all_granted(20), f"{crowd.open()} presses lost"
    assert not crowd.doubled()


async def test_ten_thousand_waiting_presses_of_a_thousand_people_are_one_screen_each(sandbox: Sandbox) -> None:
    people = seated(sandbox, screens(), 1000)
    crowd = Insisting(sandbox, screens(), people)
    shown: Counter[int | None] = Counter()
    sandbox.call_listeners.append(lambda call: shown.update([call.chat_id] * (call.method == "editMessageText")))
    for person in people:
        for _ in range(10):
            crowd.press(person)
    assert len(sandbox.queue.pending) == 10_000
    bot = BotProcess(sandbox, webhook=False)
    try:
        await bot.start()
        assert await crowd.all_granted(60), f"{crowd.open()} people do not see what they pressed last"
        assert await soon(lambda: not sandbox.queue.pending, 20)
    finally:
        await bot.end()
    assert not crowd.doubled()
    assert shown.total() < 1.1 * len(people), "one screen each, but for those whose presses fell into two looks of a hundred"


async def test_a_kill_amid_more_people_than_new_messages_allowed_loses_nobody(sandbox: Sandbox) -> None:
    sandbox.limits.enabled = True
    people = [sandbox.person(f"P{number}", language_code="en") for number in range(200)]
    for person in people:
        person.start()
    bot = BotProcess(sandbox, webhook=False)
    try:
        await bot.start()
        await asyncio.sleep(2.5)
        await bot.kill()
        waiting = sum(person.screen is None for person in people)
        assert waiting > 110, "more than one look holds"
        await bot.start()
        for person in people:
            await person.wait_for(lambda p: newest(p).startswith("🔒"), timeout=20)
    finally:
        await bot.end()


@pytest.mark.parametrize("fault", [{"retry_after": 9}, {"status": 500, "times": 4}], ids=["429", "errors"])
async def test_a_chat_that_fails_does_not_hold_up_hundreds_behind_it(sandbox: Sandbox, fault: dict[str, int]) -> None:
    first, *others = people = seated(sandbox, screens(), 400)
    crowd = Insisting(sandbox, screens(), people)
    bot = BotProcess(sandbox, webhook=False)
    try:
        await bot.start()
        sandbox.faults.fail("editMessageText", **fault)
        crowd.press(first)
        assert await soon(lambda: sandbox.faults.pending() < fault.get("times", 1), 3)
        await asyncio.sleep(5 if "times" in fault else 0)
        for person in others:
            crowd.press(person)
        assert await soon(lambda: crowd.open() <= 1, 6), f"{crowd.open()} wait for one"
    finally:
        await bot.end()
