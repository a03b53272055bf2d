"""What the servers under test share: their order, and how they begin to listen."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

__all__ = ["Order", "listen", "read_order"]


@dataclass(frozen=True, slots=True)
class Order:
    """api: base address of the Bot API; screens: fields of editMessageText by the button that leads there."""

    api: str
    port: int
    token: str
    secret: str
    screens: dict[str, dict[str, Any]]


def read_order() -> Order:
    """The order in the file named on the command line."""
    return Order(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))


async def listen(app: web.Application, port: int) -> None:
    """Serve for ever, without an access log, and say when it begins."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=1024).start()
    print("ready:", port, flush=True)
    await asyncio.Event().wait()
