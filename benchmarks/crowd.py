"""A hundred people on a sandbox: what they do, what each must see afterwards, and what they see."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from benchmarks.wanted import Screens, Shown, shown
from exitbot.sandbox import Person, Sandbox
from exitbot.sandbox.world import Message
from exitbot.screens.route import Route, open_envelope
from exitbot.telegram.library import Shelf

__all__ = ["Counts", "Crowd", "Round"]

_PATIENCE = 15.0  # seconds until what has not been answered counts as lost
_SLOW = 10.0
_EXITS = 0.03  # share of presses that go to the exit


@dataclass(slots=True)
class Round:
    """What one kill did. seconds: from the new start until all was answered; waiting: deeds unanswered at the kill."""

    deeds: int = 0
    waiting: int = 0
    lost: int = 0
    wrong: int = 0
    doubled: int = 0
    seconds: float = 0.0
    complaints: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Counts:
    """The sum of many rounds."""

    rounds: list[Round] = field(default_factory=list)

    def add(self, found: Round) -> None:
        self.rounds.append(found)

    @property
    def bad(self) -> int:
        return sum(each.lost + each.wrong + each.doubled for each in self.rounds)

    @property
    def slow(self) -> int:
        return sum(each.seconds >= _SLOW for each in self.rounds)

    def columns(self) -> list[str]:
        """kills, deeds, waiting, lost, wrong, doubled, slow, median seconds."""
        names = ("deeds", "waiting", "lost", "wrong", "doubled")
        sums = [f"{sum(getattr(each, name) for each in self.rounds):,}" for name in names]
        return [f"{len(self.rounds):,}", *sums, str(self.slow), f"{median([each.seconds for each in self.rounds] or [0]):.2f}"]


@dataclass(frozen=True, slots=True)
class _Deed:
    """The last thing a person did. before: what was shown then; wanted: what must be shown, none of it after an exit."""

    wanted: frozenset[Shown]
    before: Shown


class Crowd:
    """People with one chat each, whose language is Russian or English in turn."""

    def __init__(self, sandbox: Sandbox, shelf: Shelf, people: int) -> None:
        self._sandbox = sandbox
        self._shelf = shelf
        self._people = [sandbox.person("Anna", "en" if number % 2 else "ru") for number in range(people)]
        self._deeds: dict[int, _Deed] = {}
        self._queries: list[str] = []
        self._final: set[int] = set()  # who left or wrote: what they do next would depend on the order of two lines
        self._screens = Screens(shelf)

    async def everybody_has_a_screen(self) -> None:
        """The beginning of a round: whoever has none starts anew, and what a bad round left behind is cleared."""
        for person in self._people:
            for message in person.history[:-1] if person.screen else person.history:
                person.delete(message.message_id)
            if person.screen is None:
                person.start()
        await self._quiet(lambda: all(person.screen and person.screen.keyboard for person in self._people))
        self._deeds.clear()
        self._queries.clear()
        self._final.clear()

    def act(self, dice: random.Random, *, share: float, typed: float = 0.0) -> None:
        """Some of the people do something now, at once. typed: share of them that write instead of pressing."""
        for person in self._people:
            screen = person.screen
            if dice.random() >= share or person.id in self._final or screen is None or not screen.keyboard:
                continue
            if dice.random() < typed:
                self._write(person, screen)
            else:
                self._press(person, screen, dice)

    def waiting(self) -> int:
        """How many updates are not finished as far as Telegram knows."""
        return len(self._sandbox.queue.pending)

    async def judged(self) -> Round:
        """Wait until everything is confirmed and look at every chat.

        A press whose clock was not stopped is no loss: that call is made once, beside the update.
        """
        began = time.monotonic()
        await self._quiet(lambda: True)
        found = Round(deeds=len(self._queries), seconds=time.monotonic() - began)
        for person in self._people:
            deed = self._deeds.get(person.id)
            if deed is not None:
                self._judge(person, deed, found)
        return found

    def _write(self, person: Person, screen: Message) -> None:
        wanted = {self._screens.of(Route(("safety",)), language) for language in self._shelf.voices}
        self._deeds[person.id] = _Deed(frozenset(wanted), shown(screen))
        self._queries.append("")
        self._final.add(person.id)
        person.send("/start")

    def _press(self, person: Person, screen: Message, dice: random.Random) -> None:
        data = [button["callback_data"] for row in screen.keyboard for button in row if "callback_data" in button]
        exits = [each for each in data if open_envelope(each).route.family == "exit"]
        chosen = dice.choice(exits if exits and dice.random() < _EXITS else [each for each in data if each not in exits])
        if chosen in exits:
            self._final.add(person.id)
        self._queries.append(person.press(data=chosen, message_id=screen.message_id))
        self._deeds[person.id] = _Deed(self._screens.behind(chosen), shown(screen))

    def _judge(self, person: Person, deed: _Deed, found: Round) -> None:
        bots = [message for message in person.history if message.from_bot]
        seen = [shown(message) for message in bots]
        own = len(person.history) - len(bots)
        if len(bots) > 1:
            found.doubled += 1
        elif bots and seen[0] == deed.before and deed.before not in deed.wanted:
            found.lost += 1
        elif (not deed.wanted and bots) or (deed.wanted and not (bots and seen[0] in deed.wanted)) or own:
            found.wrong += 1
        else:
            return
        wanted = [text[:40] for text, _ in deed.wanted] or ["nothing"]
        found.complaints.append(f"wanted {wanted}, there is {[text[:40] for text, _ in seen]}, own messages: {own}")

    async def _quiet(self, done: Callable[[], object]) -> None:
        """Wait until `done` and until Telegram has nothing left to deliver; gives up after a while."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if done() and not self._sandbox.queue.pending and not self._sandbox.busy:
                return
            await asyncio.sleep(0.02)
