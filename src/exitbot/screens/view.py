"""What every screen is made with: the knowledge, a voice, the day, and the common parts of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from exitbot.knowledge.age import is_overdue, must_be_rechecked
from exitbot.knowledge.applying import sources_of
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Fact, Review, Source, Unknown
from exitbot.language.speaking import Said, Voice
from exitbot.screens import signs
from exitbot.screens.keeping import NOTHING_KEPT, Keeping
from exitbot.screens.route import HOME, Route
from exitbot.screens.screen import Button, Line, Tone

__all__ = ["Dated", "Statement", "View", "critical_first", "helper_buttons", "in_pairs", "navigation", "organisation_button"]

_HALF = 22
"""Characters of a label that a narrow telephone shows in half a row."""

_LABEL = 34
"""Characters of an organisation's name on a button."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A unit of a page that is never torn apart, with the sources it rests on."""

    text: str
    sign: str = signs.POINT
    when: str = ""
    label: str = ""
    sources: tuple[Source, ...] = ()
    id: str = ""
    """What a report names: the path of the text in the content."""


@dataclass(frozen=True, slots=True)
class Dated:
    """When a file was compiled and checked; every content file has it."""

    compiled: date
    reviewed: Review | None
    review_by: date
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(slots=True)
class View:
    """One look at the knowledge in one language on one day. Collects what had no translation."""

    knowledge: Knowledge
    voice: Voice
    today: date
    keeping: Keeping = NOTHING_KEPT
    untranslated: list[str] = field(default_factory=list)

    def forget_gaps(self) -> None:
        """What was looked at is not shown here, so its missing translations do not matter."""
        self.untranslated.clear()
        self.voice.missing.clear()

    def prose(self, text: str) -> str:
        """A content sentence in the reader's language."""
        said: Said = self.voice.prose(text)
        if not said.translated:
            self.untranslated.append(text)
        return said

    def statement(self, fact: Fact, page: Dated, *, sign: str = "", label: str = "") -> Statement:
        """A fact with its sign, age and sources; a volatile one past its month says that it must be checked."""
        sign = sign or (signs.CRITICAL if fact.critical else signs.POINT)
        sign, text = self.rechecked(fact.volatile, sign, self.prose(fact.text), page)
        when = self.voice.partial(fact.as_of)
        sources = sources_of(dict(page.sources), fact.sources)
        return Statement(text, sign, when, label, sources, fact.text.context)

    def rechecked(self, volatile: bool, sign: str, text: str, page: Dated) -> tuple[str, str]:
        """Sign and text as they are, or those of a volatile statement past its month, which says that it must be checked."""
        if not (volatile and must_be_rechecked(page.compiled, page.reviewed, self.today)):
            return sign, text
        warning = self.voice.interface("This can change within weeks: have it checked before you act.")
        return signs.OVERDUE, f"{text} {warning}"

    def unknown(self, item: Unknown) -> Statement:
        """Something nobody could find out."""
        return Statement(self.prose(item.text), signs.UNKNOWN, id=item.text.context)

    def badges(self, page: Dated) -> list[Line]:
        """How old the page is and who has checked it; shown without a tap."""
        say = self.voice.interface
        if page.reviewed and page.reviewed.complete:
            checked = say("Checked on {day}.", day=self.voice.day(page.reviewed.on))
        elif page.reviewed:
            checked = say("Read by one reviewer on {day}; a second has to confirm it.", day=self.voice.day(page.reviewed.on))
        else:
            checked = say(
                "Compiled from public sources on {day}. Not yet checked by a lawyer.", day=self.voice.day(page.compiled)
            )
        return [Line(checked, Tone.QUIET, signs.DATED), *self.overdue(page.review_by)]

    def overdue(self, review_by: date) -> list[Line]:
        """The warning of a page that should have been read again; nothing before that."""
        if not is_overdue(review_by, self.today):
            return []
        text = self.voice.interface(
            "Out of date: it should have been read again by {day}. Have it checked before you act.",
            day=self.voice.day(review_by),
        )
        return [Line(text, Tone.STRONG, signs.OVERDUE)]


def critical_first(entries: Iterable[tuple[Fact, Dated]]) -> list[tuple[Fact, Dated]]:
    """What can hurt stands on the first page."""
    return sorted(entries, key=lambda entry: not entry[0].critical)


def navigation(view: View, route: Route, back: Route) -> tuple[tuple[Button, ...], ...]:
    """Back, beginning, language, exit: the last two rows of every screen, always in this order."""
    say = view.voice.interface
    return (
        (Button(say("◀️ Back"), back), Button(say("🏠 Start"), HOME)),
        (_language_button(view, route), Button(say("✖️ Exit"), Route(("exit",)))),
    )


def _language_button(view: View, route: Route) -> Button:
    """With two languages one tap switches in place; with more it leads to the choice."""
    others = [code for code in view.voice.catalogs.languages if code != view.voice.language]
    if len(others) == 1:
        return Button(f"🌐 {Voice(others[0], view.voice.catalogs).own_name}", route, others[0])
    return Button(view.voice.interface("🌐 Language"), Route(("language",), origin=route.path))


def organisation_button(name: str, route: Route, sign: str = "") -> Button:
    """A button with an organisation's name, cut at a word where it is too long for half a telephone."""
    label = name if len(name) <= _LABEL else name[:_LABEL].rsplit(" ", 1)[0].rstrip(",;") + "…"
    return Button(f"{sign} {label}" if sign else label, route)


def helper_buttons(view: View, route: Route, ids: Iterable[str]) -> list[Button]:
    """A button for each organisation, from where 'back' leads here again."""
    known = view.knowledge.organisation_by_id
    return [organisation_button(view.prose(known[name].name), Route(("organisation", name), origin=route.path)) for name in ids]


def in_pairs(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """Two buttons a row; one that would be cut on half a telephone has a row of its own."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        fits_beside = rows and len(rows[-1]) == 1 and max(len(button.label), len(rows[-1][0].label)) <= _HALF
        if fits_beside:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return tuple(rows)
