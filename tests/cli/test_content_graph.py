"""`content graph` draws the guided check: as Mermaid text always, as SVG where graphviz is installed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import CopyOfContent, Exitbot
from tests.support.guides import SMALL_CHECK


@pytest.fixture
def copy_of_content(part_of_content: CopyOfContent) -> CopyOfContent:
    part_of_content.write("content/check.yaml", SMALL_CHECK)
    return part_of_content


@pytest.fixture
def graphviz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called dot that gives back what it was asked, so that the test needs no graphviz."""
    program = tmp_path / "bin" / "dot"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "<svg $*>"\nexec cat\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    return program


def test_without_a_file_it_is_mermaid_text(exitbot: Exitbot) -> None:
    ran = exitbot("content", "graph")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("flowchart LR\n")
    assert "no-proof<br/>if situation: called, reserve, serving, deserter; proof: none<br/>protection at most hard" in ran.out


def test_a_file_of_mermaid_text_is_the_same(exitbot: Exitbot, tmp_path: Path) -> None:
    ran = exitbot("content", "graph", "--output", str(tmp_path / "map.mmd"))
    assert (ran.code, ran.out) == (0, f"{tmp_path / 'map.mmd'}: 37 boxes, 0 of them with something that leads nowhere.\n")
    assert (tmp_path / "map.mmd").read_text(encoding="utf-8") == exitbot("content", "graph").out


def test_what_leads_nowhere_is_counted(exitbot: Exitbot, copy_of_content: CopyOfContent, tmp_path: Path) -> None:
    copy_of_content.plant("content/check.yaml", r", to: \[schengen\],", ", to: [elsewhere],")
    assert "37 boxes, 1 of them" in exitbot("content", "graph", "--output", str(tmp_path / "map.mmd")).out


def test_graphviz_draws_an_svg(exitbot: Exitbot, tmp_path: Path, graphviz: Path) -> None:
    ran = exitbot("content", "graph", "--output", str(tmp_path / "map.svg"))
    assert (ran.code, ran.err) == (0, "")
    drawn = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<svg -Tsvg>\ndigraph check {\n")
    assert "protection at most hard" in drawn


def test_without_graphviz_it_is_one_calm_sentence(exitbot: Exitbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = exitbot("content", "graph", "--output", str(tmp_path / "map.svg"))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "graphviz is not installed here (on Debian: apt install graphviz); --output FILE.mmd needs none\n"
    assert not (tmp_path / "map.svg").exists()


def test_a_graphviz_that_fails_is_one_calm_sentence(exitbot: Exitbot, tmp_path: Path, graphviz: Path) -> None:
    graphviz.write_text("#!/bin/sh\ncat >/dev/null\nexit 1\n", encoding="utf-8")
    ran = exitbot("content", "graph", "--output", str(tmp_path / "map.svg"))
    assert (ran.code, ran.out, ran.err) == (2, "", "graphviz could not draw it; --output FILE.mmd needs none\n")


@pytest.mark.parametrize("name", ["map.png", "map", "svg"])
def test_another_kind_of_file_is_refused(exitbot: Exitbot, tmp_path: Path, name: str) -> None:
    ran = exitbot("content", "graph", "--output", str(tmp_path / name))
    assert (ran.code, ran.out, ran.err) == (2, "", f"'{tmp_path / name}' is neither FILE.svg nor FILE.mmd\n")


def test_a_file_that_cannot_be_written_is_one_calm_sentence(exitbot: Exitbot, tmp_path: Path) -> None:
    ran = exitbot("content", "graph", "--output", str(tmp_path / "nowhere" / "map.mmd"))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{tmp_path}/nowhere/map.mmd cannot be written (No such file or directory)\n"
