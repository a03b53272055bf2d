"""The HTTP side: Telegram's webhook, answered when the effect is done, and the health check."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from typing import Any

from aiohttp import web
from telegram.error import InvalidToken

from exitbot.telegram.bot import RunningBot
from exitbot.telegram.outgoing import Unreachable
from exitbot.telegram.payloads import json_bytes

__all__ = ["HEALTH_PATH", "WEBHOOK_PATH", "health_app", "serve", "webhook_app"]

WEBHOOK_PATH = "/webhook"
HEALTH_PATH = "/health"
LARGEST_BODY = 1024 * 1024
"""Bytes. An update of a text message is some kilobytes."""

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, no secret

log = logging.getLogger("exitbot.webhook")


class _Webhook:
    def __init__(self, running: RunningBot, secret: str) -> None:
        self._running = running
        self._secret = secret.encode()
        self._answering: set[asyncio.Task[None]] = set()

    async def receive(self, request: web.Request) -> web.Response:
        """200 only after the effect; anything else makes Telegram deliver the update again."""
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=413)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        try:
            answer = await self._running.take(update)
        except (Unreachable, InvalidToken):
            return web.Response(status=503)
        except Exception as error:
            log.error("an update was let go: %s", type(error).__name__)
            answer = None
        if answer is None:
            return web.Response(status=200)
        if self._running.outgoing.pace.is_slowed:
            # Nobody hears what becomes of a call that travels in this answer; while Telegram refuses some, all keep the pace.
            task = asyncio.ensure_future(self._running.outgoing.answer(answer.chat_id, answer.query_id, answer.text))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
            return web.Response(status=200)
        fields: dict[str, Any] = {"method": "answerCallbackQuery", "callback_query_id": answer.query_id}
        if answer.text:
            fields["text"] = answer.text
        return web.Response(body=json_bytes(fields), content_type="application/json")


def health_app(running: RunningBot) -> web.Application:
    """Only the health check."""

    async def health(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "revision": running.library.shelf.revision})

    app = web.Application(client_max_size=LARGEST_BODY)
    app.router.add_get(HEALTH_PATH, health)
    return app


def webhook_app(running: RunningBot, secret: str) -> web.Application:
    """Health check and webhook."""
    app = health_app(running)
    app.router.add_post(WEBHOOK_PATH, _Webhook(running, secret).receive)
    return app


async def serve(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Listen; raises OSError if the address is taken."""
    # No access log: it would hold the addresses of whoever asks.
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=7)
    await runner.setup()
    await web.TCPSite(runner, host, port, backlog=1024).start()
    return runner
