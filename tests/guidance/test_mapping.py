"""The map of the guided check shows every rule, and marks what changes nothing for anybody."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from tests.conftest import CopyOfContent
from tests.support.guides import SMALL_CHECK

from exitbot.guidance.dead_ends import dead_branches, dead_ends, rules_of
from exitbot.guidance.drawing import dot, mermaid
from exitbot.guidance.mapping import GuideMap, Node, condition_words, guide_map
from exitbot.knowledge.guide import When
from exitbot.knowledge.loading import Knowledge

CHECK = "content/check.yaml"


@pytest.fixture
def small(part_of_content: CopyOfContent) -> CopyOfContent:
    """France, and a check in which nothing is dead."""
    part_of_content.write(CHECK, SMALL_CHECK)
    return part_of_content


@pytest.fixture(scope="module")
def shipped_map(knowledge: Knowledge) -> GuideMap:
    return guide_map(knowledge)


def node(drawn: GuideMap, name: str) -> Node:
    [found] = [node for node in drawn.nodes if node.name == name]
    return found


def test_a_check_in_which_all_is_alive_has_no_dead_branch(small: CopyOfContent) -> None:
    assert dead_ends(small.knowledge()) == []


class Dead(NamedTuple):
    """What to plant; § marks what has to be named as dead."""

    pattern: str
    replacement: str
    says: str


DEAD = {
    "an option that no rule tells from another": Dead(
        r"(- )(\{id: traces, label: Traces\}\n(?:.*\n)*?)  - \{id: traces, phase.*\n", r"\1§\2",
        "no rule tells 'traces' from 'personal'; the answer changes nothing",
    ),
    "a question that no rule looks at": Dead(
        r"(- )(\{id: with, label: Family\}\n(?:.*\n)*?)  - \{id: children, phase.*\n", r"\1§\2",
        "no rule tells 'with' from 'alone'",
    ),
    "two situations with one outlook and no rule": Dead(
        r"(- )(\{id: reserve, .*\n(?:.*\n)*?)  - \{id: summons, .*\n", r"\1§\2", "no rule tells 'reserve' from 'called'"
    ),
    "papers that no way and no rule tells apart": Dead(
        r"(- )(\{id: none, label: No passport\}\n(?:.*\n)*?)  - \{id: passport, .*\n", r"\1§\2",
        "no rule tells 'none' from 'internal'",
    ),
    "a warning for people who are not asked": Dead(
        r"  - (.*)when: \{fought: \[combat\]\}", r"  - §\1when: {situation: [dissident], fought: [combat]}",
        "nobody can answer so to 'situation', so this never holds",
    ),
    "advice for people who are not asked": Dead(
        r"  - (.*)when: \{proof: \[traces\]\}", r"  - §\1when: {situation: [relative], service: [contract], proof: [traces]}",
        "nobody can answer so to 'situation', so this never holds",
    ),
    "a cap for an answer without a button": Dead(
        r"      - \{id: none, label: Nothing\}\n((?:.*\n)*?caps:\n  - )", r"\1§",
        "nobody can answer so to 'proof', so this never holds",
    ),
    "a visa without a question": Dead(
        r"  - id: visa\n(?:    .*\n)+((?:.*\n)*?visa_ways:\n  - )", r"\1§",
        "nobody can answer so to 'visa', so this never holds",
    ),
    "advice for a place where nothing of that kind follows a refusal": Dead(
        r"  - (.*)when: \{family: \[with\]\}", r"  - §\1when: {family: [with], where: [ru], where_after_refusal: [risk]}",
        "nobody can answer so to 'where', so this never holds",
    ),
    "a question that nobody is asked": Dead(
        r"  - (id: family\n(?:    .*\n)*?)    options",
        r"  - §\1    asked_of: {situation: [objector], service: [contract]}\n    options",
        "nobody can answer so to 'situation', so this never holds",
    ),
    "a warning about no country, by its place": Dead(
        r"  - (.*), to: \[schengen\],", r"  - §\1, to: [elsewhere],",
        "no country is meant, so nobody is warned; look at to, role",
    ),
    "a warning about no country, by its role": Dead(
        r"  - (.*), to: \[schengen\],", r"  - §\1, role: [transit],",
        "no country is meant, so nobody is warned; look at to, role",
    ),
    "a warning about no country, by what follows a refusal": Dead(
        r"  - (.*)after_refusal: \[.*\],", r"  - §\1after_refusal: [protected],", "no country is meant, so nobody is warned"
    ),
    "a visa that opens nothing": Dead(
        r"  - id: visa-held\n((?:.*\n)*?    to: \[schengen\]\n)", r"  - §id: visa-held\n\1    except_for: [fr]\n",
        "it leads to no country with a page; look at to and except_for",
    ),
    "an outlook that nobody is shown": Dead(
        r"readings:\n  ((?:.*\n)*?).*groups: \[relative\]\}\n", r"readings:\n  §\1",
        "no reading leads to 'relative', so nobody is shown",
    ),
}  # fmt: skip


@pytest.mark.parametrize("planted", DEAD.values(), ids=DEAD)
def test_a_dead_branch_is_named_with_its_place_and_marked_on_the_map(small: CopyOfContent, planted: Dead) -> None:
    place = small.plant(CHECK, planted.pattern, planted.replacement)
    knowledge = small.knowledge()
    found = [notice for notice in dead_branches(knowledge) if str(notice.place) == place and planted.says in notice.message]
    assert found, [str(notice) for notice in dead_branches(knowledge)]
    drawn = guide_map(knowledge)
    assert any(found[0].message in node.dead for node in drawn.nodes)
    assert f"✗ DEAD: {found[0].message}" in mermaid(drawn)
    assert sum("style=dashed" in line for line in dot(drawn).splitlines()) == sum(bool(node.dead) for node in drawn.nodes)


def test_a_dead_branch_is_advice_and_stops_nothing(small: CopyOfContent) -> None:
    small.plant(CHECK, r", to: \[schengen\],", ", to: [elsewhere],")
    assert [": note: " in notice.line for notice in dead_branches(small.knowledge())] == [True]


def test_mistakes_that_are_told_elsewhere_do_not_end_it(small: CopyOfContent) -> None:
    small.plant(CHECK, r"\{id: objector, label: Objector\}", "{id: spy, label: Spy}")
    small.plant(CHECK, r"(short: Where\n)", r"\1    options:\n      - {id: ru, label: Russia}\n")
    small.plant(CHECK, r"entry_levels: \{open: favourable, ", "entry_levels: {")
    [end] = dead_ends(small.knowledge())
    assert end.location == ("readings", 5)
    assert "1. situation: Who are you?" in mermaid(guide_map(small.knowledge()))


def test_every_rule_of_the_shipped_check_is_on_the_map(knowledge: Knowledge, shipped_map: GuideMap) -> None:
    shown = {node.location for node in shipped_map.nodes}
    assert {rule.location for rule in rules_of(knowledge.check)} <= shown
    assert len({node.name for node in shipped_map.nodes}) == len(shipped_map.nodes)


def test_questions_stand_in_their_order_with_their_options_and_whom_they_are_asked_of(
    knowledge: Knowledge, shipped_map: GuideMap
) -> None:
    shown = shipped_map.frames["Questions"]
    assert [node.name for node in shown] == [f"question {question.id}" for question in knowledge.check.questions]
    for question, drawn in zip(knowledge.check.questions, shown, strict=True):
        assert all(option.id in drawn.lines[-1] for option in question.options)
        asked = condition_words(question.asked_of)
        assert (f"asked of {asked}" in drawn.lines) is bool(asked)


def test_arrows_lead_from_the_answers_through_the_readings_to_the_outlooks(small: CopyOfContent) -> None:
    drawn = guide_map(small.knowledge())
    arrows = {(arrow.start, arrow.end) for arrow in drawn.arrows}
    assert {
        ("question situation", "reading 3"),
        ("question service", "reading 3"),
        ("reading 3", "group deserter-contract"),
    } <= arrows
    assert {
        ("question proof", "cap no-proof"),
        ("question visa", "visa visa-held"),
        ("question situation", "question service"),
    } <= arrows
    names = {node.name for node in drawn.nodes}
    assert {name for arrow in arrows for name in arrow} <= names


def test_a_rule_tells_whom_and_where_it_concerns(small: CopyOfContent) -> None:
    drawn = guide_map(small.knowledge())
    assert node(drawn, "warning hands").lines == ("hands", "if fought: combat", "to: schengen", "Some fought.")
    assert node(drawn, "warning stay-away").lines[:2] == ("stay-away, critical", "if situation: deserter")
    assert node(drawn, "warning risk").lines[1:3] == ("for everybody", "after refusal: risk, unclear, returns")
    assert node(drawn, "cap no-proof").lines[2] == "protection at most hard"
    assert node(drawn, "visa visa-held").lines[1:] == (
        "if visa: schengen; passport: biometric", "to schengen", "getting in: possible"
    )  # fmt: skip
    assert list(drawn.frames)[-5:] == [f"Next steps: {phase}" for phase in ("now", "before", "way", "border", "arrival")]


def test_a_condition_in_words_names_every_answer_it_asks_for() -> None:
    when = When(situation=("deserter",), where=("kz", "schengen"), where_after_refusal=("returns",))  # type: ignore[arg-type]
    assert condition_words(when) == "situation: deserter; where: kz, schengen; where after refusal: returns"
    assert condition_words(When()) == ""


SIGNS = 'say "no" <now> #1 | \\ done'


def test_no_sign_of_a_text_breaks_a_drawing() -> None:
    drawn = GuideMap((Node("a b", "Frame", (SIGNS,)), Node("end", "Frame", ("x",))))
    assert '    a_b["say #quot;no#quot; #lt;now#gt; #35;1 | \\ done"]' in mermaid(drawn).splitlines()
    assert '    a_b [label="say \\"no\\" <now> #1 | \\\\ done\\l"]' in dot(drawn).splitlines()


def test_both_drawings_hold_every_box_and_every_arrow(shipped_map: GuideMap) -> None:
    for text, arrow in ((mermaid(shipped_map), " -->"), (dot(shipped_map), " -> ")):
        lines = [line for line in text.splitlines() if "invis" not in line]
        assert sum(arrow in line for line in lines) == len(shipped_map.arrows)
        assert all(f"{node.name.replace(' ', '_').replace('-', '_')}" in text for node in shipped_map.nodes)
