"""Who is measured, and how each is started."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.fakeapi import FakeApi
from benchmarks.place import ROOT, SECRET, Place, bot_environment, clean_environment, free_port
from benchmarks.processes import Child
from benchmarks.samples import Sample

__all__ = ["CONTESTANTS", "Contestant", "Running", "available", "start"]


@dataclass(frozen=True, slots=True)
class Contestant:
    """module: what `python -m` is called with, None for exitbot itself.  needs: a package it cannot run without."""

    key: str
    name: str
    module: tuple[str, ...] | None
    polling: bool = False
    needs: str = "aiohttp"

    @property
    def token(self) -> str:
        """A token of its own, so that its calls can be told from the others'."""
        return f"100000001:{self.key.replace('_', '-'):A<35}"


CONTESTANTS = (
    Contestant("floor", "floor: bare aiohttp both ways", ("benchmarks.servers.floor",)),
    Contestant("exitbot", "exitbot run, webhook", None),
    Contestant("exitbot_polling", "exitbot run, polling", None, polling=True),
    Contestant("aiogram", "aiogram, edit_text + answer", ("benchmarks.servers.aiogram_echo",), needs="aiogram"),
    Contestant(
        "aiogram_reply",
        "aiogram, answer in the webhook's answer",
        ("benchmarks.servers.aiogram_echo", "reply"),
        needs="aiogram",
    ),
    Contestant("ptb", "python-telegram-bot, default path (process_update, httpx)", ("benchmarks.servers.ptb_echo",)),
)


@dataclass(frozen=True, slots=True)
class Running:
    """A contestant that serves. url: where its webhook is."""

    contestant: Contestant
    child: Child
    url: str


def available() -> list[Contestant]:
    """Those whose packages are installed."""
    return [each for each in CONTESTANTS if importlib.util.find_spec(each.needs)]


async def start(contestant: Contestant, api: FakeApi, place: Place, samples: Sequence[Sample]) -> Running:
    """Start it and wait until it is ready."""
    port = free_port()
    if contestant.module is None:
        environment = bot_environment(place, contestant.token, api.url, port, webhook=not contestant.polling)
        child = Child(["exitbot", "run"], environment, place.folder)
    else:
        child = _other(contestant, contestant.module, api, place, samples, port)
    await child.start()
    return Running(contestant, child, f"http://127.0.0.1:{port}/webhook")


def _other(
    contestant: Contestant, module: tuple[str, ...], api: FakeApi, place: Place, samples: Sequence[Sample], port: int
) -> Child:
    screens = {sample.data: sample.fields for sample in samples}
    order = {"api": api.url, "port": port, "token": contestant.token, "secret": SECRET, "screens": screens}
    file = place.folder / f"order-{port}.json"
    file.write_text(json.dumps(order), encoding="utf-8")
    environment = clean_environment() | {"PYTHONPATH": str(ROOT)}
    return Child([module[0], str(file), *module[1:]], environment, place.folder)
