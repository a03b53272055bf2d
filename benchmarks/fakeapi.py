"""The smallest Bot API that the servers under test can live with: it answers fast, keeps connections, checks nothing."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter, defaultdict
from typing import Any

from aiohttp import web

from exitbot.sandbox.delivery import UpdateQueue
from exitbot.sandbox.faults import Faults

__all__ = ["FakeApi"]

_TRUE = b'{"ok":true,"result":true}'
_PLAIN: dict[str, Any] = {
    "getMe": {"id": 100000001, "is_bot": True, "first_name": "Guide", "username": "bench_bot"},
    "getMyName": {"name": "Guide"},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getMyCommands": [],
}


class FakeApi:
    """edited: the answer to every editMessageText.  latency: seconds before every answer, as a network would take."""

    def __init__(self, edited: bytes) -> None:
        self.edited = edited
        self.latency = 0.0
        self.calls: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """By token, then by method."""
        self.queue = UpdateQueue(time.time, Faults())
        self.url = ""
        self._asked: dict[str, asyncio.Future[None]] = {}
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen on a free port of this machine."""
        app = web.Application(client_max_size=1 << 20)
        app.router.add_post("/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    def answered(self, query_id: str) -> asyncio.Future[None]:
        """Done once answerCallbackQuery was called for this press (JSON bodies only)."""
        return self._asked.setdefault(query_id, asyncio.get_running_loop().create_future())

    async def _handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        body = await request.read()
        self.calls[request.match_info["token"]][method] += 1
        if self.latency:
            await asyncio.sleep(self.latency)
        return web.Response(body=await self._answer(method, body), content_type="application/json")

    async def _answer(self, method: str, body: bytes) -> bytes:
        if method == "editMessageText":
            return self.edited
        if method == "answerCallbackQuery":
            self._note_answer(body)
        elif method == "getUpdates":
            return await self._updates(json.loads(body))
        elif method in _PLAIN:
            return json.dumps({"ok": True, "result": _PLAIN[method]}).encode()
        return _TRUE

    def _note_answer(self, body: bytes) -> None:
        if self._asked and body.startswith(b"{"):
            asked = self._asked.pop(json.loads(body)["callback_query_id"], None)
            if asked and not asked.done():
                asked.set_result(None)

    async def _updates(self, fields: dict[str, Any]) -> bytes:
        found = await self.queue.poll(fields.get("offset", 0), fields["limit"], int(fields["timeout"]))
        return json.dumps({"ok": True, "result": found}, separators=(",", ":")).encode()
