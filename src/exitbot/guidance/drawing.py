"""A map of the guided check as text that programs draw: Mermaid, which GitHub shows, and DOT for graphviz."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from exitbot.guidance.mapping import GuideMap, Node

__all__ = ["dot", "mermaid"]

_COLUMNS = 4
"""Boxes without arrows beside each other."""


def mermaid(drawn: GuideMap) -> str:
    """A Mermaid flowchart; what changes nothing is red and says why."""
    lines = ["flowchart LR", "  classDef dead stroke:#c00,color:#c00,stroke-dasharray:4"]
    for number, (title, nodes) in enumerate(drawn.frames.items()):
        lines.append(f'  subgraph frame{number}["{_in_mermaid(title)}"]')
        lines += (f'    {_name(node.name)}["{_label(node, "<br/>", _in_mermaid)}"]{_dead(node)}' for node in nodes)
        lines += (f"    {_name(left)} ~~~ {_name(right)}" for left, right in _beside(drawn, nodes))
        lines.append("  end")
    for arrow in drawn.arrows:
        words = f"|{_in_mermaid(arrow.words)}|" if arrow.words else ""
        lines.append(f"  {_name(arrow.start)} -->{words} {_name(arrow.end)}")
    return "\n".join(lines) + "\n"


def dot(drawn: GuideMap) -> str:
    """The same for graphviz."""
    lines = ["digraph check {", "  rankdir=LR; fontname=sans", "  node [shape=box, fontname=sans, fontsize=10]"]
    for number, (title, nodes) in enumerate(drawn.frames.items()):
        lines.append(f'  subgraph cluster{number} {{ label="{_in_dot(title)}"; color=gray70')
        for node in nodes:
            look = ", color=red, fontcolor=red, style=dashed" if node.dead else ""
            lines.append(f'    {_name(node.name)} [label="{_label(node, chr(92) + "l", _in_dot)}\\l"{look}]')
        lines += (f"    {_name(left)} -> {_name(right)} [style=invis]" for left, right in _beside(drawn, nodes))
        lines.append("  }")
    for arrow in drawn.arrows:
        words = f' [label="{_in_dot(arrow.words)}", fontsize=9]' if arrow.words else ""
        lines.append(f"  {_name(arrow.start)} -> {_name(arrow.end)}{words}")
    return "\n".join([*lines, "}"]) + "\n"


def _beside(drawn: GuideMap, nodes: tuple[Node, ...]) -> Iterator[tuple[str, str]]:
    """Boxes that no arrow touches, in rows."""
    touched = {name for arrow in drawn.arrows for name in (arrow.start, arrow.end)}
    loose = [node.name for node in nodes if node.name not in touched]
    return (pair for number, pair in enumerate(pairwise(loose), 1) if number % _COLUMNS)


def _label(node: Node, end: str, escaped: Callable[[str], str]) -> str:
    return end.join(escaped(line) for line in (*node.lines, *(f"✗ DEAD: {why}" for why in node.dead)))


def _dead(node: Node) -> str:
    return ":::dead" if node.dead else ""


def _name(name: str) -> str:
    return re.sub(r"\W", "_", name)


def _in_mermaid(text: str) -> str:
    for sign, code in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        text = text.replace(sign, code)
    return text


def _in_dot(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
