"""The translators' commands, on a copy of what ships."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import CopyOfContent, Exitbot

from exitbot.language.catalogs import po_files

STAY = "  text: You can stay.\n"
CANNOT = "  text: You cannot stay.\n"


def texts(folder: Path) -> dict[Path, str]:
    return {file: file.read_text(encoding="utf-8") for file in folder.rglob("*.po")}


@pytest.fixture
def copy_of_content(part_of_content: CopyOfContent) -> CopyOfContent:
    """A part is enough for all of this."""
    return part_of_content


def test_a_changed_sentence_starts_empty_and_a_second_update_changes_nothing(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    copy_of_content.plant("content/countries/fr.yaml", r"^summary:\n  text: .*\n(    .*\n)+", "summary:\n" + STAY)
    exitbot("i18n", "update")
    catalog = copy_of_content.catalog("country-fr")
    copy_of_content.plant(catalog, r'msgid "You can stay."\nmsgstr ""', r'msgid "You can stay."\nmsgstr "Можно остаться."')
    copy_of_content.plant("content/countries/fr.yaml", STAY, CANNOT)
    assert exitbot("i18n", "update").out == "1 catalogs changed.\n"
    kept = "# The English was: You can stay.\n# The translation was: Можно остаться.\n"
    entry = 'msgctxt "country-fr/summary/text"\nmsgid "You cannot stay."\nmsgstr ""\n'
    assert kept + entry in catalog.read_text(encoding="utf-8")
    assert exitbot("i18n", "update").out == "0 catalogs changed.\n"
    assert json.loads(exitbot("i18n", "stats", "--json").out)["ru"]["percent"] < 100


def test_a_reader_sees_the_new_english_with_a_notice_until_it_is_translated(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    copy_of_content.plant("content/countries/fr.yaml", r"^summary:\n  text: .*\n(    .*\n)+", "summary:\n" + CANNOT)
    said = json.loads(exitbot("screen", "country/fr", "--lang", "ru", "--json").out)
    assert "You cannot stay." in said["text"]
    assert "🌐" in said["text"]
    assert said["untranslated"] == ["You cannot stay."]


def test_a_catalog_whose_page_is_gone_goes_too(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    (copy_of_content.content / "topics" / "visas.yaml").unlink()
    assert exitbot("i18n", "update").out == "1 catalogs changed.\n"
    assert not copy_of_content.catalog("topic-visas").exists()


def test_update_can_be_kept_to_one_domain(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant("content/countries/fr.yaml", r"^summary:\n  text: .*\n(    .*\n)+", "summary:\n" + STAY)
    copy_of_content.plant("content/topics/visas.yaml", r"^summary:\n  text: .*\n(    .*\n)+", "summary:\n" + STAY)
    before = texts(copy_of_content.locales)
    exitbot("i18n", "update", "--lang", "ru", "--domain", "country-fr")
    after = texts(copy_of_content.locales)
    assert [file.name for file in after if after[file] != before[file]] == ["country-fr.po"]


def test_a_new_language_needs_no_code_and_readers_get_english_with_a_notice(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    ran = exitbot("i18n", "new", "uk")
    assert ran.code == 0
    assert "Ukrainian can be translated now" in ran.out
    files = po_files(copy_of_content.locales)
    assert files["uk"].keys() == files["ru"].keys()
    said = json.loads(exitbot("screen", "country/fr", "--lang", "uk", "--json").out)
    english = json.loads(exitbot("screen", "country/fr", "--lang", "en", "--json").out)
    assert said["title"] == "🇫🇷 Франція"
    assert said["untranslated"]
    assert "The translation of a part of this page is on its way" in said["text"]
    assert english["untranslated"] == []
    assert "on its way" not in english["text"]
    assert said["untranslated"][0] in english["text"]


def test_a_new_language_is_spoken_as_soon_as_a_sentence_is_written(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    exitbot("i18n", "new", "uk")
    copy_of_content.plant(
        copy_of_content.catalog("interface", "uk"), r'msgid "Countries"\nmsgstr ""', r'msgid "Countries"\nmsgstr "Країни"'
    )
    assert json.loads(exitbot("screen", "countries", "--lang", "uk", "--json").out)["title"] == "Країни"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("qqq", "'qqq' is no language code; use one such as uk, kk or ka"),
        ("русский", "is no language code"),
        ("../ru", "is no language code"),
        ("", "is no language code"),
        ("en", "English is the language the content is written in; it needs no catalog"),
        ("ru", "Russian has been started already; run 'exitbot i18n update --lang ru'"),
    ],
)
def test_a_language_that_cannot_be_started_is_one_calm_sentence(
    exitbot: Exitbot, copy_of_content: CopyOfContent, code: str, says: str
) -> None:
    before = texts(copy_of_content.folder)
    ran = exitbot("i18n", "new", code)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert texts(copy_of_content.folder) == before


def test_updating_a_language_that_does_not_exist_writes_nothing(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    before = texts(copy_of_content.folder)
    ran = exitbot("i18n", "update", "--lang", "qqq")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "'qqq' has not been started; run 'exitbot i18n new qqq'\n"
    assert texts(copy_of_content.folder) == before


def test_a_fault_in_a_catalog_is_found_with_its_line(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    file = copy_of_content.catalog("interface")
    place = copy_of_content.plant(file, r'(msgid "\{page\} of \{pages\}"\nmsgstr ").*', r"§\1{page} из {всего}" + '"')
    ran = exitbot("i18n", "check")
    assert (ran.code, ran.err) == (2, "1 problems in the catalogs\n")
    line = place.rpartition(":")[0]
    assert ran.out == f"{line}: placeholders are {{page}}, {{всего}}, in the English {{page}}, {{pages}}; use the same\n"


def test_a_catalog_that_is_missing_is_named(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.catalog("country-fr").unlink()
    ran = exitbot("i18n", "check")
    assert ran.code == 2
    assert "country-fr.po is missing; run 'exitbot i18n update --lang ru'" in ran.out


def test_a_catalog_that_no_page_uses_is_named(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    left = copy_of_content.catalog("country-fr").rename(copy_of_content.catalog("country-zz"))
    assert f"{left}:1: no page uses this catalog any more; run 'exitbot i18n update'" in exitbot("i18n", "check").out


@pytest.mark.parametrize("command", [("update",), ("check",), ("stats",), ("compile",)], ids=lambda names: names[0])
def test_a_catalog_that_cannot_be_read_stops_every_command_with_its_line(
    exitbot: Exitbot, copy_of_content: CopyOfContent, command: tuple[str, ...]
) -> None:
    file = copy_of_content.catalog("interface")
    place = copy_of_content.plant(file, '^msgstr "[^"\n]+"$', 'msgstr "no end')
    before = texts(copy_of_content.locales)
    ran = exitbot("i18n", *command)
    assert ran.code == 2
    assert ran.err.startswith(place.rpartition(":")[0] + ": not readable as a catalog")
    assert texts(copy_of_content.locales) == before


def test_templates_are_written_for_every_domain(exitbot: Exitbot, copy_of_content: CopyOfContent, tmp_path: Path) -> None:
    assert exitbot("i18n", "extract", "--output", str(tmp_path / "pot")).code == 0
    found = {file.stem for file in (tmp_path / "pot").iterdir()}
    assert found == po_files(copy_of_content.locales)["ru"].keys()


def test_compiled_catalogs_say_the_same(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    before = exitbot("screen", "country/fr", "--lang", "ru", "--json").out
    assert exitbot("i18n", "compile").out == "Compiled.\n"
    assert len(list(copy_of_content.locales.rglob("*.mo"))) == len(po_files(copy_of_content.locales)["ru"])
    assert exitbot("screen", "country/fr", "--lang", "ru", "--json").out == before
