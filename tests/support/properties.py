"""What must hold of the guided check. Each function looks at all cases there are and gives those that break it, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from tests.support.profiles import Answers, Cases, all_cases
from tests.support.proving import GROUPED, Meeting, Proven, Sight, sight_of

from exitbot.guidance.conditions import Fits, fits
from exitbot.guidance.parts import Because, entry_of, groups_of, protection_of
from exitbot.guidance.profile import Profile, write_code
from exitbot.guidance.verdict import Verdict, dangers_for, urgent_for
from exitbot.knowledge.answers import Fought, Proof, Situation, Subject, Visa
from exitbot.knowledge.decay import outcome_today, outlook_today
from exitbot.knowledge.guide import Danger, VisaWay
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Country, WayIn
from exitbot.knowledge.prose import all_prose
from exitbot.knowledge.terms import Level, Outcome, Passport, Role
from exitbot.knowledge.values import Prose
from exitbot.language.speaking import Voice

__all__ = [
    "BETTERMENTS", "RISKS", "foreign_answers", "misjudged", "misplaced", "narrowed", "opened", "rejuvenated", "rewarded",
    "rewarded_places", "unadvised", "unexplained", "unguided", "unsourced", "untranslated", "unwarned_fighters",
    "unwarned_in_transit",
]  # fmt: skip

Step = tuple[Subject, str, str]
"""A question, the worse answer, the better one."""

RISKS: tuple[Step, ...] = (
    (Subject.FOUGHT, Fought.SERVED, Fought.NO),
    (Subject.FOUGHT, Fought.COMBAT, Fought.SERVED),
    (Subject.VISA, Visa.NONE, Visa.SCHENGEN),
    (Subject.VISA, Visa.NONE, Visa.RESIDENCE),
    (Subject.PROOF, Proof.TRACES, Proof.PERSONAL),
    (Subject.PROOF, Proof.NONE, Proof.TRACES),
)
BETTERMENTS: tuple[Step, ...] = (
    (Subject.PASSPORT, Passport.NONE, Passport.INTERNAL),
    (Subject.PASSPORT, Passport.INTERNAL, Passport.OLD),
    (Subject.PASSPORT, Passport.OLD, Passport.BIOMETRIC),
    *(step for step in RISKS if step[0] in (Subject.VISA, Subject.PROOF)),
)
LEFT = (Situation.SERVING, Situation.DESERTER, Situation.SURRENDERED)
_SAFEST_FIRST = (Outcome.PROTECTED, Outcome.UNCLEAR, Outcome.RISK, Outcome.RETURNS)


# What each part depends on.


def foreign_answers(proven: Proven) -> Iterator[str]:
    """Getting in looks at place, papers and group only; protection at the group and what caps name; a rule at its own."""
    check = proven.knowledge.check
    allowed = {
        "entry": {*GROUPED, Subject.WHERE, Subject.PASSPORT, Subject.VISA},
        "protection": {*GROUPED, *(subject for cap in check.caps for subject in cap.when.subjects)},
    }
    for name, cases in proven.parts():
        yield from (f"{name} looks at {subject}" for subject in cases.subjects if subject not in allowed[name.split()[1]])
    for rule in (*check.warnings, *check.advice):
        seen = all_cases(proven.knowledge, lambda profile, when=rule.when: fits(proven.knowledge, when, profile)).subjects
        if seen != rule.when.subjects:
            yield f"{rule.id} looks at {seen}"


def misjudged(meeting: Meeting) -> Iterator[str]:
    """The level is the most careful of the two parts, and so is the worst; the parts are what they are by themselves."""
    verdict = meeting.verdict
    ranks = [list(Level).index(level) for level in (verdict.level, verdict.worst)]
    careful = [max(parts) for parts in zip(meeting.entry.span, meeting.protection.span, strict=True)]
    if ranks != careful or (sight_of(verdict.entry)[:2], sight_of(verdict.protection)[:2]) != (
        meeting.entry.span,
        meeting.protection.span,
    ):
        yield f"{_who(meeting)}: {verdict.level} is not the most careful of {meeting.entry} and {meeting.protection}"


# A level, a reason, a source, a next step, in every language.


def unexplained(meeting: Meeting) -> Iterator[str]:
    """Each level has a statement of that very level; where no way is open, those that are there say why not."""
    verdict = meeting.verdict
    if not _reasons(verdict):
        yield f"{_who(meeting)}: {verdict.level} without a reason"


def _reasons(verdict: Verdict) -> list[Because | WayIn | VisaWay]:
    stated = [because for because in verdict.decisive if because.level is verdict.level]
    shut = [way.way for way in verdict.ways if way.way and way.obstacle] if verdict.entry.best is Level.CLOSED else []
    return [*stated, *shut]


def unsourced(meeting: Meeting, knowledge: Knowledge) -> Iterator[str]:
    """Each reason has a source in its own file. Only 'unclear', where nothing was found, may have none of its own."""
    verdict = meeting.verdict
    for reason in _reasons(verdict):
        known = knowledge.check.sources if reason.text.domain == "check" else verdict.country.sources
        if not any(name in known for name in reason.sources) and getattr(reason, "level", None) is not Level.UNCLEAR:
            yield f"{_who(meeting)}: no source for '{reason.text}'"
    if not verdict.country.if_refused.sources:
        yield f"{_who(meeting)}: no source at all"


def unadvised(knowledge: Knowledge) -> Iterator[str]:
    """There is a next step for everybody."""
    steps = sorted(knowledge.check.advice, key=lambda step: len(step.when.subjects))
    cases = all_cases(knowledge, lambda profile: any(fits(knowledge, step.when, profile) is Fits.YES for step in steps))
    return (f"{write_code(profile)}: no next step" for profile, found in cases.people() if not found)


def untranslated(knowledge: Knowledge, told: Iterable[Prose], voices: Mapping[str, Voice]) -> Iterator[str]:
    """What verdicts say, and all of the check itself, exists in every language."""
    for prose in {each.context: each for each in (*told, *all_prose(knowledge.check))}.values():
        yield from (
            f"{prose.context} is not in {language}"
            for language, voice in voices.items()
            if not voice.is_source and not voice.prose(prose).translated
        )


# An answer that was not said.


def narrowed(proven: Proven) -> Iterator[str]:
    """Not said is at least as good as the best answer and at least as bad as the worst."""
    for name, cases in proven.parts():
        for answers, sight in cases.results.items():
            for subject, answer in zip(cases.subjects, answers, strict=True):
                unsaid = cases.changed(answers, subject, None)
                if answer is not None and (unsaid.best > sight.best or unsaid.worst < sight.worst):
                    yield f"{name} {answers}: {subject} not said is {unsaid.span}, said {sight.span}"


class _Seen(NamedTuple):
    """A case, and what other answers would make of it. own: spans by question; shared: by question, answer by answer."""

    sight: Sight
    unsaid: frozenset[Subject]
    own: tuple[tuple[Subject, frozenset[tuple[int, int]]], ...]
    shared: tuple[tuple[Subject, tuple[tuple[int, int], ...]], ...]


def unguided(proven: Proven) -> Iterator[str]:
    """Where best and worst differ, a question is named whose answer changes it, and one not answered if there is one."""
    for code in proven.knowledge.countries:
        entries, protections = proven.entries[code], proven.protections[code]
        both = tuple(subject for subject in entries.subjects if subject in protections.subjects)
        sights = Cases(entries.subjects, {answers: entry.sight for answers, entry in entries.results.items()})
        entering, protected = _seen(proven, sights, both), _seen(proven, protections, both)
        for answers, cases in entering.items():
            for one in cases:
                for other in protected[answers]:
                    yield from (f"{code} {answers}: {what}" for what in _unguided(one, other))


def _seen(proven: Proven, cases: Cases[Sight], both: Collection[Subject]) -> Mapping[Answers, set[_Seen]]:
    """The different cases, by the answers that the other part looks at too."""
    found: dict[Answers, set[_Seen]] = defaultdict(set)
    for answers, sight in cases.results.items():
        said = dict(zip(cases.subjects, answers, strict=True))
        unsaid = frozenset(subject for subject, answer in said.items() if answer is None)
        spans = {
            subject: tuple(cases.changed(answers, subject, answer).span for answer in proven.choices[subject])
            for subject in said
            if subject in both or subject in unsaid or subject in sight.depends_on
        }
        own = tuple((subject, frozenset(each)) for subject, each in spans.items() if subject not in both)
        shared = tuple((subject, each) for subject, each in spans.items() if subject in both)
        found[tuple(said[subject] for subject in both)].add(_Seen(sight, unsaid, own, shared))
    return found


def _unguided(one: _Seen, other: _Seen) -> Iterator[str]:
    now = _careful(one.sight.span, other.sight.span)
    if now[0] == now[1]:
        return
    named = one.sight.depends_on | other.sight.depends_on
    telling = _telling(one, other, now)
    if not named & telling:
        yield f"{now} depends on {sorted(named)}, of which nothing changes it; {sorted(telling)} would"
    elif not named & telling & (one.unsaid | other.unsaid) and telling & (one.unsaid | other.unsaid):
        yield f"{now} names {sorted(named)}, which were said; {sorted(telling)} would tell"


def _telling(one: _Seen, other: _Seen, now: tuple[int, int]) -> set[Subject]:
    """The questions of which some answer changes it."""
    found = {subject for subject, spans in one.own if any(_careful(span, other.sight.span) != now for span in spans)}
    found |= {subject for subject, spans in other.own if any(_careful(one.sight.span, span) != now for span in spans)}
    here, there = dict(one.shared), dict(other.shared)
    for subject in here:
        if any(_careful(*pair) != now for pair in zip(here[subject], there[subject], strict=True)):
            found.add(subject)
    return found


def _careful(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return max(one[0], other[0]), max(one[1], other[1])


# Risks and betterments.


def rewarded(proven: Proven, steps: Iterable[Step]) -> Iterator[str]:
    """No worse answer makes anything better: neither the best nor the worst of any part."""
    for name, cases in proven.parts():
        for subject, worse, better in steps:
            if subject in cases.subjects:
                yield from (f"{name} {answers}: {what}" for answers, what in _rewarded(cases, subject, worse, better))


def rewarded_places(proven: Proven) -> Iterator[str]:
    """Protection is no better for having come from a place that is worse after a refusal."""
    countries = proven.knowledge.countries
    ordered = sorted(countries, key=lambda code: -_SAFEST_FIRST.index(countries[code].if_refused.level))
    for name, cases in proven.parts():
        if name.endswith("protection") and Subject.WHERE in cases.subjects:
            for worse, better in pairwise(ordered):
                yield from (f"{name} {answers}: {what}" for answers, what in _rewarded(cases, Subject.WHERE, worse, better))


def _rewarded(cases: Cases[Sight], subject: Subject, worse: str, better: str) -> Iterator[tuple[Answers, str]]:
    place = cases.subjects.index(subject)
    for answers, sight in cases.results.items():
        if answers[place] == worse:
            other = cases.changed(answers, subject, better)
            if sight.best < other.best or sight.worst < other.worst:
                yield answers, f"{subject} {worse} is {sight.span}, {better} is {other.span}"


# Closed, and out of reach.


def opened(proven: Proven) -> Iterator[str]:
    """Where all groups a person may belong to are closed, no answer opens it."""
    knowledge, closed = proven.knowledge, len(Level) - 1
    for code, country in knowledge.countries.items():
        for profile, sight in proven.protections[code].people():
            groups = groups_of(knowledge.check, profile)
            levels = {outlook_today(country, group, knowledge.freshness, proven.today).level for group in groups}
            if levels == {Level.CLOSED} and sight.span != (closed, closed):
                yield f"{code} {write_code(profile)}: closed for {groups}, and yet {sight.span}"


def misplaced(meeting: Meeting) -> Iterator[str]:
    """'Out of reach' is said where a way exists and the answers do not fit, and never of a country that gives nothing."""
    verdict = meeting.verdict
    ways = [way for way in verdict.ways if way.obstacle and way.obstacle.subjects and way.fits is Fits.NO]
    shut = verdict.entry.best is Level.CLOSED
    if verdict.is_out_of_reach and not (shut and ways):
        yield f"{_who(meeting)}: out of reach, but {'nothing is in the way' if not ways else 'there is a way'}"
    if verdict.is_out_of_reach and verdict.protection.best is Level.CLOSED:
        yield f"{_who(meeting)}: out of reach, where protection is closed"
    if shut and ways and verdict.protection.best is not Level.CLOSED and not verdict.is_out_of_reach:
        yield f"{_who(meeting)}: closed, where only the answers stand in the way"


# Age.


def rejuvenated(proven: Proven, months: int = 36) -> Iterator[str]:
    """As months pass, nothing gets better: getting in and protection for all their cases, and what follows a no."""
    days = [_months_later(proven.today, month) for month in range(months + 1)]
    for code, country in proven.knowledge.countries.items():
        people = list({entry.ways: profile for profile, entry in proven.entries[code].people()}.values())
        told = [[entry_of(proven.knowledge, each, country, day)[0] for each in people] for day in days]
        yield from (f"{code} entry, {what}" for what in _improved([list(map(sight_of, parts)) for parts in told], people))
        people = [profile for profile, _ in proven.protection_kinds(code).values()]
        told = [[protection_of(proven.knowledge, each, country, day) for each in people] for day in days]
        yield from (f"{code} protection, {what}" for what in _improved([list(map(sight_of, parts)) for parts in told], people))
        after = [_SAFEST_FIRST.index(outcome_today(country, proven.knowledge.freshness, day).outcome) for day in days]
        if after != sorted(after):
            yield f"{code}: what follows a no gets better"


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, 28))


def _improved(told: list[list[Sight]], people: list[Profile]) -> Iterator[str]:
    for month, (earlier, later) in enumerate(pairwise(told), 1):
        for before, after, profile in zip(earlier, later, people, strict=True):
            if after.best < before.best or after.worst < before.worst:
                yield f"{write_code(profile)}: {before.span} becomes {after.span} in month {month}"


# Warnings.


def unwarned_fighters(knowledge: Knowledge, exclusion: str, ban: str) -> Iterator[str]:
    """Who left the unit, serves or surrendered, and may have fought, gets both warnings wherever they concern a country."""
    warnings = {danger.id: danger for danger in knowledge.check.warnings}
    for identifier in (exclusion, ban):
        danger = warnings.get(identifier)
        if danger is None:
            yield f"{identifier} is not there"
            continue
        yield from _untold(knowledge, danger, _states(knowledge, danger) if identifier == ban else set(knowledge.countries))
    if ban in warnings and not _states(knowledge, warnings[ban]):
        yield f"{ban} concerns no country"


def _states(knowledge: Knowledge, danger: Danger) -> set[str]:
    names = {code for name in danger.to for code in knowledge.shared.areas.get(name, (name,))}
    return names & set(knowledge.countries)


def _untold(knowledge: Knowledge, danger: Danger, states: Collection[str]) -> Iterator[str]:
    only = replace(knowledge, check=knowledge.check.model_copy(update={"warnings": (danger,)}))
    for code in states:
        country = knowledge.countries[code]
        for situation in LEFT:
            for fought in (None, Fought.SERVED, Fought.COMBAT):
                given = {Subject.SITUATION: situation, Subject.FOUGHT: fought}
                cases = all_cases(only, lambda profile, country=country: _is_told(only, profile, country), given)
                yield from (f"{code} {write_code(profile)}: no {danger.id}" for profile, told in cases.people() if not told)


def _is_told(knowledge: Knowledge, profile: Profile, country: Country) -> bool:
    return any(True for _ in dangers_for(knowledge, profile, country))


def unwarned_in_transit(knowledge: Knowledge) -> Iterator[str]:
    """Whoever is in a place of transit that is known to return people is told so above everything else."""
    about_places = tuple(
        danger for danger in knowledge.check.warnings if danger.urgent and Subject.WHERE in danger.when.subjects
    )
    only = replace(knowledge, check=knowledge.check.model_copy(update={"warnings": about_places}))
    for code, country in knowledge.countries.items():
        if country.role is Role.TRANSIT and country.if_refused.level is Outcome.RETURNS:
            cases = all_cases(only, lambda profile: bool(urgent_for(only, profile)), {Subject.WHERE: code})
            yield from (f"{write_code(profile)}: nothing urgent" for profile, told in cases.people() if not told)


def _who(meeting: Meeting) -> str:
    return f"{meeting.verdict.country.code} {write_code(meeting.profile)}"
