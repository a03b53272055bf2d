"""The signed list of official addresses: made, checked, and never trusted when somebody changed it."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import CopyOfContent, Exitbot

from exitbot.knowledge.loading import load_knowledge
from exitbot.knowledge.signing import Signature, fingerprint, state_of
from exitbot.language.catalogs import load_catalogs
from exitbot.language.speaking import Voice
from exitbot.screens.building import build_screen
from exitbot.screens.layout import plain_text
from exitbot.screens.route import Route

TODAY = date(2026, 11, 25)


@pytest.fixture
def signed(copy_of_content: CopyOfContent, exitbot: Exitbot, tmp_path: Path) -> CopyOfContent:
    """A copy whose list is signed with a new key."""
    key = tmp_path / "key.pem"
    assert exitbot("addresses", "new-key", str(key)).code == 0
    assert exitbot("addresses", "sign", "--key", str(key)).code == 0
    return copy_of_content


def shown(copy: CopyOfContent, language: str = "en") -> str:
    """The verify screen of a copy."""
    voice = Voice(language, load_catalogs(copy.locales))
    return plain_text(build_screen(load_knowledge(copy.content), voice, Route(("verify",)), TODAY))


def test_a_new_key_is_readable_by_its_owner_alone_and_overwrites_nothing(exitbot: Exitbot, tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    exitbot("addresses", "new-key", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    assert exitbot("addresses", "new-key", str(file)).code == 2
    assert file.read_bytes() == before


def test_an_unsigned_list_is_said_to_be_unsigned(copy_of_content: CopyOfContent, exitbot: Exitbot) -> None:
    ran = exitbot("addresses", "verify")
    assert ran.code == 2 and "is not signed" in ran.err
    assert "not signed yet" in shown(copy_of_content)


def test_a_signed_list_verifies_and_its_fingerprint_is_the_same_everywhere(signed: CopyOfContent, exitbot: Exitbot) -> None:
    addresses = load_knowledge(signed.content).addresses
    assert state_of(addresses) is Signature.RIGHT
    digits = fingerprint(addresses.key or "")
    ran = exitbot("addresses", "verify")
    assert ran.code == 0 and digits in ran.out
    assert digits in shown(signed) and digits in shown(signed, "ru")


def test_signing_keeps_the_comments_and_the_rest_of_the_file(signed: CopyOfContent, exitbot: Exitbot) -> None:
    original = (Path(__file__).resolve().parents[2] / "content" / "addresses.yaml").read_text(encoding="utf-8")
    text = (signed.content / "addresses.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(("key:", "signature:"))]
    assert kept == [line for line in original.splitlines() if not line.startswith(("key:", "signature:"))]
    assert exitbot("check", "--content-only").code == 0


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (r"value: .*", "value: 'https://example.org/somebody-else'"),
        (r"^expires: .*", "expires: 2029-01-01"),
        (r'^key: "."?', 'key: "A'),
        (r'^signature: ".{4}', 'signature: "AAAA'),
    ],
    ids=["address", "date", "key", "signature"],
)
def test_a_changed_list_is_refused_everywhere(signed: CopyOfContent, exitbot: Exitbot, pattern: str, replacement: str) -> None:
    signed.plant("content/addresses.yaml", pattern, replacement)
    assert exitbot("addresses", "verify").code == 2
    assert "the signature does not fit" in exitbot("check", "--content-only").out
    assert "do not trust it" in shown(signed)


def test_an_expired_list_is_said_to_be_out_of_date(signed: CopyOfContent) -> None:
    voice = Voice("en", load_catalogs(signed.locales))
    late = build_screen(load_knowledge(signed.content), voice, Route(("verify",)), date(2028, 1, 1))
    assert "out of date" in plain_text(late)


def test_something_that_is_no_key_is_refused_with_a_sentence(exitbot: Exitbot, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("no key")
    for file in ("x", "missing"):
        ran = exitbot("addresses", "sign", "--key", str(tmp_path / file))
        assert ran.code == 2 and file in ran.err
