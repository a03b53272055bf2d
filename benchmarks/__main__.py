"""`python -m benchmarks`: everything once, as tables and, if wanted, as JSON."""

from __future__ import annotations

import asyncio
import json
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import psutil
from rich.console import Console

from benchmarks.contestants import Contestant, available, start
from benchmarks.fakeapi import FakeApi
from benchmarks.lifecycle import Lifecycle, measure_lifecycle
from benchmarks.load import POLLING_LATENCY, Crowd
from benchmarks.place import Place, copied_place
from benchmarks.pressing import Cost, measure_presses
from benchmarks.report import show_costs, show_lifecycle, show_sizes
from benchmarks.samples import Sample, two_samples
from benchmarks.sizes import measure_sizes

_PACKAGES = ("aiohttp", "aiogram", "python-telegram-bot", "httpx")


@click.command()
@click.option("--presses", default=1000, show_default=True, help="Presses a round, by 50 chats.")
@click.option("--rounds", default=5, show_default=True, help="Interleaved rounds; the median counts.")
@click.option("--concurrency", default=8, show_default=True, help="Presses under way at any time.")
@click.option("--only", multiple=True, help="Keys of contestants besides the floor and exitbot, e.g. aiogram.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write all figures to this file, too.")
def main(presses: int, rounds: int, concurrency: int, only: tuple[str, ...], file: Path | None) -> None:
    """Measure CPU per press beside the floor and other libraries, start, reload, memory, and the size of all screens."""
    console = Console(width=None if sys.stdout.isatty() else 140)
    wanted = [each for each in available() if not only or each.key in ("floor", "exitbot", *only)]
    with copied_place() as place:
        shelf = place.shelf()
        samples, sizes = two_samples(shelf), measure_sizes(shelf)
        with console.status("starting") as status:
            costs, life = asyncio.run(_measure(place, samples, wanted, presses, rounds, concurrency, status.update))
    _explain(console, samples, concurrency)
    show_costs(console, costs, presses)
    show_lifecycle(console, life, costs)
    show_sizes(console, sizes)
    if file:
        figures = {"machine": _machine(), "presses": presses, "costs": [_figures(cost) for cost in costs]}
        figures |= {"lifecycle": asdict(life), "screens": [asdict(each) for each in sizes]}
        file.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


async def _measure(
    place: Place, samples: tuple[Sample, Sample], wanted: Sequence[Contestant], presses: int, rounds: int,
    concurrency: int, told: Any,
) -> tuple[list[Cost], Lifecycle]:  # fmt: skip
    api = FakeApi(samples[0].edited())
    await api.start()
    runners = []
    try:
        for contestant in wanted:
            runners.append(await start(contestant, api, place, samples))
        costs = await measure_presses(runners, Crowd(api, samples, concurrency), presses, rounds, told)
        await asyncio.gather(*(running.child.stop() for running in runners))
        told("starting and reloading")
        return costs, await measure_lifecycle(api, place, samples)
    finally:
        await asyncio.gather(*(running.child.stop() for running in runners))
        await api.stop()


def _explain(console: Console, samples: tuple[Sample, Sample], concurrency: int) -> None:
    names = " and ".join(f"{sample.name} ({len(sample.wire)} bytes)" for sample in samples)
    console.print(
        f"A press: update in, edit to a real screen in Russian, answer. Screens in turn: {names}. 50 chats, {concurrency} "
        f"presses at a time. Polling: with {POLLING_LATENCY * 1000:.0f} ms of network before each answer.\n",
        highlight=False,
    )


def _figures(cost: Cost) -> dict[str, Any]:
    return asdict(cost) | {"milliseconds": cost.milliseconds}


def _machine() -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": psutil.cpu_count(),
        "packages": {name: version(name) for name in _PACKAGES},
    }


if __name__ == "__main__":
    main()
