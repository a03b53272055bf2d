"""A problem in content: where it is, what is wrong, and what is right. Written for people who are no programmers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ContentError", "Place", "Problem"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a content file; line and column count from 1."""

    file: Path
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. `str()` gives `file:line:column: what is wrong; what is right`."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class ContentError(Exception):
    """The content cannot be served. Holds every problem found in one run, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"{len(self.problems)} problems in the content")

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)
