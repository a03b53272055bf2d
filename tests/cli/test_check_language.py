"""`exitbot check --lang ru` says everything in Russian; what is advice waits until nothing is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import CopyOfContent, Exitbot

FRANCE = "content/countries/fr.yaml"
RUSSIAN = {
    "{value} is not known; write one of: {words}": "такого значения нет: {value}; напишите одно из: {words}",
    "{count} problems": "Ошибок: {count}",
    "Everything is in order.": "Всё в порядке.",
    "{place}: note: {message}": "{place}: заметка: {message}",
    "no page names '{name}'; write it below 'help' of a page: organisations: [{name}]": "«{name}» не названа нигде",
    "there is no button to '{name}'": "нет кнопки, которая ведёт на «{name}»",
}


@pytest.fixture
def copy_of_content(part_of_content: CopyOfContent) -> CopyOfContent:
    """A part is enough."""
    return part_of_content


@pytest.fixture
def translated(exitbot: Exitbot, copy_of_content: CopyOfContent, tmp_path: Path) -> CopyOfContent:
    """A copy whose maintainers have these few messages in Russian, and all others in English."""
    copy_of_content.catalog("maintenance").unlink(missing_ok=True)
    exitbot("i18n", "update", "--domain", "maintenance")
    file = tmp_path / "ru.json"
    file.write_text(json.dumps(RUSSIAN), encoding="utf-8")
    assert exitbot("i18n", "fill", "ru", str(file)).out == "6 translations taken over.\n"
    return copy_of_content


def test_a_mistake_is_told_in_russian_at_the_same_place(exitbot: Exitbot, translated: CopyOfContent) -> None:
    place = translated.plant(FRANCE, "^role: .*", "role: §nowhere")
    ran = exitbot("check", "--lang", "ru")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{place}: role: такого значения нет: 'nowhere'; напишите одно из: destination, transit\n"
    said = json.loads(exitbot("check", "--lang", "ru", "--json").out)
    assert said["problems"] == [ran.err.strip()]


def test_without_a_language_it_is_told_in_english(exitbot: Exitbot, translated: CopyOfContent) -> None:
    place = translated.plant(FRANCE, "^role: .*", "role: §nowhere")
    assert exitbot("check").err == f"{place}: role: 'nowhere' is not known; write one of: destination, transit\n"


def test_the_last_word_is_russian_too(exitbot: Exitbot, translated: CopyOfContent) -> None:
    ran = exitbot("check", "--content-only", "--lang", "ru")
    assert ran.out.endswith("\nВсё в порядке.\n")
    assert ": заметка: «" in ran.out
    file = translated.write("content/schema/topic.json", "{}\n")
    ran = exitbot("check", "--content-only", "--lang", "ru")
    assert ran.err == "Ошибок: 1\n"
    assert ran.out.startswith(f"{file}:1:1: ")


def test_advice_waits_until_nothing_is_wrong(exitbot: Exitbot, translated: CopyOfContent) -> None:
    assert ": note: no page names '" in exitbot("check", "--content-only").out
    translated.write("content/schema/topic.json", "{}\n")
    assert ": note: no page names '" not in exitbot("check", "--content-only").out
    assert ": note: no page names '" in json.dumps(json.loads(exitbot("check", "--content-only", "--json").out)["notices"])


def test_a_forbidden_word_fails_the_check(exitbot: Exitbot, translated: CopyOfContent) -> None:
    translated.write("content/glossary.yaml", "terms:\n  - term: a\n    languages: {en: {avoid: [zebra]}}\n")
    place = translated.plant(FRANCE, r"^summary:\n  text: .*\n(    .*\n)+", "summary:\n  text: §A zebra.\n")
    ran = exitbot("check", "--content-only")
    assert ran.code == 2
    assert ran.out.startswith(f"{place}: 'zebra' is a word to avoid")


def test_a_language_without_messages_is_refused_calmly(exitbot: Exitbot) -> None:
    ran = exitbot("check", "--lang", "fr")
    assert (ran.code, ran.out, ran.err) == (2, "", "there are no messages in 'fr'; write one of: en, ru\n")


@pytest.mark.parametrize("data", ["no json", "[]", "7"])
def test_a_file_of_translations_has_to_be_one(exitbot: Exitbot, copy_of_content: CopyOfContent, data: str) -> None:
    file = copy_of_content.write("ru.json", data)
    ran = exitbot("i18n", "fill", "ru", file)
    assert (ran.code, ran.err) == (2, f'{file} cannot be read; it has to hold {{"English": "translation", ...}}\n')


def test_a_translation_that_is_there_stays(exitbot: Exitbot, translated: CopyOfContent, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text(json.dumps({"{count} problems": "Иначе: {count}"}), encoding="utf-8")
    assert exitbot("i18n", "fill", "ru", str(file)).out == "0 translations taken over.\n"
    assert "Ошибок: {count}" in translated.catalog("maintenance").read_text(encoding="utf-8")
