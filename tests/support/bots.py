"""The real bot as a process of its own, over real HTTP, against the sandbox."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import tempfile
from pathlib import Path

from exitbot.sandbox import Sandbox

SECRET = "a-secret-of-the-tests"


class BotProcess:
    """`exitbot run`, started, killed and started again by a test. Its output goes to a file that can be read."""

    def __init__(self, sandbox: Sandbox, *, webhook: bool, **settings: str) -> None:
        self.webhook = webhook
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.environment = os.environ | {
            "EXITBOT_TOKEN": sandbox.token,
            "EXITBOT_API_URL": sandbox.url,
            "EXITBOT_LISTEN": f"127.0.0.1:{port}",
            **({"EXITBOT_WEBHOOK_URL": self.address, "EXITBOT_WEBHOOK_SECRET": SECRET} if webhook else {}),
            **settings,
        }
        self._log = Path(tempfile.mkstemp(prefix="exitbot-journey-", suffix=".log")[1])
        self._process: asyncio.subprocess.Process | None = None

    @property
    def output(self) -> str:
        """Everything the bot has printed so far."""
        return self._log.read_text(encoding="utf-8")

    @property
    def pid(self) -> int:
        """Process id of the running bot."""
        assert self._process is not None
        return self._process.pid

    @property
    def log_file(self) -> Path:
        """Where its output goes."""
        return self._log

    async def start(self, *, cwd: Path | None = None, pass_fds: tuple[int, ...] = ()) -> None:
        """Start and wait until it says that it is ready."""
        before = self.output.count("ready:")
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "exitbot", "run",
                env=self.environment, stdout=log, stderr=log, cwd=cwd, pass_fds=pass_fds,
            )  # fmt: skip
        for _ in range(200):
            if self.output.count("ready:") > before:
                return
            assert self._process.returncode is None, self.output
            await asyncio.sleep(0.05)
        raise AssertionError(f"not ready in time:\n{self.output}")

    async def kill(self) -> None:
        """SIGKILL: no clean-up of any kind."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM, and the exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.terminate()
        return await asyncio.wait_for(self._process.wait(), 12)

    async def end(self) -> None:
        """Whatever it takes, and the log file goes."""
        if self._process is not None:
            await self.kill()
        self._log.unlink(missing_ok=True)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
