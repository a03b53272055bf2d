"""Edits take effect while people read; a broken edit changes nothing and says so in the log."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.journeys.test_journey import begin, go
from tests.support.bots import BotProcess

from exitbot.sandbox import Person, Sandbox

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
async def editable(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[tuple[BotProcess, Path]]:
    """A polling bot on a copy of content and catalogs that a test may edit."""
    for name in ("content", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    settings = {"EXITBOT_CONTENT": str(tmp_path / "content"), "EXITBOT_LOCALES": str(tmp_path / "locales")}
    process = BotProcess(sandbox, webhook=False, **settings)
    try:
        await process.start()
        yield process, tmp_path
    finally:
        await process.end()


async def reader(sandbox: Sandbox, language: str) -> Person:
    """Somebody who reads the page on France."""
    person = sandbox.person("Ann", language_code=language)
    await begin(person, "c_fr")
    await go(person, "▶️")
    return person


async def logged(bot: BotProcess, person: Person, words: str, times: int = 1) -> None:
    """Wait for a line in the log."""
    await person.wait_for(lambda _: bot.output.count(words) >= times, timeout=10)


def new_summary(folder: Path) -> None:
    """A maintainer changes a sentence."""
    file = folder / "content" / "countries" / "fr.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("summary:")
    middle = text.index("  sources:", start)
    file.write_text(text[:start] + "summary:\n  text: A sentence that is new today.\n" + text[middle:], encoding="utf-8")


async def test_an_edit_shows_at_the_next_press_in_russian_as_english_with_a_notice(
    sandbox: Sandbox, editable: tuple[BotProcess, Path]
) -> None:
    bot, folder = editable
    person = await reader(sandbox, "ru")
    new_summary(folder)
    await logged(bot, person, "content taken over")
    told = "С тех пор, как показано это сообщение, изменилось утверждений по этой теме: 1."
    assert told in await go(person, "Въезд")
    assert any(callback.answer and callback.answer.get("text") == told for callback in person.answers)
    text = await go(person, "Назад")
    assert "A sentence that is new today." in text and "пока она на английском" in text
    assert "Юрист ещё не проверял" in text
    assert told not in text, "once is enough"


async def test_a_statement_that_is_new_carries_a_sign_for_whoever_comes_back_to_an_old_message(
    sandbox: Sandbox, editable: tuple[BotProcess, Path]
) -> None:
    bot, folder = editable
    person = await reader(sandbox, "en")
    await go(person, "Getting in")
    new_summary(folder)
    await logged(bot, person, "content taken over")
    text = await go(person, "Back")
    assert "1 statement on this subject has changed" in text and "🆕 A sentence that is new today." in text


async def test_a_broken_edit_leaves_the_old_page_and_names_the_line(
    sandbox: Sandbox, editable: tuple[BotProcess, Path]
) -> None:
    bot, folder = editable
    person = await reader(sandbox, "en")
    file = folder / "content" / "countries" / "fr.yaml"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace("role: destination", "role: destinatoin", 1), encoding="utf-8")
    await logged(bot, person, "the old one goes on serving")
    line = whole[: whole.index("role: destination")].count("\n") + 1
    assert f"fr.yaml:{line}:7: role:" in bot.output and "did you mean 'destination'?" in bot.output
    assert (await go(person, "Getting in", "Back")).startswith("🇫🇷 France")
    file.write_text(whole, encoding="utf-8")
    await logged(bot, person, "content taken over")


async def test_an_edit_that_names_an_unknown_organisation_is_not_taken_over(
    sandbox: Sandbox, editable: tuple[BotProcess, Path]
) -> None:
    bot, folder = editable
    person = await reader(sandbox, "en")
    file = folder / "content" / "countries" / "fr.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(help:\s+organisations: \[)", r"\1nobody-knows, ", text, count=1), encoding="utf-8")
    await logged(bot, person, "the old one goes on serving")
    assert "'nobody-knows' is not in organisations.yaml" in bot.output
    assert "🤝 Who helps" in await go(person, "Who helps")


async def test_a_broken_catalog_leaves_the_old_translation(sandbox: Sandbox, editable: tuple[BotProcess, Path]) -> None:
    bot, folder = editable
    person = await reader(sandbox, "ru")
    file = folder / "locales" / "ru" / "LC_MESSAGES" / "interface.po"
    file.write_text(file.read_text(encoding="utf-8") + '\nmsgid "unfinished\n', encoding="utf-8")
    await logged(bot, person, "the old one goes on serving")
    assert "interface.po:" in bot.output
    assert "Источники" in await go(person, "Въезд")


async def test_sighup_reloads(sandbox: Sandbox, editable: tuple[BotProcess, Path]) -> None:
    bot, _ = editable
    person = await reader(sandbox, "en")
    os.kill(bot.pid, signal.SIGHUP)
    await logged(bot, person, "content taken over")
