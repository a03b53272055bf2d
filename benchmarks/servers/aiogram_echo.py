"""aiogram: its SimpleRequestHandler under aiohttp; edit_text, then answer as a call of its own or, with `reply`, as the
answer to the webhook. The keyboards are made once. A press is over with the answer (handle_in_background off).
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from benchmarks.servers.common import listen, read_order

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def main() -> None:
    order, replies = read_order(), sys.argv[2:] == ["reply"]
    screens = {
        data: (fields["text"], InlineKeyboardMarkup.model_validate(fields["reply_markup"]))
        for data, fields in order.screens.items()
    }
    dispatcher = Dispatcher()

    @dispatcher.callback_query()
    async def show(query: CallbackQuery) -> Any:
        text, keyboard = screens[query.data or ""]
        assert isinstance(query.message, Message)
        await query.message.edit_text(text, parse_mode="HTML", reply_markup=keyboard, link_preview_options=_NO_PREVIEW)
        return query.answer() if replies else await query.answer()

    bot = Bot(order.token, session=AiohttpSession(api=TelegramAPIServer.from_base(order.api)))
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=order.secret).register(app, "/webhook")
    await listen(app, order.port)


asyncio.run(main())
