"""python-telegram-bot's default path: Application, CallbackQueryHandler, its own HTTPXRequest; edit, then answer.

Its own webhook server needs tornado, so Application.process_update stands behind an aiohttp handler instead.
"""

from __future__ import annotations

import asyncio
import json

from aiohttp import web
from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.ext import Application, CallbackQueryHandler

from benchmarks.servers.common import listen, read_order

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def main() -> None:
    order = read_order()
    application = Application.builder().token(order.token).base_url(f"{order.api}/bot").updater(None).job_queue(None).build()
    screens = {
        data: (fields["text"], InlineKeyboardMarkup.de_json(fields["reply_markup"], application.bot))
        for data, fields in order.screens.items()
    }

    async def show(update: Update, _: object) -> None:
        query = update.callback_query
        assert query is not None
        text, keyboard = screens[str(query.data)]
        await query.edit_message_text(text, parse_mode="HTML", reply_markup=keyboard, link_preview_options=_NO_PREVIEW)
        await query.answer()

    async def receive(request: web.Request) -> web.Response:
        update = Update.de_json(json.loads(await request.read()), application.bot)
        await application.process_update(update)
        return web.Response()

    application.add_handler(CallbackQueryHandler(show))
    await application.initialize()
    await application.start()
    app = web.Application()
    app.router.add_post("/webhook", receive)
    await listen(app, order.port)


asyncio.run(main())
