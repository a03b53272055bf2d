"""How fast the bot may talk: new messages by Telegram's own figure, edits as fast as Telegram takes them.

Every person has at most one call under way (see lanes), so first come, first served is fair between people.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

__all__ = ["AdaptivePace", "SteadyPace"]


class SteadyPace:
    """At most `rate` slots a second, evenly spaced, in the order of asking."""

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self._clock = clock
        self._next = 0.0

    async def slot(self) -> None:
        """Wait for the next slot."""
        now = self._clock()
        start = max(now, self._next)
        self._next = start + 1 / self.rate
        if start > now:
            await asyncio.sleep(start - now)


class AdaptivePace(SteadyPace):
    """Slows when Telegram says 'too many requests' to different chats at once, and finds its way back.

    One chat's 429 concerns that chat alone. Two different chats within a second mean that the bot as a whole is too fast.
    rates: calls a second.
    """

    FASTEST = 1000.0
    SLOWEST = 5.0
    BACKOFF = 0.6
    RECOVERY_A_SECOND = 1.1

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(self.FASTEST, clock)
        self._last_refused: tuple[float, object] | None = None
        self._changed = clock()

    async def slot(self) -> None:
        """Wait for the next slot at the pace that holds now."""
        self._recover()
        if self.rate < self.FASTEST:
            await super().slot()

    def refused(self, chat: object) -> None:
        """Telegram answered 429 to a call for this chat."""
        now = self._clock()
        last, self._last_refused = self._last_refused, (now, chat)
        if last and last[1] != chat and now - last[0] < 1 and (now - self._changed > 1 or self.rate == self.FASTEST):
            self.rate = max(self.SLOWEST, min(self.rate, 100) * self.BACKOFF)
            self._changed = now

    def _recover(self) -> None:
        now = self._clock()
        seconds = now - self._changed
        if self.rate < self.FASTEST and seconds >= 1:
            self.rate = min(self.FASTEST, self.rate * self.RECOVERY_A_SECOND ** int(seconds))
            self._changed = now
