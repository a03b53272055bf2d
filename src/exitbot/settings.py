"""Settings from the environment and `.env`. A wrong one stops the start with a sentence that names it."""

from __future__ import annotations

import difflib
import ipaddress
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

__all__ = ["Settings", "SettingsError", "load_settings"]

OFFICIAL_API = "https://api.telegram.org"
_PACKAGE = Path(__file__).resolve().parent


def _bundled(name: str) -> Path:
    """content/ or locales/: inside the installed wheel, or beside src/ in a checkout."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name


class SettingsError(Exception):
    """One sentence that names the setting and says what is right. Holds no secret."""


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise ValueError("is not a folder")
    return path


def _http(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/@?#]+(/[^\s?#]*)?", value):
        raise ValueError("must be https://host, without a name before '@'")
    if value.startswith("http://") and not _is_near(urlsplit(value).hostname or ""):
        raise ValueError("must begin with https://; http is for this machine and its own network only")
    return value.rstrip("/")


def _without_path(value: str) -> str:
    if urlsplit(value).path.rstrip("/").endswith("/webhook"):
        raise ValueError("must be the address without /webhook; that is added")
    return value


def _is_near(host: str) -> bool:
    """This machine, a private address, or a name without a dot, as containers call each other."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host


def _hard_to_guess(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()):
        raise ValueError("must be 16 to 256 letters, digits, - or _")
    return secret


def _words(value: Any) -> Any:
    return [word.strip() for word in value.split(",") if word.strip()] if isinstance(value, str) else value


def _host_and_port(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or not 0 <= int(port) < 65536:
        raise ValueError("must be host:port, for example 127.0.0.1:8080")
    return value


class Settings(BaseSettings):
    """What an operator can set. The table in the README explains each."""

    model_config = SettingsConfigDict(
        env_prefix="EXITBOT_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    token: SecretStr | None = None
    token_file: Path | None = None
    api_url: Annotated[str, AfterValidator(_http)] = OFFICIAL_API
    webhook_url: Annotated[str, AfterValidator(_http), AfterValidator(_without_path)] | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(_hard_to_guess)] | None = None
    listen: Annotated[str, AfterValidator(_host_and_port)] = "127.0.0.1:8080"
    content: Annotated[Path, AfterValidator(_folder)] = Field(default_factory=lambda: _bundled("content"))
    locales: Annotated[Path, AfterValidator(_folder)] = Field(default_factory=lambda: _bundled("locales"))
    ledger: Path | None = None
    counts: bool = False
    force: Annotated[frozenset[Literal["debug", "unsigned"]], NoDecode, BeforeValidator(_words)] = frozenset()
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Settings:
        if self.webhook_url and not self.webhook_secret:
            raise ValueError("EXITBOT_WEBHOOK_SECRET is missing; with EXITBOT_WEBHOOK_URL set it needs 16 or more letters")
        return self

    @model_validator(mode="after")
    def _counts_have_a_place(self) -> Settings:
        if self.counts and not self.ledger:
            raise ValueError("EXITBOT_COUNTS needs EXITBOT_LEDGER, the file the counts are written to")
        return self

    @property
    def is_production(self) -> bool:
        """Whether real people may be on the other side."""
        return self.api_url == OFFICIAL_API

    @property
    def token_from_file(self) -> bool:
        """Whether the token in force stands in `.env`."""
        return bool(self.token) and not os.environ.get("EXITBOT_TOKEN") and not self.token_file

    @property
    def host_and_port(self) -> tuple[str, int]:
        """Where webhook and health listen."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)

    def secret_token(self) -> str:
        """The bot's token, from the variable or the file.

        Raises SettingsError if there is none or the file cannot be read.
        """
        if self.token_file:
            try:
                token = self.token_file.read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                reason = getattr(error, "strerror", None) or "it is not text"
                raise SettingsError(f"EXITBOT_TOKEN_FILE cannot be read: {reason}; name a readable file") from None
        else:
            token = self.token.get_secret_value().strip() if self.token else ""
        number, _, rest = token.partition(":")
        if not token:
            raise SettingsError("EXITBOT_TOKEN is missing; @BotFather gives one, or run 'exitbot try' without it")
        if not number.isdigit() or len(rest) < 20 or not rest.replace("-", "").replace("_", "").isalnum():
            raise SettingsError("EXITBOT_TOKEN does not look like a token; it is digits, a colon, and 35 characters")
        return token


def _refuse_unknown(names: Iterable[str]) -> None:
    """A misspelt setting would silently leave the default in force."""
    known = {f"EXITBOT_{field.upper()}" for field in Settings.model_fields}
    for name in names:
        if name not in known and not name.startswith("EXITBOT_TEST_"):
            close = difflib.get_close_matches(name, known, n=1)
            advice = f"did you mean {close[0]}?" if close else "the README lists all settings"
            raise SettingsError(f"{name} is no setting; {advice}")


def load_settings(**overrides: Any) -> Settings:
    """Read the settings once.

    Raises SettingsError naming the first wrong variable; its value is never repeated, because it may be the secret.
    """
    _refuse_unknown(name for name in os.environ if name.startswith("EXITBOT_"))
    try:
        return Settings(**overrides)
    except UnicodeDecodeError:
        raise SettingsError("the file .env is not UTF-8; save it as UTF-8") from None
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)[0]
        name = "_".join(["EXITBOT", *(str(step).upper() for step in details["loc"][:1])])
        message = details["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
        sentence = message if message.startswith("EXITBOT_") else f"{name}: {message}"
        raise SettingsError(sentence) from None
