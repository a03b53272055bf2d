"""`python -m benchmarks.chaos`: kill -9 at a random moment while a hundred people wait, again and again.

Two real bots, one polling and one by webhook, each with a sandbox and people of its own, go side by side. In a round
everybody presses a button, some twice; the bot is killed and started again; once the dust has settled everybody must see the
screen of their last press, in the only message of the bot. Nothing may be lost, wrong or doubled.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.crowd import Counts, Crowd, Round
from benchmarks.place import Place, bot_environment, copied_place, free_port
from benchmarks.processes import Child
from exitbot.sandbox import Sandbox

_SPREAD = 0.3
"""Seconds within which the kill falls: about as long as a hundred presses take."""


@click.command()
@click.option("--rounds", default=1000, show_default=True, help="How often the bot is killed.")
@click.option("--people", default=100, show_default=True, help="How many wait at each kill.")
@click.option("--typed", default=0, show_default=True, help="Of a hundred people, how many write /start instead of pressing.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same choices and moments.")
def main(rounds: int, people: int, typed: int, seed: int) -> None:
    """Kill the bot and count what is lost. Ends with 1 if anything is, or if the bot did not come back."""
    console = Console(width=None if sys.stdout.isatty() else 140)
    began = time.monotonic()
    with copied_place() as place:
        counts = asyncio.run(all_rounds(place, rounds, people, typed / 100, seed, console))
    _show(console, counts, time.monotonic() - began)
    sys.exit(any(count.bad or count.slow for count in counts.values()))


async def all_rounds(place: Place, rounds: int, people: int, typed: float, seed: int, console: Console) -> dict[str, Counts]:
    """Half of the rounds with each way of delivery. typed: share of the people who write instead of pressing."""
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("killing", total=rounds)

        async def side(name: str, count: int) -> Counts:
            counts, dice = Counts(), random.Random(f"{seed} {name}")
            async with _scene(place, name, people) as (bot, crowd):
                await crowd.everybody_has_a_screen()
                for number in range(count):
                    found = await _round(bot, crowd, random.Random(dice.random()), typed)
                    counts.add(found)
                    for line in found.complaints:
                        console.print(f"round {number}, {name}: {line}", highlight=False, markup=False)
                    progress.advance(task)
            return counts

        done = await asyncio.gather(side("polling", rounds - rounds // 2), side("webhook", rounds // 2))
    return dict(zip(("polling", "webhook"), done, strict=True))


@asynccontextmanager
async def _scene(place: Place, name: str, people: int) -> AsyncIterator[tuple[Child, Crowd]]:
    async with Sandbox(limits=False, webhook_retry_unit=0.05) as sandbox:
        environment = bot_environment(place, sandbox.token, sandbox.url, free_port(), webhook=name == "webhook")
        bot = Child(["exitbot", "run"], environment, Path(place.folder))
        try:
            await bot.start()
            yield bot, Crowd(sandbox, place.shelf(), people)
        finally:
            await bot.kill()


async def _round(bot: Child, crowd: Crowd, dice: random.Random, typed: float) -> Round:
    """One kill: presses before it, some more between death and return."""
    crowd.act(dice, share=1.0, typed=typed)
    await asyncio.sleep(dice.random() * _SPREAD / 2)
    crowd.act(dice, share=0.2)
    await asyncio.sleep(dice.random() * _SPREAD / 2)
    await bot.kill()
    waiting = crowd.waiting()
    crowd.act(dice, share=0.1)
    began = time.monotonic()
    await bot.start()
    found = await crowd.judged()
    found.waiting, found.seconds = waiting, time.monotonic() - began
    await crowd.everybody_has_a_screen()
    return found


def _show(console: Console, counts: dict[str, Counts], seconds: float) -> None:
    heads = ("updates by", "kills", "deeds", "open at the kill", "lost", "wrong", "doubled", "slow", "back after, s")
    table = Table(title=f"kill -9, in {seconds:.0f} s", title_justify="left")
    for head in heads:
        table.add_column(head, justify="left" if head == heads[0] else "right")
    for name, count in counts.items():
        table.add_row(name, *count.columns())
    console.print(table)
    console.print("back after: median from the new start until every update is done. slow: not done 10 s later.")


if __name__ == "__main__":
    main()
