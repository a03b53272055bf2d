"""A mistake in check.yaml is one line that names the place: a person must not meet a rule that is misspelt."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

import pytest
from tests.conftest import CopyOfContent, Exitbot
from tests.support.guides import SMALL_CHECK

from exitbot.knowledge.checks import content_problems
from exitbot.knowledge.guide_checks import guide_problems
from exitbot.knowledge.loading import Knowledge

CHECK = "content/check.yaml"
FRANCE = "content/countries/fr.yaml"


@pytest.fixture
def copy_of_content(part_of_content: CopyOfContent) -> CopyOfContent:
    """France alone, and a check that names France alone."""
    part_of_content.write(CHECK, SMALL_CHECK)
    return part_of_content


class Mistake(NamedTuple):
    """What to plant in check.yaml; § marks the place that has to be named."""

    pattern: str
    replacement: str
    says: str


NO_PLACE = "is no place here; write ru, front, elsewhere, the code of a country with a page, or an area: schengen, eu"
MISTAKES = {
    "a place that is misspelt, in a condition": Mistake(
        r"when: \{fought: \[combat\]\}", "when: {where: [ru, §rus]}", f"'rus' {NO_PLACE}"
    ),
    "a place that is misspelt, where a question is asked": Mistake(
        r"(id: family\n(?:    .*\n)*?)    options", r"\1    asked_of: {where: [§frontline]}\n    options",
        f"'frontline' {NO_PLACE}",
    ),
    "a place that is misspelt, of a visa": Mistake(r"to: \[schengen\]\n", "to: [§shengen]\n", f"'shengen' {NO_PLACE}"),
    "a country without a page, of a visa": Mistake(r"to: \[schengen\]\n", "to: [fr, §zz]\n", f"'zz' {NO_PLACE}"),
    "a country without a page, that a visa does not open": Mistake(
        r"(to: \[schengen\]\n)", r"\1    except_for: [§zz]\n", f"'zz' {NO_PLACE}"
    ),
    "a country without a page, of a warning": Mistake(r"to: \[schengen\], as", "to: [§de], as", f"'de' {NO_PLACE}"),
    "anywhere, which is for the ways of a country": Mistake(r"cut_off: .*", "cut_off: [§anywhere]", f"'anywhere' {NO_PLACE}"),
    "an answer that does not exist": Mistake(
        r"id: objector, label: Objector\}\n", "id: objector, label: Objector}\n      - {id: §spy, label: Spy}\n",
        "'spy' is no answer to this; the answers are: called, reserve, conscript, serving, deserter, objector, surrendered,",
    ),
    "an answer without a button": Mistake(
        r"options:\n      - \{id: called, .*\n      - \{id: reserve", "options:\n      §- {id: reserve",
        "no option is 'called'; add one",
    ),
    "an answer with two buttons": Mistake(
        r"(      )(- \{id: old, label: Five years\}\n)", r"\1\2\1- §{id: old, label: Green}\n", "'old' is used twice"
    ),
    "a question about two things": Mistake(
        r"(  - )(id: visa\n(?:    .*\n)+)", r"\1\2\1§\2", "'visa' is used twice in this list"
    ),
    "buttons for the place": Mistake(
        r"(short: Where\n)", r"\1    options:\n      §- {id: ru, label: Russia}\n", "'where' has no options; its answers are"
    ),
    "a status without a level": Mistake(
        r"entry_levels: \{open: favourable, ", "entry_levels: §{", "no level stands for ways that are 'open'; add one"
    ),
    "people whom no reading covers": Mistake(
        r"readings:\n  ((?:.*\n){4}).*\n", r"readings:\n  §\1", "no reading covers situation '"
    ),
    "words of a country without a page": Mistake(
        r"(words:\n)", r"\1  de: §{language: de, text: Ich bitte um Asyl., sources: [un-2026]}\n",
        "there is no page on 'de'; add it first, or take its words out",
    ),
    "a source that is not listed, of a cap": Mistake(
        r"(why: Courts ask for proof., as_of: 2026-06, sources: \[)", r"\1§nowhere-2020, ", "'nowhere-2020' is not listed"
    ),
    "a source that is not listed, of words": Mistake(
        r"(spoken: .* sources: \[)", r"\1§nowhere-2020, ", "source 'nowhere-2020' is not listed below 'sources:'; add it there"
    ),
}  # fmt: skip


def problems_in(copy: CopyOfContent) -> list[str]:
    return [str(problem) for problem in content_problems(copy.knowledge(), date.today())]


def test_the_shipped_check_has_no_mistake(knowledge: Knowledge) -> None:
    assert [str(problem) for problem in guide_problems(knowledge)] == []


def test_a_check_without_a_mistake_is_left_in_peace(copy_of_content: CopyOfContent) -> None:
    assert problems_in(copy_of_content) == []


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_place_and_what_is_right(copy_of_content: CopyOfContent, mistake: Mistake) -> None:
    place = copy_of_content.plant(CHECK, mistake.pattern, mistake.replacement)
    lines = problems_in(copy_of_content)
    assert [line for line in lines if line.startswith(f"{place}: ") and mistake.says in line], lines
    assert {line.partition(": ")[0] for line in lines} == {place}


def test_whoever_is_covered_by_no_reading_is_named_pair_by_pair(copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(CHECK, r"  - \{when: \{situation: \[objector\].*\n", "")
    copy_of_content.plant(CHECK, r"(situation: \[serving), deserter\], service: \[contract\]", r"\1], service: [contract]")
    named = [line.partition(": ")[2] for line in problems_in(copy_of_content)]
    advice = "no reading covers situation '{}' with service '{}'; add it to one"
    missing = [("deserter", "contract"), *(("objector", service) for service in ("mobilised", "contract", "conscript"))]
    assert named == [advice.format(*pair) for pair in missing]


def test_an_area_of_the_shared_file_is_a_place(copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(
        CHECK, r"when: \{fought: \[combat\]\}, to: \[schengen\]", "when: {where: [eu, elsewhere]}, to: [eu, fr]"
    )
    assert problems_in(copy_of_content) == []


def test_the_check_command_tells_it_in_the_file_that_is_wrong(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    place = copy_of_content.plant(CHECK, r"cut_off: .*", "cut_off: [§nowhere]")
    said = json.loads(exitbot("check", "--content-only", "--json").out)
    assert [line for line in said["problems"] if line.startswith(f"{place}: 'nowhere' is no place here")]


def test_a_way_may_begin_at_the_front(copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, r"    from: \[anywhere\]", "    from: [front]")
    assert problems_in(copy_of_content) == []
    place = copy_of_content.plant(FRANCE, r"    from: \[front\]", "    from: [§frontline]")
    [line] = problems_in(copy_of_content)
    assert line.startswith(
        f"{place}: 'frontline' is no place; write anywhere or a two-letter country code such as kz, or front"
    )
