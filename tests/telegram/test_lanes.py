"""One person's things in order and one at a time; people side by side; nobody pays for another's failure."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exitbot.telegram.lanes import Keyring, Lanes


class Handler:
    """Writes down what is handed to it, and can be held up."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.under_way: set[str] = set()

    @property
    def handled(self) -> list[str]:
        """Everything that was handed over, in order."""
        return [item for batch in self.batches for item in batch]

    async def __call__(self, items: Sequence[str]) -> list[str]:
        """Items are named for their lane: "a1", "a2"."""
        lane = items[0][0]
        assert lane not in self.under_way, "two things of one person at once"
        self.under_way.add(lane)
        self.batches.append(list(items))
        try:
            await self.open.wait()
            await asyncio.sleep(0)
            if any("bad" in item for item in items):
                raise LookupError("bad")
            return [f"{item} done" for item in items]
        finally:
            self.under_way.discard(lane)


def lanes_of(handler: Handler) -> Lanes[str, str]:
    """Lanes into this handler."""
    return Lanes(handler)


async def settle() -> None:
    """Let everything that can go on go on."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_each_gets_its_own_result() -> None:
    lanes = lanes_of(Handler())
    assert await asyncio.gather(*(lanes.submit(item[0].encode(), item) for item in ("a1", "b1", "a2"))) == [
        "a1 done",
        "b1 done",
        "a2 done",
    ]


async def test_what_waits_is_handled_in_one_go_and_in_order() -> None:
    handler = Handler()
    lanes = lanes_of(handler)
    handler.open.clear()
    tasks = [asyncio.ensure_future(lanes.submit(b"a", f"a{number}")) for number in range(5)]
    await settle()
    handler.open.set()
    assert await asyncio.gather(*tasks) == [f"a{number} done" for number in range(5)]
    assert handler.handled == [f"a{number}" for number in range(5)]
    assert len(handler.batches) <= 2


async def test_what_comes_while_one_is_under_way_waits_and_goes_together() -> None:
    handler = Handler()
    lanes = lanes_of(handler)
    handler.open.clear()
    first = asyncio.ensure_future(lanes.submit(b"a", "a0"))
    await settle()
    later = [asyncio.ensure_future(lanes.submit(b"a", f"a{number}")) for number in (1, 2, 3)]
    await settle()
    assert handler.batches == [["a0"]]
    handler.open.set()
    await asyncio.gather(first, *later)
    assert handler.batches == [["a0"], ["a1", "a2", "a3"]]


async def test_people_go_on_side_by_side() -> None:
    handler = Handler()
    lanes = lanes_of(handler)
    handler.open.clear()
    tasks = [asyncio.ensure_future(lanes.submit(name.encode(), f"{name}1")) for name in "abcdef"]
    await settle()
    assert handler.under_way == set("abcdef"), "nobody waits for somebody else"
    handler.open.set()
    await asyncio.gather(*tasks)


async def test_a_failure_reaches_those_who_wait_for_it_and_nobody_else() -> None:
    handler = Handler()
    lanes = lanes_of(handler)
    handler.open.clear()
    names = ["a0", "a-bad", "a2", "b1"]
    tasks = [asyncio.ensure_future(lanes.submit(item[0].encode(), item)) for item in names[:1]]
    await settle()
    tasks += [asyncio.ensure_future(lanes.submit(item[0].encode(), item)) for item in names[1:]]
    await settle()
    handler.open.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [result if isinstance(result, str) else type(result) for result in results] == [
        "a0 done",
        LookupError,
        LookupError,
        "b1 done",
    ]
    assert await lanes.submit(b"a", "a3") == "a3 done", "the lane goes on after a failure"


async def test_no_lane_and_no_runner_is_left_behind() -> None:
    lanes = lanes_of(Handler())
    names = [f"{letter}{number}" for letter in "abc" for number in range(4)] + ["d-bad"]
    await asyncio.gather(*(lanes.submit(item[0].encode(), item) for item in names), return_exceptions=True)
    await settle()
    assert not lanes._lanes and not lanes._runners


async def test_one_who_stops_waiting_takes_nothing_from_the_others() -> None:
    handler = Handler()
    lanes = lanes_of(handler)
    handler.open.clear()
    gone, stays = (asyncio.ensure_future(lanes.submit(b"a", item)) for item in ("a1", "a2"))
    await settle()
    gone.cancel()
    handler.open.set()
    assert await stays == "a2 done"
    await settle()
    assert handler.handled == ["a1", "a2"], "what was begun is finished"
    assert not lanes._lanes


async def test_a_handler_that_forgets_a_result_fails_its_batch_and_holds_nobody_up() -> None:
    async def forgetful(items: Sequence[str]) -> list[str]:
        return []

    lanes: Lanes[str, str] = Lanes(forgetful)
    with pytest.raises(ValueError, match="zip"):
        await asyncio.wait_for(lanes.submit(b"a", "a1"), 1)
    await settle()
    assert not lanes._lanes


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=30))
def test_order_holds_within_each_lane_however_things_come(arrivals: list[tuple[str, int]]) -> None:
    async def scene() -> None:
        handler = Handler()
        lanes = lanes_of(handler)
        tasks = []
        for number, (lane, pause) in enumerate(arrivals):
            tasks.append(asyncio.ensure_future(lanes.submit(lane.encode(), f"{lane}{number}")))
            for _ in range(pause):
                await asyncio.sleep(0)
        results = await asyncio.gather(*tasks)
        assert results == [f"{lane}{number} done" for number, (lane, _) in enumerate(arrivals)]
        for lane in "abc":
            handled = [item for item in handler.handled if item[0] == lane]
            assert handled == [f"{lane}{number}" for number, (name, _) in enumerate(arrivals) if name == lane]
        await settle()
        assert not lanes._lanes

    asyncio.run(scene())


@given(st.integers(-(2**52), 2**52))
def test_a_name_is_the_same_for_one_keyring_and_unlinkable_across_two(chat_id: int) -> None:
    one, other = Keyring(), Keyring()
    assert one.name(chat_id) == one.name(chat_id)
    assert one.name(chat_id) != other.name(chat_id)
    assert len(one.name(chat_id)) == 16
    assert chat_id.to_bytes(8, "big", signed=True) not in one.name(chat_id)


def test_different_chats_have_different_names_and_a_group_is_not_a_person() -> None:
    keyring = Keyring()
    ids = [*range(-500, 500), *range(10**9, 10**9 + 500)]
    assert len({keyring.name(chat_id) for chat_id in ids}) == len(ids)


def test_a_keyring_does_not_show_its_key() -> None:
    keyring = Keyring()
    assert keyring._secret.hex() not in repr(keyring) and repr(keyring._secret) not in repr(keyring)
    assert len(keyring._secret) >= 32
