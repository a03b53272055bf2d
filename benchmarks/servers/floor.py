"""The floor: bare aiohttp both ways. Nothing that answers a press over aiohttp can cost less.

It reads the query id out of the update (it has to answer it), posts one constant body and reads the answer unparsed.
"""

from __future__ import annotations

import asyncio
import json

import aiohttp
from aiohttp import web

from benchmarks.servers.common import listen, read_order

_JSON = {"Content-Type": "application/json"}


async def main() -> None:
    order = read_order()
    url = f"{order.api}/bot{order.token}/editMessageText"
    fields = {"chat_id": 710_000_001, "message_id": 101, **next(iter(order.screens.values()))}
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    async with aiohttp.ClientSession() as session:

        async def receive(request: web.Request) -> web.Response:
            update = json.loads(await request.read())
            async with session.post(url, data=body, headers=_JSON) as response:
                await response.read()
            answer = b'{"method":"answerCallbackQuery","callback_query_id":"%b"}' % update["callback_query"]["id"].encode()
            return web.Response(body=answer, content_type="application/json")

        app = web.Application()
        app.router.add_post("/webhook", receive)
        await listen(app, order.port)


asyncio.run(main())
