"""Logging without people: our own records say what we wrote into them, everybody else's only who and what kind.

Libraries put addresses (with the token), bodies and ids into their messages, so their words never reach the output.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from types import TracebackType
from typing import Any

__all__ = ["PrivateFormatter", "configure_logging"]

_OURS = "exitbot"


class PrivateFormatter(logging.Formatter):
    """time level logger message; of an exception only its class, never its text or traceback."""

    def __init__(self, as_json: bool) -> None:
        super().__init__(datefmt="%Y-%m-%dT%H:%M:%S%z")
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        fields = {
            "time": self.formatTime(record, self.datefmt),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        return json.dumps(fields, ensure_ascii=False) if self._as_json else " ".join(fields.values())


def _message(record: logging.LogRecord) -> str:
    kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
    if record.name == _OURS or record.name.startswith(_OURS + "."):
        return f"{record.getMessage()} ({kind})" if kind else record.getMessage()
    return kind or "a message of a library, withheld"


def configure_logging(level: str, *, as_json: bool = False) -> None:
    """Send everything to standard error through the private formatter, crash output included."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PrivateFormatter(as_json))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(_OURS).setLevel(level)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a record that cannot be formatted must not be printed raw
    sys.excepthook = _crash
    threading.excepthook = lambda crash: _crash(crash.exc_type, crash.exc_value, crash.exc_traceback)
    sys.unraisablehook = lambda crash: _crash(crash.exc_type, crash.exc_value, crash.exc_traceback)


def _crash(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None, *_: Any) -> None:
    """Where it happened, without the words of the exception and without local values."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "unknown place"
    logging.getLogger(_OURS).critical("stopped by %s in %s", kind.__name__, place)
