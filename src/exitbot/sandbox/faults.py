"""Trouble on demand: errors, silence, broken answers, delay, updates that come twice, a bot that dies."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["KINDS", "Fault", "Faults"]

HTML_502 = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"
_WORDS = {
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
KINDS = ("error", "html", "broken_json", "reset", "timeout")


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure of one call.

    kind: "error" (JSON error), "html" (a proxy's page), "broken_json", "reset" (connection cut), "timeout" (silence for
    `hang` seconds, then cut).  after: the call does its work first, and only the answer is lost.
    """

    kind: str = "error"
    status: int = 500
    description: str = ""
    retry_after: int | None = None
    after: bool = False
    hang: float = 60.0

    def answer(self) -> dict[str, Any]:
        description = self.description or _WORDS.get(self.status, "Bad Request: injected by the sandbox")
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": description}
        if self.retry_after is not None:
            body["description"] = self.description or f"Too Many Requests: retry after {self.retry_after}"
            body["parameters"] = {"retry_after": self.retry_after}
        return body


@dataclass(slots=True)
class Faults:
    """The switches. Everything is off at first; `clear()` switches all off again.

    rate: share of calls (0-1) that fail at random with one of `random_faults`; `seed()` makes that repeatable.
    delay: seconds before every answer, jitter: up to so many more.
    duplicates: share of updates (0-1) delivered twice.  on_kill: called by `kill()`; may be async.
    """

    rate: float = 0.0
    random_faults: tuple[Fault, ...] = (Fault(status=500), Fault(kind="html", status=502))
    spared: frozenset[str] = frozenset({"getme"})
    delay: float = 0.0
    jitter: float = 0.0
    duplicates: float = 0.0
    on_kill: Callable[[], Awaitable[None] | None] | None = None
    _planned: dict[str, deque[Fault]] = field(default_factory=dict)
    _dice: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 - not for secrets

    def fail(self, method: str = "*", times: int = 1, **fault: Any) -> None:
        """The next `times` calls of a method ("*" for any but getUpdates) fail; `fault` are the fields of Fault.

        `retry_after=3` alone means a 429. Raises ValueError for an unknown kind.
        """
        if fault.get("retry_after") is not None:
            fault.setdefault("status", 429)
        if fault.get("kind") == "html":
            fault.setdefault("status", 502)
        planned = Fault(**fault)
        if planned.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        self._planned.setdefault(method.lower(), deque()).extend([planned] * times)

    def seed(self, number: int) -> None:
        self._dice = random.Random(number)  # noqa: S311

    def clear(self) -> None:
        self._planned.clear()
        self.rate = self.delay = self.jitter = self.duplicates = 0.0

    def pending(self) -> int:
        """How many planned failures have not happened yet."""
        return sum(map(len, self._planned.values()))

    def next_for(self, method: str) -> Fault | None:
        """The failure that this call meets, if any. method: lower case."""
        if not self._planned and not self.rate:
            return None
        for name in (method, "*"):
            planned = self._planned.get(name)
            if planned and not (name == "*" and method == "getupdates"):
                fault = planned.popleft()
                if not planned:
                    del self._planned[name]
                return fault
        if self.rate and method not in self.spared and self._dice.random() < self.rate:
            return self._dice.choice(self.random_faults)
        return None

    def wait(self) -> float:
        """Seconds to wait before this answer."""
        return self.delay + (self._dice.random() * self.jitter if self.jitter else 0.0)

    def copies(self) -> int:
        """How often this update is delivered."""
        return 2 if self.duplicates and self._dice.random() < self.duplicates else 1

    async def kill(self) -> None:
        """End the bot the hard way, if the caller of the sandbox said how."""
        if self.on_kill is not None:
            ended = self.on_kill()
            if ended is not None:
                await ended
