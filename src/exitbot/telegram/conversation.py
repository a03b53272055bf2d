"""What follows from what a person does: which screen, in which language, and what is said of trouble."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from exitbot.language.choosing import language_for
from exitbot.screens.building import with_notice
from exitbot.screens.changes import how_many_changed, with_changes
from exitbot.screens.route import HOME, BadRoute, Envelope, Route, open_envelope
from exitbot.telegram.chat import Chats
from exitbot.telegram.events import Event, Foreign, Press, Thing, Words
from exitbot.telegram.lanes import Keyring
from exitbot.telegram.library import Library, Payload, Shelf
from exitbot.telegram.outgoing import Gone, Outgoing, Unreachable
from exitbot.telegram.reading import EXIT, Reply, reply_to_thing, reply_to_words

if TYPE_CHECKING:
    from exitbot.ledger.store import Ledger

__all__ = ["Answer", "Conversation"]

_TRIES = 3
_ANSWERED = 2
"""Presses of one person that are answered; of more that wait at once only the newest."""

log = logging.getLogger("exitbot.conversation")


@dataclass(frozen=True, slots=True)
class Answer:
    """answerCallbackQuery: stops the button's clock; `text` is a short notice or None."""

    chat_id: int
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
        self.chats = Chats(outgoing, keyring)
        self._ledger = ledger
        self._today = today
        self._started = int(time.time() if started is None else started)  # Telegram's times are whole seconds

    async def handle(self, events: Sequence[Event]) -> list[Answer | None]:
        """Do what one person's waiting events ask for, together; an answer for each press.

        Raises Unreachable if Telegram could not be reached; then nothing is finished and the updates come again.
        """
        ordered = sorted(events, key=lambda event: event.number)
        for last_try in (False,) * (_TRIES - 1) + (True,):
            try:
                await self._effects(ordered)
                break
            except (Unreachable, InvalidToken):
                raise
            except (Forbidden, ChatMigrated):
                break  # blocked, or gone: nobody to answer, and nothing to record
            except Exception as error:
                log.error("an update failed: %s", type(error).__name__)
                if last_try and not any(isinstance(event, Press) and _is_exit(event) for event in ordered):
                    await self._apologise(ordered[-1])
        return self._answers(events)

    def _answers(self, events: Sequence[Event]) -> list[Answer | None]:
        old = len(events) - _ANSWERED  # a flood of presses is not answered with a flood of calls
        return [self.answer_to(event) if number >= old else None for number, event in enumerate(events)]

    def answer_to(self, event: Event) -> Answer | None:
        """What stops the button's clock; None for everything that is no press."""
        return Answer(event.chat_id, event.query_id, self._toast(event)) if isinstance(event, Press) else None

    def _toast(self, press: Press) -> str | None:
        """A word on an old button: the screen is made of today's knowledge."""
        try:
            envelope = open_envelope(press.data)
        except BadRoute:
            return None
        shelf = self.library.shelf
        if envelope.revision == shelf.revision or envelope.language not in shelf.voices or envelope.route.family == "exit":
            return None
        voice = shelf.voices[envelope.language]
        changed = shelf.changed_on(envelope.route, envelope.revision)
        if changed is None:
            return voice.interface("Updated since this message was shown.")
        return how_many_changed(voice, len(changed)) if changed else None

    async def _effects(self, events: Sequence[Event]) -> None:
        decisive = _decisive(events)
        typed = [event.message_id for event in events if isinstance(event, (Words, Thing))]
        if isinstance(decisive, Foreign):
            await self.outgoing.leave(decisive.chat_id)
            return
        if 0 < decisive.number < self.chats.newest(decisive.chat_id):
            # Late: what the person did after it is shown already.
            await self.chats.forget_typed(decisive.chat_id, typed)
            return
        if isinstance(decisive, Press):
            await self._press(decisive)
            await self.chats.forget_typed(decisive.chat_id, typed)
        else:
            await self._typed(decisive, typed)
        self.chats.handled(decisive.chat_id, decisive.number)

    async def _press(self, press: Press) -> None:
        shelf = self.library.shelf
        try:
            envelope = open_envelope(press.data)
            if envelope.language not in shelf.voices:
                raise BadRoute(envelope.language)
        except BadRoute:
            language = language_for(press.language_code, shelf.offered)
            text = shelf.voices[language].interface("That button is not known any more. This is the beginning.")
            payload = self._ready(shelf, Reply(HOME, text), language)
            await self.chats.show(press.chat_id, press.message_id, payload, language)
            return
        if envelope.route.family == "exit":
            await self.chats.leave(press.chat_id, press.message_id, envelope.language)
            return
        payload = self._payload(shelf, envelope)
        await self.chats.show(press.chat_id, press.message_id, payload, envelope.language)
        await self._keep(payload, envelope.route, envelope.language)

    def _payload(self, shelf: Shelf, envelope: Envelope) -> Payload:
        """The page as everybody sees it; with a word and signs for a person whose button is of an older edition of it."""
        route, language, today = envelope.route, envelope.language, self._today()
        if envelope.revision != shelf.revision:
            changed = shelf.changed_on(route, envelope.revision)
            if changed:
                return shelf.ready(with_changes(shelf.screen(route, language, today), shelf.voices[language], changed))
        return shelf.payload(route, language, today)

    async def _keep(self, payload: Payload, route: Route, language: str) -> None:
        """What the ledger is told of a press: never by whom, never when within the day."""
        if self._ledger is None:
            return
        self._ledger.count(self._today(), route.family, language)
        await self._ledger.write_counts(before=self._today())
        if payload.report:
            await self._ledger.report(self._today(), payload.report, language, self.library.shelf.revision)

    async def _typed(self, event: Words | Thing, typed: list[int]) -> None:
        shelf = self.library.shelf
        seen = self.chats.seen(event.chat_id)
        language = seen.language if seen and seen.language in shelf.voices else language_for(event.language_code, shelf.offered)
        reply = reply_to_words(shelf, event.text, language) if isinstance(event, Words) else reply_to_thing(shelf, language)
        if reply.route == EXIT:
            await self.chats.forget_typed(event.chat_id, typed)
            if seen:
                await self.chats.leave(event.chat_id, seen.message_id, language)
            return
        payload = self._ready(shelf, reply, language)
        is_from_before = event.sent < self._started
        if seen and is_from_before:
            # One of many that waited during an outage: this person has got a message since, which shows it as well.
            await self.chats.forget_typed(event.chat_id, typed)
            await self.chats.show(event.chat_id, seen.message_id, payload, language)
            return
        if seen is None:
            await self.chats.sweep_before(event.chat_id, min(typed))
        if is_from_before:
            await self.chats.sweep_after(event.chat_id, max(typed))
        await self.chats.show_anew(event.chat_id, payload, language, typed)

    def _ready(self, shelf: Shelf, reply: Reply, language: str) -> Payload:
        if not reply.notice:
            return shelf.payload(reply.route, language, self._today())
        return shelf.ready(with_notice(shelf.screen(reply.route, language, self._today()), reply.notice))

    async def _apologise(self, event: Event) -> None:
        """The update is let go: it must not hold up the person's next one."""
        if isinstance(event, Foreign):
            return
        shelf = self.library.shelf
        language = language_for(event.language_code, shelf.offered)
        text = shelf.voices[language].interface("Something went wrong here. Please try again from the beginning.")
        payload = self._ready(shelf, Reply(HOME, text), language)
        try:
            await self.chats.show_anew(event.chat_id, payload, language, [event.message_id])
        except (BadRequest, Forbidden, Gone) as error:
            log.error("the apology failed: %s", type(error).__name__)


def _decisive(events: Sequence[Event]) -> Event:
    """The newest event decides what is shown; but an exit is not undone by an impatient second press."""
    last = events[-1]
    if isinstance(last, Press):
        here = [event for event in events if isinstance(event, Press) and event.message_id == last.message_id]
        return next((press for press in reversed(here) if _is_exit(press)), last)
    return last


def _is_exit(press: Press) -> bool:
    try:
        return open_envelope(press.data).route.family == "exit"
    except BadRoute:
        return False
