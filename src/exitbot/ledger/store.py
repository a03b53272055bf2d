"""The ledger: a small SQLite file without a trace of a person.

Days, not seconds. No column could hold an id or a text that somebody typed. Deleted rows are overwritten, and no
write-ahead log is left behind.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path

import aiosqlite

from exitbot.screens.keeping import COUNTS, REPORTS, SMALLEST_COUNT, Keeping, Table

__all__ = ["Ledger", "read_rows"]

_SETTINGS = (
    "PRAGMA journal_mode=DELETE",  # never WAL: a log keeps what has been deleted
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
)

log = logging.getLogger("exitbot.ledger")


class Ledger:
    """Open it, write to it, close it. What cannot be written is said in the log and never stops an answer."""

    def __init__(self, path: Path, keeping: Keeping) -> None:
        self.keeping = keeping
        self._path = path
        self._database: aiosqlite.Connection | None = None
        self._counted: Counter[tuple[str, str, str]] = Counter()

    async def open(self) -> None:
        """Create what is missing. Raises sqlite3.Error or OSError if the file cannot be used."""
        self._database = await aiosqlite.connect(self._path)
        for setting in _SETTINGS:
            await self._database.execute(setting)
        for table in self.keeping.tables:
            await self._database.execute(_creation(table))
        await self._database.commit()

    async def report(self, day: date, statement: str, language: str, revision: str) -> None:
        """Somebody says that this statement is wrong. Who, is not known here."""
        if self.keeping.reports:
            await self._add(REPORTS, (day.isoformat(), statement, language, revision), 1)

    def count(self, day: date, family: str, language: str) -> None:
        """A page was opened. Stays in memory until the day is over."""
        if self.keeping.counts:
            self._counted[day.isoformat(), family, language] += 1

    async def write_counts(self, before: date) -> None:
        """Write the counts of days that are over; what is too small to be written is forgotten."""
        over = [key for key in self._counted if key[0] < before.isoformat()]
        for key in over:
            times = self._counted.pop(key)
            if times >= SMALLEST_COUNT:
                await self._add(COUNTS, key, times)

    async def close(self) -> None:
        """Write the counts there are and leave."""
        await self.write_counts(date.max)
        if self._database is not None:
            await self._database.close()
            self._database = None

    async def _add(self, table: Table, key: tuple[str, ...], times: int) -> None:
        if self._database is None:
            return
        names = ", ".join(table.key)
        marks = ", ".join("?" for _ in table.key)
        # Names come from the table's definition above, never from outside.
        statement = (
            f"INSERT INTO {table.name} ({names}, times) VALUES ({marks}, ?) "  # noqa: S608
            f"ON CONFLICT ({names}) DO UPDATE SET times = times + excluded.times"
        )
        try:
            await self._database.execute(statement, (*key, times))
            await self._database.commit()
        except sqlite3.Error as error:
            log.error("the ledger could not be written: %s", type(error).__name__)


def _creation(table: Table) -> str:
    columns = ", ".join(f"{column.name} {column.kind} NOT NULL" for column in table.columns)
    # WITHOUT ROWID: no hidden numbers that count what happened.
    return f"CREATE TABLE IF NOT EXISTS {table.name} ({columns}, PRIMARY KEY ({', '.join(table.key)})) WITHOUT ROWID"


def read_rows(path: Path) -> dict[str, list[tuple[str | int, ...]]]:
    """Everything in a ledger file, table by table, even a table this version does not know.

    Raises sqlite3.Error if the file is no ledger.
    """
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: list(database.execute(f'SELECT * FROM "{name}"')) for name in names}  # noqa: S608
