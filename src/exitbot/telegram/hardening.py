"""What the bot refuses to do on the real Telegram, and how it keeps its memory to itself."""

from __future__ import annotations

import ctypes
import resource
import stat
import sys
from datetime import date
from pathlib import Path

from exitbot.knowledge.model import Addresses
from exitbot.knowledge.signing import Signature, state_of
from exitbot.settings import Settings, SettingsError

__all__ = ["keep_memory_private", "refuse_unsafe"]

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def keep_memory_private() -> None:
    """No core dumps, neither to a file nor to a crash collector, and no other process may look in."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def refuse_unsafe(settings: Settings, addresses: Addresses, today: date) -> None:
    """Raises SettingsError naming the setting and the way out. Applies where real people may be on the other side."""
    _refuse_open_file(settings.token_file, "EXITBOT_TOKEN_FILE")
    if settings.token_from_file:
        _refuse_open_file(Path(".env"), "EXITBOT_TOKEN in .env")
    if not settings.is_production:
        return
    if settings.log_level == "DEBUG" and "debug" not in settings.force:
        raise SettingsError("EXITBOT_LOG_LEVEL is DEBUG on the real Telegram; use INFO, or set EXITBOT_FORCE=debug for a while")
    if "unsigned" not in settings.force:
        _refuse_unsigned(addresses, today)


def _refuse_open_file(file: Path | None, name: str) -> None:
    if file and file.exists() and stat.S_IMODE(file.stat().st_mode) & stat.S_IROTH:
        raise SettingsError(f"{name}: everybody on this machine can read the file; run: chmod 600 {file.name}")


def _refuse_unsigned(addresses: Addresses, today: date) -> None:
    way_out = "sign content/addresses.yaml (README, 'On Telegram'), or set EXITBOT_FORCE=unsigned to try the bot out"
    if addresses.placeholder:
        raise SettingsError(f"EXITBOT_CONTENT: the official addresses are examples; {way_out}")
    if state_of(addresses) is not Signature.RIGHT:
        raise SettingsError(f"EXITBOT_CONTENT: the official addresses are not rightly signed; {way_out}")
    if today > addresses.expires:
        raise SettingsError(f"EXITBOT_CONTENT: the list of official addresses expired on {addresses.expires}; {way_out}")
