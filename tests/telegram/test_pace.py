"""New messages at an even pace; edits as fast as Telegram takes them, slower when it says so to several chats."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exitbot.telegram.pace import AdaptivePace, SteadyPace


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


async def test_two_chats_refused_within_a_second_slow_the_bot(fake: FakeTime) -> None:
    pace = AdaptivePace(fake)
    pace.refused("one")
    fake.now += 0.5
    pace.refused("another")
    assert pace.rate == 60
    times = await slots(pace, fake, 5)
    assert times[-1] - times[0] == pytest.approx(4 / 60)


async def test_two_chats_refused_at_different_times_do_not(fake: FakeTime) -> None:
    pace = AdaptivePace(fake)
    pace.refused("one")
    fake.now += 1.5
    pace.refused("another")
    assert pace.rate == AdaptivePace.FASTEST


async def test_a_hail_of_refusals_slows_once_a_second_and_never_below_the_slowest(fake: FakeTime) -> None:
    pace = AdaptivePace(fake)
    for chat in range(30):
        pace.refused(chat)
    assert pace.rate == 60, "one hail is one sign"
    for second in range(30):
        fake.now += 1.01
        for chat in range(3):
            pace.refused((second, chat))
    assert pace.rate == AdaptivePace.SLOWEST


async def test_the_pace_finds_its_way_back(fake: FakeTime) -> None:
    pace = AdaptivePace(fake)
    pace.refused("one")
    pace.refused("another")
    rates = [pace.rate]
    for _ in range(60):
        fake.now += 1
        await pace.slot()
        rates.append(pace.rate)
    assert rates == sorted(rates) and rates[0] == 60 and rates[-1] == AdaptivePace.FASTEST
    assert rates[1] == pytest.approx(66), "a tenth a second, not at once"


async def test_a_long_silence_brings_the_whole_pace_back(fake: FakeTime) -> None:
    pace = AdaptivePace(fake)
    pace.refused("one")
    pace.refused("another")
    fake.now += 3600
    await pace.slot()
    assert pace.rate == AdaptivePace.FASTEST
