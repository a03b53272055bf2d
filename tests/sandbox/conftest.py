"""A sandbox with a clock that stands still until a test moves it, and a plain client for its Bot API."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from exitbot.sandbox import Sandbox


@dataclass
class Clock:
    """Seconds since 1970, moved by hand."""

    now: float = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Api:
    """Calls the Bot API as a bot does. Gives the whole answer as a dict."""

    session: aiohttp.ClientSession
    url: str
    token: str

    async def __call__(self, method: str, /, **parameters: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", json=parameters) as response:
            answer: dict[str, Any] = json.loads(await response.read())
            assert response.status == (200 if answer["ok"] else answer["error_code"])
            return answer

    async def result(self, method: str, /, **parameters: Any) -> Any:
        answer = await self(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, /, **parameters: Any) -> tuple[int, str]:
        answer = await self(method, **parameters)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]


@dataclass
class Hook:
    """A web server that a webhook can point to. `answer(update)` gives the response."""

    url: str
    seen: list[tuple[dict[str, Any], str | None]] = field(default_factory=list)
    answer: Callable[[dict[str, Any]], Awaitable[web.Response]] | None = None

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.seen.append((update, request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        return await self.answer(update) if self.answer else web.Response()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update, _ in self.seen if "message" in update]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(clock: Clock) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(clock=clock, limits=False, webhook_retry_unit=0.01)
    sandbox.queue.calm_polls = False
    async with sandbox:
        yield sandbox


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(session, sandbox.url, sandbox.token)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook("")
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(text: str = "Go", data: str = "go") -> dict[str, Any]:
    return {"text": text, "callback_data": data}
