"""A problem in content: where it is, what is wrong, and what is right. Written for people who are no programmers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from exitbot.language.telling import Told, told

__all__ = ["ContentError", "Notice", "Place", "Problem"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a content file; line and column count from 1. line 0: the whole file; column 0: the whole line."""

    file: Path
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        counted = [str(number) for number in (self.line, self.column) if number] if self.line else []
        return ":".join([str(self.file), *counted])


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. `str()` gives `file:line:column: what is wrong; what is right`."""

    place: Place
    message: str

    @property
    def line(self) -> Told:
        """The same, able to be said in another language."""
        return Told("{place}: {message}", place=str(self.place), message=self.message)

    def __str__(self) -> str:
        return str(self.line)


@dataclass(frozen=True, slots=True, order=True)
class Notice(Problem):
    """Advice about a place. Nothing waits for it."""

    @property
    def line(self) -> Told:
        """`file:line:column: note: what could be better`."""
        return told("{place}: note: {message}", place=str(self.place), message=self.message)


class ContentError(Exception):
    """The content cannot be served. Holds every problem found in one run, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"{len(self.problems)} problems in the content")

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)
