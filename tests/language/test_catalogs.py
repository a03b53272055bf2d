"""What a translator wrote last is what readers get; what cannot be read is named with file and line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.language.conftest import Translator

from exitbot.language import catalogs as catalogs_module
from exitbot.language.catalogs import CatalogError, Catalogs, compile_catalog, load_catalogs
from exitbot.language.extraction import Message
from exitbot.language.maintenance import read_catalog

BACK = Message("interface", "Back")


@pytest.fixture
def written(translator: Translator) -> Translator:
    translator.receives(BACK, Message("interface", "{count} page", plural="{count} pages"))
    translator.writes("Back", "Назад")
    return translator


def loaded(translator: Translator) -> Catalogs:
    return load_catalogs(translator.locales)


def compile_at(translator: Translator, seconds: int) -> Path:
    """A .mo file that many seconds younger than its .po."""
    compiled = translator.file.with_suffix(".mo")
    compiled.write_bytes(compile_catalog(translator.file, "ru"))
    written = translator.file.stat().st_mtime
    os.utime(compiled, (written + seconds, written + seconds))
    return compiled


def test_a_translation_is_read_without_compiling_anything(written: Translator) -> None:
    assert loaded(written).find("ru", "interface", "Back") == "Назад"
    assert list(written.locales.rglob("*.mo")) == []


def test_a_compiled_catalog_of_the_same_text_is_used_whatever_its_time(
    written: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_at(written, -10)
    monkeypatch.setattr(catalogs_module, "parse_catalog", None)
    assert loaded(written).find("ru", "interface", "Back") == "Назад"


def test_a_compiled_catalog_of_another_text_is_not_used_however_young(written: Translator) -> None:
    compile_at(written, 10)
    written.edits("Назад", "Обратно")
    assert loaded(written).find("ru", "interface", "Back") == "Обратно"


def test_a_fuzzy_translation_never_reaches_a_reader(written: Translator) -> None:
    written.edits('msgid "Back"', '#, fuzzy\nmsgid "Back"')
    assert loaded(written).find("ru", "interface", "Back") is None


def test_what_has_no_translation_is_none_and_english_needs_none(written: Translator) -> None:
    catalogs = loaded(written)
    assert catalogs.find("ru", "interface", "Start") is None
    assert catalogs.find("ru", "country-fr", "Back") is None
    assert catalogs.find("uk", "interface", "Back") is None
    assert catalogs.find("en", "interface", "Start") == "Start"
    assert catalogs.find_plural("ru", "interface", "{count} page", "{count} pages", 5) is None


@pytest.mark.parametrize(
    ("count", "form"), [(1, "страница"), (21, "страница"), (2, "страницы"), (5, "страниц"), (11, "страниц")]
)
def test_a_count_takes_the_form_its_language_wants(written: Translator, count: int, form: str) -> None:
    written.edits('[0] ""\nmsgstr[1] ""\nmsgstr[2] ""', '[0] "страница"\nmsgstr[1] "страницы"\nmsgstr[2] "страниц"')
    assert loaded(written).find_plural("ru", "interface", "{count} page", "{count} pages", count) == form


def test_the_source_language_stands_first(written: Translator) -> None:
    assert loaded(written).languages == ("en", "ru")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('msgstr "Назад"\n', 'msgstr "Назад\n'),
        ('msgstr "Назад"\n', "<<<<<<< HEAD\n"),
        ('msgstr "Назад"\n', 'msgstr Назад"\n'),
        ('msgstr "Назад"\n', 'msgstring "Назад"\n'),
        ('msgstr "Назад"\n', 'msgstr "На"зад"\n'),
    ],
)
@pytest.mark.parametrize("read", [compile_catalog, read_catalog], ids=["to serve it", "to work on it"])
def test_a_broken_line_is_an_error_that_names_it(written: Translator, old: str, new: str, read: object) -> None:
    line = written.line_of('msgstr "Назад"')
    written.edits(old, new)
    with pytest.raises(CatalogError) as caught:
        read(written.file, "ru")  # type: ignore[operator]
    assert str(caught.value).startswith(f"{written.file}:{line}: not readable as a catalog")


def test_a_sentence_without_a_place_for_its_translation_is_an_error_that_names_it(written: Translator) -> None:
    written.edits('msgid "Back"\nmsgstr "Назад"\n', 'msgid "Back"\n')
    with pytest.raises(CatalogError) as caught:
        loaded(written)
    assert str(caught.value) == (
        f"{written.file}:{written.line_of('Back')}: not readable as a catalog: missing msgstr for msgid 'Back'"
    )


def test_a_broken_catalog_is_never_rewritten(written: Translator) -> None:
    written.edits('msgstr "Назад"\n', 'msgstr "Назад\n')
    before = written.text
    with pytest.raises(CatalogError):
        written.receives(BACK)
    assert written.text == before


def test_a_catalog_in_another_encoding_is_named_with_its_line(written: Translator) -> None:
    written.file.write_bytes(written.text.encode("cp1251"))
    with pytest.raises(CatalogError, match=rf":{written_line(written)}: not UTF-8; save the file as UTF-8"):
        loaded(written)


def written_line(translator: Translator) -> int:
    """The first line with a letter that is not ASCII."""
    lines = translator.file.read_bytes().splitlines()
    return next(number for number, line in enumerate(lines, 1) if not line.isascii())


def test_a_folder_that_is_no_language_is_an_error_that_names_it(tmp_path: Path) -> None:
    home = tmp_path / "russian language" / "LC_MESSAGES"
    home.mkdir(parents=True)
    (home / "interface.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    with pytest.raises(CatalogError, match="'russian language' is no language code; use one such as ru, uk or kk"):
        load_catalogs(tmp_path)
