"""HTTP around the methods: parameters in, JSON out, faults and the list of calls in between."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from exitbot.sandbox.arguments import Arguments
from exitbot.sandbox.errors import ApiError
from exitbot.sandbox.faults import HTML_502, Fault
from exitbot.sandbox.methods import Answer

if TYPE_CHECKING:
    from exitbot.sandbox.server import Sandbox

__all__ = ["BotApi"]

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_SEEN_BY_PEOPLE = frozenset({
    "sendmessage", "editmessagetext", "editmessagereplymarkup", "deletemessage", "deletemessages", "answercallbackquery",
})  # fmt: skip
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_UNAUTHORIZED = {"ok": False, "error_code": 401, "description": "Unauthorized"}
_NOT_FOUND = {"ok": False, "error_code": 404, "description": "Not Found"}
_TOO_LARGE = {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


class BotApi:
    """The route /bot<token>/<method>."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call of the bot."""
        began = time.perf_counter()
        if not hmac.compare_digest(request.match_info["token"].encode(), self._sandbox.token.encode()):
            return _json(401, _UNAUTHORIZED)
        method = request.match_info["method"]
        try:
            values = await _values(request)
        except ValueError:
            return _json(400, {"ok": False, "error_code": 400, "description": "Bad Request: can't parse request"})
        fault = self._sandbox.faults.next_for(method.lower())
        wait = self._sandbox.faults.wait()
        if wait:
            await asyncio.sleep(wait)
        if fault is not None and not fault.after:
            self._record(method, values, fault.status, f"fault: {fault.kind}", began)
            return await self._fail(request, fault)
        status, body = await self._run(method, values, began)
        if fault is not None:
            return await self._fail(request, fault)
        return _json(status, body)

    async def execute(self, method: str, values: Mapping[str, Any]) -> None:
        """Run a call that came in the answer of a webhook; like the real server tells nobody how it ended."""
        await self._run(method, values, time.perf_counter())

    async def _run(self, method: str, values: Mapping[str, Any], began: float) -> tuple[int, dict[str, Any]]:
        sandbox, name = self._sandbox, method.lower()
        waits = name == "getupdates"
        sandbox.busy += not waits
        status, description = 200, ""
        try:
            if name in _SEEN_BY_PEOPLE:
                sandbox.limits.spend("call", 0)
            result = await sandbox.methods.call(name, Arguments(values))
            body: dict[str, Any] = {"ok": True}
            if isinstance(result, Answer):
                body |= {"result": result.result, "description": result.description}
            else:
                body["result"] = result
        except ApiError as error:
            status, description = error.status, error.description
            body = {"ok": False, "error_code": status, "description": description}
            if error.parameters:
                body["parameters"] = error.parameters
        except Exception as error:  # a fault of the sandbox itself: the bot must still get an answer it can read
            log.error("method failed: method=%s error=%s", name, type(error).__name__)
            status, description = 500, f"Internal Server Error: sandbox: {type(error).__name__}"
            body = {"ok": False, "error_code": status, "description": description}
        finally:
            sandbox.busy -= not waits
        self._record(method, values, status, description, began)
        return status, body

    def _record(self, method: str, values: Mapping[str, Any], status: int, description: str, began: float) -> None:
        from exitbot.sandbox.server import Call  # server.py needs this module first

        number = Arguments(values).integer("chat_id") or None
        milliseconds = (time.perf_counter() - began) * 1000
        at = self._sandbox.world.clock()
        name = self._sandbox.methods.spelled(method)
        self._sandbox.record(Call(at, name, number, values, status, description, milliseconds))

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind == "html":
            return web.Response(status=fault.status, text=HTML_502, content_type="text/html")
        if fault.kind == "broken_json":
            return web.Response(text='{"ok":true,"result":{"message_id":', content_type="application/json")
        if fault.kind in ("reset", "timeout"):
            if fault.kind == "timeout":
                await asyncio.sleep(fault.hang)
            if request.transport is not None:
                request.transport.abort()
            raise asyncio.CancelledError
        return _json(fault.status, fault.answer())

    @staticmethod
    @web.middleware
    async def catch_too_large(request: web.Request, handler: Handler) -> web.StreamResponse:
        """Wrong paths and bodies beyond the limit get the Bot API's kind of answer."""
        try:
            return await handler(request)
        except web.HTTPRequestEntityTooLarge:
            return _json(413, _TOO_LARGE)
        except web.HTTPNotFound:
            return _json(404, _NOT_FOUND)


async def _values(request: web.Request) -> Mapping[str, Any]:
    """All parameters of a request. Raises ValueError for a JSON body that is no object."""
    kind = request.content_type
    values: dict[str, Any] = dict(request.query)
    if request.method == "GET" or not request.can_read_body:
        return values
    if kind == "application/json":
        body = await request.read()
        found = json.loads(body) if body else {}
        if not isinstance(found, dict):
            raise ValueError("not an object")
        return values | found if values else found
    if kind in _FORMS:
        form = await request.post()
        values |= {name: value if isinstance(value, str) else "" for name, value in form.items()}
    return values


def _json(status: int, body: Mapping[str, Any]) -> web.Response:
    text = json.dumps(body, separators=(",", ":"))  # ASCII with \u escapes, as Telegram writes it
    return web.Response(status=status, body=text.encode(), content_type="application/json")
