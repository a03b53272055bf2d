"""The live message of a chat is remembered for 48 hours, for a bounded number of chats, under a name that tells nothing."""

from __future__ import annotations

import pytest

from exitbot.telegram import live
from exitbot.telegram.lanes import Keyring
from exitbot.telegram.live import LONGEST, MOST, LiveMessages


class Clock:
    """Moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Starts at zero."""
    return Clock()


def test_the_newest_message_is_the_live_one(clock: Clock) -> None:
    messages = LiveMessages(clock)
    assert messages.of(b"a") is None
    messages.note(b"a", 7, "ru")
    messages.note(b"a", 9, "en")
    seen = messages.of(b"a")
    assert seen and (seen.message_id, seen.language) == (9, "en") and len(messages) == 1
    assert messages.of(b"b") is None


def test_after_an_exit_there_is_no_live_message_and_the_left_one_is_known(clock: Clock) -> None:
    """So that a press that was under way brings nothing back, however often the exit is pressed."""
    messages = LiveMessages(clock)
    messages.note(b"a", 7, "ru")
    assert not messages.has_left(b"a", 7)
    for _ in range(2):
        messages.leave(b"a", 7, "ru")
        assert messages.of(b"a") is None and messages.has_left(b"a", 7)
    assert not messages.has_left(b"a", 8) and not messages.has_left(b"b", 7) and len(messages) == 1


def test_who_comes_back_after_an_exit_has_a_live_message_again(clock: Clock) -> None:
    messages = LiveMessages(clock)
    messages.leave(b"a", 7, "ru")
    messages.note(b"a", 9, "ru")
    seen = messages.of(b"a")
    assert seen and seen.message_id == 9 and not messages.has_left(b"a", 7)


def test_after_48_hours_a_message_is_not_known_any_more(clock: Clock) -> None:
    messages = LiveMessages(clock)
    messages.note(b"a", 7, "ru")
    clock.now = 48 * 3600
    assert messages.of(b"a")
    clock.now += 1
    assert messages.of(b"a") is None
    assert LONGEST == 48 * 3600


def test_old_messages_leave_memory_when_somebody_else_comes(clock: Clock) -> None:
    messages = LiveMessages(clock)
    for number in range(100):
        messages.note(b"%d" % number, number, "ru")
    clock.now = LONGEST + 1
    messages.note(b"new", 1, "ru")
    assert len(messages) == 1


def test_using_a_chat_keeps_it_young(clock: Clock) -> None:
    messages = LiveMessages(clock)
    messages.note(b"a", 1, "ru")
    clock.now = LONGEST - 1
    messages.note(b"a", 1, "ru")
    clock.now = LONGEST + 100
    messages.note(b"b", 2, "ru")
    assert messages.of(b"a") and len(messages) == 2


def test_memory_is_bounded_and_the_longest_unused_goes_first(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST", 10)
    messages = LiveMessages(clock)
    for number in range(10):
        messages.note(b"%d" % number, number, "ru")
    messages.note(b"0", 50, "ru")
    messages.note(b"new", 1, "ru")
    assert len(messages) == 10
    assert messages.of(b"1") is None and messages.of(b"0") and messages.of(b"new")
    assert MOST <= 100_000


def test_two_processes_know_a_chat_by_different_names(clock: Clock) -> None:
    """What one process remembers means nothing to another one, nor to one that was restarted."""
    messages = LiveMessages(clock)
    before, after = Keyring(), Keyring()
    messages.note(before.name(111), 7, "ru")
    assert messages.of(before.name(111)) and messages.of(after.name(111)) is None


def test_nothing_in_memory_is_the_id_of_a_chat(clock: Clock) -> None:
    messages = LiveMessages(clock)
    messages.note(Keyring().name(1_234_567_890), 7, "ru")
    assert "1234567890" not in repr(messages._seen)
