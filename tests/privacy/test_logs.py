"""No record, at any level, in any failure, holds anything of a person, the token, or an address with the token in it."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientConnectionError
from telegram.error import BadRequest, Forbidden, RetryAfter
from tests.support.bots import BotProcess

from exitbot import logs
from exitbot.sandbox import Sandbox
from exitbot.telegram.bot import RunningBot, make_bot
from exitbot.telegram.library import Library, Shelf, load_shelf

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "987654321:MARKtokenMARKtokenMARKtokenMARKtok"
CHAT, MESSAGE, UPDATE, QUERY = 7_391_846_205, 918_273_645, 648_201_937, "5551234098765"


def marked(kind: str, **more: Any) -> dict[str, Any]:
    """An update each of whose fields carries its own marker."""
    sender = {"id": CHAT, "first_name": "MARKfirst", "last_name": "MARKlast", "username": "MARKuser", "language_code": "ru"}
    chat = {"id": CHAT, "type": "private", "first_name": "MARKchat", "username": "MARKchatuser"}
    message = {"message_id": MESSAGE, "date": 1_900_000_000, "chat": chat, "from": sender}
    if kind == "press":
        query = {
            "id": QUERY,
            "from": sender,
            "message": message,
            "chat_instance": "MARKinstance",
            "data": "1ru.abc:c/fr",
            **more,
        }
        return {"update_id": UPDATE, "callback_query": query}
    return {"update_id": UPDATE, "message": message | more}


UPDATES: dict[str, dict[str, Any]] = {
    "press": marked("press"),
    "press of nonsense": marked("press", data="MARKdata"),
    "exit": marked("press", data="1ru.abc:x"),
    "report": marked("press", data="1ru.abc:w/c/fr/1"),
    "words": marked("message", text="MARKtext Германия"),
    "start": marked("message", text="/start MARKpayload"),
    "contact": marked("message", contact={"phone_number": "+79MARKphone", "first_name": "MARKcontact"}),
    "photo": marked("message", photo=[{"file_id": "MARKfile"}], caption="MARKcaption"),
    "group": marked("message", chat={"id": -CHAT, "type": "group", "title": "MARKgroup"}),
    "damaged": {"update_id": UPDATE, "message": {"message_id": "MARKid", "chat": ["MARKchat"]}},
}  # fmt: skip
SECRETS = ("MARK", TOKEN, str(CHAT), str(MESSAGE), str(UPDATE), QUERY, "/bot", "Германия")

ANSWERS: dict[str, tuple[int, bytes]] = {
    f"{status}": (status, json.dumps({"ok": False, "error_code": status, "description": f"MARK{words}", **more}).encode())
    for status, words, more in (
        (400, "Bad Request: message to edit not found", {}),
        (400, "odd", {}),
        (401, "Unauthorized", {}),
        (403, "Forbidden: bot was blocked by the user", {}),
        (404, "Not Found", {}),
        (409, "Conflict", {}),
        (429, "Too Many Requests", {"parameters": {"retry_after": 0}}),
        (500, "Internal", {}),
        (502, "Bad Gateway", {}),
    )
} | {"bad json": (200, b'{"ok":true,"result":{"MARK'), "html": (502, b"<html>MARK</html>")}  # fmt: skip
ERRORS: dict[str, Callable[[], Exception]] = {
    "reset": lambda: ClientConnectionError(f"https://api/bot{TOKEN}/MARK"),
    "time-out": lambda: TimeoutError(f"MARK {TOKEN}"),
    "bug": lambda: KeyError(f"MARK {CHAT}"),
    "recursion": lambda: RecursionError("MARK"),
    "bad request": lambda: BadRequest("MARK"),
    "forbidden": lambda: Forbidden("MARK"),
    "flood": lambda: RetryAfter(0),
}


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """What the bot serves."""
    return load_shelf(ROOT / "content", ROOT / "locales")


@pytest.fixture
def output(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that is logged, by the bot's own configuration at DEBUG; put back as it was afterwards."""
    stream = io.StringIO()
    root, ours = logging.getLogger(), logging.getLogger("exitbot")
    before = root.handlers[:], root.level, ours.level
    monkeypatch.setattr("sys.stderr", stream)
    logs.configure_logging("DEBUG")
    yield stream
    root.handlers[:], level, ours_level = before
    root.setLevel(level)
    ours.setLevel(ours_level)
    logging.captureWarnings(False)


@pytest.fixture
def bot(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> RunningBot:
    """A bot that has no network and no patience."""
    monkeypatch.setattr("exitbot.telegram.outgoing._PAUSES", (0.0,))
    running = make_bot(TOKEN, "https://api.example", Library(lambda: shelf), polling=False)
    running.outgoing._patience = 0.0
    return running


def answering(bot: RunningBot, answers: Iterator[Callable[[], tuple[int, bytes]]]) -> None:
    """Let the transport give these answers one after the other, then plain success for ever."""
    fine = json.dumps({"ok": True, "result": {"message_id": MESSAGE + 1}}).encode()

    async def post(url: str, body: bytes, read_timeout: float | None = None) -> tuple[int, bytes]:
        await asyncio.sleep(0)
        return next(answers, lambda: (200, fine))()

    async def request(*_: Any, **__: Any) -> tuple[int, bytes]:
        return await post("", b"")

    bot.transport.post_json = post  # type: ignore[method-assign]
    bot.transport.do_request = request  # type: ignore[method-assign]


def raising(error: Callable[[], Exception]) -> Callable[[], tuple[int, bytes]]:
    """An answer that is an exception."""

    def give() -> tuple[int, bytes]:
        raise error()

    return give


async def sweep(bot: RunningBot, most: int | None = None) -> None:
    """Every kind of update, with every kind of failure (or the first few) at its first, second and third call."""
    failures = [*((lambda answer=answer: answer) for answer in ANSWERS.values()), *map(raising, ERRORS.values())][:most]
    fine = (200, json.dumps({"ok": True, "result": {"message_id": MESSAGE + 1}}).encode())
    for update, failure, position, times in itertools.product(UPDATES.values(), failures, range(3), (1, 4)):
        bot._done.clear()
        answering(bot, iter([*([lambda: fine] * position), *([failure] * times)]))
        try:
            await bot.take(update)
        except Exception as error:
            # What the webhook and polling do with it: only its class is written down.
            logging.getLogger("exitbot.webhook").error("an update was let go: %s", type(error).__name__)


async def test_no_marker_gets_into_any_record_whatever_fails(bot: RunningBot, output: io.StringIO) -> None:
    await sweep(bot)
    for name in ("httpx", "httpcore", "aiohttp.client", "asyncio", "telegram", "telegram.ext", "py.warnings"):
        library = logging.getLogger(name)
        library.error("HTTP Request: POST https://api.telegram.org/bot%s/MARK", TOKEN)
        try:
            raise ValueError(f"MARK {TOKEN}")
        except ValueError:
            library.exception("MARK %s", CHAT)
    logging.getLogger().handlers[0].setFormatter(logs.PrivateFormatter(as_json=True))
    logging.getLogger("asyncio").error("Task exception was never retrieved MARK")
    text = output.getvalue()
    assert "an update failed" in text, "the control: failures were logged"
    assert [secret for secret in SECRETS if secret in text] == []


async def test_the_sweep_would_notice_a_plain_formatter(
    bot: RunningBot, output: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with Python's own formatter and the exception's words the markers are there."""
    logging.getLogger().handlers[0].setFormatter(logging.Formatter())

    def careless(self: Any, events: Any) -> Any:
        logging.getLogger("exitbot.conversation").debug("handling %r", events)
        raise KeyError("x")

    monkeypatch.setattr("exitbot.telegram.conversation.Conversation._effects", careless)
    await sweep(bot, most=1)
    text = output.getvalue()
    assert "MARKtext" in text and str(CHAT) in text


def test_a_crash_says_where_but_not_what(output: io.StringIO) -> None:
    import sys

    try:
        raise RuntimeError(f"MARK {TOKEN} {CHAT}")
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert "stopped by RuntimeError in test_a_crash_says_where_but_not_what" in output.getvalue()
    assert "MARK" not in output.getvalue()


def test_every_record_has_the_same_few_fields(output: io.StringIO) -> None:
    logging.getLogger().handlers[0].setFormatter(logs.PrivateFormatter(as_json=True))
    logging.getLogger("exitbot.x").info("one %s", "word", extra={"chat": "MARK"})
    record = json.loads(output.getvalue())
    assert set(record) == {"time", "level", "logger", "message"} and record["message"] == "one word"


async def test_the_real_process_at_debug_with_trouble_prints_nothing_of_anybody(sandbox: Sandbox) -> None:
    bot = BotProcess(sandbox, webhook=False, EXITBOT_LOG_LEVEL="DEBUG", PYTHONASYNCIODEBUG="1")
    try:
        await bot.start()
        sandbox.faults.rate = 0.3
        people = [sandbox.person(f"MARK{number}", "ru", account_id=CHAT + number) for number in range(20)]
        for person in people:
            person.start("MARKpayload")
            person.send("MARKtext Германия")
        await asyncio.sleep(2)
        sandbox.faults.clear()
        for person in people:
            await person.wait_for(lambda p: p.screen is not None and p.screen.text.startswith("🇩🇪"), timeout=30)
        await bot.stop()
        text = bot.output
    finally:
        await bot.end()
    ids = [str(person.id) for person in people]
    assert "ready:" in text
    assert [secret for secret in ("MARK", sandbox.token, "/bot", "Германия", *ids) if secret in text] == []
