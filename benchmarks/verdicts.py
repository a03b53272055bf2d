"""`python -m benchmarks.verdicts`: how long a person's answer takes, and the proof of everybody's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from statistics import median

import click
from rich.console import Console
from rich.table import Table
from tests.support.profiles import number_of_profiles
from tests.support.properties import (
    BETTERMENTS,
    RISKS,
    foreign_answers,
    misjudged,
    misplaced,
    narrowed,
    opened,
    rejuvenated,
    rewarded,
    rewarded_places,
    unadvised,
    unexplained,
    unguided,
    unsourced,
    untranslated,
    unwarned_fighters,
    unwarned_in_transit,
)
from tests.support.proving import Proven
from tests.support.world import BAN, EXCLUSION

from benchmarks.place import copied_place
from exitbot.guidance.profile import read_code
from exitbot.guidance.verdict import assess_all
from exitbot.knowledge.loading import Knowledge
from exitbot.telegram.library import Shelf

__all__ = ["main"]

_PEOPLE = {
    "deserter in Kazakhstan, all said": "dckzintca",
    "called up in Russia, all said": "c0rubnp0w",
    "nothing said": "000000000",
}
_BAR_MS, _BAR_SECONDS = 5.0, 60.0


@click.command()
@click.option("--rounds", default=200, show_default=True, help="Answers for each person; the median counts.")
def main(rounds: int) -> None:
    """Time the verdicts on all countries, then prove what must hold of all people in all countries and languages."""
    console = Console()
    with copied_place() as place:
        shelf = place.shelf()
    _show_answers(console, shelf.knowledge, rounds)
    _show_proof(console, shelf)


def _show_answers(console: Console, knowledge: Knowledge, rounds: int) -> None:
    table = Table(title=f"Verdicts on {len(knowledge.countries)} countries for one person", title_justify="left")
    for head in ("person", "ms median", "ms least", "bar"):
        table.add_column(head, justify="right" if head.startswith("ms") else "left")
    for name, code in _PEOPLE.items():
        profile, _ = read_code(code)
        times = [_milliseconds(lambda: assess_all(knowledge, profile, date.today())) for _ in range(rounds)]  # noqa: B023
        met = "[green]met:[/]" if median(times) <= _BAR_MS else "[red]missed:[/]"
        table.add_row(name, f"{median(times):.2f}", f"{min(times):.2f}", f"{met} at most {_BAR_MS:.0f} ms")
    console.print(table)


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _show_proof(console: Console, shelf: Shelf) -> None:
    knowledge, start = shelf.knowledge, time.perf_counter()
    proven = Proven(knowledge, max(country.compiled for country in knowledge.countries.values()))
    broken = list(_broken(proven, shelf))
    seconds = time.perf_counter() - start
    cases = sum(len(found.results) for _, found in proven.parts())
    verdicts = number_of_profiles(knowledge) * len(knowledge.countries)
    met = "[green]met:[/]" if seconds <= _BAR_SECONDS else "[red]missed:[/]"
    console.print(
        f"{number_of_profiles(knowledge):,} profiles x {len(knowledge.countries)} countries x {len(shelf.voices)} languages = "
        f"{verdicts * len(shelf.voices):,} answers, proven by {cases:,} cases of their parts in {seconds:.1f} s "
        f"on one core; {met} at most {_BAR_SECONDS:.0f} s. {len(broken)} do not hold.",
        highlight=False,
    )
    console.print("\n".join(broken[:20]), highlight=False)


def _broken(proven: Proven, shelf: Shelf) -> Iterator[str]:
    knowledge = proven.knowledge
    yield from chain(foreign_answers(proven), narrowed(proven), unguided(proven), opened(proven), rejuvenated(proven))
    yield from chain(rewarded(proven, RISKS), rewarded(proven, BETTERMENTS), rewarded_places(proven))
    yield from chain(unadvised(knowledge), unwarned_fighters(knowledge, EXCLUSION, BAN), unwarned_in_transit(knowledge))
    told = {}
    for meeting in proven.meetings():
        yield from chain(misjudged(meeting), unexplained(meeting), unsourced(meeting, knowledge), misplaced(meeting))
        reasons = (*meeting.verdict.entry.because, *meeting.verdict.protection.because)
        told |= {because.text.context: because.text for because in reasons}
    yield from untranslated(knowledge, told.values(), shelf.voices)


if __name__ == "__main__":
    main()
