"""`exitbot content graph`: the guided check as a drawing, for whoever wants to see where a rule leads."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import click

from exitbot.cli.support import Complaint, read_all
from exitbot.guidance.drawing import dot, mermaid
from exitbot.guidance.mapping import guide_map

__all__ = ["graph"]


@click.command()
@click.option("--output", type=click.Path(path_type=Path), default=None, help="FILE.svg, drawn by graphviz, or FILE.mmd.")
def graph(output: Path | None) -> None:
    """Draw the guided check: questions, readings, caps, warnings, advice, and what leads nowhere.

    Without --output it is written as Mermaid text, which GitHub and many editors show as a drawing.
    """
    _, knowledge = read_all()
    drawn = guide_map(knowledge)
    if output is None:
        click.echo(mermaid(drawn), nl=False)
        return
    if output.suffix not in (".svg", ".mmd"):
        raise Complaint(f"'{output}' is neither FILE.svg nor FILE.mmd")
    _write(output, mermaid(drawn) if output.suffix == ".mmd" else asyncio.run(_svg(dot(drawn))))
    dead = sum(bool(node.dead) for node in drawn.nodes)
    click.echo(f"{output}: {len(drawn.nodes)} boxes, {dead} of them with something that leads nowhere.")


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Complaint(f"{output} cannot be written ({error.strerror})") from None


async def _svg(text: str) -> str:
    """What graphviz makes of a drawing. Complaint if it is not there."""
    program = shutil.which("dot")
    if program is None:
        raise Complaint("graphviz is not installed here (on Debian: apt install graphviz); --output FILE.mmd needs none")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(program, "-Tsvg", stdin=pipe, stdout=pipe, stderr=pipe)
    drawn, _ = await process.communicate(text.encode())
    if process.returncode:
        raise Complaint("graphviz could not draw it; --output FILE.mmd needs none")
    return drawn.decode()
