"""`exitbot content new` begins a page that explains itself, and invents nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.conftest import CopyOfContent, Exitbot

FIRST_SOURCE = """sources:
  asylum-office-2026:
    publisher: Asylum office
    title: How to ask for asylum
    kind: official
    seen: read
"""


@pytest.fixture
def copy_of_content(part_of_content: CopyOfContent) -> CopyOfContent:
    """One country and one topic are enough here."""
    return part_of_content


def give_a_source(copy: CopyOfContent, file: str) -> None:
    """What a maintainer does first: one source, named where a source must stand."""
    for part in ("summary", "if_refused"):
        copy.plant(file, rf"(^{part}:\n(?:  .*\n)*?  sources: )\[\]", r"\1[asylum-office-2026]")
    copy.plant(file, "^sources:\n", FIRST_SOURCE)


def test_a_new_country_is_written_and_said_with_the_places_that_wait_for_a_source(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    ran = exitbot("content", "new", "cl")
    file = copy_of_content.content / "countries" / "cl.yaml"
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{file} is written: Chile, ")
    assert f"compiled: {date.today()}\n" in file.read_text(encoding="utf-8")
    lines = file.read_text(encoding="utf-8").splitlines()
    named = [int(line) for line in re.findall(rf"{re.escape(str(file))}:(\d+):\d+: ", ran.out)]
    assert [lines[line - 1].strip() for line in named] == ["sources: []", "sources: []", "sources:"]


def test_the_check_names_the_same_places_and_no_other(exitbot: Exitbot) -> None:
    new = exitbot("content", "new", "cl")
    checked = exitbot("check", "--content-only")
    assert checked.code == 2
    assert [line for line in checked.err.splitlines() if line] == re.findall(r"(?m)^  (.*cl\.yaml:.*)$", new.out)


def test_with_its_first_source_it_passes_the_check_and_is_shown_as_what_it_is(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    exitbot("content", "new", "cl")
    give_a_source(copy_of_content, "content/countries/cl.yaml")
    checked = exitbot("check", "--content-only")
    assert [line for line in checked.out.splitlines() if "cl.yaml:" in line and ": note: " not in line] == []
    shown = exitbot("content", "show", "cl")
    assert (shown.code, shown.err) == (0, "")
    assert "Chile" in shown.out
    assert "Protection unclear" in shown.out
    assert "Nothing was looked up yet." in shown.out
    assert not set("🟢🟡🟠🔴") & set(shown.out)


def test_a_new_topic_stands_last_in_the_list(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    ran = exitbot("content", "new", "--topic", "money-abroad")
    text = (copy_of_content.content / "topics" / "money-abroad.yaml").read_text(encoding="utf-8")
    assert (ran.code, ran.err) == (0, "")
    assert "the topic 'money-abroad'" in ran.out
    assert "\nslug: money-abroad\n" in text
    assert "\norder: 99\n" in text
    assert "\ntitle: Money abroad\n" in text


def test_two_pages_can_be_begun_one_after_the_other(exitbot: Exitbot) -> None:
    assert [exitbot("content", "new", code).code for code in ("cl", "uy")] == [0, 0]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("CL",), "write the code in small letters: exitbot content new cl"),
        (("fr",), "fr.yaml exists already; look at it with: exitbot content show fr"),
        (("visas",), "'visas' is a topic, and it exists already"),
        (("money",), "'money' is no country code; write the two letters of ISO 3166-1, for example cl for Chile; for a topic"),
        (("qq",), "'qq' is no country code"),
        (("eu",), "'eu' is no country code"),
        (("zz",), "'zz' is no country code"),
        (("../cl",), "'../cl' is no country code"),
        (("",), "'' is no country code"),
        (("--topic", "visas"), "visas.yaml exists already; look at it with: exitbot content show topic/visas"),
        (("--topic", "Money"), "'Money' is no name for a topic; write small latin letters"),
        (("--topic", "деньги"), "'деньги' is no name for a topic"),
        (("--topic", "a" * 41), "is no name for a topic"),
        (("--topic", "../visas"), "is no name for a topic"),
    ],
)
def test_what_cannot_be_begun_is_one_calm_sentence_and_writes_nothing(
    exitbot: Exitbot, copy_of_content: CopyOfContent, asked: tuple[str, ...], says: str
) -> None:
    before = {file: file.read_bytes() for file in copy_of_content.folder.rglob("*") if file.is_file()}
    ran = exitbot("content", "new", *asked)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert {file: file.read_bytes() for file in copy_of_content.folder.rglob("*") if file.is_file()} == before


def test_a_folder_that_cannot_be_written_is_one_calm_sentence(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    folder = copy_of_content.content / "countries"
    folder.rename(copy_of_content.folder / "elsewhere")
    folder.write_text("no folder")
    ran = exitbot("content", "new", "cl")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "cl.yaml cannot be written" in ran.err
