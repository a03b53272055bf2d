"""Serve until told to stop: polling or webhook, reload on edit or SIGHUP, a graceful end on SIGTERM."""

from __future__ import annotations

import asyncio
import logging
import signal
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp.web import AppRunner
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError
from watchfiles import awatch

from exitbot.screens.keeping import Keeping
from exitbot.settings import Settings, SettingsError
from exitbot.telegram.bot import RunningBot, make_bot
from exitbot.telegram.events import ALLOWED_UPDATES
from exitbot.telegram.hardening import keep_memory_private, refuse_unsafe
from exitbot.telegram.introducing import introduce
from exitbot.telegram.library import Library, load_shelf
from exitbot.telegram.outgoing import seconds_of
from exitbot.telegram.polling import Polling
from exitbot.telegram.webhook import WEBHOOK_PATH, health_app, serve, webhook_app

if TYPE_CHECKING:
    from exitbot.ledger.store import Ledger

__all__ = ["serve_telegram"]

_FORGET_EVERY = 600.0  # seconds

log = logging.getLogger("exitbot.serving")


async def serve_telegram(settings: Settings, *, ready: Callable[[], None] = lambda: None) -> None:
    """Run the bot. Raises SettingsError for a token Telegram refuses or an address that is taken.

    ready: called once updates can be taken.
    """
    keep_memory_private()
    token = settings.secret_token()
    keeping = Keeping(reports=settings.ledger is not None, counts=settings.counts)
    library = Library(lambda: load_shelf(settings.content, settings.locales, keeping))
    refuse_unsafe(settings, library.shelf.knowledge.addresses, date.today())
    ledger = await _open_ledger(settings.ledger, keeping)
    running = make_bot(token, settings.api_url, library, polling=settings.webhook_url is None, ledger=ledger)
    stop = asyncio.Event()
    async with _background(running, settings, stop):
        try:
            await (_webhook(settings, running, stop, ready) if settings.webhook_url else _poll(settings, running, stop, ready))
        except InvalidToken:
            raise SettingsError("EXITBOT_TOKEN: Telegram does not know this token; copy it again from @BotFather") from None
        finally:
            await running.close()
            if ledger is not None:
                await ledger.close()
    log.info("stopped")


async def _open_ledger(path: Path | None, keeping: Keeping) -> Ledger | None:
    if path is None:
        return None
    from exitbot.ledger.store import Ledger  # most bots keep none, and start faster without its library

    ledger = Ledger(path, keeping)
    try:
        await ledger.open()
    except (sqlite3.Error, OSError) as error:
        reason = str(error) or type(error).__name__
        raise SettingsError(f"EXITBOT_LEDGER cannot be used ({reason}); name a file in a folder that can be written") from None
    return ledger


@asynccontextmanager
async def _background(running: RunningBot, settings: Settings, stop: asyncio.Event) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    reload = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    loop.add_signal_handler(signal.SIGHUP, reload.set)
    tasks = [
        asyncio.ensure_future(_reload_on_edit([settings.content, settings.locales], reload)),
        asyncio.ensure_future(_reload_when_asked(running.library, reload)),
        asyncio.ensure_future(_forget_in_time(running)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _reload_on_edit(folders: list[Path], reload: asyncio.Event) -> None:
    try:
        async for changes in awatch(*folders):
            if any(path.endswith((".yaml", ".po")) for _, path in changes):
                reload.set()
    except (OSError, RuntimeError) as error:  # no inotify left, or a read-only oddity: SIGHUP still works
        log.warning("edits are not noticed by themselves (%s); send SIGHUP after an edit", type(error).__name__)


async def _forget_in_time(running: RunningBot) -> None:
    """What is too old to be remembered goes even if nobody writes any more."""
    while True:
        await asyncio.sleep(_FORGET_EVERY)
        running.forget_old()


async def _reload_when_asked(library: Library, reload: asyncio.Event) -> None:
    while True:
        await reload.wait()
        reload.clear()
        await asyncio.to_thread(library.reload)  # presses go on being answered meanwhile


async def _poll(settings: Settings, running: RunningBot, stop: asyncio.Event, ready: Callable[[], None]) -> None:
    web = await _listen(settings, lambda host, port: serve(health_app(running), host, port))
    polling = Polling(running)
    introduction = asyncio.ensure_future(introduce(running.bot, running.library))
    stopper = asyncio.ensure_future(stop.wait())
    stopper.add_done_callback(lambda _: polling.stop())
    ready()
    log.info("ready: polling, revision %s", running.library.shelf.revision)
    try:
        await polling.run()
    finally:
        introduction.cancel()
        stopper.cancel()
        await web.cleanup()


async def _webhook(settings: Settings, running: RunningBot, stop: asyncio.Event, ready: Callable[[], None]) -> None:
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    web = await _listen(settings, lambda host, port: serve(webhook_app(running, secret), host, port))
    try:
        if not await _register(running, f"{settings.webhook_url}{WEBHOOK_PATH}", secret, stop):
            return
        introduction = asyncio.ensure_future(introduce(running.bot, running.library))
        ready()
        log.info("ready: webhook, revision %s", running.library.shelf.revision)
        await stop.wait()
        introduction.cancel()
    finally:
        await web.cleanup()  # waits for updates under way; they are answered when finished


async def _register(running: RunningBot, url: str, secret: str, stop: asyncio.Event) -> bool:
    """Until Telegram knows the webhook; False if told to stop before."""
    pause = 1.0
    while not stop.is_set():
        try:
            await running.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES, max_connections=100)
        except InvalidToken:
            raise
        except BadRequest as error:
            raise SettingsError(f"EXITBOT_WEBHOOK_URL: Telegram refuses it ({error.message}); correct the address") from None
        except RetryAfter as error:
            pause = seconds_of(error)
        except TelegramError as error:
            log.warning("the webhook could not be registered yet: %s", type(error).__name__)
            pause = min(pause * 2, 30.0)
        else:
            return True
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
    return False


async def _listen(settings: Settings, start: Callable[[str, int], Awaitable[AppRunner]]) -> AppRunner:
    host, port = settings.host_and_port
    try:
        return await start(host, port)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SettingsError(f"EXITBOT_LISTEN: cannot listen on {settings.listen} ({reason}); choose another port") from None
