"""The questions of the guided check: few, none in vain, and a way past each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.support.profiles import choices
from tests.support.questioning import alike, asked_again, asked_in_vain, too_many_taps, walks
from tests.support.world import changed_check, made_up

from exitbot.guidance import asking
from exitbot.guidance.asking import MOST_TAPS, near_places, next_question, question_about, questions_for
from exitbot.guidance.conditions import Fits
from exitbot.guidance.profile import UNSAID, Profile, with_answer
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.terms import Role

Violations = Callable[[Knowledge], Iterator[str]]
PROPERTIES: tuple[Violations, ...] = (too_many_taps, asked_again, asked_in_vain)


@pytest.fixture(scope="session")
def world(knowledge: Knowledge) -> Knowledge:
    """The made-up world."""
    return made_up(knowledge)


@pytest.mark.parametrize("violations", PROPERTIES)
def test_nobody_is_asked_too_much_twice_or_in_vain(knowledge: Knowledge, world: Knowledge, violations: Violations) -> None:
    assert list(violations(knowledge)) == []
    assert list(violations(world)) == []


def test_one_answer_of_each_kind_stands_for_all(knowledge: Knowledge) -> None:
    """So the walks above are those of everybody: wherever a question is asked, answers of a kind lead on to the same one."""
    kinds = alike(knowledge)
    assert {subject: sum(map(len, found.values())) + 1 for subject, found in kinds.items()} == {
        subject: len(answers) for subject, answers in choices(knowledge).items()
    }
    for question, profile in {(question.id, profile) for walk in walks(knowledge) for question, profile in walk.asked}:
        for answers in kinds[question].values():
            following = {next_question(knowledge, with_answer(profile, question, answer)) is None for answer in answers}
            following |= {str(next_question(knowledge, with_answer(profile, question, answer))) for answer in answers}
            assert len(following) == 2, (question, answers)


def test_every_question_is_asked_of_somebody(knowledge: Knowledge) -> None:
    asked = {question.id for walk in walks(knowledge) for question, _ in walk.asked}
    assert asked == {question.id for question in knowledge.check.questions}


def test_every_question_can_be_skipped(knowledge: Knowledge) -> None:
    for walk in walks(knowledge):
        for question, profile in walk.asked:
            following = next_question(knowledge, with_answer(profile, question.id, None))
            assert following is None or following.id is not question.id


def test_who_skips_everything_comes_to_the_answer(knowledge: Knowledge) -> None:
    profile = UNSAID
    while question := next_question(knowledge, profile):
        profile = with_answer(profile, question.id, None)
    assert not list(profile.said())
    assert len(profile.skipped) <= MOST_TAPS


def test_all_who_never_served_are_spared_the_questions_for_soldiers(knowledge: Knowledge) -> None:
    for situation in ("objector", "dissident", "relative", "conscript"):
        asked = {question.id for question in questions_for(knowledge, Profile(situation=situation))}
        assert Subject.SERVICE not in asked, situation


def test_places_of_transit_are_one_tap_away_and_no_destination_is(knowledge: Knowledge) -> None:
    near = set(near_places(knowledge))
    assert {code for code, country in knowledge.countries.items() if country.role is Role.TRANSIT} <= near
    assert not near & {code for code, country in knowledge.countries.items() if country.role is Role.DESTINATION}


def test_a_question_that_is_not_in_the_content_is_none(world: Knowledge) -> None:
    without = changed_check(world, "questions", "family")
    assert question_about(without, Subject.FAMILY) is None
    assert question_about(world, Subject.FAMILY) is not None


def test_a_place_two_taps_away_in_the_last_question_is_reported(world: Knowledge) -> None:
    ordered = sorted(world.check.questions, key=lambda question: question.id is Subject.WHERE)
    late = changed_check(world, "check", questions=tuple(each for each in ordered if each.id is not Subject.FAMILY))
    assert list(too_many_taps(late))


def test_an_engine_that_asks_for_ever_is_reported(world: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_is_open", lambda profile, question: True)
    assert list(asked_again(world))


def test_an_engine_that_asks_everybody_everything_is_reported(world: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "fits", lambda *_: Fits.YES)
    assert list(asked_in_vain(world))


def test_an_engine_without_an_end_to_its_questions_is_reported(world: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_TAPS", 99)
    assert list(too_many_taps(world))
