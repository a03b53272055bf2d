"""Every setting comes from the environment; a wrong one is refused with a sentence that names it and tells no secret."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from exitbot.settings import Settings, SettingsError, load_settings

TOKEN = "123456789:AAHd-fake_token_of_the_tests_0123456"
SECRET = "a-secret-of-the-tests"

pytestmark = pytest.mark.usefixtures("plain_environment")


def refusal(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    """What is said when a setting is wrong, wherever it is noticed."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings().secret_token()
    assert caught.value.__cause__ is None
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_without_any_variable_there_is_a_default_for_everything_but_the_token() -> None:
    settings = load_settings()
    assert settings.api_url == "https://api.telegram.org"
    assert settings.host_and_port == ("127.0.0.1", 8080)
    assert (settings.content / "countries").is_dir()
    assert settings.locales.is_dir()
    assert settings.webhook_url is None
    with pytest.raises(SettingsError, match="EXITBOT_TOKEN is missing; @BotFather gives one"):
        settings.secret_token()


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("EXITBOT_TOKEN", "12345", "digits, a colon, and 35 characters"),
        ("EXITBOT_TOKEN", "bot:AAHd-fake_token_of_the_tests_0123456", "digits, a colon"),
        ("EXITBOT_TOKEN", "123456789:AAHd fake token of the tests", "digits, a colon"),
        ("EXITBOT_TOKEN_FILE", "nowhere/token", "name a readable file"),
        ("EXITBOT_TOKEN_FILE", ".", "name a readable file"),
        ("EXITBOT_API_URL", "http://api.example.org", "must begin with https://"),
        ("EXITBOT_API_URL", "https://api.telegram.org@evil.example", "without a name before '@'"),
        ("EXITBOT_WEBHOOK_URL", "https://example.org/webhook", "without /webhook"),
        ("EXITBOT_LISTEN", "127.0.0.1:8²", "must be host:port"),
        ("EXITBOT_TOKN", "x", "did you mean EXITBOT_TOKEN?"),
        ("EXITBOT_API_URL", "api.telegram.org", "must be https://host"),
        ("EXITBOT_API_URL", "https://", "must be https://host"),
        ("EXITBOT_WEBHOOK_URL", "ftp://example.org", "must be https://host"),
        ("EXITBOT_WEBHOOK_URL", "https://example.org", "16 or more letters"),
        ("EXITBOT_WEBHOOK_SECRET", "short", "must be 16 to 256 letters, digits, - or _"),
        ("EXITBOT_WEBHOOK_SECRET", "long enough but with spaces", "must be 16 to 256 letters, digits, - or _"),
        ("EXITBOT_LISTEN", "8080", "must be host:port, for example 127.0.0.1:8080"),
        ("EXITBOT_LISTEN", "127.0.0.1:99999", "must be host:port"),
        ("EXITBOT_LISTEN", ":8080", "must be host:port"),
        ("EXITBOT_LISTEN", "127.0.0.1:http", "must be host:port"),
        ("EXITBOT_CONTENT", "nowhere", "is not a folder"),
        ("EXITBOT_LOCALES", "nowhere", "is not a folder"),
        ("EXITBOT_LOG_LEVEL", "LOUD", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("EXITBOT_LOG_FORMAT", "xml", "'text' or 'json'"),
    ],
)
def test_a_wrong_variable_is_named_with_what_is_right(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, right: str
) -> None:
    said = refusal(monkeypatch, **{name: value})
    missing_secret = right == "16 or more letters"
    assert ("EXITBOT_WEBHOOK_SECRET" if missing_secret else name) in said
    assert right in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXITBOT_TOKEN", "nine:AAHd-fake_token_of_the_tests_0123456"),
        ("EXITBOT_TOKEN", "123456789:short"),
        ("EXITBOT_WEBHOOK_SECRET", "s3cr3t"),
        ("EXITBOT_WEBHOOK_SECRET", "my secret of sixteen or more"),
    ],
)
def test_a_refusal_never_repeats_a_secret(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert value not in refusal(monkeypatch, **{name: value})


def test_a_token_that_is_right_is_not_told_when_another_variable_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    said = refusal(monkeypatch, EXITBOT_TOKEN=TOKEN, EXITBOT_WEBHOOK_SECRET=SECRET, EXITBOT_LISTEN="nowhere")
    assert TOKEN not in said
    assert SECRET not in said


def test_settings_can_be_printed_without_telling_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXITBOT_TOKEN", TOKEN)
    monkeypatch.setenv("EXITBOT_WEBHOOK_SECRET", SECRET)
    settings = load_settings()
    printed = f"{settings} {settings!r} {settings.token}"
    assert TOKEN not in printed
    assert SECRET not in printed


def test_a_token_from_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXITBOT_TOKEN", f" {TOKEN}\n")
    assert load_settings().secret_token() == TOKEN


def test_a_token_file_goes_before_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    monkeypatch.setenv("EXITBOT_TOKEN", "987654321:another_token_that_is_not_used_now")
    monkeypatch.setenv("EXITBOT_TOKEN_FILE", str(tmp_path / "token"))
    assert load_settings().secret_token() == TOKEN


@pytest.mark.parametrize(
    ("held", "says"), [(b"", "EXITBOT_TOKEN is missing"), (b"\xff\xfe", "EXITBOT_TOKEN_FILE cannot be read")]
)
def test_a_token_file_without_a_token_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, held: bytes, says: str
) -> None:
    (tmp_path / "token").write_bytes(held)
    assert says in refusal(monkeypatch, EXITBOT_TOKEN_FILE=str(tmp_path / "token"))


def test_a_file_named_dot_env_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"EXITBOT_TOKEN={TOKEN}\nEXITBOT_LISTEN=0.0.0.0:9000\nOTHER=1\n", encoding="utf-8")
    settings = load_settings()
    assert settings.secret_token() == TOKEN
    assert settings.host_and_port == ("0.0.0.0", 9000)


def test_the_environment_goes_before_dot_env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("EXITBOT_LISTEN=0.0.0.0:9000\n", encoding="utf-8")
    monkeypatch.setenv("EXITBOT_LISTEN", "127.0.0.1:9001")
    assert load_settings().host_and_port == ("127.0.0.1", 9001)


def test_a_wrong_line_in_dot_env_is_refused_like_a_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("EXITBOT_LOG_LEVEL=LOUD\n", encoding="utf-8")
    assert refusal(monkeypatch).startswith("EXITBOT_LOG_LEVEL: ")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXITBOT_LISTEN", "")
    assert load_settings().listen == "127.0.0.1:8080"


def test_a_webhook_with_its_secret_is_accepted_and_loses_its_last_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXITBOT_WEBHOOK_URL", "https://example.org/hook/")
    monkeypatch.setenv("EXITBOT_WEBHOOK_SECRET", SECRET)
    assert load_settings().webhook_url == "https://example.org/hook"


def test_an_address_of_the_newer_kind_can_be_listened_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXITBOT_LISTEN", "[::1]:8080")
    assert load_settings().host_and_port == ("::1", 8080)


def test_settings_do_not_change_once_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load_settings().listen = "0.0.0.0:1"  # type: ignore[misc]


def test_every_setting_is_explained_in_the_readme() -> None:
    readme = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`EXITBOT_{name.upper()}`" not in readme] == []
