"""A git repository around a copy of the content, for tests that look back at an older edition."""

from __future__ import annotations

import subprocess
from pathlib import Path

__all__ = ["commit"]

_WHO = ("-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false")


def commit(folder: Path) -> None:
    """Everything in the folder as a new commit; the repository is made if there is none. Compiled files stay out of it."""
    if not (folder / ".git").exists():
        _git(folder, "init", "--quiet")
        (folder / ".git" / "info" / "exclude").write_text("*.mo\ncompiled.json\n", encoding="utf-8")
    _git(folder, "add", "--all")
    _git(folder, *_WHO, "commit", "--quiet", "--allow-empty", "--message", "an edition")


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
