"""Whom a change of content moves is counted over every profile there is, without going through each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from math import prod

import pytest
from tests.conftest import CopyOfContent
from tests.support.guides import SMALL_CHECK

from exitbot.guidance import moving
from exitbot.guidance.moving import Move, moved, typical
from exitbot.guidance.profile import UNSAID, Profile, with_answer
from exitbot.guidance.verdict import assess
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Level

TODAY = date(2026, 11, 25)
FRANCE = "content/countries/fr.yaml"
CHECK = "content/check.yaml"
ANSWERS: dict[Subject, tuple[str | None, ...]] = {
    Subject.SITUATION: ("called", "deserter", "dissident", None),
    Subject.SERVICE: ("contract", None),
    Subject.WHERE: ("ru", "front", "fr", "elsewhere", None),
    Subject.PASSPORT: ("biometric", "internal", None),
    Subject.VISA: ("schengen", "none", None),
    Subject.PROOF: ("traces", "none", None),
    Subject.FOUGHT: ("combat", None),
    Subject.FAMILY: ("alone",),
}
"""Few enough to go through all of their combinations."""

MONTH_BY_KIND = "{law: 1, court: 1, official: 1, igo: 1, ngo: 1, press: 1}"

Change = Callable[[CopyOfContent], object]


@pytest.fixture
def edition(part_of_content: CopyOfContent) -> CopyOfContent:
    """France alone with a small check; a test changes it after the first look."""
    part_of_content.write(CHECK, SMALL_CHECK)
    return part_of_content


@pytest.fixture
def few_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "_values", lambda subject, old, new: ANSWERS[subject])


def every_profile() -> Iterator[Profile]:
    for answers in product(*ANSWERS.values()):
        profile = UNSAID
        for subject, answer in zip(ANSWERS, answers, strict=True):
            profile = profile if answer is None else with_answer(profile, subject, answer)
        yield profile


def one_by_one(old: Knowledge, new: Knowledge) -> Counter[tuple[Level, Level]]:
    """The same count, by asking for the verdict of each profile in both editions."""
    found: Counter[tuple[Level, Level]] = Counter()
    for profile in every_profile():
        before, after = (assess(each, profile, each.countries["fr"], TODAY).level for each in (old, new))
        found[before, after] += before is not after
    return +found


def counted(moves: tuple[Move, ...]) -> Counter[tuple[Level, Level]]:
    return Counter({(move.before, move.after): move.profiles for move in moves})


CHANGES: dict[str, Change] = {
    "an outlook": lambda copy: copy.plant(FRANCE, r"(  dissident:\n    level: ).*", r"\1closed"),
    "a way in": lambda copy: copy.plant(FRANCE, r"(airport-asylum\n(?:.*\n)*?    status: ).*", r"\1open"),
    "from where a way leads": lambda copy: copy.plant(FRANCE, r"from: \[anywhere\]", "from: [front]"),
    "for whom a way is": lambda copy: copy.plant(FRANCE, r"(    passports: ).*", r"\1[none]\n    groups: [dissident]"),
    "no cap any more": lambda copy: copy.plant(CHECK, r"caps:\n.*\n.*\n", ""),
    "a cap by an answer that getting in looks at": lambda copy: copy.plant(CHECK, r"proof: \[none\]\}", "visa: [none]}"),
    "a cap by place": lambda copy: copy.plant(CHECK, r"proof: \[none\]\}", "where: [ru], fought: [combat]}"),
    "a cap by what follows a refusal": lambda copy: copy.plant(CHECK, r"proof: \[none\]\}", "where_after_refusal: [risk]}"),
    "what a situation reads": lambda copy: copy.plant(CHECK, r"groups: \[dissident\]", "groups: [conscript]"),
    "what a visa opens": lambda copy: copy.plant(CHECK, r"to: \[schengen\]\n", "to: [schengen]\n    except_for: [fr]\n"),
    "an area": lambda copy: copy.plant("content/shared.yaml", r"(  schengen: \[.*)fr, ", r"\1"),
    "how good a status is": lambda copy: copy.plant(CHECK, r"limited: hard", "limited: possible"),
    "a place that is cut off": lambda copy: copy.plant(CHECK, r"cut_off: .*", "cut_off: [front, elsewhere]"),
    "how long sources count": lambda copy: copy.write("content/freshness.yaml", "source_months: " + MONTH_BY_KIND),
    "a review that is overdue": lambda copy: copy.plant(FRANCE, r"^review_by: .*", "review_by: 2026-11-24"),
}  # fmt: skip


@pytest.mark.usefixtures("few_answers")
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_count_is_that_of_going_through_every_profile(edition: CopyOfContent, change: Change) -> None:
    old = edition.knowledge()
    change(edition)
    new = edition.knowledge()
    result = moved(old, new, TODAY)
    wanted = one_by_one(old, new)
    assert wanted
    assert counted(result.moves) == wanted
    assert result.profiles == prod(map(len, ANSWERS.values()))


def test_a_change_of_words_moves_nobody(edition: CopyOfContent) -> None:
    old = edition.knowledge()
    edition.plant(FRANCE, r"^review_by: .*", "review_by: 2026-12-22")
    edition.plant(CHECK, "Courts ask for proof.", "Courts want proof.")
    assert moved(old, edition.knowledge(), TODAY).moves == ()


def test_all_answers_are_counted_with_the_unsaid_one(edition: CopyOfContent) -> None:
    knowledge = edition.knowledge()
    # 9 situations, 3 services, ru, front, elsewhere and France, 4 papers, 3 visas, 3 proofs, 3 parts in the war, 2 families
    assert moved(knowledge, knowledge, TODAY).profiles == 10 * 4 * 5 * 5 * 4 * 4 * 4 * 3


def test_up_and_down_are_told_apart(edition: CopyOfContent) -> None:
    old = edition.knowledge()
    edition.plant(FRANCE, r"(  dissident:\n    level: ).*", r"\1favourable")
    new = edition.knowledge()
    assert [move.is_better for move in moved(old, new, TODAY).moves] == [True]
    assert [move.is_better for move in moved(new, old, TODAY).moves] == [False]


def test_only_pages_of_both_editions_are_compared_and_the_others_named(edition: CopyOfContent) -> None:
    both = edition.knowledge()
    none = replace(both, countries={})
    for old, new, result in ((none, both, (("fr",), ())), (both, none, ((), ("fr",)))):
        change = moved(old, new, TODAY)
        assert (change.new, change.gone, change.moves) == (*result, ())


def test_each_example_is_a_person_who_really_moves_and_says_no_more_than_matters(edition: CopyOfContent) -> None:
    old = edition.knowledge()
    edition.plant(FRANCE, r"(  deserter-contract:\n    level: ).*", r"\1closed")
    new = edition.knowledge()
    change = moved(old, new, TODAY)
    examples = typical(old, new, change, TODAY)
    assert 1 < len(examples) <= 5
    assert {profile.situation for _, profile in examples} == {"deserter", "serving"}
    for move, profile in examples:
        before, after = (assess(each, profile, each.countries["fr"], TODAY).level for each in (old, new))
        assert (before, after) == (move.before, move.after)
        assert profile.service == "contract"
        assert profile.where is not None
        assert profile.family is None and profile.fought is None


def test_examples_show_as_many_situations_as_there_are(edition: CopyOfContent) -> None:
    old = edition.knowledge()
    edition.plant(FRANCE, r"(airport-asylum\n(?:.*\n)*?    status: ).*", r"\1open")
    new = edition.knowledge()
    examples = typical(old, new, moved(old, new, TODAY), TODAY)
    assert len({profile.situation for _, profile in examples}) == len(examples) == 5
    assert typical(old, new, moved(old, new, TODAY), TODAY, most=2) == examples[:2]
