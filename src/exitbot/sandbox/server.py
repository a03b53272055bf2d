"""The server itself: `Sandbox` ties world, methods, faults and page together and speaks HTTP."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from exitbot.sandbox.api import BotApi
from exitbot.sandbox.control import add_control_routes
from exitbot.sandbox.delivery import UpdateQueue
from exitbot.sandbox.faults import Faults
from exitbot.sandbox.limits import Limits
from exitbot.sandbox.methods import Methods
from exitbot.sandbox.people import Group, Person
from exitbot.sandbox.profile import Profile
from exitbot.sandbox.webhook import Webhook, WebhookSettings
from exitbot.sandbox.world import Bot, Message, World

__all__ = ["Call", "Sandbox"]

MAX_BODY_BYTES = 256 * 1024
MAX_CALLS = 5_000


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call. at: the clock's seconds; ms: how long the server took; description: the error's, or ""."""

    at: float
    method: str
    chat_id: int | None
    parameters: Mapping[str, Any]
    status: int
    description: str = ""
    ms: float = 0.0


class Sandbox:
    """A Bot API server on loopback.

        async with Sandbox() as sandbox:      # the bot's base_url is f"{sandbox.url}/bot", its token sandbox.token
            ann = sandbox.person("Ann", language_code="ru")
            ann.start()
            await ann.pressed("Next")

    clock: seconds since 1970; a test that hands in its own can be 49 hours later.  token: made up when left out.
    limits: whether the server keeps Telegram's pace.  webhook_retry_unit: length of the first step of a webhook's
    backoff, in seconds.
    """

    def __init__(
        self,
        *,
        token: str | None = None,
        clock: Callable[[], float] = time.time,
        limits: bool = True,
        webhook_retry_unit: float = 1.0,
    ) -> None:
        self.token = token or f"{secrets.randbelow(9 * 10**8) + 10**8}:{secrets.token_urlsafe(26)[:35]}"
        identifier = self.token.partition(":")[0]
        bot = Bot(int(identifier) if identifier.isdigit() else 100_000_001)
        self.world = World(bot, clock)
        self.faults = Faults()
        self.limits = Limits(clock, enabled=limits)
        self.queue = UpdateQueue(clock, self.faults)
        self.profile = Profile(bot.first_name)
        self.methods = Methods(self.world, self.queue, self.limits, self.profile)
        self.methods.make_webhook = self._make_webhook
        self.calls: deque[Call] = deque(maxlen=MAX_CALLS)
        self.call_listeners: list[Callable[[Call], None]] = []
        self.people: dict[int, Person] = {}
        self.url = ""
        self.busy = 0  # calls being worked on, polls left out
        self.webhook_retry_unit = webhook_retry_unit
        self._api = BotApi(self)
        self._changes: Counter[int] = Counter()
        self._waiting: set[asyncio.Future[None]] = set()
        self._runner: web.AppRunner | None = None
        self.world.listeners.append(self._count_change)

    @property
    def on_kill(self) -> Callable[[], Awaitable[None] | None] | None:
        """What ends the bot, for the kill switch; the caller sets it."""
        return self.faults.on_kill

    @on_kill.setter
    def on_kill(self, end: Callable[[], Awaitable[None] | None] | None) -> None:
        self.faults.on_kill = end

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; gives the base address, such as http://127.0.0.1:43210. OSError if the port is taken."""
        app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[self._api.catch_too_large])
        app.router.add_route("*", "/bot{token}/{method}", self._api.handle)
        add_control_routes(app, self)
        # No access log: its lines would hold the token.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0]
        shown = f"[{bound[0]}]" if ":" in bound[0] else bound[0]
        self.url = f"http://{shown}:{bound[1]}"
        return self.url

    async def stop(self) -> None:
        """Stop listening, end polls and the webhook."""
        self.queue.interrupt("terminated by the end of the sandbox")
        self.world.tell("stop")
        await self.methods.stop_webhook()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Sandbox:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def person(self, first_name: str = "Ann", language_code: str = "en", account_id: int | None = None) -> Person:
        """A new person with an empty chat."""
        person = Person(self, self.world.add_account(first_name, language_code, account_id))
        self.people[person.id] = person
        self.world.tell("person", account=person.account)
        return person

    def group(self, title: str = "A group") -> Group:
        """A new group, in which the bot already is."""
        return Group(self, self.world.add_group(title))

    def inject(self, update: Mapping[str, Any], chat_id: int = 0) -> None:
        """Queue any update, without its update_id: {"poll": {...}}, or a kind that does not exist yet.

        Raises ValueError unless there is exactly one kind.
        """
        kinds = [name for name in update if name != "update_id"]
        if len(kinds) != 1:
            raise ValueError("an update holds exactly one kind")
        self.queue.add(kinds[0], update[kinds[0]], chat_id)

    def called(self, *methods: str) -> list[Call]:
        """The calls of these methods that are still in the list, oldest first."""
        return [call for call in self.calls if call.method in methods]

    def record(self, call: Call) -> None:
        self.calls.append(call)
        for listener in tuple(self.call_listeners):
            listener(call)

    def changes(self, chat_id: int) -> int:
        """How often this chat changed so far."""
        return self._changes[chat_id]

    async def next_change(self, seconds: float) -> None:
        """Wait for the next change anywhere, at most so long."""
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            await asyncio.wait((waiting,), timeout=seconds)
        finally:
            self._waiting.discard(waiting)

    def _count_change(self, kind: str, details: Mapping[str, Any]) -> None:
        message = details.get("message")
        chat_id = message.chat_id if isinstance(message, Message) else details.get("chat_id")
        # What the person does is no answer of the bot, so it does not count.
        by_person = isinstance(message, Message) and not message.from_bot
        if chat_id is not None and not by_person:
            self._changes[chat_id] += 1
        _wake(self._waiting)

    def _make_webhook(self, settings: WebhookSettings) -> Webhook:
        return Webhook(settings, self.queue, self._api.execute, retry_unit=self.webhook_retry_unit)


def _wake(waiting: Iterable[asyncio.Future[None]]) -> None:
    for future in tuple(waiting):
        if not future.done():
            future.set_result(None)
