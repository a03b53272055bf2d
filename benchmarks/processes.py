"""A server under test: a child process whose lines, CPU time and memory can be read."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

__all__ = ["Child"]

_MIB = 1024 * 1024


class Child:
    """`python -m ...` in a folder without a .env file. Its output is read as it comes."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self._arguments = [sys.executable, "-m", *arguments]
        self._environment = environment
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._arrived = asyncio.Event()
        self.lines: list[tuple[float, str]] = []
        """time.monotonic() of arrival, and the line."""
        self.took = 0.0
        """Wall seconds from the start to ready."""

    async def start(self, until: str = "ready:", patience: float = 30.0) -> float:
        """Start it and wait until it has said `until`; gives the wall seconds that took."""
        began, seen = time.monotonic(), len(self.lines)
        self._process = await asyncio.create_subprocess_exec(
            *self._arguments,
            env=self._environment,
            cwd=self._folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._reader = asyncio.ensure_future(self._read(self._process))
        self.took = await self.said(until, seen, patience) - began
        return self.took

    async def said(self, words: str, after: int, patience: float = 30.0) -> float:
        """Wait for a line with these words, from line number `after` on; gives its time. TimeoutError if it never comes."""
        async with asyncio.timeout(patience):
            while True:
                self._arrived.clear()
                for at, line in self.lines[after:]:
                    if words in line:
                        return at
                if self._process is None or self._process.returncode is not None:
                    raise RuntimeError("it ended:\n" + "\n".join(line for _, line in self.lines[-20:]))
                await self._arrived.wait()

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            self.lines.append((time.monotonic(), line.decode("utf-8", "replace").rstrip()))
            self._arrived.set()
        await process.wait()
        self._arrived.set()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def cpu(self) -> float:
        """User + system seconds of all its threads so far; the kernel counts in steps of 0.01."""
        times = psutil.Process(self.pid).cpu_times()
        return times.user + times.system

    def memory(self) -> float:
        """Resident memory, MiB."""
        return psutil.Process(self.pid).memory_info().rss / _MIB

    async def kill(self) -> None:
        """SIGKILL: no clean-up of any kind."""
        await self._end(lambda process: process.kill())

    async def stop(self) -> None:
        """SIGTERM; killed if that takes longer than twelve seconds."""
        try:
            async with asyncio.timeout(12):
                await self._end(lambda process: process.terminate())
        except TimeoutError:
            await self.kill()

    async def _end(self, how: Callable[[asyncio.subprocess.Process], None]) -> None:
        if self._process is None or self._reader is None:
            return
        if self._process.returncode is None:
            how(self._process)
        await self._reader
