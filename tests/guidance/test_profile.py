"""The answers in a button: every answer comes back as it was, and whatever else stands there is read without failing."""

from __future__ import annotations

import string
from collections import deque
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import CopyOfContent
from tests.support.profiles import choices

from exitbot.guidance.profile import ANSWER_KINDS, UNSAID, Profile, read_code, with_answer, write_code
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.terms import Role
from exitbot.language.catalogs import load_catalogs
from exitbot.language.speaking import Voice
from exitbot.screens.building import find_screen
from exitbot.screens.route import MAX_DATA_BYTES, Route, open_envelope, sealed_whole

WITH_ANSWERS = ("check", "verdicts", "verdict", "compare", "steps", "words")
LONGEST_LANGUAGE = "uz_Cyrl"
"""As long as the code of a language gets that people here would need."""
SKIPPED = "skipped"


def said(knowledge: Knowledge, subject: Subject) -> Iterator[str | None]:
    """Everything that can stand for a question: not said, skipped, each answer, and every country there is."""
    yield from (*choices(knowledge)[subject], SKIPPED)
    if subject is Subject.WHERE:
        yield from (code.lower() for code in Locale.parse("en").territories if len(code) == 2 and code.isalpha())


def put(profile: Profile, subject: Subject, answer: str | None) -> Profile:
    """A person who also said this, or skipped the question, or was not asked."""
    if answer is None:
        return profile
    return with_answer(profile, subject, None if answer == SKIPPED else answer)


@pytest.mark.parametrize(("one", "other"), list(combinations(Subject, 2)))
def test_every_two_answers_come_back_as_they_were(knowledge: Knowledge, one: Subject, other: Subject) -> None:
    codes = set()
    for answers in set(product(said(knowledge, one), said(knowledge, other))):
        profile = put(put(UNSAID, one, answers[0]), other, answers[1])
        code = write_code(profile)
        assert read_code(code) == (profile, True), answers
        codes.add(code)
    assert len(codes) == len({*said(knowledge, one)}) * len({*said(knowledge, other)}), "no two people share a code"


def test_a_code_has_nine_letters_wherever_each_answer_has_its_own_place(knowledge: Knowledge) -> None:
    """So two answers never run into each other, and what holds for every two of them holds for all."""
    for subject in Subject:
        before = [write_code(put(UNSAID, subject, answer)) for answer in said(knowledge, subject)]
        assert {len(code) for code in before} == {9}
        changed = [place for place in range(9) if len({code[place] for code in before}) > 1]
        start = list(Subject).index(subject) + (list(Subject).index(subject) > list(Subject).index(Subject.WHERE))
        assert changed == list(range(start, start + (2 if subject is Subject.WHERE else 1)))


@given(st.text(max_size=20) | st.text(string.ascii_letters + string.digits, min_size=8, max_size=10))
def test_any_text_is_read_without_failing_and_only_a_whole_code_counts_as_whole(text: str) -> None:
    profile, whole = read_code(text)
    assert isinstance(profile, Profile)
    assert not whole or write_code(profile) == text
    assert read_code(write_code(profile))[0] == profile


@pytest.mark.parametrize(
    "code", ["", "0", "00000000", "0000000000", "zckzintca", "dzkzintca", "d" * 9, "дckzintca", "dc..intca"]
)
def test_what_is_no_code_is_not_taken_for_a_whole_one(code: str) -> None:
    assert read_code(code)[1] is False


def test_what_can_be_read_of_a_damaged_code_is_kept() -> None:
    profile, whole = read_code("dckz?ntca")
    assert not whole
    assert profile == Profile("deserter", "contract", "kz", None, "none", "traces", "combat", "alone")


@pytest.mark.parametrize("subject", ANSWER_KINDS)
def test_an_answer_that_does_not_exist_is_refused(subject: Subject) -> None:
    with pytest.raises(ValueError, match="nobody"):
        with_answer(UNSAID, subject, "nobody")


def test_an_answer_takes_back_that_a_question_was_skipped_and_the_other_way_round() -> None:
    skipped = with_answer(UNSAID, Subject.PROOF, None)
    assert skipped.skipped == {Subject.PROOF}
    answered = with_answer(skipped, Subject.PROOF, "traces")
    assert (answered.proof, answered.skipped) == ("traces", frozenset())
    assert with_answer(answered, Subject.PROOF, None) == skipped


def test_letters_once_given_out_are_not_given_to_other_answers() -> None:
    """Old buttons live for years: a new answer may be added here, none of these may change."""
    assert read_code("cmrubspna")[0] == Profile("called", "mobilised", "ru", "biometric", "schengen", "personal", "no", "alone")
    assert read_code("rcf0ortsw")[0] == Profile("reserve", "contract", "front", "old", "residence", "traces", "served", "with")
    assert read_code("nne0inncw")[0] == Profile(
        "conscript", "conscript", "elsewhere", "internal", "none", "none", "combat", "with"
    )
    named = {"s": "serving", "d": "deserter", "o": "objector", "p": "surrendered", "i": "dissident", "f": "relative"}
    assert {letter: read_code(f"{letter}0000n000")[0].situation for letter in named} == named
    assert read_code("9900n9999") == (
        Profile(passport="none", skipped=frozenset(Subject) - {Subject.WHERE, Subject.PASSPORT}),
        True,
    )


def test_every_button_with_answers_fits_in_the_64_bytes_that_telegram_carries(
    knowledge: Knowledge, shipped: CopyOfContent
) -> None:
    routes = {*reachable(knowledge, Voice("ru", load_catalogs(shipped.locales)))}
    routes.add(Route(("report", "verdict", "dckzintca", "fr", "changes", "12"), page=9))  # where reports are kept
    assert {route.family for route in routes} >= {*WITH_ANSWERS, "country"}
    longest = max(routes, key=lambda route: len(sealed_whole(route, LONGEST_LANGUAGE, "k3f")))
    data = sealed_whole(longest, LONGEST_LANGUAGE, "k3f")
    assert len(data) <= MAX_DATA_BYTES, longest
    for route in routes:
        assert open_envelope(sealed_whole(route, LONGEST_LANGUAGE, "k3f")).route == route


def reachable(knowledge: Knowledge, voice: Voice) -> Iterator[Route]:
    """Every button on the pages of a person who said everything, on which there is a destination and a place of transit."""
    today = max(country.compiled for country in knowledge.countries.values())
    countries = {
        min(
            code
            for code, country in knowledge.countries.items()
            if country.role is role and (code in words or role is Role.TRANSIT)
        )
        for role in Role
        for words in [knowledge.check.words]
    }
    waiting, seen = deque([Route(("check", "dckzintca")), Route(("verdicts", "dckzintca"))]), set[Route]()
    while waiting:
        route = waiting.popleft()
        if route in seen:
            continue
        seen.add(route)
        yield route
        if is_looked_into(route, countries):
            waiting.extend(_buttons(knowledge, voice, route, today))


def is_looked_into(route: Route, countries: set[str]) -> bool:
    """Pages of one person's answers, and of these countries only: those of all others are as long."""
    named = {step for step in route.arguments[1:] if len(step) == 2}
    return route.family in WITH_ANSWERS and "dckzintca" in (*route.arguments[:1], *route.origin[1:2]) and named <= countries


def _buttons(knowledge: Knowledge, voice: Voice, route: Route, today: date) -> list[Route]:
    screen = find_screen(knowledge, voice.fresh(), route, today)
    assert screen is not None, route
    return [button.route for row in screen.rows for button in row]
