"""Telegram's pace: about one new message a second in a chat, thirty a second in all. Too fast is a 429."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from exitbot.sandbox.errors import too_many_requests

__all__ = ["Limits"]


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass(slots=True)
class Limits:
    """Rates are a second; a rate of None is no limit; `enabled = False` switches everything off.

    Telegram publishes the two rates for new messages but no figure for edits, hence none here by default. It forgives
    short bursts, whose length it does not tell: `chat_burst` is a guess on the low side. All rates may be changed while the
    server runs. calls_in_all: every call that people see something of, whatever its method; it forgives one second's worth.
    """

    clock: Callable[[], float]
    enabled: bool = True
    messages_per_chat: float | None = 1.0
    chat_burst: int = 3
    messages_in_all: float | None = 30.0
    edits_per_chat: float | None = None
    edits_in_all: float | None = None
    calls_in_all: float | None = None
    _buckets: dict[tuple[str, int], _Bucket] = field(default_factory=dict)

    def spend(self, kind: str, chat_id: int) -> None:
        """Count one call. kind: "message", "edit" or "call". Raises ApiError 429 with `retry_after` in whole seconds."""
        if not self.enabled:
            return
        rates: tuple[tuple[float | None, int, int], ...]
        if kind == "message":
            rates = ((self.messages_per_chat, self.chat_burst, chat_id), (self.messages_in_all, 0, 0))
        elif kind == "call":
            rates = ((self.calls_in_all, 0, 0),)
        else:
            rates = ((self.edits_per_chat, 0, chat_id), (self.edits_in_all, 0, 0))
        ready = [self._bucket(kind, key, rate, burst or math.ceil(rate)) for rate, burst, key in rates if rate]
        wait = max((_wait(bucket, rate) for bucket, rate in ready), default=0.0)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for bucket, _ in ready:
            bucket.tokens -= 1

    def reset(self) -> None:
        """Forget all that was counted."""
        self._buckets.clear()

    def _bucket(self, kind: str, key: int, rate: float, burst: int) -> tuple[_Bucket, float]:
        now = self.clock()
        bucket = self._buckets.setdefault((kind, key), _Bucket(float(burst), now))
        bucket.tokens = min(float(burst), bucket.tokens + max(0.0, now - bucket.at) * rate)
        bucket.at = now
        return bucket, rate


def _wait(bucket: _Bucket, rate: float) -> float:
    return 0.0 if bucket.tokens >= 1 else (1 - bucket.tokens) / rate
