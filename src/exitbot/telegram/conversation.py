"""What follows from what a person does. Every effect can be done twice without showing anything twice."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from telegram.error import BadRequest, ChatMigrated, Forbidden

from exitbot.language.choosing import language_for
from exitbot.ledger.store import Ledger
from exitbot.screens.building import with_notice
from exitbot.screens.route import HOME, BadRoute, Route, open_envelope
from exitbot.telegram.events import Event, Foreign, Press, Thing, Words
from exitbot.telegram.lanes import Keyring
from exitbot.telegram.library import Library, Payload, Shelf
from exitbot.telegram.live import LiveMessages
from exitbot.telegram.outgoing import BLANK, Gone, Outgoing, Unreachable
from exitbot.telegram.reading import Reply, reply_to_thing, reply_to_words

__all__ = ["Answer", "Conversation"]

_TRIES = 3
_ANSWERED = 5
"""Presses of one person that are answered one by one; of more that wait at once only the newest."""

# After a restart nothing is known of a chat: the message of before may stand a little below what is typed now, and the
# one that a redelivered update led to already a little above it. deleteMessages takes a hundred numbers and passes over
# those that are not there.
_SWEPT = 100

log = logging.getLogger("exitbot.conversation")


@dataclass(frozen=True, slots=True)
class Answer:
    """answerCallbackQuery: stops the button's clock; `text` is a short notice or None."""

    query_id: str
    text: str | None = None


class Conversation:
    """today: the day screens are made for; started: wall clock of the start, in seconds."""

    def __init__(
        self,
        library: Library,
        outgoing: Outgoing,
        *,
        keyring: Keyring,
        ledger: Ledger | None = None,
        today: Callable[[], date] = date.today,
        started: float | None = None,
    ) -> None:
        self.library = library
        self.outgoing = outgoing
        self.live = LiveMessages()
        self._keyring = keyring
        self._ledger = ledger
        self._today = today
        self._started = time.time() if started is None else started

    async def handle(self, events: Sequence[Event]) -> list[Answer | None]:
        """Do what one person's waiting events ask for, together; an answer for each press.

        Raises Unreachable if Telegram could not be reached; then nothing is finished and the updates come again.
        """
        for last_try in (False,) * (_TRIES - 1) + (True,):
            try:
                await self._effects(events)
                break
            except Unreachable:
                raise
            except (Forbidden, ChatMigrated):
                break  # blocked, or gone: nobody to answer, and nothing to record
            except Exception as error:
                log.error("an update failed: %s", type(error).__name__)
                if last_try:
                    await self._apologise(events[-1])
        return self._answers(events)

    def _answers(self, events: Sequence[Event]) -> list[Answer | None]:
        old = [None] * (len(events) - _ANSWERED)  # a flood of presses is not answered with a flood of calls
        new = events[len(old) :]
        return [*old, *(Answer(event.query_id, self._toast(event)) if isinstance(event, Press) else None for event in new)]

    def _toast(self, press: Press) -> str | None:
        """A word on an old button: the screen is made of today's knowledge."""
        try:
            envelope = open_envelope(press.data)
        except BadRoute:
            return None
        shelf = self.library.shelf
        if envelope.revision == shelf.revision or envelope.language not in shelf.voices or envelope.route.family == "exit":
            return None
        return shelf.voices[envelope.language].interface("Updated since this message was shown.")

    async def _effects(self, events: Sequence[Event]) -> None:
        decisive = _decisive(events)
        typed = [event.message_id for event in events if isinstance(event, (Words, Thing))]
        if isinstance(decisive, Foreign):
            await self.outgoing.leave(decisive.chat_id)
        elif isinstance(decisive, Press):
            await self._press(decisive)
            if typed:
                await self.outgoing.delete(decisive.chat_id, typed)
        else:
            await self._typed(decisive, typed)

    async def _press(self, press: Press) -> None:
        shelf = self.library.shelf
        try:
            envelope = open_envelope(press.data)
            if envelope.language not in shelf.voices:
                raise BadRoute(envelope.language)
        except BadRoute:
            language = language_for(press.language_code, shelf.voices)
            await self._show(press, _unknown_button(shelf, language, self._today()), language)
            return
        if envelope.route.family == "exit":
            await self._exit(press, envelope.language)
            return
        payload = shelf.payload(envelope.route, envelope.language, self._today())
        await self._show(press, payload, envelope.language)
        await self._keep(payload, envelope.route, envelope.language)

    async def _keep(self, payload: Payload, route: Route, language: str) -> None:
        """What the ledger is told of a press: never by whom, never when within the day."""
        if self._ledger is None:
            return
        self._ledger.count(self._today(), route.family, language)
        await self._ledger.write_counts(before=self._today())
        if payload.report:
            await self._ledger.report(self._today(), payload.report, language, self.library.shelf.revision)

    async def _exit(self, press: Press, language: str) -> None:
        name = self._keyring.name(press.chat_id)
        other = self._other_live(name, press.message_id)
        self.live.leave(name, press.message_id, language)
        await self.outgoing.blank_and_delete(press.chat_id, press.message_id)
        if other is not None:
            await self.outgoing.blank_and_delete(press.chat_id, other)

    async def _show(self, press: Press, payload: Payload, language: str) -> None:
        """In place; anew if the message is gone and nothing else stands in the chat."""
        name = self._keyring.name(press.chat_id)
        other = self._other_live(name, press.message_id)
        try:
            await self.outgoing.edit(press.chat_id, press.message_id, payload.fields)
        except Gone:
            # Deleted after the press: by the person, or because a newer message is there, or by exit.
            if other is None and not self.live.has_left(name, press.message_id):
                await self._show_anew(press.chat_id, payload, language, [])
            return
        self.live.note(name, press.message_id, language)
        if other is not None:
            await self._remove(press.chat_id, [other])

    def _other_live(self, name: bytes, message_id: int) -> int | None:
        """The live message, if it is known and is not this one."""
        seen = self.live.of(name)
        return seen.message_id if seen and seen.message_id != message_id else None

    async def _typed(self, event: Words | Thing, typed: list[int]) -> None:
        shelf = self.library.shelf
        seen = self.live.of(self._keyring.name(event.chat_id))
        language = seen.language if seen and seen.language in shelf.voices else language_for(event.language_code, shelf.voices)
        reply = reply_to_words(shelf, event.text, language) if isinstance(event, Words) else reply_to_thing(shelf, language)
        if seen is None:
            await self._sweep(event.chat_id, min(typed) - _SWEPT)
        if event.sent < self._started:
            await self._sweep(event.chat_id, max(typed) + 1)
        await self._show_anew(event.chat_id, self._ready(shelf, reply, language), language, typed)

    def _ready(self, shelf: Shelf, reply: Reply, language: str) -> Payload:
        if not reply.notice:
            return shelf.payload(reply.route, language, self._today())
        return shelf.ready(with_notice(shelf.screen(reply.route, language, self._today()), reply.notice))

    async def _show_anew(self, chat_id: int, payload: Payload, language: str, typed: list[int]) -> None:
        """A new message at the end of the chat. The old one and what was typed go first, so that there never are two.

        A notification shows how a new message begins, so one that says something is sent blank and filled afterwards.
        """
        name = self._keyring.name(chat_id)
        old = self.live.of(name)
        await self._remove(chat_id, [old.message_id] if old else [], typed)
        sent = await self.outgoing.send(chat_id, payload.fields if payload.neutral else BLANK)
        self.live.note(name, sent.message_id, language)
        if sent.doubtful:
            await self._sweep(chat_id, sent.message_id - _SWEPT)
        if not payload.neutral:
            await self.outgoing.edit(chat_id, sent.message_id, payload.fields)

    async def _sweep(self, chat_id: int, first: int) -> None:
        """Delete whatever stands in this chat with one of a hundred numbers from `first` on."""
        first = max(1, first)
        await self.outgoing.delete(chat_id, list(range(first, first + _SWEPT)))

    async def _remove(self, chat_id: int, own: list[int], typed: Sequence[int] = ()) -> None:
        if (own or typed) and not await self.outgoing.delete(chat_id, [*own, *typed]):
            for message_id in own:
                await self.outgoing.blank_and_delete(chat_id, message_id)

    async def _apologise(self, event: Event) -> None:
        """The update is let go: it must not hold up the person's next one."""
        if isinstance(event, Foreign):
            return
        shelf = self.library.shelf
        language = language_for(event.language_code, shelf.voices)
        text = shelf.voices[language].interface("Something went wrong here. Please try again from the beginning.")
        payload = shelf.ready(with_notice(shelf.screen(HOME, language, self._today()), text))
        try:
            await self._show_anew(event.chat_id, payload, language, [event.message_id])
        except (BadRequest, Forbidden, Gone) as error:
            log.error("the apology failed: %s", type(error).__name__)


def _decisive(events: Sequence[Event]) -> Event:
    """The newest event decides what is shown; but an exit is not undone by an impatient second press."""
    last = events[-1]
    if isinstance(last, Press):
        exits = [event for event in events if isinstance(event, Press) and _is_exit(event)]
        return exits[-1] if exits else last
    return last


def _is_exit(press: Press) -> bool:
    try:
        return open_envelope(press.data).route.family == "exit"
    except BadRoute:
        return False


def _unknown_button(shelf: Shelf, language: str, today: date) -> Payload:
    text = shelf.voices[language].interface("That button is not known any more. This is the beginning.")
    return shelf.ready(with_notice(shelf.screen(Route(("home",)), language, today), text))
