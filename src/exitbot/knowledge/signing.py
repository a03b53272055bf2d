"""The signature under the list of official addresses, so that a copy of the list can be told from a fake.

Ed25519 over the list in one canonical form. The public key travels with the list; what a person compares on a second
channel is its fingerprint.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from enum import StrEnum

from exitbot.knowledge.model import Addresses

__all__ = ["Signature", "canonical", "fingerprint", "new_key", "sign", "state_of"]


class Signature(StrEnum):
    """What the signature under a list says."""

    MISSING = "missing"
    WRONG = "wrong"
    RIGHT = "right"


def canonical(addresses: Addresses) -> bytes:
    """What is signed: everything a reader relies on, in one form."""
    signed = addresses.model_dump(mode="json", include={"placeholder", "updated", "expires", "addresses"})
    return json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def state_of(addresses: Addresses) -> Signature:
    """Whether the list is signed by the key it names."""
    if not addresses.key or not addresses.signature:
        return Signature.MISSING
    # Imported here: a bot whose list is unsigned needs no cryptography at start.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(addresses.key, validate=True))
        key.verify(base64.b64decode(addresses.signature, validate=True), canonical(addresses))
    except (InvalidSignature, ValueError, binascii.Error):
        return Signature.WRONG
    return Signature.RIGHT


def fingerprint(key: str) -> str:
    """Thirty-two hexadecimal digits of a public key's SHA-256, in groups of four, to be read out and compared."""
    digits = hashlib.sha256(base64.b64decode(key)).hexdigest()[:32]
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))


def new_key() -> bytes:
    """A private key as PEM. Keep it off the server: who has it can sign a fake list."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def sign(addresses: Addresses, pem: bytes) -> tuple[str, str]:
    """Public key and signature, both base64.

    Raises ValueError if the PEM holds no Ed25519 private key.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the file holds another kind of key; 'exitbot addresses new-key' makes the right one")
    public = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return base64.b64encode(public).decode(), base64.b64encode(key.sign(canonical(addresses))).decode()
