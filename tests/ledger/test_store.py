"""The ledger holds days and statements, never a trace of a person, and leaves nothing beside its one file."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from exitbot.ledger.store import Ledger, read_rows
from exitbot.screens.keeping import COUNTS, REPORTS, SMALLEST_COUNT, Keeping

TODAY, TOMORROW = date(2026, 11, 25), date(2026, 11, 26)
EVERYTHING = Keeping(reports=True, counts=True)


async def opened(path: Path, keeping: Keeping = EVERYTHING) -> Ledger:
    """A ledger ready to be written."""
    ledger = Ledger(path, keeping)
    await ledger.open()
    return ledger


async def test_a_report_is_day_statement_language_edition_and_how_often(tmp_path: Path) -> None:
    ledger = await opened(tmp_path / "ledger")
    for _ in range(3):
        await ledger.report(TODAY, "country-fr/summary/text", "ru", "abc")
    await ledger.close()
    assert read_rows(tmp_path / "ledger")["reports"] == [("2026-11-25", "country-fr/summary/text", "ru", "abc", 3)]


async def test_counts_below_ten_are_never_written(tmp_path: Path) -> None:
    ledger = await opened(tmp_path / "ledger")
    for family, times in (("country", SMALLEST_COUNT), ("emergency", SMALLEST_COUNT - 1)):
        for _ in range(times):
            ledger.count(TODAY, family, "ru")
    await ledger.write_counts(before=TODAY)
    assert read_rows(tmp_path / "ledger")["counts"] == [], "the day is not over"
    await ledger.write_counts(before=TOMORROW)
    assert read_rows(tmp_path / "ledger")["counts"] == [("2026-11-25", "country", "ru", SMALLEST_COUNT)]
    await ledger.close()


@pytest.mark.parametrize("keeping", [Keeping(), Keeping(reports=True), Keeping(counts=True)])
async def test_what_is_switched_off_has_no_table(tmp_path: Path, keeping: Keeping) -> None:
    ledger = await opened(tmp_path / "ledger", keeping)
    for _ in range(SMALLEST_COUNT):
        ledger.count(TODAY, "country", "ru")
    await ledger.report(TODAY, "x", "ru", "abc")
    await ledger.close()
    assert set(read_rows(tmp_path / "ledger")) == {table.name for table in keeping.tables}


async def test_no_journal_is_left_behind_and_deleted_rows_are_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "ledger"
    ledger = await opened(file)
    await ledger.report(TODAY, "a-statement-that-goes", "ru", "abc")
    assert [path.name for path in tmp_path.iterdir()] == ["ledger"], "no -wal, no -shm, no -journal, even while open"
    database = ledger._database
    assert database is not None
    assert b"a-statement-that-goes" in file.read_bytes(), "the control: it was there"
    await database.execute("DELETE FROM reports")
    await database.commit()
    assert b"a-statement-that-goes" not in file.read_bytes()
    await ledger.close()


def test_no_column_could_hold_a_person() -> None:
    """Every column is one of these; a new one has to be argued for here."""
    allowed = {"day", "statement", "family", "language", "revision", "times"}
    assert {column.name for table in (REPORTS, COUNTS) for column in table.columns} <= allowed


async def test_a_ledger_that_cannot_be_written_any_more_stops_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ledger = await opened(tmp_path / "ledger")
    assert ledger._database is not None
    await ledger._database.execute("DROP TABLE reports")
    await ledger.report(TODAY, "x", "ru", "abc")
    assert "the ledger could not be written: OperationalError" in caplog.text
    await ledger.close()


def test_a_file_that_is_no_ledger_is_an_error_of_sqlite(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("no database at all, but long enough to be taken for one" * 20)
    with pytest.raises(sqlite3.Error):
        read_rows(tmp_path / "other")
