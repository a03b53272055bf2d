"""The control of the seized disk: everything that is planted is found, in a plain file and in SQLite."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from tests.support.scanner import compressed, forms_of_number, forms_of_text, scan_bytes, scan_files

NUMBERS = (73_519, 5_128_734, 918_273_645, 7_351_928_460, 281_739_465_028)
WORDS = "Иван Отказник 77"
NOISE = bytes(range(256)) * 3


@pytest.mark.parametrize("number", NUMBERS)
def test_every_form_of_an_id_is_found_in_a_plain_file(tmp_path: Path, number: int) -> None:
    for form, needle in forms_of_number(number):
        file = tmp_path / "data"
        file.write_bytes(NOISE[:211] + needle + NOISE[:97])
        assert form in {found.form for found in scan_files([file], [number])}, form


def test_every_form_of_words_is_found(tmp_path: Path) -> None:
    for form, needle in forms_of_text(WORDS):
        assert form in {found.form for found in scan_bytes(b"..." + needle + b"...", [WORDS])}, form


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("shift", range(5))
def test_encodings_are_found_wherever_the_id_stands_in_the_record(number: int, shift: int) -> None:
    import base64

    record = b"x" * shift + str(number).encode() + b"yz"
    for name, encoded in (
        ("base64", base64.b64encode(record)),
        ("base32", base64.b32encode(record)),
        ("base85", base64.b85encode(record)),
    ):
        if len(str(number)) >= 9:  # a shorter one has no group of its own at every alignment
            assert name in {found.form.split()[0] for found in scan_bytes(encoded, [number])}, (name, shift)


@pytest.mark.parametrize("number", NUMBERS)
def test_an_id_is_found_inside_compressed_data(number: int) -> None:
    for name, data in compressed(json.dumps({"chat": number}).encode()).items():
        assert scan_bytes(b"head" + data + b"tail", [number]), name


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("kind", ["INTEGER PRIMARY KEY", "INTEGER", "TEXT", "BLOB", "REAL"])
def test_an_id_is_found_in_sqlite_as_rowid_integer_text_blob_and_real(tmp_path: Path, number: int, kind: str) -> None:
    file = tmp_path / "base"
    with sqlite3.connect(file) as database:
        database.execute(f"CREATE TABLE t (x {kind}, y TEXT)")
        value: object = str(number).encode() if kind == "BLOB" else str(number) if kind == "TEXT" else number
        database.execute("INSERT INTO t VALUES (?, 'something')", (value,))
    database.close()
    assert scan_files([file], [number]), kind


def test_a_deleted_row_is_found_in_a_database_without_secure_delete(tmp_path: Path) -> None:
    file = tmp_path / "base"
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA secure_delete=OFF")
        database.execute("CREATE TABLE t (x TEXT)")
        database.execute("INSERT INTO t VALUES ('7351928460')")
        database.commit()
        database.execute("DELETE FROM t")
    database.close()
    assert scan_files([file], [7_351_928_460])


def test_a_file_without_any_of_it_is_clean(tmp_path: Path) -> None:
    file = tmp_path / "clean"
    file.write_text("2026-11-25 country-fr/summary/text ru abc 3\n" * 50)
    assert scan_files([file], [*NUMBERS, WORDS]) == []
