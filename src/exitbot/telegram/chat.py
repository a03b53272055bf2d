"""One live message in a chat: shown in place, shown anew, taken away. Each can be done twice without showing anything twice."""

from __future__ import annotations

from collections.abc import Sequence

from exitbot.telegram.lanes import Keyring
from exitbot.telegram.library import Payload
from exitbot.telegram.live import LiveMessages, Seen
from exitbot.telegram.outgoing import BLANK, Gone, Outgoing, Unreachable

__all__ = ["Chats"]

# After a restart nothing is known of a chat: the message of before may stand a little below what is typed now, and the
# one that a redelivered update led to already a little above it. deleteMessages takes a hundred numbers and passes over
# those that are not there.
_SWEPT = 100
_MOST_SWEPT = 1000


class Chats:
    """The chats of all people, each with at most one message of the bot in it."""

    def __init__(self, outgoing: Outgoing, keyring: Keyring) -> None:
        self.live = LiveMessages()
        self._highest = 0  # number of the newest message anywhere: Telegram counts all private chats of a bot together
        self._outgoing = outgoing
        self._keyring = keyring

    def seen(self, chat_id: int) -> Seen | None:
        """The live message, if it is known."""
        return self.live.of(self._keyring.name(chat_id))

    def newest(self, chat_id: int) -> int:
        """Number of the newest update of this chat that has had its effect."""
        return self.live.newest(self._keyring.name(chat_id))

    def handled(self, chat_id: int, number: int) -> None:
        """Everything up to this update has had its effect; an older one that comes late has none."""
        self.live.handled(self._keyring.name(chat_id), number)

    async def show(self, chat_id: int, message_id: int, payload: Payload, language: str) -> None:
        """In place; anew if the message is gone and nothing else stands in the chat."""
        name = self._keyring.name(chat_id)
        other = self._other(name, message_id)
        try:
            await self._outgoing.edit(chat_id, message_id, payload.fields)
        except Gone:
            # Deleted after the press: by the person, or because a newer message is there, or by exit.
            if other is None and not self.live.has_left(name, message_id):
                await self.show_anew(chat_id, payload, language, [])
            return
        self.live.note(name, message_id, language)
        if other is not None:
            await self._remove(chat_id, [other])

    async def show_anew(self, chat_id: int, payload: Payload, language: str, typed: Sequence[int]) -> None:
        """A new message at the end of the chat. The old one and what was typed go first, so that there never are two.

        A notification shows how a new message begins, so one that says something is sent blank and filled afterwards.
        """
        name = self._keyring.name(chat_id)
        old = self.live.of(name)
        await self._remove(chat_id, [old.message_id] if old else [], typed)
        self._highest = max(self._highest, *typed, old.message_id if old else 0)
        before = self.live.doubt(name) or self._highest
        try:
            sent = await self._outgoing.send(chat_id, payload.fields if payload.neutral else BLANK)
        except Unreachable:
            self.live.note_doubt(name, before)
            raise
        is_doubtful = sent.doubtful or self.live.doubt(name) > 0
        self.live.note(name, sent.message_id, language)
        self._highest = max(self._highest, sent.message_id)
        if is_doubtful:
            await self._outgoing.delete(chat_id, list(range(before + 1, sent.message_id))[-_MOST_SWEPT:])
        if not payload.neutral:
            await self._outgoing.edit(chat_id, sent.message_id, payload.fields)

    async def leave(self, chat_id: int, message_id: int, language: str) -> None:
        """Exit: the first call already leaves nothing to read."""
        name = self._keyring.name(chat_id)
        other = self._other(name, message_id)
        self.live.leave(name, message_id, language)
        await self._outgoing.blank_and_delete(chat_id, message_id)
        if other is not None:
            await self._outgoing.blank_and_delete(chat_id, other)

    async def forget_typed(self, chat_id: int, typed: Sequence[int]) -> None:
        """Delete what a person typed or sent."""
        if typed:
            await self._outgoing.delete(chat_id, typed)

    async def sweep_before(self, chat_id: int, message_id: int) -> None:
        """A message of before a restart, of which nothing is known, stands a little below."""
        await self._sweep(chat_id, message_id - _SWEPT)

    async def sweep_after(self, chat_id: int, message_id: int) -> None:
        """A message that led from the same update before a restart stands a little above."""
        await self._sweep(chat_id, message_id + 1)

    def _other(self, name: bytes, message_id: int) -> int | None:
        """The live message, if it is known and is not this one."""
        seen = self.live.of(name)
        return seen.message_id if seen and seen.message_id != message_id else None

    async def _sweep(self, chat_id: int, first: int) -> None:
        first = max(1, first)
        await self._outgoing.delete(chat_id, list(range(first, first + _SWEPT)))

    async def _remove(self, chat_id: int, own: Sequence[int], typed: Sequence[int] = ()) -> None:
        if (own or typed) and not await self._outgoing.delete(chat_id, [*own, *typed]):
            for message_id in own:
                await self._outgoing.blank_and_delete(chat_id, message_id)
