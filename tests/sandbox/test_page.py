"""The chat page in a real browser."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from exitbot.sandbox import Sandbox
from exitbot.sandbox.arguments import Arguments
from exitbot.sandbox.delivery import Update

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
QUOTE = "<blockquote expandable>one\ntwo\nthree\nfour\nfive</blockquote>"
ROWS = [
    [{"text": "Next", "callback_data": "next"}, {"text": "Warn", "callback_data": "warn"}],
    [{"text": "Copy", "copy_text": {"text": "copied words"}}],
]

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium"),
]
Open = Callable[..., Awaitable[Page]]


class SmallBot:
    """Edits one message at every press; answers typed words by saying them."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._tasks: set[asyncio.Task[None]] = set()
        self.pages: dict[int, int] = {}
        sandbox.queue.watchers.append(self._take)

    async def call(self, method: str, **parameters: Any) -> Any:
        return await self._sandbox.methods.call(method.lower(), Arguments(parameters))

    def _take(self, update: Update) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(update))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, update: Update) -> None:
        markup = {"inline_keyboard": ROWS}
        if update.kind == "message" and update.payload.get("text"):
            text = f"{update.payload['text']}\n{QUOTE}\n<blockquote expandable>short</blockquote>"
            await self.call("sendMessage", chat_id=update.chat_id, text=text, parse_mode="HTML", reply_markup=markup)
        elif update.kind == "callback_query":
            query, warn = update.payload["id"], update.payload["data"] == "warn"
            count = self.pages[update.chat_id] = self.pages.get(update.chat_id, 1) + 1
            place = {"chat_id": update.chat_id, "message_id": update.payload["message"]["message_id"]}
            await self.call("editMessageText", **place, text=f"page {count}", reply_markup=markup)
            await self.call("answerCallbackQuery", callback_query_id=query, text="done", show_alert=warn)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(limits=False) as sandbox:
        yield sandbox


@pytest_asyncio.fixture(loop_scope="module")
async def bot(sandbox: Sandbox) -> SmallBot:
    bot = SmallBot(sandbox)
    await bot.call("setMyCommands", commands=[{"command": "start", "description": "Begin"}])
    await bot.call("setMyCommands", commands=[{"command": "start", "description": "Начать"}], language_code="ru")
    await bot.call("setMyDescription", description="A quiet notebook")
    await bot.call("setMyDescription", description="Тихая записная книжка", language_code="ru")
    return bot


@pytest_asyncio.fixture(loop_scope="module")
async def open_page(browser: Browser, sandbox: Sandbox, bot: SmallBot) -> AsyncIterator[Open]:
    contexts, complaints = [], []

    async def open_page(query: str = "?lang=en", width: int = 1280, height: int = 800, **options: Any) -> Page:
        options.setdefault("locale", "en-US")
        context = await browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(5000)
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        await page.goto(sandbox.url + "/" + query)
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert not [line for line in complaints if "400" not in line]


async def sideways(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth > innerWidth"))


async def test_an_empty_chat_shows_the_description_and_a_start_button(open_page: Open) -> None:
    page = await open_page("?lang=ru")
    await expect(page.get_by_test_id("about")).to_contain_text("Тихая записная книжка")
    await page.get_by_test_id("start").click()
    await expect(page.get_by_test_id("own-message")).to_contain_text("/start")
    await expect(page.get_by_test_id("about")).to_have_count(0)
    await page.get_by_test_id("menu").click()
    await expect(page.get_by_test_id("commands")).to_contain_text("Начать")


async def test_a_press_edits_in_place(open_page: Open) -> None:
    page = await open_page("?lang=en&start=x")
    message = page.get_by_test_id("bot-message")
    await expect(message).to_contain_text("/start x")
    number = await message.get_attribute("data-message")
    await message.get_by_text("Next").click()
    await expect(message).to_contain_text("page 2")
    assert await message.get_attribute("data-message") == number
    await expect(page.get_by_test_id("toast")).to_have_text("done")
    await expect(page.locator(".key.waiting")).to_have_count(0)
    await message.get_by_text("Warn").click()
    await expect(page.get_by_test_id("dialog-text")).to_have_text("done")
    await page.get_by_test_id("dialog-close").click()
    await expect(message).to_contain_text("page 3")
    await expect(page.get_by_test_id("bot-message")).to_have_count(1)


async def test_a_deep_link_starts_once_and_not_again_on_reload(open_page: Open, sandbox: Sandbox) -> None:
    page = await open_page("?lang=ru&start=c_fr&people=1")
    await expect(page.get_by_test_id("own-message")).to_contain_text("/start c_fr")
    await page.reload()
    await expect(page.get_by_test_id("own-message")).to_have_count(1)
    (person,) = sandbox.people.values()
    assert person.account.language_code == "ru"


async def test_long_quotes_open_and_fold_and_short_ones_need_not(open_page: Open) -> None:
    page = await open_page("?lang=en&start=x")
    long, short = page.get_by_test_id("quote").nth(0), page.get_by_test_id("quote").nth(1)
    fold = long.get_by_test_id("fold")
    await expect(fold).to_have_attribute("aria-expanded", "false")
    closed = await long.evaluate("e => e.clientHeight")
    await fold.click()
    await expect(fold).to_have_attribute("aria-expanded", "true")
    assert await long.evaluate("e => e.clientHeight") > closed
    await long.click(position={"x": 20, "y": 10})
    await expect(fold).to_have_attribute("aria-expanded", "false")
    await expect(short.get_by_test_id("fold")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_phone_has_no_sideways_scroll(open_page: Open, scheme: str) -> None:
    page = await open_page("?lang=en&start=x&people=3", 360, 740, color_scheme=scheme)
    await expect(page.get_by_test_id("tab")).to_have_count(3)
    await expect(page.locator(".column.front").get_by_test_id("keyboard")).to_be_visible()
    assert not await sideways(page)
    await page.get_by_test_id("tab").nth(1).click()
    await expect(page.locator(".column:visible")).to_have_count(1)
    await page.get_by_test_id("panel-switch").click()
    assert not await sideways(page)
    box = await page.get_by_test_id("panel-switch").bounding_box()
    assert box is not None
    assert box["height"] >= 40


async def test_two_people_do_not_see_each_others_messages(open_page: Open) -> None:
    page = await open_page("?lang=en&people=2")
    first, second = page.get_by_test_id("column").nth(0), page.get_by_test_id("column").nth(1)
    await first.get_by_test_id("start").click()
    await second.get_by_test_id("start").click()
    await first.get_by_test_id("write").fill("only mine")
    await first.get_by_test_id("write").press("Enter")
    await expect(first.get_by_test_id("own-message").nth(1)).to_contain_text("only mine")
    await expect(first.get_by_test_id("bot-message")).to_have_count(2)
    await expect(second).not_to_contain_text("only mine")
    await expect(second.get_by_test_id("bot-message")).to_have_count(1)


async def test_nobodys_text_becomes_html(open_page: Open, bot: SmallBot, sandbox: Sandbox) -> None:
    page = await open_page("?lang=en&start=x")
    await expect(page.get_by_test_id("bot-message")).to_have_count(1)
    (person,) = sandbox.people.values()
    evil = "<img src=x onerror=alert(1)>"
    await bot.call(
        "sendMessage", chat_id=person.id, text=evil, reply_markup={"inline_keyboard": [[{"text": evil, "url": "x.org"}]]}
    )
    await expect(page.get_by_test_id("text").last).to_contain_text(evil)
    await expect(page.get_by_test_id("key").last).to_contain_text(evil)
    await expect(page.locator("img")).to_have_count(0)


async def test_a_copy_button_copies_and_links_do_not_leave(open_page: Open) -> None:
    page = await open_page("?lang=en&start=x", permissions=["clipboard-read", "clipboard-write"])
    await page.get_by_test_id("key").get_by_text("Copy").click()
    await expect(page.get_by_test_id("toast")).to_have_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "copied words"
    await expect(page.locator("a[href]")).to_have_count(0)


async def test_deleted_messages_disappear_and_the_start_button_returns(open_page: Open, sandbox: Sandbox) -> None:
    page = await open_page("?lang=en&start=x")
    await expect(page.get_by_test_id("bot-message")).to_have_count(1)
    await page.get_by_test_id("more").click()
    await page.get_by_test_id("clear-chat").click()
    await expect(page.get_by_test_id("start")).to_be_visible()
    await expect(page.locator("article")).to_have_count(0)
    (person,) = sandbox.people.values()
    assert person.history == []


async def test_everything_works_by_keyboard(open_page: Open) -> None:
    page = await open_page("?lang=en&start=x")
    field = page.get_by_test_id("write")
    await field.fill("/st")
    await expect(page.get_by_test_id("commands")).to_be_visible()
    await field.press("ArrowDown")
    await field.press("Enter")
    await expect(page.get_by_test_id("own-message")).to_have_count(2)
    key = page.get_by_test_id("bot-message").last.get_by_test_id("key").first
    await key.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("bot-message").last).to_contain_text("page 2")
    await expect(page.get_by_test_id("bot-message").last.get_by_test_id("key").first).to_be_focused()


async def test_the_panel_shows_calls_and_sets_faults(open_page: Open, sandbox: Sandbox) -> None:
    page = await open_page("?lang=en&panel=1")
    await page.get_by_test_id("next429").click()
    await expect(page.get_by_test_id("planned")).to_contain_text("1")
    async with asyncio.timeout(3):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(sandbox.url.rpartition(":")[2]))
        writer.write(f"GET /bot{sandbox.token}/getMe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert b" 429 " in await reader.readline()
        writer.close()
    await expect(page.get_by_test_id("call")).to_contain_text("429")
    await page.locator("[data-testid=call] summary").click()
    await expect(page.get_by_test_id("call")).to_contain_text("fault")
    await page.get_by_test_id("clear-calls").click()
    await expect(page.get_by_test_id("call")).to_have_count(0)
    assert not sandbox.calls
    await expect(page.get_by_test_id("kill")).to_be_disabled()


async def test_the_page_speaks_english_and_russian_in_full(open_page: Open) -> None:
    page = await open_page("?lang=ru", locale="ru-RU")
    await expect(page.get_by_test_id("add-person")).to_have_attribute("aria-label", "Добавить человека")
    await page.get_by_test_id("page-language").select_option("en")
    await expect(page.get_by_test_id("add-person")).to_have_attribute("aria-label", "Add a person")
    missing = await page.evaluate(
        """async () => { const { WORDS } = await import('/page/words.js');
        const [en, ru] = [Object.keys(WORDS.en), Object.keys(WORDS.ru)];
        return en.filter((key) => !ru.includes(key)).concat(ru.filter((key) => !en.includes(key))); }"""
    )
    assert missing == []


async def test_the_theme_follows_the_system_and_the_switch(open_page: Open) -> None:
    page = await open_page(color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = await page.evaluate(ground)
    await page.get_by_test_id("theme").click()
    assert await page.evaluate(ground) != dark
    await page.get_by_test_id("theme").click()
    assert await page.evaluate(ground) == dark


async def test_every_control_has_a_name(open_page: Open) -> None:
    page = await open_page("?lang=en&start=x&panel=1")
    await expect(page.get_by_test_id("keyboard")).to_be_visible()
    nameless = await page.evaluate(
        """() => [...document.querySelectorAll('button, select, textarea, input')].filter((e) =>
        !e.hidden && !(e.textContent.trim() || e.ariaLabel || e.labels?.[0]?.textContent.trim())).map((e) => e.outerHTML)"""
    )
    assert nameless == []
