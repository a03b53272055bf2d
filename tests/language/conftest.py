"""A catalog of the test's own, filled in as a translator would."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from exitbot.language.checking import catalog_problems
from exitbot.language.entries import Entry
from exitbot.language.extraction import Message
from exitbot.language.maintenance import read_catalog, update_catalog


@dataclass
class Translator:
    """Works on one Russian catalog of a folder of locales."""

    locales: Path
    domain: str = "interface"
    messages: tuple[Message, ...] = ()

    @property
    def file(self) -> Path:
        return self.locales / "ru" / "LC_MESSAGES" / f"{self.domain}.po"

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    def receives(self, *messages: Message) -> bool:
        """`exitbot i18n update` with these messages; True if the file changed."""
        self.messages = messages
        return update_catalog(self.file, "ru", messages)

    def writes(self, english: str, russian: str) -> None:
        """The translation of a sentence that stands in one line."""
        before = f'msgid "{english}"\nmsgstr ""\n'
        assert before in self.text
        self.edits(before, f'msgid "{english}"\nmsgstr "{russian}"\n')

    def edits(self, old: str, new: str) -> None:
        """The file with another text in it."""
        assert old in self.text
        self.file.write_text(self.text.replace(old, new, 1), encoding="utf-8")

    def entry(self, english: str, context: str | None = None) -> Entry:
        """An entry as it stands in the file."""
        found = read_catalog(self.file, "ru").get(english, context)
        assert found is not None
        return found

    def line_of(self, text: str) -> int:
        """The first line with this text."""
        return next(number for number, line in enumerate(self.text.splitlines(), 1) if text in line)

    def problems(self) -> list[str]:
        """What `exitbot i18n check` says of the file."""
        return list(catalog_problems(self.file, read_catalog(self.file, "ru"), self.messages, self.text))


@pytest.fixture
def translator(tmp_path: Path) -> Translator:
    return Translator(tmp_path / "locales")
