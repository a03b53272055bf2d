"""The knowledge and catalogs that are served now, with their screens ready to send. Replaced as a whole or not at all."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from exitbot.guidance.naming import CountryNames, country_names
from exitbot.knowledge.checks import content_problems
from exitbot.knowledge.history import changed_since, read_history
from exitbot.knowledge.loading import Knowledge, load_knowledge
from exitbot.knowledge.problems import ContentError
from exitbot.language.catalogs import CatalogError, Catalogs, load_catalogs
from exitbot.language.speaking import Voice
from exitbot.screens.building import build_screen
from exitbot.screens.changes import concerns
from exitbot.screens.keeping import NOTHING_KEPT, Keeping
from exitbot.screens.route import Route
from exitbot.screens.screen import Screen
from exitbot.telegram.payloads import fields_of

__all__ = ["Library", "Shelf", "load_shelf"]

_KEPT_PAYLOADS = 2000
_READY = 0.9

log = logging.getLogger("exitbot.library")


@dataclass(frozen=True, slots=True)
class Payload:
    """A screen ready to send to anybody."""

    fields: bytes
    neutral: bool
    report: str = ""
    """The statement that showing this screen reports as wrong, if any."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One state of knowledge and catalogs."""

    knowledge: Knowledge
    catalogs: Catalogs
    voices: Mapping[str, Voice]
    offered: frozenset[str]
    """Languages far enough to be chosen for a person; one that was only begun has to be asked for."""
    names: Callable[[], CountryNames]
    """Made when somebody types for the first time: a button needs none of them, and a start should be quick."""
    keeping: Keeping
    changes: Callable[[str], frozenset[str] | None]
    """The places of all statements that changed after a revision; None for a revision nobody knows."""
    _payloads: OrderedDict[tuple[Route, str, date], Payload] = field(default_factory=OrderedDict, repr=False, compare=False)

    @property
    def revision(self) -> str:
        """What buttons carry of the edition they were made from."""
        return self.knowledge.revision

    def screen(self, route: Route, language: str, today: date) -> Screen:
        """The screen of a route."""
        return build_screen(self.knowledge, self.voices[language], route, today, self.keeping)

    def payload(self, route: Route, language: str, today: date) -> Payload:
        """The same, ready to send, remembered for the day. A screen is the same for everybody."""
        key = (route, language, today)
        known = self._payloads.get(key)
        if known is None:
            known = self.ready(self.screen(route, language, today))
            self._payloads[key] = known
            if len(self._payloads) > _KEPT_PAYLOADS:
                self._payloads.popitem(last=False)
        else:
            self._payloads.move_to_end(key)
        return known

    def changed_on(self, route: Route, since: str) -> frozenset[str] | None:
        """The statements on a subject that changed after a revision; None for a revision nobody knows."""
        changed = self.changes(since)
        return changed and frozenset(place for place in changed if concerns(self.knowledge, route, place))

    def ready(self, screen: Screen) -> Payload:
        """A screen that is not remembered, ready to send."""
        return Payload(fields_of(screen, self.revision), screen.neutral, screen.report)


def load_shelf(content: Path, locales: Path, keeping: Keeping = NOTHING_KEPT) -> Shelf:
    """Read everything. keeping: what this operator writes down, which the screens tell.

    Raises ContentError or CatalogError with all that is wrong.
    """
    knowledge = load_knowledge(content)
    # The same rules as `exitbot check`, with two days of grace: a server whose clock is late must not refuse to start.
    # Age alone makes no new mistake, so content that was checked once need not be checked at every start.
    problems = [] if knowledge.known_faultless else list(content_problems(knowledge, date.today() + timedelta(days=2)))
    if problems:
        raise ContentError(problems)
    catalogs = load_catalogs(locales)
    voices = {language: Voice(language, catalogs) for language in catalogs.languages}
    names = cache(partial(country_names, knowledge, catalogs.languages))
    offered = frozenset(language for language in voices if _is_ready(knowledge, catalogs, language))
    changes = cache(partial(changed_since, read_history(content), knowledge))
    return Shelf(knowledge, catalogs, MappingProxyType(voices), offered, names, keeping, changes)


def _is_ready(knowledge: Knowledge, catalogs: Catalogs, language: str) -> bool:
    """Nine sentences of ten are translated: fewer, and Russian serves a person from Kyiv or Almaty better."""
    prose = list(knowledge.prose())
    done = sum(catalogs.find(language, text.domain, text, text.context) is not None for text in prose)
    return done >= _READY * len(prose)


class Library:
    """Holds the shelf that is served. A broken edit leaves it as it was."""

    def __init__(self, load: Callable[[], Shelf]) -> None:
        self._load = load
        self.shelf = load()

    def reload(self) -> bool:
        """Read everything anew; True if it is served now. What is wrong goes into the log, one line a problem."""
        try:
            shelf = self._load()
        except (ContentError, CatalogError, OSError) as error:
            log.error("content not taken over, the old one goes on serving")
            for line in str(error).splitlines():
                log.error("content problem: %s", line)
            return False
        except Exception as error:  # whatever an edit can do, the next one must be noticed again
            log.error("content not taken over, the old one goes on serving: %s", type(error).__name__)
            return False
        self.shelf = shelf
        log.info("content taken over, revision %s", shelf.revision)
        return True
