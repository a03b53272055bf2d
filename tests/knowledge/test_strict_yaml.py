"""Content files hold no surprises, and what cannot be read is named with file, line, column and advice."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import HERE, CopyOfContent

from exitbot.knowledge.loading import load_knowledge
from exitbot.knowledge.problems import ContentError
from exitbot.knowledge.strictyaml import read_document


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "page.yaml"


def data_of(file: Path, text: str) -> object:
    file.write_text(text, encoding="utf-8")
    return read_document(file).data


def complaints(file: Path, data: bytes) -> list[str]:
    file.write_bytes(data)
    with pytest.raises(ContentError) as caught:
        read_document(file)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    "word", ["NO", "no", "yes", "on", "true", "12:30", "3.10", "0x1F", "1e3", "007", "2026-11-23", "1_000"]
)
def test_a_plain_word_is_the_text_that_was_typed(file: Path, word: str) -> None:
    assert data_of(file, f"country: {word}\nall: [{word}]\n") == {"country": word, "all": [word]}


@pytest.mark.parametrize("word", ["null", "~", ""])
def test_nothing_is_nothing(file: Path, word: str) -> None:
    assert data_of(file, f"reviewed: {word}\n") == {"reviewed": None}


@pytest.mark.parametrize("word", ["'null'", '"~"', "''"])
def test_a_quoted_nothing_is_a_text(file: Path, word: str) -> None:
    assert data_of(file, f"text: {word}\n") == {"text": word[1:-1]}


def test_a_key_named_no_stays_norway(file: Path) -> None:
    assert data_of(file, "no: [Norge]\n") == {"no": ["Norge"]}


def test_the_mark_that_windows_puts_before_utf_8_does_no_harm(file: Path) -> None:
    assert data_of(file, "\ufeffcode: fr\n") == {"code": "fr"}


@pytest.mark.parametrize(
    ("text", "what", "advice"),
    [
        ("a: 1\nb: 2\n§a: 3\n", "'a' stands already on line 1", "keep one"),
        ("facts:\n  - id: x\n    §id: y\n", "'id' stands already on line 2", "keep one"),
        ("? §[a, b]\n: 1\n", "a list or mapping is used as a key", "a key is one word"),
        ("§", "the file is empty", "copy the layout"),
        ("§# only a comment\n", "the file is empty", "copy the layout"),
        ("a: b§: c\n", "not readable as YAML", "put quotes around text"),
        ("a:\n§\tb: 1\n", "not readable as YAML", "check the indentation"),
        ("a: [1, 2\nb§: 3\n", "not readable as YAML", "check the indentation"),
        ("a: 1\n§---\nb: 2\n", "another document", "check the indentation"),
        ("a: §*nothing\n", "undefined alias", "check the indentation"),
        ("a: §&a [*a]\n", "holds itself", "write it out"),
        ("a: 1\nb: x§\x07y\n", "control character", "take it out"),
    ],
)
def test_what_cannot_be_read_is_one_line_with_its_place_and_advice(file: Path, text: str, what: str, advice: str) -> None:
    before = text[: text.index(HERE)]
    place = f"{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}: "
    [line] = complaints(file, text.replace(HERE, "").encode())
    assert line.startswith(place)
    assert what in line
    assert advice in line


def test_a_file_in_another_encoding_is_named_with_the_place_of_the_sign(file: Path) -> None:
    assert complaints(file, "a: 1\nb: \u00e9\n".encode("latin-1")) == [
        f"{file}:2:4: a sign here is not UTF-8; save the file as UTF-8"
    ]


def test_every_repeated_key_of_a_file_is_named(file: Path) -> None:
    lines = complaints(file, b"a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n")
    assert [line.removeprefix(f"{file}:").split(": ")[0] for line in lines] == ["2:1", "3:11", "4:1"]


def test_all_broken_files_are_reported_in_one_run(copy_of_content: CopyOfContent) -> None:
    places = [
        copy_of_content.plant("content/countries/fr.yaml", r"^role: .*", "role: §nowhere"),
        copy_of_content.plant("content/topics/visas.yaml", r"^order: .*", "order: §first"),
        copy_of_content.plant("content/shared.yaml", r"^compiled: .*", "compiled: §soon"),
        copy_of_content.write("content/countries/de.yaml", "") + ":1:1",
        copy_of_content.write("content/names.yaml", "names: {a: [x]\n") + ":2:1",
    ]
    (copy_of_content.content / "publishers.yaml").unlink()
    places.append(f"{copy_of_content.content / 'publishers.yaml'}:1:1")
    with pytest.raises(ContentError) as caught:
        copy_of_content.knowledge()
    reported = [str(problem.place) for problem in caught.value.problems]
    assert sorted(reported) == sorted(places)


def test_a_folder_that_is_not_there_names_every_file_the_bot_needs(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"shared\.yaml:1:1: the file is missing; the bot needs it"):
        load_knowledge(tmp_path)
