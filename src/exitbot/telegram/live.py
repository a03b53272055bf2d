"""What is remembered of a chat while a person may still type into it. In memory only, and not for long."""

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
    """No id of a person: only which message to use again, in which language, and how far the updates have been handled."""

    at: float
    message_id: int = 0
    language: str = ""
    left: bool = False
    """The person has pressed exit on it; a press that was under way then must not bring anything back."""
    doubt: int = 0
    """A new message may have arrived although its answer was lost; its number is above this one. 0: no doubt."""
    newest: int = 0
    """Number of the newest update that has had its effect."""


class LiveMessages:
    """Keyed by names that only this process understands (see lanes.Keyring)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: OrderedDict[bytes, Seen] = OrderedDict()

    def note(self, name: bytes, message_id: int, language: str) -> None:
        """This message is the live one now."""
        self._put(name, message_id=message_id, language=language, left=False, doubt=0)

    def of(self, name: bytes) -> Seen | None:
        """The live message, or None if it is not known."""
        seen = self._known(name)
        return seen if seen and seen.message_id and not seen.left else None

    def leave(self, name: bytes, message_id: int, language: str) -> None:
        """The person has left through this message; there is no live one now."""
        self._put(name, message_id=message_id, language=language, left=True)

    def has_left(self, name: bytes, message_id: int) -> bool:
        """Whether this is the message the person left through."""
        seen = self._known(name)
        return seen is not None and seen.left and seen.message_id == message_id

    def note_doubt(self, name: bytes, above: int) -> None:
        """A message may stand in this chat that nobody knows the number of."""
        self._put(name, doubt=max(1, above))

    def doubt(self, name: bytes) -> int:
        """The number above which an unknown message may stand; 0 if there is no doubt."""
        seen = self._known(name)
        return seen.doubt if seen else 0

    def handled(self, name: bytes, number: int) -> None:
        """Everything up to this update has had its effect."""
        self._put(name, newest=max(number, self.newest(name)))

    def newest(self, name: bytes) -> int:
        """Number of the newest update of this chat that has had its effect; 0 if none is known."""
        seen = self._known(name)
        return seen.newest if seen else 0

    def forget_old(self) -> None:
        """Drop what is too old, even if nobody acts any more."""
        while self._seen and self._is_old(next(iter(self._seen.values()))):
            self._seen.popitem(last=False)

    def __len__(self) -> int:
        return len(self._seen)

    def _known(self, name: bytes) -> Seen | None:
        seen = self._seen.get(name)
        return None if seen is None or self._is_old(seen) else seen

    def _put(self, name: bytes, **changes: int | str | bool) -> None:
        now = self._clock()
        self._seen[name] = replace(self._known(name) or Seen(now), at=now, **changes)  # type: ignore[arg-type]
        self._seen.move_to_end(name)
        if len(self._seen) > MOST:
            self._seen.popitem(last=False)
        self.forget_old()

    def _is_old(self, seen: Seen) -> bool:
        return self._clock() - seen.at > LONGEST
