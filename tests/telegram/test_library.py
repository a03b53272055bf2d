"""What is served is replaced as a whole or not at all, and its revision changes when anything does."""

from __future__ import annotations

import logging

import pytest
from tests.conftest import CopyOfContent

from exitbot.telegram.library import Library, Shelf, load_shelf


def library_of(copy: CopyOfContent) -> Library:
    """A library that reads a copy that may be changed."""
    return Library(lambda: load_shelf(copy.content, copy.locales))


def test_the_revision_is_short_and_the_same_for_the_same_content(shelf: Shelf, copy_of_content: CopyOfContent) -> None:
    again = load_shelf(copy_of_content.content, copy_of_content.locales)
    assert again.revision == shelf.revision and len(shelf.revision) == 3
    assert shelf.revision.isascii() and shelf.revision.isalnum() and shelf.revision == shelf.revision.lower()


@pytest.mark.parametrize("file", ["content/countries/fr.yaml", "content/names.yaml"])
def test_the_revision_changes_with_any_content(shelf: Shelf, copy_of_content: CopyOfContent, file: str) -> None:
    path = copy_of_content.folder / file
    path.write_text(path.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")
    assert load_shelf(copy_of_content.content, copy_of_content.locales).revision != shelf.revision


def test_a_good_edit_is_taken_over(copy_of_content: CopyOfContent) -> None:
    library = library_of(copy_of_content)
    before = library.shelf
    copy_of_content.plant("content/names.yaml", "фрг", "фрг, шестиугольник")
    assert library.reload() is True
    assert library.shelf is not before and library.shelf.names().named_in("шестиугольник") == "de"
    assert before.names().named_in("шестиугольник") is None, "what was served did not change under anybody's hands"


@pytest.mark.parametrize(
    ("file", "pattern", "replacement"),
    [
        ("content/countries/fr.yaml", "^role: destination", "role: paradise"),
        ("content/countries/fr.yaml", "^code: fr", "code: [fr"),
        ("locales/ru/LC_MESSAGES/interface.po", '^msgid "Guide"', 'msgid Guide"'),
    ],
)
def test_a_broken_edit_leaves_everything_as_it_was_and_names_the_file(
    copy_of_content: CopyOfContent, caplog: pytest.LogCaptureFixture, file: str, pattern: str, replacement: str
) -> None:
    library = library_of(copy_of_content)
    before = library.shelf
    copy_of_content.plant(file, pattern, replacement)
    with caplog.at_level(logging.ERROR):
        assert library.reload() is False
    assert library.shelf is before
    assert file.rsplit("/", 1)[1] in caplog.text


def test_a_missing_folder_leaves_everything_as_it_was(copy_of_content: CopyOfContent) -> None:
    library = library_of(copy_of_content)
    before = library.shelf
    copy_of_content.content.rename(copy_of_content.folder / "elsewhere")
    assert library.reload() is False and library.shelf is before
