"""Reports of wrong statements, from a person's press to the operator's `ledger show`; and nothing where it is off."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.journeys.test_journey import begin, go
from tests.support.bots import BotProcess

from exitbot.ledger.store import read_rows
from exitbot.sandbox import Sandbox


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_report_names_the_statement_and_nobody(sandbox: Sandbox, tmp_path: Path, webhook: bool) -> None:
    file = tmp_path / "ledger"
    bot = BotProcess(sandbox, webhook=webhook, EXITBOT_LEDGER=str(file), EXITBOT_COUNTS="true")
    try:
        await bot.start()
        person = sandbox.person("Ann", language_code="en")
        await begin(person, "c_fr")
        question = await go(person, "Continue", "Risks", "Wrong here?")
        assert "Nothing about you." in question and "2. " in question
        assert "Noted." in await go(person, "2")
        assert (await go(person, "Back")).startswith("🇫🇷 France · ⚠️ Risks")
        assert "All that whoever runs this bot could hand over" in await go(person, "Start", "What is kept")
        await bot.stop()
    finally:
        await bot.end()
    rows = read_rows(file)
    [(_, statement, language, revision, times)] = rows["reports"]
    assert str(statement).startswith(("country-fr/facts/risks/", "shared/facts/")) and (language, times) == ("en", 1)
    assert len(str(revision)) == 3
    assert rows["counts"] == [], "one person's presses are too few to be counted"
    shown = subprocess.run(
        [sys.executable, "-m", "exitbot", "ledger", "show"],
        env=bot.environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert str(statement) in shown and "which statement" in shown


async def test_without_a_ledger_nothing_offers_a_report(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Ann", language_code="en")
    await begin(person, "c_fr")
    await go(person, "Continue", "Risks")
    assert person.screen is not None and not any("Wrong" in button for button in person.screen.buttons)
    assert "could hand nothing over" in await go(person, "Start", "What is kept")


async def test_the_bot_works_on_a_disk_that_cannot_be_written(sandbox: Sandbox, tmp_path: Path) -> None:
    bot = BotProcess(sandbox, webhook=False, EXITBOT_LEDGER=str(tmp_path / "no" / "such" / "folder"))
    with pytest.raises(AssertionError, match="EXITBOT_LEDGER cannot be used"):
        await bot.start()
    await bot.end()
