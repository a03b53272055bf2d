"""What many tests need: the shipped content, a copy of it that may be broken, and the command line in this process."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner
from tests.support.guides import cut_down

from exitbot.cli import main
from exitbot.knowledge.compiled import COMPILED_FILE
from exitbot.knowledge.compiling import compile_content
from exitbot.knowledge.loading import Knowledge, load_knowledge
from exitbot.language.catalogs import compile_catalog, po_files

ROOT = Path(__file__).resolve().parents[1]
HERE = "§"
"""Stands in planted text where the problem has to be reported; it is not written into the file."""


@dataclass(frozen=True)
class CopyOfContent:
    """A copy of content/ and locales/ that a test may break."""

    folder: Path

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def locales(self) -> Path:
        return self.folder / "locales"

    def catalog(self, domain: str, language: str = "ru") -> Path:
        """The .po file of a domain."""
        return self.locales / language / "LC_MESSAGES" / f"{domain}.po"

    def plant(self, file: str | Path, pattern: str, replacement: str) -> str:
        """Replace what `pattern` finds first; give `file:line:column` of the HERE in the replacement, or of its beginning."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        found = re.search(pattern, text, re.MULTILINE)
        assert found, f"{pattern!r} is not in {file}"
        put = found.expand(replacement)
        before = text[: found.start()] + put[: max(put.find(HERE), 0)]
        path.write_text(text[: found.start()] + put.replace(HERE, "") + text[found.end() :], encoding="utf-8")
        return f"{path}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"

    def write(self, file: str, data: str | bytes) -> str:
        """A whole file anew; gives its path."""
        path = self.folder / file
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return str(path)

    def copied_to(self, folder: Path) -> CopyOfContent:
        """Another copy of it as it is now."""
        shutil.copytree(self.folder, folder)
        return CopyOfContent(folder)

    def knowledge(self) -> Knowledge:
        """The copy, loaded as it is now."""
        return load_knowledge(self.content)


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


Exitbot = Callable[..., Ran]


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> CopyOfContent:
    """content/ and locales/ as they stood when the tests began, compiled; not to be changed."""
    folder = tmp_path_factory.mktemp("shipped")
    for name in ("content", "locales"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.mo", "*.pot", COMPILED_FILE))
    return compiled(CopyOfContent(folder))


def compiled(copy: CopyOfContent) -> CopyOfContent:
    """The same, quick to load. What a test changes in it afterwards is read from the YAML and PO files again."""
    for language, files in po_files(copy.locales).items():
        for file in files.values():
            file.with_suffix(".mo").write_bytes(compile_catalog(file, language))
    compile_content(copy.content, date.today())
    return copy


@pytest.fixture(scope="session")
def knowledge(shipped: CopyOfContent) -> Knowledge:
    """The shipped content."""
    return shipped.knowledge()


@pytest.fixture(scope="session")
def shipped_part(shipped: CopyOfContent, tmp_path_factory: pytest.TempPathFactory) -> CopyOfContent:
    """The same with one country and one topic, which is read and crawled three times faster; not to be changed."""
    part = shipped.copied_to(tmp_path_factory.mktemp("part") / "copy")
    for kind, folder, kept in (("country", "countries", "fr"), ("topic", "topics", "visas")):
        for file in (part.content / folder).iterdir():
            if file.stem != kept:
                file.unlink()
                catalog = part.catalog(f"{kind}-{file.stem}")
                catalog.unlink(missing_ok=True)
                catalog.with_suffix(".mo").unlink(missing_ok=True)
    emergency = part.content / "emergency.yaml"
    emergency.write_text(re.sub("    topics: .*\n", "", emergency.read_text(encoding="utf-8")), encoding="utf-8")
    cut_down(part.content / "check.yaml", kept="fr")
    return compiled(part)


@pytest.fixture
def copy_of_content(shipped: CopyOfContent, tmp_path: Path) -> CopyOfContent:
    """A copy of the shipped content and catalogs of this test's own."""
    return shipped.copied_to(tmp_path / "copy")


@pytest.fixture
def part_of_content(shipped_part: CopyOfContent, tmp_path: Path) -> CopyOfContent:
    """The same of one country and one topic. A module that names it copy_of_content gives it to `exitbot` too."""
    return shipped_part.copied_to(tmp_path / "copy")


@pytest.fixture
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No EXITBOT_ variable and no .env of the person who runs the tests."""
    for name in [name for name in os.environ if name.startswith("EXITBOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    yield


@pytest.fixture
def exitbot(copy_of_content: CopyOfContent, plain_environment: None) -> Exitbot:
    """`exitbot("screen", "home", typed="q\\n")`: the real command in this process, on the copy of the content."""
    environment = {"EXITBOT_CONTENT": str(copy_of_content.content), "EXITBOT_LOCALES": str(copy_of_content.locales)}

    def run(*arguments: str, typed: str = "") -> Ran:
        code: object = 0
        terminal = CliRunner().isolation(input=typed, env=environment)
        with terminal as (out, err, _), mock.patch("sys.argv", ["exitbot", *arguments]):
            try:
                main()
            except SystemExit as end:
                code = end.code
        return Ran(int(code or 0), out.getvalue().decode(), err.getvalue().decode())  # type: ignore[call-overload]

    return run
