"""`exitbot addresses`: sign and verify the list of official addresses behind the verify screen."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import click

from exitbot.cli.support import Complaint, read_all
from exitbot.knowledge.loading import load_knowledge
from exitbot.knowledge.signing import Signature, fingerprint, new_key, sign, state_of

__all__ = ["addresses"]


@click.group()
def addresses() -> None:
    """The signed list of official addresses in content/addresses.yaml."""


@addresses.command(name="new-key")
@click.argument("file", type=click.Path(path_type=Path))
def new_key_(file: Path) -> None:
    """Make a signing key. Keep FILE off the server and out of the repository."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Complaint(f"{file} cannot be made ({error.strerror}); name a new file") from None
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(new_key())
    click.echo(f"The key is in {file}, readable by you alone. Sign with: exitbot addresses sign --key {file}")


@addresses.command(name="sign")
@click.option("--key", "key_file", type=click.Path(path_type=Path), required=True, help="The private key, a PEM file.")
def sign_(key_file: Path) -> None:
    """Sign the list as it stands; the key's public half and the signature are written into the file."""
    settings, knowledge = read_all()
    try:
        key, signature = sign(knowledge.addresses, key_file.read_bytes())
    except OSError as error:
        raise Complaint(f"{key_file} cannot be read ({error.strerror})") from None
    except ValueError as error:
        raise Complaint(f"{key_file} is no signing key: {error}") from None
    file = settings.content / "addresses.yaml"
    text = _with(_with(file.read_text(encoding="utf-8"), "key", key), "signature", signature)
    file.write_text(text, encoding="utf-8")
    click.echo(f"Signed. Fingerprint to publish on a second channel: {fingerprint(key)}")


def _with(text: str, name: str, value: str) -> str:
    """The YAML text with one top-level line set; the rest, comments included, stays."""
    line = f'{name}: "{value}"'
    changed, times = re.subn(rf"(?m)^{name}:.*$", line, text, count=1)
    return changed if times else text.replace("\naddresses:", f"\n{line}\naddresses:", 1)


@addresses.command()
def verify() -> None:
    """Whether the list is signed, still valid, and real."""
    settings, _ = read_all()
    listed = load_knowledge(settings.content).addresses
    state = state_of(listed)
    if state is Signature.WRONG:
        raise Complaint("the signature does not fit the list: somebody changed one of them; sign it anew")
    if state is Signature.MISSING:
        raise Complaint("the list is not signed; run 'exitbot addresses sign --key FILE'")
    if date.today() > listed.expires:
        raise Complaint(f"the list expired on {listed.expires}; check each address, move the dates, sign it anew")
    examples = " The entries are still examples (placeholder: true)." if listed.placeholder else ""
    click.echo(f"Signed and valid until {listed.expires}. Fingerprint: {fingerprint(listed.key or '')}.{examples}")
