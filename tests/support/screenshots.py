"""The README's two screenshots, taken from the real bot: `make screenshots`."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.support.bots import BotProcess
from tests.support.browsers import chromium

from exitbot.sandbox import Sandbox

DOCS = Path(__file__).resolve().parents[2] / "docs"


async def take() -> None:
    """Russian on a phone, English on a desktop."""
    async with Sandbox(limits=False) as sandbox, chromium() as browser:
        bot = BotProcess(sandbox, webhook=False)
        try:
            await bot.start()
            phone = await browser.new_page(viewport={"width": 360, "height": 740}, locale="ru-RU", device_scale_factor=2)
            await _go(phone, f"{sandbox.url}/?lang=ru&start=c_fr&theme=light", "Дальше", "Защита")
            await phone.screenshot(path=DOCS / "phone-ru.png")
            desktop = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-US")
            await _go(desktop, f"{sandbox.url}/?lang=en&people=1&start=c_de&panel=1&theme=dark", "Continue", "Risks")
            await desktop.screenshot(path=DOCS / "desktop-en.png")
        finally:
            await bot.end()


async def _go(page, url: str, *words: str) -> None:  # type: ignore[no-untyped-def]
    await page.goto(url)
    for each in words:
        await page.get_by_test_id("key").filter(has_text=each).first.click()
        await page.wait_for_timeout(700)


if __name__ == "__main__":
    asyncio.run(take())
