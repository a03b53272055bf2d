"""Watches what a Python process opens for writing, from inside, before any of its own code runs."""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["events_in", "make_audit_folder"]

# Put on PYTHONPATH, Python imports it first. It reports through a pipe that the test holds, which opens no file.
_SITECUSTOMIZE = """
import json, os, sys

_PIPE = int(os.environ["EXITBOT_TEST_PIPE"])
_DENY = os.environ.get("EXITBOT_TEST_DENY") == "yes"
_CHANGES = {"os.mkdir", "os.rename", "os.link", "os.symlink", "os.truncate", "os.chmod", "shutil.copyfile", "tempfile.mkstemp",
            "tempfile.mkdtemp", "sqlite3.connect"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _hook(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if isinstance(path, int) or not (flags or 0) & _WRITES or str(path) == "/dev/null":
            return
        _tell("open", path)
        if _DENY:
            raise PermissionError(30, "Read-only file system")
    elif event in _CHANGES:
        _tell(event, arguments[0] if arguments else "")


def _tell(event, path):
    os.write(_PIPE, (json.dumps([event, str(path)]) + "\\n").encode())


sys.addaudithook(_hook)
"""


def make_audit_folder(folder: Path) -> Path:
    """A folder for PYTHONPATH."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_SITECUSTOMIZE, encoding="utf-8")
    return folder


def events_in(data: bytes) -> list[tuple[str, str]]:
    """(event, path) of everything that was opened for writing or changed."""
    return [tuple(json.loads(line)) for line in data.splitlines()]
