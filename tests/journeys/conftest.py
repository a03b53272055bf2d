"""Fixtures of the journeys: a sandbox of each test's own, and the real bot in both ways of delivery."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.support.bots import BotProcess

from exitbot.sandbox import Sandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A Bot API server of this test's own, without Telegram's pace."""
    async with Sandbox(limits=False, webhook_retry_unit=0.05) as running:
        yield running


@pytest.fixture(params=["polling", "webhook"])
async def bot(request: pytest.FixtureRequest, sandbox: Sandbox) -> AsyncIterator[BotProcess]:
    """The real bot, once for each way updates arrive."""
    process = BotProcess(sandbox, webhook=request.param == "webhook")
    try:
        await process.start()
        yield process
    finally:
        await process.end()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served_once() -> AsyncIterator[tuple[Sandbox, BotProcess]]:
    """One webhook bot for a whole module of tests that leave it as it was."""
    async with Sandbox(limits=False, webhook_retry_unit=0.05) as sandbox:
        bot = BotProcess(sandbox, webhook=True)
        try:
            await bot.start()
            yield sandbox, bot
        finally:
            await bot.end()
