"""How rules and answers meet: no country or group stands in the code, and what was not said is neither yes nor no."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from babel import Locale
from tests.support.world import TODAY, changed_check, made_up

import exitbot.guidance
from exitbot.guidance.changing import answers_to, nearest_changes
from exitbot.guidance.conditions import Fits, all_of, fits, fits_in, is_among, passport_fits, places
from exitbot.guidance.parts import entry_of, groups_of, protection_of
from exitbot.guidance.profile import ANSWER_KINDS, UNSAID, Profile
from exitbot.guidance.verdict import advice_for, assess, assess_all, dangers_for, urgent_for
from exitbot.knowledge.answers import Service, Situation, Subject
from exitbot.knowledge.guide import Danger, Phase, VisaWay, When
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.terms import Group, Level, Outcome, Passport

SOURCES = sorted(Path(exitbot.guidance.__file__).parent.glob("*.py"))
COUNTRIES = {code.lower() for code in Locale.parse("en").territories if len(code) == 2 and code.isalpha()}
GROUPS = {group.value for group in Group}
ANSWERS = {answer.value for kind in ANSWER_KINDS.values() for answer in kind}
FIELDS = {*Danger.model_fields, *VisaWay.model_fields}
PLACES_TO_CHOOSE = ("asking.py", "changing.py", "mapping.py")


@pytest.fixture(scope="session")
def world(knowledge: Knowledge) -> Knowledge:
    """The made-up world."""
    return made_up(knowledge)


# Content is data.


def named_in(source: str, file: str) -> Iterator[str]:
    """Countries and groups that a module names: texts that are nothing but a code or a group's value, and `Group.X`.

    Not counted: Russia among the places to choose, the answers that have letters in `profile` ("no", "objector"), and the
    field `to` of a rule.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_place = node.value == "ru" and file in PLACES_TO_CHOOSE
            is_answer = node.value in ANSWERS and file == "profile.py"
            if node.value in COUNTRIES | GROUPS and not (is_place or is_answer or node.value in FIELDS):
                yield f"{file}:{node.lineno} names {node.value}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Group":
            yield f"{file}:{node.lineno} names {node.attr}"


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
def test_no_module_of_the_guidance_names_a_country_or_a_group(file: Path) -> None:
    assert list(named_in(file.read_text(encoding="utf-8"), file.name)) == []


@pytest.mark.parametrize(
    ("code", "reported"),
    [
        ("if country.code == 'kz': ...", "x.py:1 names kz"),
        ("WHERE = ('ru', 'front')", "x.py:1 names ru"),
        ("group is Group.OBJECTOR", "x.py:1 names OBJECTOR"),
        ("Group('deserter-contract')", "x.py:1 names deserter-contract"),
    ],
)
def test_a_module_that_names_one_is_reported(code: str, reported: str) -> None:
    assert list(named_in(code, "x.py")) == [reported]


def test_a_country_that_nobody_has_heard_of_gets_its_verdict(world: Knowledge) -> None:
    assert {verdict.country.code for verdict in assess_all(world, UNSAID, TODAY)} == {"xa", "xb", "xc", "xd", "xe"}


# Yes, no, and perhaps.


def test_what_was_not_said_may_be_anything_and_what_does_not_matter_fits_everybody() -> None:
    assert fits_in(None, ("a",)) is Fits.MAYBE
    assert fits_in("a", ("a", "b")) is Fits.YES
    assert fits_in("c", ("a", "b")) is Fits.NO
    assert fits_in(None, ()) is fits_in("a", ()) is Fits.YES


def test_the_least_certain_part_decides() -> None:
    for one, other in product(Fits, Fits):
        assert all_of((one, other)) is min(one, other, key=[Fits.NO, Fits.MAYBE, Fits.YES].index)
    assert all_of(()) is Fits.YES


@pytest.mark.parametrize(
    ("held", "wanted", "expected"),
    [
        ("biometric", ("old",), Fits.YES),
        ("biometric", ("internal",), Fits.YES),
        ("old", ("biometric",), Fits.NO),
        ("internal", ("biometric", "old"), Fits.NO),
        ("none", ("internal",), Fits.NO),
        ("none", ("none",), Fits.YES),
        ("biometric", ("none",), Fits.YES),
        (None, ("old",), Fits.MAYBE),
        (None, ("old", "none"), Fits.YES),
    ],
)
def test_who_holds_a_better_paper_holds_the_lesser_ones(held: str | None, wanted: tuple[str, ...], expected: Fits) -> None:
    assert passport_fits(Passport(held) if held else None, tuple(map(Passport, wanted))) is expected


@pytest.mark.parametrize(
    ("when", "where", "expected"),
    [
        ({"where": ("union",)}, "xa", Fits.YES),
        ({"where": ("union",)}, "xc", Fits.NO),
        ({"where": ("union", "front")}, "front", Fits.YES),
        ({"where": ("union",)}, None, Fits.MAYBE),
        ({"where_after_refusal": ("returns",)}, "xc", Fits.YES),
        ({"where_after_refusal": ("returns",)}, "xd", Fits.NO),
        ({"where_after_refusal": ("returns",)}, "ru", Fits.NO),
        ({"where_after_refusal": ("returns",)}, "elsewhere", Fits.NO),
        ({"where_after_refusal": ("returns",)}, None, Fits.MAYBE),
        ({"where": ("xd",), "where_after_refusal": ("returns",)}, "xd", Fits.NO),
        ({"where": ("xc",), "where_after_refusal": ("returns",)}, "xc", Fits.YES),
        ({}, None, Fits.YES),
    ],
)
def test_a_place_is_a_country_an_area_or_what_is_known_of_returns_there(
    world: Knowledge, when: dict[str, tuple[str, ...]], where: str | None, expected: Fits
) -> None:
    assert fits(world, When.model_validate(when), Profile(where=where)) is expected
    assert When.model_validate(when).subjects == ((Subject.WHERE,) if when else ())


def test_areas_are_written_out(world: Knowledge) -> None:
    assert places(world, ("union", "xc", "front")) == {"xa", "xb", "xe", "xc", "front"}
    for place in ("xa", "xc", "xd", "front", "union"):
        assert is_among(world, place, ("union", "xc", "front")) is (place in places(world, ("union", "xc", "front")))


def test_a_rule_holds_if_all_it_names_holds(world: Knowledge) -> None:
    when = When(situation=("deserter",), service=("mobilised",))
    answers = {
        (None, None): 1,
        ("deserter", None): 1,
        ("deserter", "mobilised"): 2,
        ("deserter", "contract"): 0,
        ("called", None): 0,
    }
    for (situation, service), expected in answers.items():
        assert fits(world, when, Profile(situation=situation, service=service)) == expected


# Groups.


def test_every_situation_and_service_is_read_as_some_group_and_unsaid_as_all_it_may_be(knowledge: Knowledge) -> None:
    check = knowledge.check
    everything: set[Group] = set()
    for situation in Situation:
        found = {service: set(groups_of(check, Profile(situation=situation, service=service))) for service in Service}
        assert set(groups_of(check, Profile(situation=situation))) == set.union(*found.values()), situation
        assert all(groups < set(Group) for groups in found.values()), "some reading is about it"
        everything |= set.union(*found.values())
    assert set(groups_of(check, UNSAID)) == everything == set(Group)


# Ways.


def test_being_there_counts_as_being_in(world: Knowledge) -> None:
    part, ways = entry_of(world, Profile(where="xa", passport=Passport.NONE), world.countries["xa"], TODAY)
    assert part.best is part.worst is world.check.already_there
    assert (ways[0].way, ways[0].fits) == (None, Fits.YES)


def test_from_the_front_only_ways_lead_that_name_it(world: Knowledge) -> None:
    person = Profile(where="front", passport=Passport.BIOMETRIC, visa="none")
    assert entry_of(world, person, world.countries["xa"], TODAY)[0].best is Level.CLOSED
    assert entry_of(world, person, world.countries["xb"], TODAY)[0].best is Level.HARD


def test_a_permit_of_which_the_state_is_not_known_leaves_the_worst_open(world: Knowledge) -> None:
    part, ways = entry_of(
        world, Profile(where="ru", passport=Passport.BIOMETRIC, visa="residence"), world.countries["xe"], TODAY
    )
    permit = next(way for way in ways if isinstance(way.way, VisaWay) and way.way.id == "permit")
    assert permit.fits is Fits.MAYBE
    assert (part.best, part.worst, part.depends_on) == (Level.POSSIBLE, Level.HARD, (Subject.VISA,))


def test_a_way_for_a_group_names_the_question_that_was_not_answered(world: Knowledge) -> None:
    def papers(**said: str) -> tuple[Fits, tuple[Subject, ...]]:
        ways = entry_of(world, Profile(where="xc", **said), world.countries["xa"], TODAY)[1]  # type: ignore[arg-type]
        way = next(way for way in ways if way.way is not None and way.way.id == "papers")
        return way.fits, way.depends_on

    assert papers() == (Fits.MAYBE, (Subject.SITUATION,))
    assert papers(situation="deserter") == (Fits.MAYBE, (Subject.SERVICE,))
    assert papers(situation="deserter", service="mobilised") == (Fits.YES, ())
    assert papers(situation="relative")[0] is Fits.NO


def test_what_is_shut_for_everybody_names_no_answer(world: Knowledge) -> None:
    ways = entry_of(world, Profile(where="ru"), world.countries["xb"], TODAY)[1]
    shut = next(way for way in ways if way.way is not None and way.way.id == "shut")
    assert shut.obstacle is not None
    assert shut.obstacle.subjects == ()


# Protection, order, warnings, steps.


def test_a_cap_lowers_who_it_is_about_and_says_why(world: Knowledge) -> None:
    country = world.countries["xa"]
    without = protection_of(world, Profile(situation="called", proof="none", fought="no"), country, TODAY)
    assert (without.best, without.worst) == (Level.HARD, Level.HARD)
    assert [because.text for because in without.because if because.level is Level.HARD] == ["Not believed."]
    unsaid = protection_of(world, Profile(situation="called", fought="no"), country, TODAY)
    assert (unsaid.best, unsaid.worst, unsaid.depends_on) == (Level.POSSIBLE, Level.HARD, (Subject.PROOF,))


def test_destinations_stand_first_and_the_best_first_of_all(knowledge: Knowledge) -> None:
    verdicts = assess_all(knowledge, Profile(situation="deserter", where="kz"), TODAY)
    assert {verdict.country.code for verdict in verdicts} == set(knowledge.countries)
    order = [(verdict.country.role != "destination", list(Level).index(verdict.level)) for verdict in verdicts]
    assert order == sorted(order)


def test_a_warning_is_shown_where_it_may_hold_and_urgent_ones_only_where_they_surely_do(world: Knowledge) -> None:
    country = world.countries["xb"]
    assert {danger.id for danger in dangers_for(world, UNSAID, country)} == {
        "fought-exclusion",
        "fought-eu-ban",
        "old-passport",
    }
    assert [danger.id for danger in dangers_for(world, Profile(fought="no", passport=Passport.OLD), country)] == [
        "old-passport"
    ]
    assert urgent_for(world, UNSAID) == []
    assert [danger.id for danger in urgent_for(world, Profile(where="xc", situation="serving"))] == ["move-on", "sign-nothing"]


def test_critical_warnings_stand_first_and_those_of_a_verdict_are_the_countrys(knowledge: Knowledge) -> None:
    for country in knowledge.countries.values():
        warnings = assess(knowledge, UNSAID, country, TODAY).warnings
        assert warnings == tuple(dangers_for(knowledge, UNSAID, country))
        critical = [danger.critical for danger in warnings]
        assert critical == sorted(critical, reverse=True)
        assert not any(danger.urgent for danger in warnings)


def test_a_warning_about_returns_stands_where_they_are_known(world: Knowledge) -> None:
    told = {
        code for code, each in world.countries.items() if any(d.id == "returns-known" for d in dangers_for(world, UNSAID, each))
    }
    assert told == {code for code, country in world.countries.items() if country.if_refused.level is Outcome.RETURNS} == {"xc"}


def test_steps_come_in_the_order_in_which_they_are_taken(knowledge: Knowledge) -> None:
    for situation, where in product(Situation, ("ru", "front", *knowledge.countries)):
        phases = [list(Phase).index(step.phase) for step in advice_for(knowledge, Profile(situation=situation, where=where))]
        assert phases == sorted(phases)


# What would change it.


def test_only_what_a_person_can_change_is_suggested_and_the_level_is_what_it_would_be(world: Knowledge) -> None:
    profile = Profile(situation="called", where="ru", passport=Passport.OLD, visa="none", proof="none", fought="no")
    country = world.countries["xa"]
    verdict = assess(world, profile, country, TODAY)
    better, worse = nearest_changes(world, profile, verdict, TODAY)
    assert (verdict.level, verdict.is_out_of_reach) == (Level.CLOSED, True)
    changeable = {question.id for question in world.check.questions if question.changeable}
    for change in (*better, *worse):
        assert change.subject in changeable
        other = Profile(**{each.value: profile.answer(each) for each in Subject} | {change.subject.value: change.answer})
        assert assess(world, other, country, TODAY).level is change.level is not verdict.level
    assert (Subject.WHERE, "xa") in [(change.subject, change.answer) for change in better]
    assert worse == []


def test_every_answer_can_be_tried_out(knowledge: Knowledge) -> None:
    assert set(answers_to(knowledge, Subject.WHERE)) == {"ru", "front", "elsewhere", *knowledge.countries}
    assert answers_to(knowledge, Subject.PASSPORT) == tuple(Passport)


def test_a_page_nobody_has_looked_at_is_no_better_than_unclear(world: Knowledge) -> None:
    person = Profile(situation="called", where="ru", passport=Passport.BIOMETRIC, visa="none", proof="personal", fought="no")
    country = world.countries["xa"]
    assert assess(world, person, country, country.review_by).level is Level.HARD
    late = assess(world, person, country, country.review_by + timedelta(1))
    assert (late.level, late.protection.best, late.entry.best) == (Level.UNCLEAR, Level.UNCLEAR, Level.UNCLEAR)
    assert all(because.doubt for because in late.decisive)


def test_a_check_without_a_rule_for_somebody_takes_all_groups(world: Knowledge) -> None:
    readings = tuple(reading for reading in world.check.readings if reading.groups != (Group.OBJECTOR,))
    assert groups_of(changed_check(world, "check", readings=readings).check, Profile(situation="objector")) == tuple(Group)
