"""The figures as tables, with the bars of the design beside them. A bar is shown, not enforced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.lifecycle import Lifecycle
from benchmarks.pressing import Cost
from benchmarks.sizes import Sizes

__all__ = ["show_costs", "show_lifecycle", "show_sizes"]

NOW, LATER = 3.0, 2.0
"""At most so many times the floor."""


def show_costs(console: Console, costs: Sequence[Cost], presses: int) -> None:
    """CPU per press, side by side."""
    table = Table(
        title=f"CPU per press, user + system of that process alone (median of {len(costs[0].rounds)} rounds of {presses})",
        title_justify="left",
    )
    for head in ("server", "CPU ms", "spread", "x floor", "x exitbot", "API calls", "idle ms/s", "MiB after"):
        table.add_column(head, justify="left" if head == "server" else "right")
    by_key = {cost.key: cost for cost in costs}
    for cost in costs:
        table.add_row(*_row(cost, by_key))
    console.print(table)
    for line in _bars(by_key):
        console.print(line, highlight=False)
    console.print()


def _row(cost: Cost, by_key: dict[str, Cost]) -> list[str]:
    return [
        f"{cost.name} [red]failed: {cost.failure}[/]" if cost.failure else cost.name,
        f"{cost.milliseconds:.2f}",
        f"{min(cost.rounds):.2f}-{max(cost.rounds):.2f}" if cost.rounds else "",
        f"{cost.milliseconds / by_key['floor'].milliseconds:.2f}",
        f"{cost.milliseconds / by_key['exitbot'].milliseconds:.2f}",
        f"{sum(cost.calls.values()):.2f}",
        f"{cost.idle:.1f}",
        f"{cost.memory:.0f}",
    ]


def _bars(by_key: Mapping[str, Cost]) -> Iterator[str]:
    floor, exitbot = by_key["floor"].milliseconds, by_key["exitbot"].milliseconds
    yield f"{_met(exitbot / floor, NOW)} at most {NOW:.0f} x the floor, webhook ({_met(exitbot / floor, LATER)} {LATER:.0f} x)"
    others = [cost.milliseconds for key, cost in by_key.items() if key.startswith("aiogram") and cost.rounds]
    if others:
        yield f"{_met(3, min(others) / exitbot)} at least 3 x less than aiogram's cheaper way ({min(others) / exitbot:.2f} x)"


def show_lifecycle(console: Console, life: Lifecycle, costs: Sequence[Cost]) -> None:
    """Start, reload, memory."""
    after = next(cost.memory for cost in costs if cost.key == "exitbot")
    table = Table(title="exitbot run, webhook: start, reload, memory", title_justify="left")
    for head in ("what", "figure", "of it CPU", "bar"):
        table.add_column(head, justify="right" if head in ("figure", "of it CPU") else "left")
    table.add_row("start to ready", f"{life.ready:.2f} s", f"{life.ready_cpu:.2f} s", f"{_met(life.ready, 1)} at most 1 s")
    table.add_row("reload of all", f"{life.reload:.2f} s", f"{life.reload_cpu:.2f} s", f"{_met(life.reload, 1)} at most 1 s")
    table.add_row("slowest press during a reload", f"{life.slowest_press * 1000:.0f} ms", "", "none lost")
    for name, memory in (
        ("memory when ready", life.memory_ready),
        ("memory after all presses", after),
        ("memory after three reloads", life.memory_after_reloads),
    ):
        table.add_row(name, f"{memory:.0f} MiB", "", f"{_met(memory, 100)} at most 100 MiB")
    console.print(table)


def show_sizes(console: Console, all_sizes: Sequence[Sizes]) -> None:
    """Screens on the wire and to the eye."""
    table = Table(title="Screens: bytes on the wire, characters to read", title_justify="left")
    for head in ("language", "screens", "bytes median", "95 %", "largest", "characters median", "95 %", "largest", "bar"):
        table.add_column(head, justify="left" if head in ("language", "bar") else "right")
    for sizes in all_sizes:
        wire = (sizes.wire_median, sizes.wire_95, sizes.wire_largest)
        characters = (sizes.characters_median, sizes.characters_95, sizes.characters_largest)
        bar = f"{_met(sizes.wire_largest, 6000)} at most 6 kB"
        figures = [f"{value:,.0f}" for value in (sizes.screens, *wire, *characters)]
        table.add_row(sizes.language, *figures, bar)
    console.print(table)
    console.print("\n".join(f"largest in {sizes.language}: {sizes.largest}" for sizes in all_sizes), highlight=False)


def _met(value: float, limit: float) -> str:
    return "[green]met:[/]" if value <= limit else "[red]missed:[/]"
