"""Every kind of update, whole and broken: it is finished, nobody is disturbed by it, and people go on being served."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import random
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
import telegram
from hypothesis import HealthCheck, Phase, example, given, settings
from telegram import Update
from tests.support.bots import SECRET
from tests.support.update_kinds import ANN, GROUP, KINDS, broken_updates, deep, example_of, fields_of, private_message

from exitbot.sandbox import Call, Sandbox
from exitbot.sandbox.delivery import Update as Queued
from exitbot.telegram.bot import RunningBot, make_bot
from exitbot.telegram.events import ALLOWED_UPDATES, read_update
from exitbot.telegram.library import Library, Shelf
from exitbot.telegram.pace import SteadyPace
from exitbot.telegram.polling import Polling
from exitbot.telegram.webhook import WEBHOOK_PATH, serve, webhook_app

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # Telegram still sends some fields that the library would rather not be given.
    pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning"),
]

# The same examples each time, so that a failure belongs to a change; fixtures live as long as the module on purpose.
# A failing example is told as it is: to make it smaller, the bot would have to be stuck with it a hundred times.
FIXED = settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
REFUSED = "BadRequest"
"""What an update of a chat or message that is not there may lead to: Telegram's 400, noted and let go."""


class Troubles(logging.Handler):
    """Every record of a warning or worse, except that Telegram refused something."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if said not in (f"an update failed: {REFUSED}", f"the apology failed: {REFUSED}"):
            self.found.append(f"{record.name}: {said}")


class Served:
    """The running bot in this process, one person and one group of a sandbox, and what is said of trouble."""

    def __init__(self, sandbox: Sandbox, running: RunningBot, troubles: Troubles) -> None:
        self.sandbox = sandbox
        self.running = running
        self.ann = sandbox.person("Ann", language_code="en")
        self.group = sandbox.group("Friends")
        self.troubles = troubles
        self.is_stuck = False  # an update holds up all after it, which then need not be waited for
        self.beside: set[asyncio.Task[None]] = set()  # calls that an update is finished without
        assert (self.ann.id, self.group.id) == (ANN, GROUP)

    async def finished(self, *updates: dict[str, Any], copies: int = 1) -> list[Call]:
        """Deliver updates, as they are, until they are confirmed; the calls they led to."""
        self.troubles.found.clear()  # of an example that failed before
        self.sandbox.queue.drop_all()
        self.sandbox.calls.clear()
        for update in updates:
            queued = self.sandbox.queue.add("", update, 0)
            assert queued is not None
            queued.copies = copies
        await self.settled()
        return [call for call in self.sandbox.calls if call.method != "getUpdates"]

    async def settled(self) -> None:
        """Until nothing waits to be confirmed."""
        until = time.monotonic() + 5
        while self.sandbox.queue.pending or self.beside or self.sandbox.busy:
            self.is_stuck |= time.monotonic() > until
            assert not self.is_stuck, "an update is not finished; it would come again for ever"
            assert not self.troubles.found, self.troubles.found
            await asyncio.sleep(0.001)
        assert not self.troubles.found, self.troubles.found

    async def still_serves(self) -> None:
        """/start leads to the first screen and to nothing else."""
        self.ann.start()
        await self.settled()
        assert [text.partition(" ")[0] for text in self.ann.texts()] == ["🔒"], self.ann.texts()


def as_written(update: Queued) -> dict[str, Any]:
    """What the sandbox hands out for an update without a kind: a whole one of ours, with its number."""
    return {"update_id": update.update_id, **(update.payload if update.kind == "" else {update.kind: update.payload})}


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["polling", "webhook"])
async def served(request: pytest.FixtureRequest, shelf: Shelf) -> AsyncIterator[Served]:
    """One bot for the module in each way of delivery: what one update does to the next is what is looked for."""
    troubles = Troubles()
    logging.getLogger().addHandler(troubles)
    polls = request.param == "polling"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Queued, "as_update", as_written)
        async with Sandbox(limits=False, webhook_retry_unit=0.01) as sandbox:
            sandbox.queue.calm_polls = False  # the last look of all would wait for seconds
            running = make_bot(sandbox.token, sandbox.url, Library(lambda: shelf), polling=polls)
            running.outgoing.new_messages = SteadyPace(1e6)  # Telegram's pace is for Telegram
            one = Served(sandbox, running, troubles)
            async with by_polling(one) if polls else by_webhook(one):
                yield one
            await running.close()
    logging.getLogger().removeHandler(troubles)


@asynccontextmanager
async def by_polling(served: Served) -> AsyncIterator[None]:
    """The bot's own loop of getUpdates."""
    polling = Polling(served.running)
    served.beside = polling._answering
    task = asyncio.ensure_future(polling.run())
    yield
    polling.stop()
    await asyncio.wait_for(task, 10)


@asynccontextmanager
async def by_webhook(served: Served) -> AsyncIterator[None]:
    """The bot's own web server, which the sandbox posts to until it gets a 200."""
    runner = await serve(webhook_app(served.running, SECRET), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{runner.addresses[0][1]}{WEBHOOK_PATH}"
    await served.running.bot.set_webhook(url, secret_token=SECRET, allowed_updates=ALLOWED_UPDATES)
    yield
    await served.running.bot.delete_webhook()
    await runner.cleanup()


def chats_in(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in an update that says it is a chat."""
    if isinstance(value, dict):
        if "id" in value and "type" in value:
            yield value
        for inner in value.values():
            yield from chats_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from chats_in(inner)


def private_chats(update: dict[str, Any]) -> list[Any]:
    """The ids of the chats that a person writes or presses in. The specification, written a second time."""
    message, query = update.get("message"), update.get("callback_query")
    pressed = query.get("message") if isinstance(query, dict) else None
    chats = [carrier.get("chat") for carrier in (message, pressed) if isinstance(carrier, dict)]
    return [chat.get("id") for chat in chats if isinstance(chat, dict) and chat.get("type") == "private"]


def out_of_place(update: dict[str, Any], calls: Sequence[Call]) -> list[str]:
    """The calls that this update is no reason for."""
    private = private_chats(update)
    foreign = [chat["id"] for chat in chats_in(update) if chat["type"] != "private"]

    def is_called_for(call: Call) -> bool:
        chat = call.parameters.get("chat_id")
        if call.method == "leaveChat":
            return chat in foreign
        return bool(private) if call.method == "answerCallbackQuery" else chat in private

    return [f"{call.method}: {call.parameters}" for call in calls if not is_called_for(call)]


def shown(update: object) -> str:
    """An update as a failing test tells it."""
    return json.dumps(update)[:2000]


async def test_every_kind_of_the_library_has_an_example_that_the_library_reads_as_that_kind() -> None:
    fields = set(inspect.signature(Update.__init__).parameters) - {"self", "update_id", "api_kwargs"}
    assert set(KINDS) == fields, "the library's list of kinds and its fields do not agree"
    for kind in KINDS:
        read = Update.de_json({"update_id": 1, **example_of(kind, random.Random(kind))}, None)
        assert [name for name in KINDS if getattr(read, name) is not None] == [kind]


async def test_every_field_of_a_message_occurs() -> None:
    for field in fields_of(telegram.Message):
        message = private_message(field, random.Random(field))["message"]
        assert field.replace("from_user", "from") in message


async def test_the_bot_asks_for_kinds_that_there_are() -> None:
    assert set(ALLOWED_UPDATES) <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
async def test_an_update_of_each_kind_is_finished_and_answered_only_where_a_person_speaks(served: Served, kind: str) -> None:
    """Also of the kinds that are not asked for: what was on its way before, Telegram delivers all the same."""
    for number in range(4):
        update = example_of(kind, random.Random(f"{kind}{number}"))
        calls = await served.finished(update)
        assert out_of_place(update, calls) == [], shown(update)
        assert not calls or kind in ALLOWED_UPDATES or kind == "channel_post", shown(update)
    await served.still_serves()


async def test_a_message_with_each_of_its_fields_is_finished_and_answered_to_its_writer_alone(served: Served) -> None:
    for field in fields_of(telegram.Message):
        update = private_message(field, random.Random(field))
        assert out_of_place(update, await served.finished(update)) == [], shown(update)
    await served.still_serves()


def press(**fields: Any) -> dict[str, Any]:
    """A press of Ann's with other fields than Telegram's."""
    message = {"chat": {"id": ANN, "type": "private"}, "message_id": 7, "date": 0}
    return {"callback_query": {"id": "33", "data": "1en.zzz:h", "message": message, **fields}}


def words(**fields: Any) -> dict[str, Any]:
    """A message of Ann's with other fields than Telegram's."""
    return {"message": {"chat": {"id": ANN, "type": "private"}, "message_id": 7, "date": 0, "text": "x", **fields}}


@FIXED
@example(press(id="\ud800"))
@example(press(id=deep(300)))
@example(press(data=deep(300)))
@example(press(data="\ud800"))
@example(words(text="/start \ud800"))
@example(words(chat={"id": 2**127, "type": "private"}))
@example(words(chat={"id": -(2**127) - 1, "type": "group"}))
@example(words(message_id=10**400))
@example(words(message_id=-1))
@given(broken_updates())
async def test_a_broken_update_is_finished_and_answered_only_where_a_person_speaks(
    served: Served, update: dict[str, Any]
) -> None:
    calls = await served.finished(update)
    assert out_of_place(update, calls) == [], shown(update)
    await served.still_serves()


@settings(FIXED, max_examples=60)
@given(broken_updates(ALLOWED_UPDATES))
async def test_a_broken_update_that_comes_twice_is_finished_twice(served: Served, update: dict[str, Any]) -> None:
    calls = await served.finished(update, copies=2)
    assert out_of_place(update, calls) == [], shown(update)
    await served.still_serves()


@settings(FIXED, max_examples=400)
@given(broken_updates())
async def test_reading_a_broken_update_raises_nothing(update: dict[str, Any]) -> None:
    read_update(update)
    read_update({"update_id": 1, **update})


@pytest.mark.parametrize("number", [None, "1", -1, 0, True, 1.5, [], {}, deep(300)], ids=lambda value: repr(value)[:9])
async def test_an_update_without_a_usable_number_is_handled_all_the_same(served: Served, number: object) -> None:
    await served.running.take({"update_id": number, **words(text="/start")})
    await served.running.take({"update_id": number, **words(chat={"id": GROUP, "type": "group"})})
    await served.still_serves()


async def test_an_answer_nested_too_deep_to_be_read_does_not_end_the_polling(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def post_json(*_: object, **__: object) -> tuple[int, bytes]:
        return 200, b'{"ok":true,"result":' + b"[" * 100_000 + b"]" * 100_000 + b"}"

    running = make_bot("1:x", "http://127.0.0.1:9", Library(lambda: shelf), polling=True)
    monkeypatch.setattr(running.transport, "post_json", post_json)
    polling = Polling(running)
    task = asyncio.ensure_future(polling.run())
    await asyncio.wait([task], timeout=0.1)
    assert not task.done()
    polling.stop()
    await task
