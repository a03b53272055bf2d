"""What an operator keeps, in one place: the ledger makes its tables from this, and the privacy screen its sentences."""

from __future__ import annotations

from dataclasses import dataclass

from exitbot.language.speaking import N_

__all__ = ["COUNTS", "NOTHING_KEPT", "REPORTS", "SMALLEST_COUNT", "Column", "Keeping", "Table"]

SMALLEST_COUNT = 10
"""A count below this is never written: a few people in one language on one day could be somebody."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it means to a reader."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Its key is every column but `times`, so that no row stands for one person's deed."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that make a row."""
        return tuple(column.name for column in self.columns if column.name != "times")


_DAY = Column("day", "TEXT", N_("the day"))
_LANGUAGE = Column("language", "TEXT", N_("the language of the page"))
_TIMES = Column("times", "INTEGER", N_("how many times"))

REPORTS = Table(
    "reports",
    N_("Reports that a statement is wrong"),
    (
        _DAY,
        Column("statement", "TEXT", N_("which statement")),
        _LANGUAGE,
        Column("revision", "TEXT", N_("which edition of the text")),
        _TIMES,
    ),
)
COUNTS = Table(
    "counts",
    N_("How often a kind of page was opened, if ten times or more that day"),
    (_DAY, Column("family", "TEXT", N_("the kind of page")), _LANGUAGE, _TIMES),
)


@dataclass(frozen=True, slots=True)
class Keeping:
    """What this operator has switched on."""

    reports: bool = False
    counts: bool = False

    @property
    def tables(self) -> tuple[Table, ...]:
        """Everything that is written anywhere."""
        return (*((REPORTS,) if self.reports else ()), *((COUNTS,) if self.counts else ()))


NOTHING_KEPT = Keeping()
