"""What the bot refuses on the real Telegram, with the setting's name and the way out in the sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Addresses
from exitbot.knowledge.signing import new_key, sign
from exitbot.settings import Settings, SettingsError
from exitbot.telegram.hardening import refuse_unsafe

TODAY = date(2026, 11, 25)
TOKEN = "123456789:" + "a" * 35
SANDBOX = "http://127.0.0.1:9"


def settings(**values: Any) -> Settings:
    """Settings that read no environment."""
    return Settings(_env_file=None, **values)  # type: ignore[call-arg]


@pytest.fixture
def signed(knowledge: Knowledge) -> Addresses:
    """A real list, rightly signed."""
    real = knowledge.addresses.model_copy(update={"placeholder": False})
    key, signature = sign(real, new_key())
    return real.model_copy(update={"key": key, "signature": signature})


def test_everything_in_order_is_not_refused(signed: Addresses) -> None:
    refuse_unsafe(settings(token=TOKEN), signed, TODAY)


@pytest.mark.parametrize(
    ("change", "day", "words"),
    [
        ({"placeholder": True}, TODAY, "are examples"),
        ({"signature": None}, TODAY, "not rightly signed"),
        ({"expires": date(2027, 1, 1)}, TODAY, "not rightly signed"),
        ({}, date(2030, 1, 1), "expired on"),
    ],
    ids=["examples", "unsigned", "changed", "expired"],
)
def test_unsigned_addresses_are_refused_on_the_real_telegram_only(
    signed: Addresses, change: dict[str, Any], day: date, words: str
) -> None:
    wrong = signed.model_copy(update=change)
    with pytest.raises(SettingsError, match=f"EXITBOT_CONTENT.*{words}.*EXITBOT_FORCE=unsigned"):
        refuse_unsafe(settings(token=TOKEN), wrong, day)
    refuse_unsafe(settings(token=TOKEN, force="unsigned"), wrong, day)
    refuse_unsafe(settings(token=TOKEN, api_url=SANDBOX), wrong, day)


def test_debug_logging_is_refused_on_the_real_telegram_unless_forced(signed: Addresses) -> None:
    with pytest.raises(SettingsError, match="EXITBOT_LOG_LEVEL"):
        refuse_unsafe(settings(token=TOKEN, log_level="DEBUG"), signed, TODAY)
    refuse_unsafe(settings(token=TOKEN, log_level="DEBUG", force="debug"), signed, TODAY)
    refuse_unsafe(settings(token=TOKEN, log_level="DEBUG", api_url=SANDBOX), signed, TODAY)


@pytest.mark.parametrize(("mode", "refused"), [(0o600, False), (0o640, False), (0o644, True), (0o604, True)])
def test_a_token_file_that_everybody_can_read_is_refused_even_on_the_sandbox(
    signed: Addresses, tmp_path: Path, mode: int, refused: bool
) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN)
    file.chmod(mode)
    chosen = settings(token_file=file, api_url=SANDBOX)
    if refused:
        with pytest.raises(SettingsError, match=r"EXITBOT_TOKEN_FILE.*chmod 600"):
            refuse_unsafe(chosen, signed, TODAY)
    else:
        refuse_unsafe(chosen, signed, TODAY)


def test_a_dotenv_with_a_token_that_everybody_can_read_is_refused(
    signed: Addresses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EXITBOT_TOKEN", raising=False)
    (tmp_path / ".env").write_text(f"EXITBOT_TOKEN={TOKEN}\n")
    (tmp_path / ".env").chmod(0o644)
    with pytest.raises(SettingsError, match=r"\.env"):
        refuse_unsafe(Settings(api_url=SANDBOX), signed, TODAY)
    (tmp_path / ".env").chmod(0o600)
    refuse_unsafe(Settings(api_url=SANDBOX), signed, TODAY)


def test_an_unknown_word_to_force_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="force"):
        settings(force="everything")


def test_memory_is_kept_private() -> None:
    script = (
        "import resource, ctypes; from exitbot.telegram.hardening import keep_memory_private as k; "
        "before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0); k(); "
        "print(before, resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ)
    assert ran.stdout.split() == ["1", "(0,", "0)", "0"], "dumpable before, no core and not dumpable after"
