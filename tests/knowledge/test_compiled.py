"""The quick form of content says the same as the YAML, and counts only as long as it was made from the same bytes."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.conftest import CopyOfContent

from exitbot.knowledge import compiled as format_
from exitbot.knowledge import strictyaml
from exitbot.knowledge.compiled import COMPILED_FILE
from exitbot.knowledge.compiling import compile_content
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.problems import ContentError
from exitbot.telegram.library import load_shelf

TODAY = date.today()
PLACE = "content/countries/fr.yaml"


@pytest.fixture
def no_yaml(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read as YAML from here on."""
    read: list[str] = []
    compose = strictyaml._compose
    monkeypatch.setattr(strictyaml, "_compose", lambda file, raw: read.append(file.stem) or compose(file, raw))
    return read


def same(one: Knowledge, other: Knowledge) -> bool:
    """Every word, date and mark of both, and where each text stands in the catalogs."""
    texts = [[(text, text.domain, text.context) for text in each.prose()] for each in (one, other)]
    return dict(one.files()) == dict(other.files()) and texts[0] == texts[1]


def test_it_says_the_same_and_reads_no_yaml(copy_of_content: CopyOfContent, no_yaml: list[str]) -> None:
    (copy_of_content.content / COMPILED_FILE).unlink(missing_ok=True)
    plain = copy_of_content.knowledge()
    assert compile_content(copy_of_content.content, TODAY)
    no_yaml.clear()
    quick = copy_of_content.knowledge()
    assert same(plain, quick) and no_yaml == []
    assert (plain.known_faultless, quick.known_faultless) == (False, True)


def test_an_edit_is_seen_at_once_and_only_its_file_is_read(copy_of_content: CopyOfContent, no_yaml: list[str]) -> None:
    compile_content(copy_of_content.content, TODAY)
    no_yaml.clear()
    copy_of_content.plant(PLACE, r"^review_by: .*", "review_by: 2026-12-01")
    edited = copy_of_content.knowledge()
    assert no_yaml == ["fr"] and edited.countries["fr"].review_by == date(2026, 12, 1)
    assert not edited.known_faultless


def test_a_mistake_made_after_it_was_written_has_its_place(copy_of_content: CopyOfContent) -> None:
    compile_content(copy_of_content.content, TODAY)
    place = copy_of_content.plant(PLACE, r"^role: .*", "role: §nowhere")
    with pytest.raises(ContentError, match=place):
        copy_of_content.knowledge()


def test_content_with_a_mistake_is_never_called_faultless(copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(PLACE, r"organisations: \[", "organisations: [nobody, ")
    assert not compile_content(copy_of_content.content, TODAY)
    with pytest.raises(ContentError, match="nobody"):
        load_shelf(copy_of_content.content, copy_of_content.locales)


def test_what_was_faultless_under_older_rules_is_looked_at_again(
    copy_of_content: CopyOfContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_content(copy_of_content.content, TODAY)
    monkeypatch.setattr(format_, "_rules", lambda: "newer")
    assert not copy_of_content.knowledge().known_faultless


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"files": {}}', '{"files": [], "faultless": ""}', '{"files": {"country-fr": 1}, "faultless": ""}'],
)
def test_a_broken_one_is_as_good_as_none(copy_of_content: CopyOfContent, text: str) -> None:
    plain = copy_of_content.knowledge()
    copy_of_content.write(f"content/{COMPILED_FILE}", text)
    assert same(plain, copy_of_content.knowledge())


def test_values_that_the_model_does_not_take_are_an_error_not_a_page(copy_of_content: CopyOfContent) -> None:
    """The control: what stands in it goes through the same model as YAML does."""
    compile_content(copy_of_content.content, TODAY)
    file = copy_of_content.content / COMPILED_FILE
    found = json.loads(file.read_text(encoding="utf-8"))
    found["files"]["country-fr"][1]["role"] = "nowhere"
    file.write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(ContentError, match="nowhere"):
        copy_of_content.knowledge()


def test_a_folder_that_cannot_be_written_is_an_error_and_leaves_nothing(
    copy_of_content: CopyOfContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(format_.json, "dump", full)
    before = sorted(copy_of_content.content.iterdir())
    with pytest.raises(OSError, match="no space"):
        compile_content(copy_of_content.content, TODAY)
    assert sorted(copy_of_content.content.iterdir()) == before
