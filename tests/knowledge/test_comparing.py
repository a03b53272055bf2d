"""Two editions differ in what they say, not in how their files are written; and what promises more needs two readers."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple

import pytest
from tests.conftest import CopyOfContent

from exitbot.knowledge.against import problems_against, raised_without_review, renewed_without_reason
from exitbot.knowledge.comparing import BEST_FIRST, Change, Direction, Kind, compare, direction, entries
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Level, Outcome, Status

FRANCE = "content/countries/fr.yaml"
VISAS = "content/topics/visas.yaml"
HELPERS = "content/organisations.yaml"
SHARED = "content/shared.yaml"

OBJECTOR = r"(  objector:\n    level: ).*"
REVIEWED = "reviewed: {on: 2026-11-24, by: [ada, bo]}"
A_FACT = "    - id: a-new-one\n      text: A new fact.\n      as_of: 2026-01\n      sources: [cnda-2023-07]\n"
A_WAY = (
    "  - id: a-new-way\n    title: A new way\n    status: STATUS\n    from: [anywhere]\n    passports: [none]\n"
    "    text: So it goes.\n    as_of: 2026-01\n    sources: [cnda-2023-07]\n"
)
BY_ITSELF = "reserve-not-enough"
ITS_TEXT = r"(id: reserve-not-enough\n      text: )>-\n        .*"
ITS_DAY = r"(id: reserve-not-enough\n(?:      .*\n)*?      as_of: ).*"


@pytest.fixture(scope="module")
def old(shipped_part: CopyOfContent) -> Knowledge:
    return shipped_part.knowledge()


def seen(changes: list[Change]) -> list[tuple[str, str, Kind]]:
    return [("/".join(change.entry.place), change.field, change.kind) for change in changes]


class Planted(NamedTuple):
    """Where to plant what, and the one change it makes."""

    file: str
    pattern: str
    replacement: str
    place: str
    field: str
    kind: Kind = Kind.CHANGED
    direction: Direction | None = None


CHANGES = {
    "a level up": Planted(FRANCE, OBJECTOR, r"\1favourable", "outlook/objector", "level", direction=Direction.BETTER),
    "a level down": Planted(FRANCE, OBJECTOR, r"\1closed", "outlook/objector", "level", direction=Direction.WORSE),
    "a way in": Planted(
        FRANCE, r"(id: airport-asylum\n(?:.*\n)*?    status: ).*", r"\1closed", "ways_in/airport-asylum", "status",
        direction=Direction.WORSE,
    ),
    "what follows a no": Planted(
        FRANCE, r"(if_refused:\n  level: ).*", r"\1protected", "if_refused", "level", direction=Direction.BETTER
    ),
    "a date": Planted(FRANCE, ITS_DAY, r"\g<1>2024-01", f"facts/law/{BY_ITSELF}", "as_of"),
    "the next review": Planted(FRANCE, "^review_by: .*", "review_by: 2026-12-01", "", "review_by"),
    "a review": Planted(FRANCE, "^reviewed: .*", REVIEWED, "", "reviewed"),
    "other words": Planted(FRANCE, ITS_TEXT, r"\1It is not enough.", f"facts/law/{BY_ITSELF}", "text"),
    "other words in a topic": Planted(
        VISAS, "^summary:\n  text: .*\n(    .*\n)+", "summary:\n  text: So.\n", "summary", "text"
    ),
    "a fact more": Planted(FRANCE, "^  practice:\n", A_FACT + "  practice:\n", "facts/law/a-new-one", "", Kind.ADDED),
    "a fact less": Planted(
        FRANCE, rf"    - id: {BY_ITSELF}\n(      .*\n)+", "", f"facts/law/{BY_ITSELF}", "", Kind.GONE
    ),
    "a mark taken off": Planted(
        FRANCE, rf"(id: {BY_ITSELF}\n(?:      .*\n)*?)      critical: true\n", r"\1", f"facts/law/{BY_ITSELF}", "critical"
    ),
    "a mark put on": Planted(FRANCE, ITS_DAY, r"\g<0>\n      volatile: true", f"facts/law/{BY_ITSELF}", "volatile"),
    "another source": Planted(
        FRANCE, rf"(id: {BY_ITSELF}\n(?:      .*\n)*?      sources: )\[.*", r"\1[arga-2024]",
        f"facts/law/{BY_ITSELF}", "sources",
    ),
    "a source that says something else": Planted(
        FRANCE, r"(^  arga-2024:\n(?:    .*\n)*?    published: ).*", r"\g<1>2025", "sources/arga-2024", "published"
    ),
    "a legal status": Planted(
        HELPERS, r"(- id: ([a-z-]+)\n(?:    .*\n)*?    status_in_russia: ).*", r"\1extremist", "*", "status_in_russia"
    ),
    "where it holds": Planted(SHARED, r"applies_to: \[schengen\]", "applies_to: [eu]", "*", "applies_to"),
    "an area": Planted(SHARED, r"^  associated: \[ch, ", "  associated: [", "", "areas/associated"),
}  # fmt: skip


@pytest.mark.parametrize("planted", CHANGES.values(), ids=CHANGES)
def test_each_kind_of_change_is_seen_with_its_place(old: Knowledge, part_of_content: CopyOfContent, planted: Planted) -> None:
    part_of_content.plant(planted.file, planted.pattern, planted.replacement)
    [change] = compare(old, part_of_content.knowledge())
    [(place, field, kind)] = seen([change])
    assert (field, kind, change.direction) == (planted.field, planted.kind, planted.direction)
    assert planted.place in (place, "*")


def blocks(text: str, beginning: str) -> tuple[int, int, list[str]]:
    """Where the entries of a list begin and end, and the entries."""
    start = re.search(rf"^{beginning}\n", text, re.MULTILINE)
    assert start
    entries = re.compile(r"( *)- .*\n(?:\1 +.*\n)*").finditer(text, start.end())
    found, end = [], start.end()
    for entry in entries:
        if entry.start() != end:
            break
        found.append(entry[0])
        end = entry.end()
    return start.end(), end, found


def turned_round(text: str) -> str:
    for beginning in ("ways_in:", "  law:", "  risks:", "timeline:"):
        start, end, entries = blocks(text, beginning)
        assert len(entries) > 1
        text = text[:start] + "".join(reversed(entries)) + text[end:]
    return text


FORMS: dict[str, Callable[[str], str]] = {
    "another order": turned_round,
    "comments": lambda text: re.sub("(?m)^(summary|facts|sources):$", r"# A word to other maintainers\n\1: # and more", text),
    "quotes": lambda text: re.sub("(?m)^( +as_of: )(.*)$", r"\1'\2'", text),
    "a text on one line": lambda text: re.sub(r"text: >-\n +(\w[^:#]*\.)\n(?= +as_of)", r"text: \1\n", text),
    "another order of sources": lambda text: re.sub(r"sources: \[([\w-]+), ([\w-]+)\]", r"sources: [\2, \1]", text),
    "another name of a source": lambda text: re.sub(r"\barga-2024\b", "arga-renamed", text),
    "false said instead of nothing": lambda text: re.sub(
        r"(id: legal-base\n(?:      .*\n)*?)(      as_of)", r"\1      critical: false\n\2", text
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_what_only_looks_different_is_no_change(
    old: Knowledge, part_of_content: CopyOfContent, form: Callable[[str], str]
) -> None:
    file = part_of_content.folder / FRANCE
    before = file.read_text(encoding="utf-8")
    file.write_text(form(before), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != before
    assert compare(old, part_of_content.knowledge()) == []


def test_a_fact_that_moved_to_another_part_is_no_change_but_its_new_words_are(
    old: Knowledge, part_of_content: CopyOfContent
) -> None:
    text = (part_of_content.folder / FRANCE).read_text(encoding="utf-8")
    found = re.search(rf"    - id: {BY_ITSELF}\n(      .*\n)+", text)
    assert found
    moved = text.replace(found[0], "").replace("  risks:\n", "  risks:\n" + found[0])
    part_of_content.write(FRANCE, moved)
    assert compare(old, part_of_content.knowledge()) == []
    part_of_content.plant(FRANCE, ITS_TEXT, r"\1It is not enough.")
    assert seen(compare(old, part_of_content.knowledge())) == [(f"facts/risks/{BY_ITSELF}", "text", Kind.CHANGED)]


def test_every_entry_of_the_content_has_a_place_of_its_own(knowledge: Knowledge) -> None:
    for domain, model in knowledge.files():
        places = [entry.place for entry in entries(model)]
        assert len(places) == len(set(places)), domain
    assert compare(knowledge, knowledge) == []


def test_a_page_that_came_or_went_is_one_change(old: Knowledge, part_of_content: CopyOfContent) -> None:
    (part_of_content.folder / VISAS).unlink()
    new = part_of_content.knowledge()
    assert [(change.domain, change.kind, change.field) for change in compare(old, new)] == [("topic-visas", Kind.GONE, "")]
    assert [(change.domain, change.kind, change.field) for change in compare(new, old)] == [("topic-visas", Kind.ADDED, "")]


@pytest.mark.parametrize("kind", [Level, Status, Outcome])
def test_every_level_has_its_rank_and_one_way_is_the_opposite_of_the_other(kind: Any) -> None:
    assert set(BEST_FIRST[kind]) == set(kind)
    for one, other in product(kind, kind):
        there, back = direction(one, other), direction(other, one)
        assert (there is None) == (one is other)
        assert {there, back} in ({None}, {Direction.BETTER, Direction.WORSE})


@pytest.mark.parametrize(
    ("bad", "news"), [(Status.UNCLEAR, Status.SUSPENDED), (Outcome.UNCLEAR, Outcome.RISK), (Level.POSSIBLE, Level.UNCLEAR)]
)
def test_bad_news_is_worse_and_waits_for_nobody(bad: object, news: object) -> None:
    assert direction(bad, news) is Direction.WORSE


def test_what_is_no_level_has_no_direction() -> None:
    assert direction("hard", "possible") is None
    assert direction(Status.CLOSED, Level.FAVOURABLE) is None


RAISED = {
    "a level": (OBJECTOR, r"\1§favourable", "level is raised from possible to favourable"),
    "a level that was unclear": (r"(  conscript:\n    level: ).*", r"\1§hard", "level is raised from unclear to hard"),
    "a way in": (
        r"(id: airport-asylum\n(?:.*\n)*?    status: ).*", r"\1§open", "status is raised from limited to open"
    ),
    "what follows a no": (r"(if_refused:\n  level: ).*", r"\1§protected", "level is raised from risk to protected"),
}  # fmt: skip


@pytest.mark.parametrize(("pattern", "replacement", "says"), RAISED.values(), ids=RAISED)
def test_what_promises_more_needs_two_readers(
    old: Knowledge, part_of_content: CopyOfContent, pattern: str, replacement: str, says: str
) -> None:
    place = part_of_content.plant(FRANCE, pattern, replacement)
    [problem] = map(str, raised_without_review(old, part_of_content.knowledge()))
    assert problem.startswith(f"{place}: {says}, but no two people have read the page since; write ")
    assert problem.endswith("or have it read by two: exitbot content review fr --by NAME")
    for review in ("{on: 2026-11-24, by: [ada]}", "{on: 2026-11-24, by: [ada, Ada]}"):
        part_of_content.plant(FRANCE, "^reviewed: .*", f"reviewed: {review}")
        assert raised_without_review(old, part_of_content.knowledge())
    part_of_content.plant(FRANCE, "^reviewed: .*", REVIEWED)
    assert raised_without_review(old, part_of_content.knowledge()) == []


@pytest.mark.parametrize(
    ("pattern", "lower"), [(OBJECTOR, "hard"), (r"(id: airport-asylum\n(?:.*\n)*?    status: ).*", "suspended"),
                           (r"(if_refused:\n  level: ).*", "returns")]
)  # fmt: skip
def test_what_promises_less_needs_nobody(old: Knowledge, part_of_content: CopyOfContent, pattern: str, lower: str) -> None:
    part_of_content.plant(FRANCE, pattern, rf"\g<1>{lower}")
    assert problems_against(old, part_of_content.knowledge()) == []


def test_a_review_that_stood_there_before_the_change_does_not_cover_it(part_of_content: CopyOfContent) -> None:
    part_of_content.plant(FRANCE, "^reviewed: .*", REVIEWED)
    old = part_of_content.knowledge()
    place = part_of_content.plant(FRANCE, OBJECTOR, r"\1§favourable")
    [problem] = raised_without_review(old, part_of_content.knowledge())
    assert str(problem.place) == place
    part_of_content.plant(FRANCE, "^reviewed: .*", "reviewed: {on: 2026-11-23, by: [cy, di]}")
    assert raised_without_review(old, part_of_content.knowledge()), "dated back"
    part_of_content.plant(FRANCE, "^reviewed: .*", "reviewed: {on: 2026-11-25, by: [ada, bo]}")
    assert raised_without_review(old, part_of_content.knowledge()) == []


def test_a_review_older_than_what_the_raised_statement_says_does_not_cover_it(
    old: Knowledge, part_of_content: CopyOfContent
) -> None:
    part_of_content.plant(FRANCE, "^reviewed: .*", "reviewed: {on: 2023-06-30, by: [ada, bo]}")
    part_of_content.plant(FRANCE, OBJECTOR, r"\1favourable")
    [problem] = raised_without_review(old, part_of_content.knowledge())
    assert "but the review of 2023-06-30 is older than what it says (2023-07)" in problem.message


def test_a_way_that_comes_back_better_under_another_id_is_raised(old: Knowledge, part_of_content: CopyOfContent) -> None:
    part_of_content.plant(FRANCE, r"^facts:\n", A_WAY.replace("STATUS", "§open") + "facts:\n")
    assert raised_without_review(old, part_of_content.knowledge()) == [], "a way that was found is no raised level"
    part_of_content.plant(FRANCE, r"  - id: airport-asylum\n(    .*\n)+", "")
    [problem] = raised_without_review(old, part_of_content.knowledge())
    assert "status is raised from limited to open" in problem.message


def test_a_group_that_was_left_out_counts_as_unclear(part_of_content: CopyOfContent) -> None:
    new = part_of_content.knowledge()
    part_of_content.plant(FRANCE, r"  objector:\n(    .*\n)+", "")
    [problem] = raised_without_review(part_of_content.knowledge(), new)
    assert "level is raised from unclear to possible" in problem.message


def test_a_new_page_raises_nothing(old: Knowledge, part_of_content: CopyOfContent) -> None:
    (part_of_content.folder / FRANCE).unlink()
    assert problems_against(part_of_content.knowledge(), old) == []


def test_other_words_do_not_renew_a_date(old: Knowledge, part_of_content: CopyOfContent) -> None:
    part_of_content.plant(FRANCE, ITS_TEXT, r"\1It is not enough.")
    assert renewed_without_reason(old, part_of_content.knowledge()) == []
    place = part_of_content.plant(FRANCE, ITS_DAY, r"\1§2026-02")
    [problem] = map(str, renewed_without_reason(old, part_of_content.knowledge()))
    assert problem.startswith(f"{place}: the wording changed and as_of moved on to 2026-02, but the sources are the same;")
    part_of_content.plant(FRANCE, rf"(id: {BY_ITSELF}\n(?:      .*\n)*?      sources: \[)", r"\1arga-2024, ")
    assert renewed_without_reason(old, part_of_content.knowledge()) == []


def test_who_looked_into_the_same_sources_again_may_say_so(old: Knowledge, part_of_content: CopyOfContent) -> None:
    part_of_content.plant(FRANCE, ITS_DAY, r"\g<1>2026-02")
    assert renewed_without_reason(old, part_of_content.knowledge()) == []


@pytest.mark.parametrize("day", ["2024-03-20", "2023-12", "2024"])
def test_a_date_that_is_earlier_or_only_more_or_less_exact_has_not_moved_on(
    old: Knowledge, part_of_content: CopyOfContent, day: str
) -> None:
    part_of_content.plant(FRANCE, ITS_TEXT, r"\1It is not enough.")
    part_of_content.plant(FRANCE, ITS_DAY, rf"\g<1>{day}")
    assert renewed_without_reason(old, part_of_content.knowledge()) == []


def test_the_next_review_is_put_off_by_a_review_alone(old: Knowledge, part_of_content: CopyOfContent) -> None:
    place = part_of_content.plant(FRANCE, "^review_by: .*", "review_by: §2026-12-24")
    [problem] = map(str, renewed_without_reason(old, part_of_content.knowledge()))
    assert problem.startswith(f"{place}: review_by moved on to 2026-12-24, but no two people have read the page since; write ")
    part_of_content.plant(FRANCE, "^reviewed: .*", REVIEWED)
    assert renewed_without_reason(old, part_of_content.knowledge()) == []


def test_the_next_review_may_be_brought_forward(old: Knowledge, part_of_content: CopyOfContent) -> None:
    part_of_content.plant(FRANCE, "^review_by: .*", "review_by: 2026-12-01")
    assert problems_against(old, part_of_content.knowledge()) == []
