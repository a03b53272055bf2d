"""How fast the bot may talk: new messages by Telegram's own figure, edits as fast as Telegram takes them.

Every person has at most one call under way (see lanes), so first come, first served is fair between people.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from math import exp

__all__ = ["AdaptivePace", "SteadyPace"]

_CAUGHT_UP = 0.05  # seconds that a late wake-up may be made good for


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


class AdaptivePace:
    """Slows when Telegram says 'too many requests' to different chats at once, and finds its way back.

    One chat's 429 concerns that chat alone. Two different chats within a second mean that the bot as a whole is too fast:
    it then goes down towards what Telegram let through in the last second. From there it dares more with every second in
    which nothing of the kind is said, so that it feels its way near the limit and is soon back when the limit is lifted.
    rates: calls a second.
    """

    FASTEST = 1000.0
    SLOWEST = 5.0
    BACKOFF = 0.9  # for every refusal, for a hail brings many
    BELOW_WHAT_PASSES = 0.8
    DARING = 0.1
    """After t quiet seconds the rate has grown by exp(DARING * t**2 / 2): 5 % after one, 3.5 x after five, 12 x after seven."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lowered = self.FASTEST  # the rate when it was lowered last
        self._lowered_at = clock()
        self._turn = asyncio.Lock()
        self._next = 0.0
        self._last_refused: tuple[float, object] | None = None
        self._passed: deque[float] = deque()

    @property
    def rate(self) -> float:
        """What holds now."""
        if self._lowered < self.FASTEST:
            quiet = min(60.0, self._clock() - self._lowered_at)
            grown = min(self.FASTEST, self._lowered * exp(self.DARING * quiet**2 / 2))
            if grown < self.FASTEST:
                return grown
            self._lowered = self.FASTEST
        return self.FASTEST

    @property
    def is_slowed(self) -> bool:
        """Whether Telegram has refused calls to several chats, not long ago."""
        return self.rate < self.FASTEST

    async def slot(self) -> None:
        """Wait for the next slot at the pace that holds when it is one's turn, not when one began to wait."""
        if not (self.is_slowed or self._turn.locked()):
            return
        async with self._turn:  # in the order of asking
            wait = self._next - self._clock()
            if wait > 0:
                await asyncio.sleep(wait)
            self._next = max(self._next, self._clock() - _CAUGHT_UP) + 1 / self.rate

    def passed(self) -> None:
        """Telegram took a call, whatever it said to it."""
        self._passed.append(self._clock())
        self._passed_lately()

    def refused(self, chat: object) -> None:
        """Telegram answered 429 to a call for this chat."""
        now = self._clock()
        last, self._last_refused = self._last_refused, (now, chat)
        if last and last[1] != chat and now - last[0] < 1:
            rate = self.rate
            lowest = max(self.SLOWEST, self.BELOW_WHAT_PASSES * self._passed_lately())
            self._lowered = min(rate, max(lowest, rate * self.BACKOFF))
            self._lowered_at = now

    def _passed_lately(self) -> int:
        """Calls that Telegram took in the last second."""
        since = self._clock() - 1
        while self._passed and self._passed[0] <= since:
            self._passed.popleft()
        return len(self._passed)
