"""Which message of a chat is the live one, for as long as a person may type into it. In memory only, and not for long."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

__all__ = ["LiveMessages", "Seen"]

LONGEST = 48 * 3600.0
"""Seconds; after that Telegram does not let the bot delete the message anyway."""
MOST = 50_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What is remembered of a chat: no id of a person, only which message to use again, and in which language."""

    message_id: int
    language: str
    at: float
    left: bool = False
    """The person has pressed exit on it; a press that was under way then must not bring anything back."""


class LiveMessages:
    """Keyed by names that only this process understands (see lanes.Keyring)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: OrderedDict[bytes, Seen] = OrderedDict()

    def note(self, name: bytes, message_id: int, language: str) -> None:
        """This message is the live one now."""
        self._seen[name] = Seen(message_id, language, self._clock())
        self._seen.move_to_end(name)
        while self._seen and (len(self._seen) > MOST or self._is_old(next(iter(self._seen.values())))):
            self._seen.popitem(last=False)

    def of(self, name: bytes) -> Seen | None:
        """The live message, or None if it is not known."""
        seen = self._seen.get(name)
        return None if seen is None or seen.left or self._is_old(seen) else seen

    def leave(self, name: bytes, message_id: int, language: str) -> None:
        """The person has left through this message; there is no live one now."""
        self.note(name, message_id, language)
        self._seen[name] = replace(self._seen[name], left=True)

    def has_left(self, name: bytes, message_id: int) -> bool:
        """Whether this is the message the person left through."""
        seen = self._seen.get(name)
        return seen is not None and seen.left and seen.message_id == message_id

    def __len__(self) -> int:
        return len(self._seen)

    def _is_old(self, seen: Seen) -> bool:
        return self._clock() - seen.at > LONGEST
