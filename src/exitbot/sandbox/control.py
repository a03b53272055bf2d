"""Routes of the chat page: its files, what it does as a person, and a live feed of everything that happens.

Only pages that this server served itself may use them: the Host must be this machine, the Origin this server.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import web

from exitbot.sandbox import views
from exitbot.sandbox.people import Person

if TYPE_CHECKING:
    from exitbot.sandbox.server import Call, Sandbox

__all__ = ["add_control_routes"]

PAGE = Path(__file__).parent / "page"
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"  # noqa: E501
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_KEEP_ALIVE_SECONDS = 15.0
_FEED_LENGTH = 2_000

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add_control_routes(app: web.Application, sandbox: Sandbox) -> None:
    """Add / , /page/..., /control/... to the application."""
    control = _Control(sandbox)
    routes: list[tuple[str, str, Handler]] = [
        ("GET", "/", control.page),
        ("GET", "/page/{name}", control.file),
        ("GET", "/control/state", control.state),
        ("GET", "/control/feed", control.feed),
        ("POST", "/control/people", control.add_person),
        ("POST", "/control/people/{id}/{action}", control.act),
        ("POST", "/control/faults", control.set_faults),
        ("POST", "/control/kill", control.kill),
        ("POST", "/control/calls/clear", control.clear_calls),
    ]
    for method, path, handler in routes:
        app.router.add_route(method, path, _guarded(handler, sandbox))


def _guarded(handler: Handler, sandbox: Sandbox) -> Handler:
    async def guarded(request: web.Request) -> web.StreamResponse:
        # A page elsewhere must not drive the sandbox through the browser, nor reach it by a name it made up.
        host = urlsplit(f"//{request.host}").hostname
        bound = urlsplit(sandbox.url).hostname
        origin = request.headers.get("Origin")
        if host not in _LOOPBACK | {bound} or (origin and urlsplit(origin).netloc != request.host):
            return web.json_response({"error": "only the page of this server may do this"}, status=403)
        try:
            return await handler(request)
        except (KeyError, LookupError, TypeError, ValueError, RuntimeError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return guarded


class _Control:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def page(self, request: web.Request) -> web.StreamResponse:
        return _file("index.html")

    async def file(self, request: web.Request) -> web.StreamResponse:
        return _file(request.match_info["name"])

    async def state(self, request: web.Request) -> web.StreamResponse:
        """All that a page needs to begin."""
        return web.json_response(views.state(self._sandbox))

    async def add_person(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        person = self._sandbox.person(str(body.get("name") or "Ann")[:64], str(body.get("language") or "en")[:12])
        return web.json_response(views.person(self._sandbox, person))

    async def act(self, request: web.Request) -> web.StreamResponse:
        """One deed of a person: start, send, press, edit, block, delete_chat, delete, language, send_raw."""
        body = await _body(request)
        person = self._sandbox.people[int(request.match_info["id"])]
        done = _act(person, request.match_info["action"], body)
        return web.json_response({"done": done})

    async def set_faults(self, request: web.Request) -> web.StreamResponse:
        """Set the switches of Faults; {"fail": {...}} plans failures, {"clear": true} ends all, {"limits": bool}.

        {"calls_in_all": 20} lets that many calls through a second, null any number; it counts while limits are on.
        """
        body, faults = await _body(request), self._sandbox.faults
        if body.get("clear"):
            faults.clear()
        for name in ("rate", "delay", "jitter", "duplicates"):
            if name in body:
                setattr(faults, name, max(0.0, float(body[name])))
        if isinstance(body.get("fail"), dict):
            faults.fail(**body["fail"])
        if "limits" in body:
            self._sandbox.limits.enabled = bool(body["limits"])
        if "calls_in_all" in body:
            self._sandbox.limits.calls_in_all = max(1.0, float(body["calls_in_all"])) if body["calls_in_all"] else None
        state = views.faults(self._sandbox)
        self._sandbox.world.tell("faults", state=state)
        return web.json_response(state)

    async def kill(self, request: web.Request) -> web.StreamResponse:
        await self._sandbox.faults.kill()
        return web.json_response({"done": self._sandbox.on_kill is not None})

    async def clear_calls(self, request: web.Request) -> web.StreamResponse:
        self._sandbox.calls.clear()
        return web.json_response({"done": True})

    async def feed(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: every change and every call, as JSON."""
        response = web.StreamResponse(headers=_HEADERS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        events: asyncio.Queue[dict[str, Any]] = asyncio.Queue(_FEED_LENGTH)

        def on_change(kind: str, details: dict[str, Any]) -> None:
            _offer(events, views.event(self._sandbox, kind, details))

        def on_call(call: Call) -> None:
            _offer(events, {"kind": "call", "call": views.call(call)})

        self._sandbox.world.listeners.append(on_change)
        self._sandbox.call_listeners.append(on_call)
        try:
            await _stream(response, events)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._sandbox.world.listeners.remove(on_change)
            self._sandbox.call_listeners.remove(on_call)
        return response


async def _stream(response: web.StreamResponse, events: asyncio.Queue[dict[str, Any]]) -> None:
    await response.write(b": hello\n\n")
    while True:
        try:
            event = await asyncio.wait_for(events.get(), _KEEP_ALIVE_SECONDS)
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if event["kind"] == "stop":
            return
        text = json.dumps(event, ensure_ascii=False, separators=(",", ":"), default=str)
        await response.write(f"data: {text}\n\n".encode("utf-8", "replace"))


def _offer(events: asyncio.Queue[dict[str, Any]], event: dict[str, Any]) -> None:
    """A page that is too slow is told to load everything anew instead of filling the memory."""
    if events.full():
        while not events.empty():
            events.get_nowait()
        event = {"kind": "reload"}
    events.put_nowait(event)


def _act(person: Person, action: str, body: dict[str, Any]) -> Any:
    match action:
        case "start":
            return person.start(str(body.get("payload", ""))[:64]).message_id
        case "send":
            return person.send(str(body["text"])).message_id
        case "send_raw":
            return person.send_raw(dict(body["fields"])).message_id
        case "press":
            return person.press(data=str(body["data"]), message_id=int(body["message_id"]))
        case "edit":
            return person.edit(str(body["text"]), int(body["message_id"])).message_id
        case "block":
            return person.block()
        case "delete_chat":
            return person.delete_chat()
        case "delete":
            return person.delete(int(body["message_id"]))
        case "language":
            return person.set_language(str(body["language"])[:12])
    raise ValueError(f"unknown action {action}")


async def _body(request: web.Request) -> dict[str, Any]:
    """The JSON object of a request. The content type keeps out forms, which other pages may send without asking."""
    if request.content_type != "application/json":
        raise ValueError("send application/json")
    body = await request.json()
    if not isinstance(body, dict):
        raise ValueError("send an object")
    return body


def _file(name: str) -> web.Response:
    path = PAGE / name
    kind = _KINDS.get(path.suffix)
    if kind is None or path.parent != PAGE or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(body=path.read_bytes(), content_type=kind, charset="utf-8", headers=_HEADERS)
