"""`verdict --diff REV` tells whoever changes the content whose answers it moves: how many, where, and a few in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import CopyOfContent, Exitbot
from tests.support.guides import SMALL_CHECK
from tests.support.repositories import commit

from exitbot.knowledge.answers import Subject

FRANCE = "content/countries/fr.yaml"
CHECK = "content/check.yaml"
CONTRACT = r"(  deserter-contract:\n    level: ).*"
ALL = 10 * 4 * 5 * 5 * 4 * 4 * 4 * 3
"""Every combination of answers where France alone has a page, the unsaid ones included."""


@pytest.fixture(scope="module")
def first_edition(shipped_part: CopyOfContent, tmp_path_factory: pytest.TempPathFactory) -> CopyOfContent:
    """France and a small check as the first commit of a repository; not to be changed."""
    copy = shipped_part.copied_to(tmp_path_factory.mktemp("repository") / "copy")
    copy.write(CHECK, SMALL_CHECK)
    commit(copy.folder)
    return copy


@pytest.fixture
def copy_of_content(first_edition: CopyOfContent, tmp_path: Path) -> CopyOfContent:
    return first_edition.copied_to(tmp_path / "copy")


def test_a_level_that_falls_is_told_in_numbers_and_in_people(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, CONTRACT, r"\1closed")
    ran = exitbot("verdict", "--diff", "HEAD")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"Of {ALL:,} profiles, unsaid answers included:"
    assert lines[1].startswith("🇫🇷 France: better for 0, worse for ")
    examples = lines[lines.index("For example:") + 1 :]
    assert 1 < len(examples) <= 5
    assert all(example.startswith("  ") and " → " not in example for example in examples)
    assert any(example.startswith("  Left the unit; Contract; 🇷🇺 Russia") for example in examples)
    assert all(example.endswith((" to closed", " to not within reach now")) for example in examples)
    moves = lines[2 : lines.index("For example:")]
    total = sum(int(move.rpartition(": ")[2].replace(",", "")) for move in moves)
    assert lines[1] == f"🇫🇷 France: better for 0, worse for {total:,}"


def test_for_machines_it_is_the_same(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, CONTRACT, r"\1favourable")
    ran = exitbot("verdict", "--diff", "HEAD", "--json")
    said = json.loads(ran.out)
    assert list(said) == ["revision", "unread", "profiles", "countries", "new", "gone", "examples"]
    assert (said["revision"], said["unread"], said["profiles"], said["new"], said["gone"]) == ("HEAD", [], ALL, [], [])
    [france] = said["countries"]
    assert (france["country"], france["worse"]) == ("fr", 0)
    assert france["better"] == sum(move["profiles"] for move in france["moves"]) > 0
    assert {(move["from"], move["to"]) for move in france["moves"]} == {
        (each["from"], each["to"]) for each in said["examples"]
    }  # fmt: skip
    for example in said["examples"]:
        assert example.keys() == {"answers", "country", "from", "to", "text"}
        assert example["answers"].keys() <= set(Subject)
        assert example["text"].endswith(f"🇫🇷 France from {example['from']} to {example['to']}")


def test_an_answer_that_is_not_clear_alone_is_shown_with_its_question(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, r"(  mobilised:\n    level: ).*", r"\1possible")
    commit(copy_of_content.folder)
    copy_of_content.plant(CHECK, "at_most: hard", "at_most: closed")
    examples = exitbot("verdict", "--diff", "HEAD").out.partition("For example:\n")[2].splitlines()
    assert examples
    assert all("; Proof: Nothing: 🇫🇷 France from " in example for example in examples)


def test_where_nobody_moves_it_is_one_sentence(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, "^facts:$", "# A comment.\nfacts:")
    assert exitbot("verdict", "--diff", "HEAD").out == "Nobody is told another level than at HEAD.\n"


def test_the_day_may_be_named_and_both_editions_are_looked_at_on_it(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, CONTRACT, r"\1favourable")
    ran = exitbot("verdict", "--diff", "HEAD", "--as-of", "2031-01-01")
    assert ran.out == "Nobody is told another level than at HEAD.\n"


def test_a_new_page_is_named_and_moves_nobody(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    text = (copy_of_content.folder / FRANCE).read_text(encoding="utf-8")
    copy_of_content.write("content/countries/de.yaml", text.replace("code: fr", "code: de"))
    copy_of_content.plant("content/countries/de.yaml", "^aliases: .*", "aliases: []")
    lines = exitbot("verdict", "--diff", "HEAD").out.splitlines()
    assert lines == ["🇩🇪 Germany: A new page.", "Nobody is told another level than at HEAD."]


def test_in_russian_people_places_and_levels_are_russian(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, CONTRACT, r"\1closed")
    out = exitbot("verdict", "--diff", "HEAD", "--lang", "ru").out
    assert "🇫🇷 Франция" in out
    assert "🇷🇺 Россия" in out
    assert "закрыто" in out


def test_what_cannot_be_read_of_the_old_edition_is_said(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    (copy_of_content.content / "check.yaml").unlink()
    commit(copy_of_content.folder)
    copy_of_content.write(CHECK, SMALL_CHECK)
    copy_of_content.plant(FRANCE, CONTRACT, r"\1closed")
    lines = exitbot("verdict", "--diff", "HEAD").out.splitlines()
    assert lines[0] == "check.yaml is not compared: there was none at HEAD"
    assert lines[1].startswith("Of ")


@pytest.mark.parametrize(
    ("file", "pattern", "replacement", "says"),
    [
        (
            FRANCE, r"^  relative:\n(?:    .*\n)+", "",
            "at HEAD not every group had an outlook in: fr; name a later revision",
        ),
        (CHECK, "unclear: unclear, ", "", "at HEAD not every status had a level in check.yaml; name a later revision"),
    ],
    ids=["a group without an outlook", "a status without a level"],
)  # fmt: skip
def test_an_old_edition_that_no_verdict_can_rest_on_is_one_calm_sentence(
    exitbot: Exitbot, copy_of_content: CopyOfContent, file: str, pattern: str, replacement: str, says: str
) -> None:
    good = (copy_of_content.folder / file).read_text(encoding="utf-8")
    copy_of_content.plant(file, pattern, replacement)
    commit(copy_of_content.folder)
    copy_of_content.write(file, good)
    ran = exitbot("verdict", "--diff", "HEAD")
    assert (ran.code, ran.out, ran.err) == (2, "", f"{says}\n")


@pytest.mark.parametrize("revision", ["nowhere", "HEAD~9", ""])
def test_an_unknown_revision_is_one_calm_sentence(exitbot: Exitbot, revision: str) -> None:
    ran = exitbot("verdict", "--diff", revision)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"git knows no revision '{revision}'; ")
