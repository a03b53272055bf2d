"""The queue of updates and long polling: how an update waits, is read and is confirmed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from exitbot.sandbox.errors import conflict
from exitbot.sandbox.faults import Faults

__all__ = ["ALL_KINDS", "DEFAULT_KINDS", "WEBHOOK_ACTIVE", "Update", "UpdateQueue"]

# Kinds in the order of the Bot API; the last three come only when asked for by name.
ALL_KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "inline_query", "chosen_inline_result", "callback_query",
    "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member",
    "chat_join_request", "chat_boost", "removed_chat_boost", "chat_member", "message_reaction",
    "message_reaction_count",
)  # fmt: skip
DEFAULT_KINDS = frozenset(ALL_KINDS[:-3])

# Seconds that an update waits, where it is not a day (Client.cpp of the real server).
_LIFETIME = {"inline_query": 30.0, "callback_query": 150.0, "chosen_inline_result": 600.0}
# Kinds that the real server posts in a line of their own, beside the messages of the same chat.
_OWN_LINE = frozenset({"callback_query", "inline_query", "my_chat_member", "chat_member"})
_DAY = 86_400.0
_MAX_POLL_SECONDS = 50
_OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(slots=True)
class Update:
    """One update. chat_id orders it among its like; expires: the clock's seconds; copies: how often it is delivered."""

    update_id: int
    kind: str
    payload: Any
    chat_id: int
    expires: float
    copies: int = 1

    @property
    def line(self) -> tuple[int, str]:
        """Updates of one line reach a webhook one after another; lines go side by side."""
        return self.chat_id, self.kind if self.kind in _OWN_LINE else "message"

    def as_update(self) -> dict[str, Any]:
        return {"update_id": self.update_id, self.kind: self.payload}


@dataclass(slots=True)
class UpdateQueue:
    """Updates that the bot has not confirmed yet.

    calm_polls: do as the real server does with a poll that repeats its offset within a moment: at most one update
    within half a second, and an empty queue is waited on for three seconds.
    """

    clock: Callable[[], float]
    faults: Faults
    allowed: frozenset[str] = DEFAULT_KINDS
    calm_polls: bool = True
    pending: OrderedDict[int, Update] = field(default_factory=OrderedDict)
    watchers: list[Callable[[Update], None]] = field(default_factory=list)
    _next: int = 500_000_001
    _poll: asyncio.Future[str] | None = None
    _last_offset: int | None = None
    _last_poll: float = float("-inf")

    def add(self, kind: str, payload: Any, chat_id: int) -> Update | None:
        """Queue an update; None if the bot did not allow its kind."""
        known = kind in ALL_KINDS
        if known and kind not in self.allowed:
            return None
        expires = self.clock() + _LIFETIME.get(kind, _DAY)
        update = Update(self._next, kind, payload, chat_id, expires, self.faults.copies())
        self._next += 1
        self.pending[update.update_id] = update
        self._wake("")
        for watcher in tuple(self.watchers):
            watcher(update)
        return update

    def allow(self, names: Any) -> None:
        """Take the `allowed_updates` of a call: a list of names; nothing usable leaves things as they are."""
        if not isinstance(names, list) or any(not isinstance(name, str) for name in names):
            return
        chosen = frozenset(name.lower() for name in names) & frozenset(ALL_KINDS)
        self.allowed = chosen or DEFAULT_KINDS

    def confirm(self, update_id: int) -> None:
        """Drop one update."""
        self.pending.pop(update_id, None)

    def drop_all(self) -> None:
        self.pending.clear()

    def interrupt(self, reason: str) -> None:
        """End the poll that is waiting with a 409 for this reason."""
        self._wake(reason)

    def _wake(self, reason: str) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(reason)

    async def poll(self, offset: int, limit: int, timeout: int) -> list[dict[str, Any]]:  # noqa: ASYNC109 - Telegram's
        """getUpdates. limit: 1-100.  timeout: seconds.  Raises ApiError 409 if another reader takes over."""
        limit, timeout = self._calmed(offset, limit, min(timeout, _MAX_POLL_SECONDS))
        self._confirm_below(offset)
        found = self._ready(limit)
        if found or timeout <= 0:
            return found
        self._wake(_OTHER_POLL)
        waiting: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poll = waiting
        try:
            reason = await asyncio.wait_for(waiting, timeout)
        except TimeoutError:
            reason = ""
        finally:
            if self._poll is waiting:
                self._poll = None
        if reason:
            raise conflict(reason)
        return self._ready(limit)

    def _calmed(self, offset: int, limit: int, seconds: int) -> tuple[int, int]:
        now, repeated = asyncio.get_running_loop().time(), offset == self._last_offset
        since, self._last_offset, self._last_poll = now - self._last_poll, offset, now
        if not (self.calm_polls and repeated):
            return limit, seconds
        return (1 if since < 0.5 else limit), (3 if since < 3.0 and seconds < 3 else seconds)

    def _confirm_below(self, offset: int) -> None:
        if offset < 0:
            # Keep the last -offset updates and forget the rest.
            while len(self.pending) > -offset:
                self.pending.popitem(last=False)
        while offset > 0 and self.pending and next(iter(self.pending)) < offset:
            self.pending.popitem(last=False)

    def _ready(self, limit: int) -> list[dict[str, Any]]:
        now = self.clock()
        chosen, expired = [], []
        for update in self.pending.values():  # stops early: the queue may be long
            if update.expires <= now:
                expired.append(update.update_id)
                continue
            chosen.append(update)
            if len(chosen) >= limit:
                break
        for update_id in expired:
            del self.pending[update_id]
        return [written for update in chosen for written in _deliveries(update)]


def _deliveries(update: Update) -> list[dict[str, Any]]:
    """The update as often as it is to be delivered; later readings give it once."""
    copies, update.copies = update.copies, 1
    return [update.as_update()] * copies
