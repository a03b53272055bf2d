"""New messages at an even pace; edits as fast as Telegram takes them, slower when it says so to several chats."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exitbot.telegram.pace import AdaptivePace, SteadyPace

REAL_SLEEP = asyncio.sleep


class FakeTime:
    """A clock that goes on only by sleeping, and remembers how long each sleep was."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Seconds."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Stands in for asyncio.sleep."""
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    """Time that costs none."""
    time = FakeTime()
    monkeypatch.setattr("exitbot.telegram.pace.asyncio.sleep", time.sleep)
    return time


async def slots(pace: SteadyPace, fake: FakeTime, count: int) -> list[float]:
    """When the next slots come."""
    found = []
    for _ in range(count):
        await pace.slot()
        found.append(fake.now)
    return found


async def test_slots_are_evenly_spaced(fake: FakeTime) -> None:
    times = await slots(SteadyPace(30, fake), fake, 91)
    assert [later - earlier for earlier, later in pairwise(times)] == pytest.approx([1 / 30] * 90)
    assert times[-1] - times[0] == pytest.approx(3.0)


async def test_the_first_slot_is_free_and_so_is_one_after_a_rest(fake: FakeTime) -> None:
    pace = SteadyPace(10, fake)
    await pace.slot()
    fake.now += 5
    await pace.slot()
    assert fake.slept == []


async def test_a_rest_is_not_saved_up_for_a_burst(fake: FakeTime) -> None:
    pace = SteadyPace(10, fake)
    await pace.slot()
    fake.now += 60
    times = await slots(pace, fake, 5)
    assert times[-1] - times[0] == pytest.approx(0.4)


@given(st.floats(1, 100), st.lists(st.floats(0, 0.5), min_size=2, max_size=30))
def test_no_two_slots_are_closer_than_the_rate_allows(rate: float, pauses: list[float]) -> None:
    async def scene() -> None:
        fake = FakeTime()
        pace = SteadyPace(rate, fake)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("exitbot.telegram.pace.asyncio.sleep", fake.sleep)
            times = []
            for pause in pauses:
                fake.now += pause
                times += await slots(pace, fake, 1)
        assert all(later - earlier >= 1 / rate - 1e-6 for earlier, later in pairwise(times))

    asyncio.run(scene())


async def test_many_who_ask_at_once_are_served_in_the_order_of_asking(fake: FakeTime) -> None:
    pace, order = SteadyPace(30, fake), []

    async def ask(number: int) -> None:
        await pace.slot()
        order.append(number)

    await asyncio.gather(*(ask(number) for number in range(10)))
    assert order == list(range(10))
    assert fake.slept == pytest.approx(sorted(fake.slept))


async def test_edits_do_not_wait_while_telegram_takes_them(fake: FakeTime) -> None:
    await slots(AdaptivePace(fake), fake, 500)
    assert fake.slept == []


async def test_one_chat_that_is_too_fast_does_not_slow_the_others(fake: FakeTime) -> None:
    pace = AdaptivePace(fake)
    for _ in range(20):
        pace.refused("one")
        fake.now += 0.1
    assert pace.rate == AdaptivePace.FASTEST
    await slots(pace, fake, 50)
    assert fake.slept == []


def slowed(fake: FakeTime, passing: int, refusals: int = 60) -> AdaptivePace:
    """A pace after a hail of refusals, while so many calls a second went through."""
    pace = AdaptivePace(fake)
    for _ in range(passing):
        pace.passed()
    for chat in range(refusals):
        pace.refused(chat)
    return pace


async def test_two_chats_refused_within_a_second_slow_the_bot(fake: FakeTime) -> None:
    pace = AdaptivePace(fake)
    pace.refused("one")
    assert not pace.is_slowed
    fake.now += 0.5
    pace.refused("another")
    assert pace.is_slowed and pace.rate == pytest.approx(900)


async def test_slowed_it_is_evenly_spaced(fake: FakeTime) -> None:
    times = (await slots(slowed(fake, passing=100), fake, 20))[10:]
    assert [later - earlier for earlier, later in pairwise(times)] == pytest.approx([1 / 80] * 9, rel=0.02)


async def test_two_chats_refused_at_different_times_do_not(fake: FakeTime) -> None:
    pace = AdaptivePace(fake)
    pace.refused("one")
    fake.now += 1.5
    pace.refused("another")
    assert pace.rate == AdaptivePace.FASTEST


async def test_a_hail_of_refusals_leads_to_a_little_less_than_what_goes_through(fake: FakeTime) -> None:
    assert slowed(fake, passing=200).rate == pytest.approx(160)
    assert slowed(fake, passing=20).rate == pytest.approx(16)


async def test_what_went_through_more_than_a_second_ago_does_not_count(fake: FakeTime) -> None:
    pace = slowed(fake, passing=200)
    fake.now += 1
    for chat in range(60):
        pace.refused(chat)
    assert pace.rate == AdaptivePace.SLOWEST


async def test_a_refusal_never_makes_it_faster(fake: FakeTime) -> None:
    pace = slowed(fake, passing=20)
    for _ in range(500):
        pace.passed()
    pace.refused("yet another")
    assert pace.rate == pytest.approx(16)


async def test_the_pace_finds_its_way_back_gently_then_boldly(fake: FakeTime) -> None:
    pace = slowed(fake, passing=20)
    rates = []
    for _ in range(12):
        rates.append(pace.rate)
        fake.now += 1
    assert rates == sorted(rates) and rates[-1] == AdaptivePace.FASTEST
    assert rates[1] < 20, "a second later not above the limit yet"
    assert rates[7] > 150, "soon back where it was"


async def test_those_who_wait_go_at_the_pace_of_their_turn(fake: FakeTime, monkeypatch: pytest.MonkeyPatch) -> None:
    pace, order, began = slowed(fake, passing=0), [], fake.now
    assert pace.rate == AdaptivePace.SLOWEST
    due: list[tuple[float, asyncio.Future[None]]] = []

    async def sleep(seconds: float) -> None:
        due.append((fake.now + seconds, asyncio.get_running_loop().create_future()))
        await due[-1][1]

    async def ask(number: int) -> None:
        await pace.slot()
        order.append(number)

    monkeypatch.setattr("exitbot.telegram.pace.asyncio.sleep", sleep)
    everybody = [asyncio.ensure_future(ask(number)) for number in range(200)]
    while not all(task.done() for task in everybody):
        await REAL_SLEEP(0)
        await REAL_SLEEP(0)
        if due:
            due.sort(key=lambda each: each[0])
            fake.now, waiter = due.pop(0)
            waiter.set_result(None)
    assert order == list(range(200))
    assert fake.now - began < 12, "at the pace of the moment they asked it would have been forty seconds"


async def test_a_rest_is_hardly_saved_up_while_slowed(fake: FakeTime) -> None:
    pace = slowed(fake, passing=20)
    await pace.slot()
    fake.now += 2
    rate = pace.rate
    times = await slots(pace, fake, 11)
    assert times[-1] - times[0] == pytest.approx(10 / rate, rel=0.2)


@pytest.mark.parametrize("limit", [20, 200])
async def test_near_a_steady_limit_little_is_wasted_and_little_refused(fake: FakeTime, limit: int) -> None:
    pace, tokens, filled, passed, refused = AdaptivePace(fake), 0.0, fake.now, 0, 0
    began = fake.now
    while fake.now - began < 120:
        await pace.slot()
        fake.now += 0.001
        tokens, filled = min(float(limit), tokens + (fake.now - filled) * limit), fake.now
        if tokens >= 1:
            tokens -= 1
            passed += 1
            pace.passed()
        else:
            refused += 1
            pace.refused(passed + refused)
    assert passed > 0.9 * limit * 120
    assert refused < 0.12 * passed
