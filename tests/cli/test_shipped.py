"""What ships is in order, is in its one form, and is translated."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import CopyOfContent, Exitbot


def texts(folder: Path) -> dict[Path, str]:
    return {file: file.read_text(encoding="utf-8") for file in folder.rglob("*.po")}


def test_what_ships_is_in_order(exitbot: Exitbot) -> None:
    ran = exitbot("check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("Everything is in order.\n")
    assert [line for line in ran.out.splitlines()[:-1] if ": note: " not in line] == []


def test_the_shipped_catalogs_are_in_their_one_form_so_that_update_changes_nothing(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    before = texts(copy_of_content.locales)
    ran = exitbot("i18n", "update")
    assert (ran.code, ran.out) == (0, "0 catalogs changed.\n")
    assert texts(copy_of_content.locales) == before


def test_the_shipped_catalogs_are_in_order(exitbot: Exitbot) -> None:
    ran = exitbot("i18n", "check")
    assert (ran.code, ran.out, ran.err) == (0, "The catalogs are in order.\n", "")


def test_what_ships_is_translated_into_russian_to_the_last_sentence(exitbot: Exitbot) -> None:
    stats = json.loads(exitbot("i18n", "stats", "--json").out)
    assert stats.keys() == {"ru"}
    assert stats["ru"].keys() == {"total", "translated", "percent"}
    assert stats["ru"]["translated"] == stats["ru"]["total"] > 1000
    assert stats["ru"]["percent"] == 100


def test_the_figures_for_people_are_the_same(exitbot: Exitbot) -> None:
    stats = json.loads(exitbot("i18n", "stats", "--json").out)
    assert str(stats["ru"]["total"]) in exitbot("i18n", "stats").out
