"""What the guided check promises, proven for everybody it can meet; and each promise broken once, to see it reported.

The promises are functions in tests/support/properties.py. They run on the shipped content, which holds them, and on a small
made-up world that holds them too, until a test plants a fault in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

import pytest
from tests.conftest import CopyOfContent
from tests.support import proving
from tests.support.profiles import all_cases, choices, number_of_profiles
from tests.support.properties import (
    BETTERMENTS,
    RISKS,
    foreign_answers,
    misjudged,
    misplaced,
    narrowed,
    opened,
    rejuvenated,
    rewarded,
    rewarded_places,
    unadvised,
    unexplained,
    unguided,
    unsourced,
    untranslated,
    unwarned_fighters,
    unwarned_in_transit,
)
from tests.support.proving import Meeting, Proven
from tests.support.world import BAN, EXCLUSION, TODAY, changed_check, changed_country, made_up

from exitbot.guidance import parts, verdict
from exitbot.guidance.parts import Part, protection_of
from exitbot.guidance.profile import Profile
from exitbot.guidance.verdict import Verdict, assess
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.decay import Aged, AgedStatus
from exitbot.knowledge.guide import Cap, When
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Country
from exitbot.knowledge.terms import Group, Level, Status
from exitbot.knowledge.values import Prose
from exitbot.language.catalogs import load_catalogs
from exitbot.language.speaking import Voice

BETTER_OLD = {Status.UNCLEAR: Level.POSSIBLE}
Change = Callable[[Knowledge], Knowledge]
Property = Callable[[Proven], Iterable[str]]


def of_meetings(look: Callable[[Meeting], Iterable[str]]) -> Property:
    """A property of single verdicts, as one of all of them."""
    return lambda proven: chain.from_iterable(map(look, proven.meetings()))


PROPERTIES: Mapping[str, Property] = {
    "each part looks at its own answers": foreign_answers,
    "the level is the most careful part": of_meetings(misjudged),
    "each level has a reason": of_meetings(unexplained),
    "each reason has a source": lambda proven: of_meetings(lambda each: unsourced(each, proven.knowledge))(proven),
    "everybody has a next step": lambda proven: unadvised(proven.knowledge),
    "what was not said narrows nothing": narrowed,
    "the question that tells is named": unguided,
    "no risk is rewarded": lambda proven: rewarded(proven, RISKS),
    "nothing better is punished": lambda proven: rewarded(proven, BETTERMENTS),
    "no worse place is rewarded": rewarded_places,
    "closed stays closed": opened,
    "out of reach is said where it is so": of_meetings(misplaced),
    "age only lowers": lambda proven: rejuvenated(proven, months=18),
    "who fought is warned": lambda proven: unwarned_fighters(proven.knowledge, EXCLUSION, BAN),
    "who waits in danger is warned": lambda proven: unwarned_in_transit(proven.knowledge),
}
"""What breaks each property in a world, by its name."""


@pytest.fixture(scope="session")
def proven(knowledge: Knowledge) -> Proven:
    """The shipped content, on the day its newest page was compiled."""
    return Proven(knowledge, max(country.compiled for country in knowledge.countries.values()))


@pytest.fixture(scope="session")
def world(knowledge: Knowledge) -> Knowledge:
    """The made-up world, in which everything holds."""
    return made_up(knowledge)


@pytest.fixture(scope="session")
def proven_world(world: Knowledge) -> Proven:
    """The same with all its cases."""
    return Proven(world, TODAY)


# The shipped content, all of it.


def test_each_part_looks_only_at_its_own_answers_so_all_cases_are_known(proven: Proven, knowledge: Knowledge) -> None:
    assert list(foreign_answers(proven)) == []
    assert number_of_profiles(knowledge) > 1_000_000
    for _, cases in proven.parts():
        wanted = 1
        for subject in cases.subjects:
            wanted *= len(choices(knowledge)[subject])
        assert len(cases.results) == wanted


def test_every_verdict_has_its_reason_its_source_and_the_level_of_its_most_careful_part(
    proven: Proven, shipped: CopyOfContent
) -> None:
    told: dict[str, Prose] = {}
    for meeting in proven.meetings():
        assert not [*misjudged(meeting), *unexplained(meeting), *unsourced(meeting, proven.knowledge), *misplaced(meeting)]
        told |= {because.text.context: because.text for because in _said_in(meeting.verdict)}
    assert len(told) > len(proven.knowledge.countries)
    assert list(untranslated(proven.knowledge, told.values(), _voices(shipped))) == []


def _said_in(verdict: Verdict) -> Iterator[Any]:
    yield from (*verdict.entry.because, *verdict.protection.because, verdict.country.if_refused)
    yield from (way.way for way in verdict.ways if way.way is not None)


def _voices(copy: CopyOfContent) -> Mapping[str, Voice]:
    catalogs = load_catalogs(copy.locales)
    assert len(catalogs.languages) > 1
    return {language: Voice(language, catalogs) for language in catalogs.languages}


def test_there_is_a_next_step_for_everybody(knowledge: Knowledge) -> None:
    assert list(unadvised(knowledge)) == []


def test_an_answer_that_was_not_said_never_narrows_anything(proven: Proven) -> None:
    assert list(narrowed(proven)) == []


def test_where_the_best_and_the_worst_differ_the_question_is_named_that_tells_them_apart(proven: Proven) -> None:
    assert list(unguided(proven)) == []


def test_no_risk_improves_anything(proven: Proven) -> None:
    assert list(rewarded(proven, RISKS)) == []
    assert list(rewarded_places(proven)) == []


def test_no_better_passport_visa_or_proof_worsens_anything(proven: Proven) -> None:
    assert list(rewarded(proven, BETTERMENTS)) == []


def test_what_is_closed_for_a_group_stays_closed_for_everybody_in_it(proven: Proven) -> None:
    assert list(opened(proven)) == []


def test_three_years_improve_nothing_for_anybody(proven: Proven) -> None:
    assert list(rejuvenated(proven)) == []


def test_who_left_serves_or_surrendered_is_warned_of_exclusion_and_of_the_entry_ban(knowledge: Knowledge) -> None:
    assert list(unwarned_fighters(knowledge, EXCLUSION, BAN)) == []


def test_nobody_is_left_to_wait_where_people_are_returned(knowledge: Knowledge) -> None:
    assert list(unwarned_in_transit(knowledge)) == []


def test_a_verdict_is_the_same_whenever_it_is_asked_for_and_whatever_was_skipped(knowledge: Knowledge) -> None:
    country = next(iter(knowledge.countries.values()))
    first = assess(knowledge, Profile(), country, TODAY)
    assert first == assess(knowledge, Profile(), country, TODAY)
    assert first == assess(knowledge, Profile(skipped=frozenset(Subject)), country, TODAY)


# Each property, broken once in the made-up world.


@pytest.mark.parametrize("name", PROPERTIES)
def test_the_made_up_world_is_sound(proven_world: Proven, name: str) -> None:
    assert list(PROPERTIES[name](proven_world)) == []


def rule(when: Mapping[str, Any]) -> Cap:
    """A cap for some people."""
    return Cap(id="planted", when=When(**when), at_most=Level.HARD, why="W", as_of="2026-06", sources=("law",))


def capped(**when: Any) -> Change:
    """The world with another cap."""
    return lambda world: changed_check(world, "check", caps=(*world.check.caps, rule(when)))


def rewritten(part: str, identifier: str | None = None, **changes: Any) -> Change:
    """The world with one rule changed, or taken out."""
    return lambda world: changed_check(world, part, identifier, **changes)


def without_reading(group: Group) -> Change:
    """The world in which nobody belongs to a group."""
    return lambda world: changed_check(
        world, "check", readings=tuple(each for each in world.check.readings if each.groups != (group,))
    )


def of_two_groups(world: Knowledge) -> Knowledge:
    """The world in which an answer leaves open which outlook counts, and no question would tell."""
    both = (Group.CONSCRIPT, Group.DISSIDENT)
    readings = (
        each.model_copy(update={"groups": both}) if len(each.when.subjects) == 1 else each for each in world.check.readings
    )
    return changed_check(world, "check", readings=tuple(readings))


def without_ways(world: Knowledge) -> Knowledge:
    """The world with a country to which nothing leads, not even a way that is shut."""
    return changed_country(changed_check(world, "check", visa_ways=()), "xa", ways_in=())


PLANTED: list[tuple[str, Change, str]] = [
    ("everybody has a next step", rewritten("advice", "say-asylum"), "no next step"),
    ("everybody has a next step", rewritten("advice", "say-asylum", when=When(family=("with",))), "no next step"),
    ("what was not said narrows nothing", without_reading(Group.OBJECTOR), "situation not said is"),
    ("the question that tells is named", of_two_groups, "depends on"),
    ("no risk is rewarded", rewritten("caps", "no-proof", when=When(proof=("personal",))), "proof traces is"),
    ("no risk is rewarded", rewritten("caps", "fought", when=When(fought=("served",))), "fought combat is"),
    ("no risk is rewarded", rewritten("visa_ways", "held", visa=("none",)), "visa none is"),
    ("nothing better is punished", rewritten("visa_ways", "permit", visa=("none",)), "visa none is"),
    ("nothing better is punished", capped(passport=("biometric",)), "passport old is"),
    ("nothing better is punished", capped(proof=("traces",), situation=("dissident",)), "proof none is"),
    ("no worse place is rewarded", capped(where_after_refusal=("risk",)), "where xc is"),
    ("age only lowers", rewritten("check", entry_levels=dict.fromkeys(Status, Level.HARD) | BETTER_OLD), "in month"),
    ("who fought is warned", rewritten("warnings", EXCLUSION), f"{EXCLUSION} is not there"),
    ("who fought is warned", rewritten("warnings", EXCLUSION, when=When(fought=("combat",))), f"no {EXCLUSION}"),
    ("who fought is warned", rewritten("warnings", EXCLUSION, to=("union",)), f"no {EXCLUSION}"),
    ("who fought is warned", rewritten("warnings", EXCLUSION, urgent=True), f"no {EXCLUSION}"),
    ("who fought is warned", rewritten("warnings", BAN), f"{BAN} is not there"),
    ("who fought is warned", rewritten("warnings", BAN, when=When(situation=("deserter",))), f"no {BAN}"),
    ("who fought is warned", rewritten("warnings", BAN, to=("nowhere",)), "concerns no country"),
    ("who waits in danger is warned", rewritten("warnings", "move-on"), "nothing urgent"),
    ("who waits in danger is warned", rewritten("warnings", "move-on", urgent=False), "nothing urgent"),
    ("who waits in danger is warned", rewritten("warnings", "move-on", when=When(where=("xd",))), "nothing urgent"),
    ("who waits in danger is warned",
     rewritten("warnings", "move-on", when=When(where=("xc",), situation=("deserter",))), "nothing urgent"),
    ("each level has a reason", rewritten("check", already_there=Level.HARD), "without a reason"),
    ("each level has a reason", without_ways, "without a reason"),
    ("each reason has a source", rewritten("caps", "no-proof", sources=("nowhere",)), "no source for 'Not believed.'"),
    ("each reason has a source", rewritten("visa_ways", "held", sources=("nowhere",)), "no source for 'With a visa.'"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "reported"), PLANTED)
def test_a_rule_that_breaks_a_property_is_reported(world: Knowledge, name: str, change: Change, reported: str) -> None:
    assert any(reported in line for line in PROPERTIES[name](Proven(change(world), TODAY)))


def without_where(profile: Profile, outlooks: list[Level], best: Level, caps: list[Cap]) -> tuple[Subject, ...]:
    """An engine that forgets to name the place."""
    return ()


def curious(knowledge: Knowledge, profile: Profile, country: Country, today: date) -> Part:
    """An engine that looks at who goes along."""
    return protection_of(knowledge, profile, country, today) if profile.family != "with" else Part(Level.HARD, Level.HARD, ())


def unreachable(verdict: Verdict) -> bool:
    """An engine that does not ask whether the country would help."""
    return verdict.entry.best is Level.CLOSED and any(way.obstacle and way.obstacle.subjects for way in verdict.ways)


def strict(answer: str | None, wanted: tuple[str, ...]) -> parts.Fits:
    """An engine that takes what was not said for a no."""
    return parts.Fits.YES if answer in wanted or not wanted else parts.Fits.NO


BROKEN: list[tuple[str, object, str, object, str]] = [
    ("each part looks at its own answers", proving, "protection_of", curious, "looks at family"),
    ("the question that tells is named", parts, "_protection_depends_on", without_where, "depends on"),
    ("what was not said narrows nothing", parts, "fits_in", strict, "visa not said is"),
    ("closed stays closed", parts, "outlook_today", lambda *_: Aged(Level.UNCLEAR, None), "and yet"),
    ("out of reach is said where it is so", Verdict, "is_out_of_reach", property(unreachable), "protection is closed"),
    ("out of reach is said where it is so", Verdict, "is_out_of_reach", property(lambda _: False), "only the answers stand"),
    ("out of reach is said where it is so", Verdict, "is_out_of_reach", property(lambda _: True), "there is a way"),
    ("the level is the most careful part", verdict, "more_careful", min, "is not the most careful"),
    ("age only lowers", parts, "status_today",
     lambda country, way, _, today: AgedStatus(Status.OPEN if today > country.review_by else way.status, None), "in month"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "owner", "attribute", "fault", "reported"), BROKEN)
def test_an_engine_that_breaks_a_property_is_reported(
    world: Knowledge, monkeypatch: pytest.MonkeyPatch, name: str, owner: object, attribute: str, fault: object, reported: str
) -> None:
    monkeypatch.setattr(owner, attribute, fault)
    assert any(reported in line for line in PROPERTIES[name](Proven(world, TODAY)))


def test_a_cap_on_where_people_come_from_names_that_question(world: Knowledge) -> None:
    capped_by_place = Proven(changed_check(world, "check", caps=(rule({"where_after_refusal": ("returns",)}),)), TODAY)
    assert list(unguided(capped_by_place)) == []
    assert list(rewarded_places(capped_by_place)) == []
    assert Subject.WHERE in protection_of(capped_by_place.knowledge, Profile(), world.countries["xa"], TODAY).depends_on


def test_a_sentence_that_is_not_translated_is_reported(knowledge: Knowledge, shipped: CopyOfContent) -> None:
    text = Prose("A sentence that nobody has translated yet.")
    text.domain, text.context = "check", "check/warnings/planted/text"
    planted = changed_check(knowledge, "warnings", knowledge.check.warnings[0].id, text=text)
    assert next(iter(untranslated(planted, (), _voices(shipped)))).startswith("check/warnings/planted/text is not in ")


def test_what_is_looked_at_late_is_found_all_the_same(knowledge: Knowledge) -> None:
    def look(profile: Profile) -> bool:
        return profile.fought == "combat" and profile.proof == "none" and profile.family == "with"

    cases = all_cases(knowledge, look)
    assert cases.subjects == (Subject.PROOF, Subject.FOUGHT, Subject.FAMILY)
    assert [profile for profile, found in cases.people() if found] == [Profile(proof="none", fought="combat", family="with")]


def test_the_made_up_world_has_countries_that_no_code_could_name(world: Knowledge, knowledge: Knowledge) -> None:
    assert not set(world.countries) & set(knowledge.countries)
    assert replace(world, check=world.check) == world
