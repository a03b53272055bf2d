"""Delivery by webhook: every update is posted until the answer is 2xx.

In order within a line, lines side by side. As in the real server the messages of a chat are one line and its presses of
buttons another.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import aiohttp

from exitbot.sandbox.delivery import Update, UpdateQueue
from exitbot.sandbox.errors import bad_request

__all__ = ["Webhook", "WebhookSettings", "check_settings"]

_SECRET_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PORTS = frozenset({443, 80, 88, 8443})
_LONGEST_DELAY = 60
_MAX_ANSWER_BYTES = 1 << 20
_NOT_BY_ANSWER = frozenset({"deletewebhook", "setwebhook", "close", "logout"})

Execute = Callable[[str, Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """What setWebhook was called with."""

    url: str
    secret_token: str = ""
    max_connections: int = 40


def check_settings(settings: WebhookSettings) -> None:
    """Raise ApiError 400 for an address or a secret that the real server refuses.

    Beyond the real rules: plain http is fine on this machine, and any address elsewhere is not found, for the sandbox
    has no network.
    """
    try:
        parts = urlsplit(settings.url if "://" in settings.url else f"https://{settings.url}")
        host, port = parts.hostname, parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme not in ("http", "https") or not host:
        raise bad_request("invalid webhook URL specified")
    if len(settings.secret_token) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET_LETTERS.issuperset(settings.secret_token):
        raise bad_request("secret token contains unallowed characters")
    if host in _LOOPBACK:
        return
    if parts.scheme == "http":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    raise bad_request("bad webhook: Failed to resolve host: Name or service not known")


@dataclass(slots=True)
class Webhook:
    """Posts what is in the queue. `execute(method, parameters)` runs a method call found in an answer.

    retry_unit: length in seconds of the first step of the backoff (the real server: 1).  patience: seconds to wait for
    an answer.
    """

    settings: WebhookSettings
    queue: UpdateQueue
    execute: Execute
    retry_unit: float = 1.0
    patience: float = 60.0
    last_error: tuple[int, str] | None = None
    _lines: dict[tuple[int, str], deque[Update]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _session: aiohttp.ClientSession | None = None
    _slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(40))

    async def start(self) -> None:
        """Begin with what waits already."""
        self._slots = asyncio.Semaphore(self.settings.max_connections)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(total=self.patience), trust_env=False
        )
        self.queue.watchers.append(self._take)
        for update in tuple(self.queue.pending.values()):
            self._take(update)

    async def stop(self) -> None:
        """Stop posting; whatever was not confirmed stays in the queue."""
        if self._take in self.queue.watchers:
            self.queue.watchers.remove(self._take)
        for task in self._tasks:
            task.cancel()
        # setWebhook may itself come from one of these tasks, which must not wait for itself.
        await asyncio.gather(*(self._tasks - {asyncio.current_task()}), return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _take(self, update: Update) -> None:
        line = self._lines.get(update.line)
        if line is not None:
            line.append(update)
            return
        self._lines[update.line] = deque([update])
        task = asyncio.get_running_loop().create_task(self._work_off(update.line))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work_off(self, name: tuple[int, str]) -> None:
        line = self._lines[name]
        while line:
            await self._deliver(line[0])
            line.popleft()
        del self._lines[name]

    async def _deliver(self, update: Update) -> None:
        delay, failures = 1, 0
        while update.update_id in self.queue.pending:
            if self.queue.clock() > update.expires:
                self.queue.confirm(update.update_id)
                return
            retry_after = await self._post(update)
            if retry_after is None:
                continue
            if failures and not retry_after:
                delay = min(delay * 2, random.randint(_LONGEST_DELAY, 2 * _LONGEST_DELAY))  # noqa: S311
            await asyncio.sleep((retry_after or (delay if failures else 0)) * self.retry_unit)
            failures += 1

    async def _post(self, update: Update) -> int | None:
        """Post once; None when that delivery is done, else seconds the answer asks to wait (0: not said)."""
        assert self._session is not None  # noqa: S101 - start() ran
        headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate"}
        if self.settings.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.settings.secret_token
        body = json.dumps(update.as_update(), separators=(",", ":")).encode()  # ASCII with \u escapes, as Telegram writes it
        try:
            async with (
                self._slots,
                self._session.post(self.settings.url, data=body, headers=headers, allow_redirects=False) as response,
            ):
                answer = await response.content.read(_MAX_ANSWER_BYTES)
                status, kind = response.status, response.content_type
                if not 200 <= status <= 299:
                    self._failed(f"Wrong response from the webhook: {status} {response.reason}")
                    return _seconds(response.headers.get("Retry-After", ""))
        except TimeoutError:
            return self._failed("Read timeout expired")
        except (aiohttp.ClientError, OSError) as error:
            refused = isinstance(error, aiohttp.ClientConnectorError)
            return self._failed("Connection refused" if refused else "Webhook connection closed")
        update.copies -= 1
        if update.copies <= 0:
            self.queue.confirm(update.update_id)
        await self._obey(answer, kind)
        return None

    def _failed(self, message: str) -> int:
        self.last_error = (int(self.queue.clock()), message)
        return 0

    async def _obey(self, answer: bytes, kind: str) -> None:
        parameters = _parameters(answer, kind)
        method = str(parameters.pop("method", "")).lower()
        if method and method not in _NOT_BY_ANSWER and not method.startswith("get"):
            await self.execute(method, parameters)


def _seconds(value: str) -> int:
    return max(0, min(3600, int(value))) if value.isdigit() else 0


def _parameters(answer: bytes, kind: str) -> dict[str, Any]:
    """The method call in an answer; {} if there is none or it cannot be read, which the real server ignores too."""
    try:
        text = answer.decode()
        if kind == "application/json":
            found = json.loads(text)
            return found if isinstance(found, dict) else {}
    except ValueError:
        return {}
    return dict(parse_qsl(text)) if kind == "application/x-www-form-urlencoded" else {}
