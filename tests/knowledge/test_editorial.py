"""What an editor would say: each rule finds its planted fault, and is silent about the neighbour that is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import CopyOfContent

from exitbot.knowledge.editorial import editorial_findings
from exitbot.knowledge.model import Level
from exitbot.knowledge.passages import Passage, Text
from exitbot.knowledge.problems import Notice, Place
from exitbot.knowledge.readability import reading_ease

FRANCE = "content/countries/fr.yaml"
VISAS = "content/topics/visas.yaml"
HELPERS = "content/organisations.yaml"

CONSCRIPT = r"(outlook:\n(?:.*\n)*?  conscript:\n)(?:    .*\n)+"
REFUSED = r"^if_refused:\n(?:  .*\n)+"
PAPERS = (
    "".join(
        f"  {name}: {{publisher: {publisher}, title: T, published: 2024-05, kind: {kind}, seen: read}}\n"
        for name, publisher, kind in (
            ("paper-a", "A Paper", "press"),
            ("paper-a2", "A PAPER", "press"),
            ("paper-b", "B Paper", "press"),
            ("court-c", "A Court", "court"),
            ("law-d", "A Parliament", "law"),
        )
    )
    + "  undated-e: {publisher: An Office, title: T, kind: official, seen: read}\n"
)
NINE = "The office of the far islands hears every traveller within nine days of the first letter."


@pytest.fixture
def copy(part_of_content: CopyOfContent) -> CopyOfContent:
    """With a few sources of every kind."""
    part_of_content.plant(FRANCE, "^sources:\n", "sources:\n" + PAPERS)
    return part_of_content


def findings(copy: CopyOfContent) -> dict[str, list[str]]:
    """The problems and the notices of one edition."""
    found: dict[str, list[str]] = {"problems": [], "notices": []}
    for finding in editorial_findings(copy.knowledge()):
        found["notices" if isinstance(finding, Notice) else "problems"].append(str(finding))
    return found


def at(place: str, lines: list[str]) -> list[str]:
    """What is said of one place."""
    return [line.removeprefix(f"{place}: ") for line in lines if line.startswith(f"{place}: ")]


def outlook(why: str, sources: str, level: str = "hard", as_of: str = "2024-05") -> str:
    return rf"\1    level: {level}" + f"\n    why: §{why}\n    as_of: {as_of}\n    sources: [{sources}]\n"


def test_the_shipped_content_breaks_no_rule(copy_of_content: CopyOfContent) -> None:
    assert findings(copy_of_content)["problems"] == []


@pytest.mark.parametrize("sources", ["paper-a", "paper-a, paper-a2"])
def test_a_verdict_on_one_newspaper_is_pointed_out(copy: CopyOfContent, sources: str) -> None:
    place = copy.plant(FRANCE, CONSCRIPT, outlook("So it is.", sources))
    [said] = at(place, findings(copy)["notices"])
    assert said.startswith("note: this verdict rests on the press alone, and on one publisher (A Paper); add a source")


@pytest.mark.parametrize(
    ("why", "sources", "level"),
    [
        ("So it is.", "paper-a, paper-b", "hard"),
        ("So it is.", "paper-a, court-c", "hard"),
        ("So it is.", "court-c", "hard"),
        ("So one press report says.", "paper-a", "hard"),
        ("Known from a single newspaper report.", "paper-a", "hard"),
        ("So it is.", "paper-a", "unclear"),
    ],
)
def test_two_newspapers_a_court_or_a_word_to_the_reader_are_enough(
    copy: CopyOfContent, why: str, sources: str, level: str
) -> None:
    place = copy.plant(FRANCE, CONSCRIPT, outlook(why, sources, level))
    assert at(place, findings(copy)["notices"]) == []


@pytest.mark.parametrize(("level", "notices"), [("returns", 1), ("unclear", 0)])
def test_what_follows_a_refusal_needs_as_much(copy: CopyOfContent, level: str, notices: int) -> None:
    refused = f"if_refused:\n  level: {level}\n  text: §So it is.\n  as_of: 2024\n  sources: [paper-a]\n"
    place = copy.plant(FRANCE, REFUSED, refused)
    assert len(at(place, findings(copy)["notices"])) == notices


@pytest.mark.parametrize(
    ("field", "wrong", "right", "says"),
    [
        ("reviewed", "{on: 2020-01-01, by: [ada, bo]}", "{on: 2026-11-24, by: [ada, bo]}", "before the page was compiled"),
        ("review_by", "2020-01-01", "2026-12-01", "2020-01-01 is before the page was compiled; write a later day: "),
    ],
)
def test_a_page_is_compiled_before_it_is_reviewed(copy: CopyOfContent, field: str, wrong: str, right: str, says: str) -> None:
    copy.plant(FRANCE, "^compiled: .*", "compiled: 2026-11-23")
    place = copy.plant(FRANCE, f"^{field}: .*", f"{field}: §{wrong}")
    [said] = at(place, findings(copy)["problems"])
    assert says in said
    copy.plant(FRANCE, f"^{field}: .*", f"{field}: {right}")
    assert at(place, findings(copy)["problems"]) == []


def test_the_timeline_has_the_newest_first(copy: CopyOfContent) -> None:
    entry = "  - on: {}\n    text: Something happened.\n    sources: [paper-a]\n"
    old, new = entry.format("2024-02"), entry.format("§2024-03-01")
    place = copy.plant(FRANCE, r"^timeline:\n(?:  .*\n)+", f"timeline:\n{old}{new}")
    assert at(place, findings(copy)["problems"]) == [
        "2024-03-01 stands below 2024-02; put the newest first, for example 2024-03-01, then 2024-02"
    ]
    copy.plant(FRANCE, "on: 2024-02$", "on: 2024")  # a year in which the day lies is not older
    assert at(place, findings(copy)["problems"]) == []


def test_a_statement_newer_than_all_its_sources_is_pointed_out(copy: CopyOfContent) -> None:
    copy.plant(FRANCE, CONSCRIPT, outlook("So it is.", "paper-a, court-c", as_of="2025-06"))
    place = copy.plant(FRANCE, "as_of: 2025-06$", "as_of: §2025-06")
    [said] = at(place, findings(copy)["notices"])
    assert said.startswith("note: as_of 2025-06 is newer than every source cited here (the newest: 2024-05); write")


@pytest.mark.parametrize(
    ("as_of", "sources"),
    [
        ("2024-05", "paper-a"),
        ("2024-06-20", "paper-a"),  # read some weeks later
        ("2026-11-23", "paper-a"),  # what is said of the day on which somebody looked
        ("2025-06", "paper-a, undated-e"),  # a page without a date is as new as its reading
        ("2025-06", "paper-a, law-d"),  # a law names the day from which it holds
    ],
)
def test_a_statement_as_new_as_its_source_is_right(copy: CopyOfContent, as_of: str, sources: str) -> None:
    copy.plant(FRANCE, "^compiled: .*", "compiled: 2026-11-23")
    copy.plant(FRANCE, CONSCRIPT, outlook("So it is.", sources, as_of=as_of))
    place = copy.plant(FRANCE, r"(  conscript:\n(?:    .*\n){2}    as_of: )", r"\1§")
    assert at(place, findings(copy)["notices"]) == []


def test_an_organisation_shows_no_sign_of_life_after_the_list_was_made(copy: CopyOfContent) -> None:
    place = copy.plant(HELPERS, "newest_sign: .*", "newest_sign: §2998-05")
    [said] = at(place, findings(copy)["problems"])
    assert said.startswith("2998-05 is after the list was compiled; write the day of the source, for example 20")


def test_a_list_of_addresses_expires_after_it_was_updated(copy: CopyOfContent) -> None:
    copy.plant("content/addresses.yaml", "^updated: .*", "updated: 2026-11-23")
    place = copy.plant("content/addresses.yaml", "^expires: .*", "expires: §2026-11-22")
    assert at(place, findings(copy)["problems"]) == [
        "the list expires before it was updated (2026-11-23); write a later day: 2027-11-23"
    ]


def fact(name: str, text: str) -> str:
    return f"    - id: {name}\n      text: {text}\n      as_of: 2024\n      sources: [paper-a]\n"


def test_the_same_words_twice_in_one_file_are_a_mistake(copy: CopyOfContent) -> None:
    place = copy.plant(FRANCE, "^facts:\n  law:\n", f"facts:\n  law:\n{fact('one', NINE)}{fact('two', '§' + NINE)}")
    [said] = at(place, findings(copy)["problems"])
    line = int(place.split(":")[1]) - 4
    assert said == f"the same text stands on line {line}; keep one, where it matters most"


def test_nearly_the_same_words_are_pointed_out(copy: CopyOfContent) -> None:
    alike = NINE.replace("The office", "An office")
    place = copy.plant(FRANCE, "^facts:\n  law:\n", f"facts:\n  law:\n{fact('one', NINE)}{fact('two', '§' + alike)}")
    found = findings(copy)
    assert found["problems"] == []
    [said] = at(place, found["notices"])
    assert said.startswith(f"note: nearly the same as {copy.folder / FRANCE}:")


def test_the_same_words_in_two_files_are_pointed_out(copy: CopyOfContent) -> None:
    copy.plant(FRANCE, "^facts:\n  law:\n", f"facts:\n  law:\n{fact('one', NINE)}")
    place = copy.plant(
        VISAS, "^steps:\n", f"steps:\n{fact('one', '§' + NINE)[2:].replace(chr(10) + '      ', chr(10) + '    ')}"
    )
    assert len(at(place, findings(copy)["notices"])) == 1


def test_other_words_are_another_statement(copy: CopyOfContent) -> None:
    other = "The court of the far islands hears nobody before the ninth day after his first letter."
    place = copy.plant(FRANCE, "^facts:\n  law:\n", f"facts:\n  law:\n{fact('one', NINE)}{fact('two', '§' + other)}")
    assert at(place, findings(copy)["notices"]) == []


LONELY = "  - id: §lonely\n    name: Lonely\n    does: Nothing.\n    status_in_russia: unknown\n    sources: [{}]\n"


def test_an_organisation_that_no_page_names_is_pointed_out(copy: CopyOfContent) -> None:
    source = next(iter(copy.knowledge().organisations.sources))
    place = copy.plant(HELPERS, "^organisations:\n", "organisations:\n" + LONELY.format(source))
    [said] = at(place, findings(copy)["notices"])
    assert said.startswith("note: no page names 'lonely'; write it below 'help' of a page: organisations: [lonely]")
    copy.plant(FRANCE, r"  organisations: \[", "  organisations: [lonely, ")
    assert at(place, findings(copy)["notices"]) == []


@pytest.mark.parametrize(("name", "notices"), [("Nobody at all", 1), ("A Paper", 0)])
def test_a_publisher_of_no_source_is_pointed_out(copy: CopyOfContent, name: str, notices: int) -> None:
    entry = f"publishers:\n  - name: §{name}\n    status_in_russia: unknown\n"
    place = copy.plant("content/publishers.yaml", "^publishers:\n", entry)
    assert len(at(place, findings(copy)["notices"])) == notices


def test_a_thin_page_is_pointed_out(copy: CopyOfContent) -> None:
    facts = "".join(fact(f"fact-{number}", f"Fact number {number}.") for number in range(8))
    copy.plant(FRANCE, r"^facts:\n(?:  .*\n)+", f"facts:\n  law:\n{facts}")
    assert not [line for line in findings(copy)["notices"] if "facts; 8 or more" in line]
    copy.plant(FRANCE, r"    - id: fact-7\n(?:      .*\n)+", "")
    [said] = [line for line in findings(copy)["notices"] if "7 facts; 8 or more make a page one can decide by" in line]
    assert said.startswith(f"{copy.folder / FRANCE}:")


def test_what_is_unknown_is_counted(copy: CopyOfContent) -> None:
    copy.plant(FRANCE, CONSCRIPT, outlook("So it is.", "paper-a", "hard"))
    outlooks = copy.knowledge().countries["fr"].outlook.values()
    count = sum(outlook.level is Level.UNCLEAR for outlook in outlooks)
    place = copy.content / "countries"
    assert f"{place}: note: {count} of 8 outlooks are unclear; the most: fr {count}" in findings(copy)["notices"]
    copy.plant(FRANCE, CONSCRIPT, outlook("So it is.", "paper-a", "unclear"))
    assert f"{place}: note: {count + 1} of 8 outlooks are unclear; the most: fr {count + 1}" in findings(copy)["notices"]


def test_what_cannot_be_looked_up_is_counted(copy: CopyOfContent) -> None:
    def count() -> int:
        [said] = [line for line in findings(copy)["notices"] if "statements have no source with an address" in line]
        return int(re.search(r"the most: fr (\d+)", said)[1])  # type: ignore[index]

    copy.plant(FRANCE, CONSCRIPT, outlook("So it is.", "paper-a"))
    without = count()
    copy.plant(FRANCE, "(  paper-a: {)", r"\1url: https://paper.example.org/a, ")
    assert count() == without - 1


@pytest.mark.parametrize(("words", "notices"), [(43, 1), (42, 0)])
def test_a_sentence_that_no_telephone_shows_whole_is_pointed_out(copy: CopyOfContent, words: int, notices: int) -> None:
    text = "§Short. " + " ".join(["Long", *["word"] * (words - 1)]) + ". Short."
    place = copy.plant(FRANCE, r"^summary:\n  text: .*\n(    .*\n)+", f"summary:\n  text: {text}\n")
    said = [line for line in at(place, findings(copy)["notices"]) if "words" in line]
    assert said == [f"note: a sentence of {words} words; split it, up to 42 can be read on a telephone"] * notices


def text_of(language: str, sentence: str, times: int) -> Text:
    return Text(language, Path("x"), tuple(Passage(sentence, lambda: Place(Path("x"))) for _ in range(times)))


@pytest.mark.parametrize(
    ("language", "sentence", "ease"),
    [
        ("en", "The cat sat on the mat.", 206.835 - 1.015 * 6 - 84.6),
        ("en", "Independent authorities investigate.", 206.835 - 1.015 * 3 - 84.6 * 4),
        ("ru", "Мама мыла раму.", 206.835 - 1.3 * 3 - 60.1 * 2),
        ("ru", "Ёж ел.", 206.835 - 1.3 * 2 - 60.1 * 1),
    ],
)
def test_reading_ease_is_the_figure_of_the_handbooks(language: str, sentence: str, ease: float) -> None:
    assert reading_ease(text_of(language, sentence, 60)) == pytest.approx(ease)


def test_there_is_no_figure_for_a_few_words_or_an_unknown_language() -> None:
    assert reading_ease(text_of("en", "The cat sat on the mat.", 16)) is None
    assert reading_ease(text_of("ka", "კატა იჯდა.", 90)) is None
