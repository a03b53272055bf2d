"""A copy of code, content and catalogs, so that nobody's edit in the meantime disturbs a measurement."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exitbot.knowledge.compiling import compile_content
from exitbot.language.catalogs import compile_catalog, po_files
from exitbot.telegram.library import Shelf, load_shelf

__all__ = ["ROOT", "SECRET", "Place", "bot_environment", "clean_environment", "copied_place", "free_port"]

ROOT = Path(__file__).resolve().parents[1]
SECRET = "a-secret-of-the-benchmarks"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of our own with the code, content, compiled catalogs, and room for a few files."""

    folder: Path

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def source(self) -> Path:
        """Goes into PYTHONPATH, before the installed package."""
        return self.folder / "src"

    @property
    def locales(self) -> Path:
        return self.folder / "locales"

    def shelf(self) -> Shelf:
        """Everything loaded, as the bot does it."""
        return load_shelf(self.content, self.locales)


@contextmanager
def copied_place() -> Iterator[Place]:
    """A fresh copy, compiled; removed at the end."""
    with tempfile.TemporaryDirectory(prefix="exitbot-bench-") as name:
        place = Place(Path(name))
        shutil.copytree(ROOT / "src", place.source, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "content", place.content)
        shutil.copytree(ROOT / "locales", place.locales)
        for language, files in po_files(place.locales).items():
            for file in files.values():
                file.with_suffix(".mo").write_bytes(compile_catalog(file, language))
        compile_content(place.content, date.today())
        yield place


def clean_environment() -> dict[str, str]:
    """The environment without any setting of exitbot."""
    return {name: value for name, value in os.environ.items() if not name.startswith("EXITBOT_")}


def bot_environment(place: Place, token: str, api_url: str, port: int, *, webhook: bool) -> Mapping[str, str]:
    """Everything `exitbot run` needs to serve on `port` of this machine and talk to `api_url`."""
    address = f"127.0.0.1:{port}"
    settings = {
        "PYTHONPATH": str(place.source),
        "EXITBOT_TOKEN": token,
        "EXITBOT_API_URL": api_url,
        "EXITBOT_LISTEN": address,
        "EXITBOT_CONTENT": str(place.content),
        "EXITBOT_LOCALES": str(place.locales),
    }
    if webhook:
        settings |= {"EXITBOT_WEBHOOK_URL": f"http://{address}", "EXITBOT_WEBHOOK_SECRET": SECRET}
    return clean_environment() | settings


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
