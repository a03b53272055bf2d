"""Imports run one way: language <- knowledge <- guidance <- screens <- telegram, sandbox <- cli."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "exitbot"
MAY_IMPORT = {
    "language": {"language"},
    "knowledge": {"language", "knowledge"},
    "guidance": {"language", "knowledge", "guidance"},
    "screens": {"language", "knowledge", "guidance", "screens"},
    "telegram": {"language", "knowledge", "guidance", "screens", "ledger", "telegram", "settings"},
    "sandbox": {"language", "sandbox"},
    "ledger": {"screens", "ledger"},
}
PURE = ("language", "knowledge", "guidance", "screens")
NO_BUSINESS_IN_PURE_ROOMS = {"telegram", "aiohttp", "httpx", "aiosqlite", "asyncio", "logging", "click", "rich"}


def imports_of(source: str) -> set[str]:
    """Dotted names of everything a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the direction"
            names.add(node.module or "")
    return names


def violations(room: str, source: str) -> list[str]:
    """Imports of a room that go against the direction."""
    found = []
    for name in imports_of(source):
        top, *rest = name.split(".")
        if top == "exitbot" and rest and rest[0] not in MAY_IMPORT[room]:
            found.append(name)
        if room in PURE and top in NO_BUSINESS_IN_PURE_ROOMS:
            found.append(name)
    return found


@pytest.mark.parametrize("room", [room for room in MAY_IMPORT if (PACKAGE / room).is_dir()])
def test_imports_of_a_room_run_downhill_only(room: str) -> None:
    bad = {
        str(file.relative_to(PACKAGE)): names
        for file in (PACKAGE / room).rglob("*.py")
        if (names := violations(room, file.read_text(encoding="utf-8")))
    }
    assert not bad


def test_an_import_uphill_is_noticed() -> None:
    assert violations("knowledge", "from exitbot.screens import home") == ["exitbot.screens"]
    assert violations("screens", "import aiohttp.web") == ["aiohttp.web"]
    assert violations("telegram", "from exitbot.screens.route import Route") == []


def test_the_clock_is_an_argument_in_pure_rooms() -> None:
    for room in PURE:
        for file in (PACKAGE / room).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert "date.today(" not in text and "datetime.now(" not in text and "time.time(" not in text, file
