"""People who stand at the beginning and press one of its buttons, then a way back, again and again."""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from benchmarks.wanted import Screens, Shown, shown
from exitbot.sandbox import Person, Sandbox
from exitbot.sandbox.entities import format_text
from exitbot.screens.route import HOME, open_envelope

__all__ = ["Insisting", "Wish", "seated"]

_NEIGHBOURS = 8  # different screens that are gone to: enough to tell them apart, few enough to prepare


@dataclass(slots=True)
class Wish:
    """A press whose screen is not there yet, or came at `shown` (time.monotonic(); 0: not yet)."""

    pressed: float
    wanted: Shown
    shown: float = 0.0


def seated(sandbox: Sandbox, screens: Screens, people: int) -> list[Person]:
    """People who see the beginning, in Russian or English, as left behind by an earlier life of the bot."""
    found = []
    for number in range(people):
        language = "en" if number % 2 else "ru"
        person = sandbox.person(f"P{number}", language)
        fields = screens.fields(HOME, language)
        keyboard = tuple(tuple(row) for row in fields["reply_markup"]["inline_keyboard"])
        person.chat.started = True
        text = format_text(fields["text"], fields["parse_mode"])
        sandbox.world.add_message(person.chat, None, text, keyboard=keyboard)
        found.append(person)
    return found


class Insisting:
    """Keeps the newest wish of each person. `again`: whoever has what they wished for presses anew, at once."""

    def __init__(self, sandbox: Sandbox, screens: Screens, people: list[Person], seed: int = 1) -> None:
        self._screens = screens
        self._people = {person.id: person for person in people}
        self._dice = random.Random(seed)
        self._places = {language: self._near(language) for language in ("ru", "en")}
        self.again = False
        self.wishes: dict[int, Wish] = {}
        self.granted: list[Wish] = []
        self._granted = asyncio.Event()
        self.others = 0
        """Edits to something that was not wished for: an older press, or a mistake."""
        sandbox.world.listeners.append(self._on_change)

    def press(self, person: Person) -> None:
        """One press of a button that leads elsewhere."""
        screen = person.screen
        assert screen is not None
        here, places = shown(screen), self._places[person.account.language_code]
        data = [each for each in here[1] if places.get(_place(each), here) != here]
        chosen = self._dice.choice(data)
        self.wishes[person.id] = Wish(time.monotonic(), places[_place(chosen)])
        person.press(data=chosen, message_id=screen.message_id)

    def everybody(self) -> None:
        """One press of everybody."""
        for person in self._people.values():
            self.press(person)

    def open(self) -> int:
        """Presses whose screen is not there."""
        return sum(not wish.shown for wish in self.wishes.values())

    def doubled(self) -> int:
        """People with more or less than one message of the bot."""
        return sum(len(person.history) != 1 for person in self._people.values())

    async def all_granted(self, patience: float) -> bool:
        """Wait until everybody sees what they pressed last."""
        self._granted.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self.open():
                    await self._granted.wait()
                    self._granted.clear()
        return not self.open()

    def _near(self, language: str) -> dict[Any, Shown]:
        """The beginning and some of its neighbours, by route."""
        home = self._screens.of(HOME, language)
        places: dict[Any, Shown] = {(HOME.path, 1, language): home}
        for data in home[1]:
            place = _place(data)
            if place[0][0] != "exit" and place[2] == language and len(places) <= _NEIGHBOURS:
                places[place] = next(iter(self._screens.behind(data)))
        return places

    def _on_change(self, kind: str, details: dict[str, Any]) -> None:
        if kind != "edited" or (person := self._people.get(details["message"].chat_id)) is None:
            return
        wish = self.wishes.get(person.id)
        if wish is None or wish.shown or shown(details["message"]) != wish.wanted:
            self.others += 1
            return
        wish.shown = time.monotonic()
        self.granted.append(wish)
        self._granted.set()
        if self.again:
            asyncio.get_running_loop().call_soon(self.press, person)


def _place(data: str) -> tuple[Any, ...]:
    envelope = open_envelope(data)
    return envelope.route.path, envelope.route.page, envelope.language
