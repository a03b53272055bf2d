"""`exitbot try` as a newcomer meets it: the chat page in a browser, the real bot behind it."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from tests.support.bots import free_port
from tests.support.browsers import CHROMIUM, chromium

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


@pytest.fixture
async def tried() -> AsyncIterator[str]:
    """The address that `exitbot try` prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "exitbot", "try", "--port", str(free_port()),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, env=os.environ | {"EXITBOT_TOKEN": ""},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), 10)).decode()
        found = re.search(r"http://\S+", line)
        assert found, line
        yield found[0]
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 15)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Headless Chromium."""
    async with chromium() as running:
        yield running


async def press(page: Page, words: str) -> None:
    """Press the button that holds these words."""
    await page.get_by_test_id("key").filter(has_text=words).first.click()


def message(page: Page) -> Locator:
    """The bot's message."""
    return page.get_by_test_id("bot-message")


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 800)], ids=["phone", "desktop"])
async def test_the_journey_of_a_russian_reader(tried: str, browser: Browser, width: int, height: int) -> None:
    page = await browser.new_page(viewport={"width": width, "height": height}, locale="ru-RU")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(f"{tried}/?lang=ru")
    await page.get_by_test_id("start").click()
    await expect(message(page)).to_contain_text("Прежде чем начать")
    await expect(page.get_by_test_id("own-message")).to_have_count(0)
    for words, title in (("Дальше", "Справочник"), ("Страны", "Страны"), ("Франция", "Франция"), ("Въезд", "Въезд")):
        await press(page, words)
        await expect(message(page)).to_contain_text(title)
    await expect(message(page)).to_contain_text("Юрист ещё не проверял")
    quote = page.get_by_test_id("quote")
    await quote.get_by_test_id("fold").click()
    await expect(quote).to_contain_text("Источники")
    await expect(page.get_by_test_id("link")).to_have_count(0)
    await press(page, "Адреса")
    await expect(page.get_by_test_id("link").first).to_be_visible()
    await press(page, "English")
    await expect(message(page)).to_contain_text("Opening an address shows your provider")
    assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), "no scrolling sideways"
    await press(page, "Exit")
    await expect(message(page)).to_have_count(0)
    await expect(page.get_by_test_id("own-message")).to_have_count(0)
    assert not complaints


async def test_the_kill_switch_kills_the_bot_and_the_waiting_press_is_served(tried: str, browser: Browser) -> None:
    page = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-US")
    await page.goto(f"{tried}/?lang=en&panel=1&start=h")
    await expect(message(page)).to_contain_text("Before you begin")
    await page.get_by_test_id("kill").click()
    await press(page, "Continue")
    await expect(message(page)).to_contain_text("Guide", timeout=10_000)
    await expect(message(page)).to_have_count(1)


PEOPLE = {
    # Left the unit, mobilised, in Kazakhstan with an internal passport, traces of proof, fought.
    "ru": (
        (
            "Дальше",
            "Несколько вопросов",
            "Уход из части",
            "По мобилизации",
            "Казахстан",
            "внутренний",
            "Ничего из этого",
            "Фото",
            "боях",
        ),
        ("Для вас", "не оставайтесь там надолго", "Франция"),
    ),
    # A conscript of nineteen in Russia with a biometric passport; nobody of family goes along.
    "en": (
        ("Continue", "A few questions", "Conscript", "Russia", "ten years", "Neither", "Nothing yet", "alone"),
        ("For you", "do not sign"),
    ),
}


@pytest.mark.parametrize("language", PEOPLE)
async def test_from_start_to_the_answer_on_a_telephone(tried: str, browser: Browser, language: str) -> None:
    words, shown = PEOPLE[language]
    page = await browser.new_page(viewport={"width": 360, "height": 740}, locale=language)
    await page.goto(f"{tried}/?lang={language}")
    await page.get_by_test_id("start").click()
    for each in words:
        await expect(page.get_by_test_id("key").filter(has_text=each).first).to_be_visible()
        before = await message(page).inner_text()
        await press(page, each)
        await expect(message(page)).not_to_have_text(before)
    assert len(words) <= 9
    for each in shown:
        await expect(message(page)).to_contain_text(each)
    await expect(message(page)).to_have_count(1)
    assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), "no scrolling sideways"
    if pictures := os.environ.get("EXITBOT_TEST_PICTURES"):
        await message(page).evaluate("each => each.scrollIntoView({block: 'start'})")
        await page.screenshot(path=f"{pictures}/answer-{language}.png")
