"""What follows for one person in one country, today, and why. Computed from content alone; nothing is remembered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from exitbot.guidance.conditions import Fits, fits, is_among
from exitbot.guidance.parts import RANK, Because, Part, Way, entry_of, more_careful, protection_of
from exitbot.guidance.profile import Profile
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.decay import AgedOutcome, outcome_today
from exitbot.knowledge.guide import Advice, Danger, Phase
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Country, Level, Outcome, Role

__all__ = ["Verdict", "advice_for", "assess", "assess_all", "dangers_for", "urgent_for"]

_SAFEST_FIRST = (Outcome.PROTECTED, Outcome.UNCLEAR, Outcome.RISK, Outcome.RETURNS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """level: the most careful of getting in and protection, for the best person the answers leave room for.

    worst: the same for the worst of them. Both are one where enough was said.
    """

    country: Country
    level: Level
    worst: Level
    entry: Part
    protection: Part
    if_refused: AgedOutcome
    ways: tuple[Way, ...]
    warnings: tuple[Danger, ...]

    @property
    def depends_on(self) -> tuple[Subject, ...]:
        """Questions that were not answered and could change the level."""
        return (
            tuple(dict.fromkeys((*self.protection.depends_on, *self.entry.depends_on))) if self.level is not self.worst else ()
        )

    @property
    def decisive(self) -> tuple[Because, ...]:
        """What the level rests on: the reasons of the part that is not better than it."""
        entry_decides = self.entry.best is self.level and self.protection.best is not self.level and self.entry.because
        part = self.entry if entry_decides else self.protection
        return tuple(because for because in part.because if because.level is part.best)

    @property
    def is_out_of_reach(self) -> bool:
        """There are ways in, but none from where this person is or with this person's papers. It is no refusal.

        Where protection is closed as well, that comes first: the country would not help even within reach.
        """
        if self.entry.best is not Level.CLOSED or self.protection.best is Level.CLOSED:
            return False
        return any(way.obstacle and way.obstacle.subjects for way in self.ways)


def assess(knowledge: Knowledge, profile: Profile, country: Country, today: date) -> Verdict:
    """The verdict for a person in a country on a day."""
    return _assess(knowledge, profile, country, today, _dangers_of(knowledge, profile))


def _assess(knowledge: Knowledge, profile: Profile, country: Country, today: date, dangers: Sequence[Danger]) -> Verdict:
    entry, ways = entry_of(knowledge, profile, country, today)
    protection = protection_of(knowledge, profile, country, today)
    return Verdict(
        country=country,
        level=more_careful((entry.best, protection.best)),
        worst=more_careful((entry.worst, protection.worst)),
        entry=entry,
        protection=protection,
        if_refused=outcome_today(country, knowledge.freshness, today),
        ways=ways,
        warnings=tuple(danger for danger in dangers if _concerns(knowledge, danger, country)),
    )


def assess_all(knowledge: Knowledge, profile: Profile, today: date) -> list[Verdict]:
    """Every country, best first: by the level, then by what it is at worst, by its parts, and by what follows a no."""
    dangers = _dangers_of(knowledge, profile)
    return sorted((_assess(knowledge, profile, each, today, dangers) for each in knowledge.countries.values()), key=_order)


def _order(verdict: Verdict) -> tuple[int, ...]:
    levels = (verdict.level, verdict.worst, verdict.protection.best, verdict.entry.best)
    is_transit = verdict.country.role is Role.TRANSIT
    return (is_transit, *(RANK[level] for level in levels), _SAFEST_FIRST.index(verdict.if_refused.outcome))


def dangers_for(knowledge: Knowledge, profile: Profile, country: Country) -> Iterator[Danger]:
    """What may be dangerous for this person in this country, critical first; an answer not said takes no warning away."""
    return (danger for danger in _dangers_of(knowledge, profile) if _concerns(knowledge, danger, country))


def _dangers_of(knowledge: Knowledge, profile: Profile) -> list[Danger]:
    """The same for some country or other."""
    warnings = (danger for danger in knowledge.check.warnings if not danger.urgent)
    found = [danger for danger in warnings if fits(knowledge, danger.when, profile) is not Fits.NO]
    return sorted(found, key=lambda danger: not danger.critical)


def urgent_for(knowledge: Knowledge, profile: Profile) -> list[Danger]:
    """What this person must do or not do now, whatever the country; first what is about the place the person is in.

    Only what surely fits: a false alarm costs trust.
    """
    urgent = (danger for danger in knowledge.check.warnings if danger.urgent)
    return sorted(
        (danger for danger in urgent if fits(knowledge, danger.when, profile) is Fits.YES),
        key=lambda danger: not (danger.when.where or danger.when.where_after_refusal),
    )


def _concerns(knowledge: Knowledge, danger: Danger, country: Country) -> bool:
    return (
        (not danger.to or is_among(knowledge, country.code, danger.to))
        and (not danger.role or country.role in danger.role)
        and (not danger.after_refusal or country.if_refused.level in danger.after_refusal)
    )


def advice_for(knowledge: Knowledge, profile: Profile) -> list[Advice]:
    """The next steps of this person, from today to the first week after arrival. Only what surely fits."""
    order = list(Phase)
    found = [step for step in knowledge.check.advice if fits(knowledge, step.when, profile) is Fits.YES]
    return sorted(found, key=lambda step: order.index(step.phase))
