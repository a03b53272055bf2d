"""`exitbot try`: the real bot on the sandbox of this machine, with a chat page in the browser."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping

import click

from exitbot.cli.support import Complaint
from exitbot.sandbox import Sandbox
from exitbot.settings import load_settings

__all__ = ["try_"]


@click.command(name="try")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8088, show_default=True, help="Port of the chat page on this machine."
)
@click.option("--webhook", is_flag=True, help="Deliver updates by webhook instead of polling.")
def try_(port: int, webhook: bool) -> None:
    """The same bot on a sandbox of this machine, with a chat page in the browser. No token, no network."""
    load_settings()
    try:
        asyncio.run(_try(port, webhook))
    except KeyboardInterrupt:
        return


async def _try(port: int, webhook: bool) -> None:
    sandbox = Sandbox(limits=False)
    try:
        url = await sandbox.start("127.0.0.1", port)
    except OSError as error:
        raise Complaint(f"port {port} cannot be used ({error.strerror}); choose another: exitbot try --port 8089") from None
    bot = _Child(_environment(sandbox, url, webhook))
    sandbox.on_kill = bot.kill
    click.echo(f"The chat page: {url}   (Ctrl+C ends it)")
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    keeping = asyncio.ensure_future(bot.keep_running(stop))
    try:
        await stop.wait()
    finally:
        await bot.end()
        failed = await keeping
        await sandbox.stop()
    if failed:
        raise Complaint("the bot does not start; its own words above say why")


def _environment(sandbox: Sandbox, url: str, webhook: bool) -> Mapping[str, str]:
    environment = dict(os.environ)
    for name in ("EXITBOT_TOKEN_FILE", "EXITBOT_WEBHOOK_URL", "EXITBOT_WEBHOOK_SECRET"):
        environment[name] = ""  # empty counts as not set, and goes before .env
    port = _free_port() if webhook else 0
    environment |= {"EXITBOT_TOKEN": sandbox.token, "EXITBOT_API_URL": url, "EXITBOT_LISTEN": f"127.0.0.1:{port}"}
    if webhook:
        environment |= {
            "EXITBOT_WEBHOOK_URL": f"http://127.0.0.1:{port}",
            "EXITBOT_WEBHOOK_SECRET": "sandbox-secret-of-this-run",
        }
    return environment


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Child:
    """The bot as a process of its own, started again whenever it dies, as a service manager would."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._process: asyncio.subprocess.Process | None = None

    async def keep_running(self, stop: asyncio.Event) -> bool:
        """Until `stop` is set. A bot that fails at once is not started for ever: then it is True."""
        failures = 0
        while not stop.is_set() and failures < 3:
            started = asyncio.get_running_loop().time()
            self._process = await asyncio.create_subprocess_exec(sys.executable, "-m", "exitbot", "run", env=self._environment)
            if stop.is_set():  # told to stop while it was being started
                self._process.terminate()
            await self._process.wait()
            died_at_once = asyncio.get_running_loop().time() - started < 1 and self._process.returncode != -signal.SIGKILL
            failures = failures + 1 if died_at_once and not stop.is_set() else 0
        stop.set()
        return failures > 0

    def kill(self) -> None:
        """What the kill switch does: no warning, no clean-up."""
        if self._process and self._process.returncode is None:
            self._process.kill()

    async def end(self) -> None:
        """A graceful stop; killed after ten seconds."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), 10)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
