"""The library itself, over real HTTP: what it makes of the answers is the best check of their shape."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from exitbot.sandbox import Person, Sandbox

ROWS = InlineKeyboardMarkup([[InlineKeyboardButton("Next", callback_data="1r:next")]])


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with Bot(sandbox.token, base_url=f"{sandbox.url}/bot") as bot:
        yield bot


async def serve(bot: Bot) -> None:
    """The smallest bot: every press edits the same message, everything typed is deleted."""
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=5):
            offset = update.update_id + 1
            query = update.callback_query
            if query is not None:
                assert isinstance(query.message, Message)
                count = query.message.text.count("!") if query.message.text else 0
                await query.edit_message_text(f"<b>page</b>{'!' * (count + 1)}", parse_mode="HTML", reply_markup=ROWS)
                await query.answer("ok")
            elif update.message is not None:
                await update.message.delete()
                preview = LinkPreviewOptions(is_disabled=True)
                await bot.send_message(update.message.chat_id, "page", reply_markup=ROWS, link_preview_options=preview)


async def test_a_whole_conversation_with_the_real_library(sandbox: Sandbox, bot: Bot) -> None:
    ann = sandbox.person("Ann", "ru")
    running = asyncio.create_task(serve(bot))
    try:
        ann.start()
        await ann.wait_for(lambda person: person.texts() == ["page"])
        await ann.pressed("Next")
        screen = await ann.pressed("Next")
        assert screen is not None
        assert (screen.text, screen.entities[0]["type"]) == ("page!!", "bold")
        assert ann.texts() == ["page!!"]
    finally:
        running.cancel()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_the_library_understands_every_refusal(sandbox: Sandbox, bot: Bot) -> None:
    ann: Person = sandbox.person()
    ann.start()
    with pytest.raises(BadRequest, match="Can't parse entities: unsupported start tag"):
        await bot.send_message(ann.id, "<p>", parse_mode="HTML")
    sandbox.faults.fail("sendMessage", retry_after=2)
    with pytest.raises(RetryAfter):
        await bot.send_message(ann.id, "x")
    sandbox.faults.fail("sendMessage", kind="html")
    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "x")
    ann.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ann.id, "x")


async def test_the_library_reads_profile_and_webhook(sandbox: Sandbox, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("start", "Start")], language_code="ru")
    assert (await bot.get_my_commands(language_code="ru"))[0].command == "start"
    await bot.set_my_description("x", "ru")
    assert (await bot.get_my_description("ru")).description == "x"
    await bot.set_webhook("http://127.0.0.1:9/x", secret_token="s")
    assert (await bot.get_webhook_info()).url == "http://127.0.0.1:9/x"
    await bot.delete_webhook()
    ann = sandbox.person()
    ann.start()
    assert (await bot.get_chat(ann.id)).first_name == "Ann"
