"""Finds a person's number or words in seized bytes, in every form in which a program is likely to have kept them.

A byte scan for the decimal digits is not enough: SQLite keeps a rowid as a varint and an integer in as few bytes as it
fits; a hash of an id is the id, because there are only ten thousand million of them.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import pickle
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Found", "forms_of_number", "forms_of_text", "scan_bytes", "scan_files"]

SHORTEST = 3
"""Bytes; a shorter form proves nothing, because any file holds it by chance."""

_DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s")
_DIGEST_BYTES = 8  # the beginning of a digest: a truncated one is found as well


@dataclass(frozen=True, slots=True)
class Found:
    """What was found where."""

    file: str
    secret: str
    form: str


def forms_of_number(number: int) -> Iterator[tuple[str, bytes]]:
    """Every form of an id."""
    yield from forms_of_text(str(number))
    yield "hex", f"{number:x}".encode()
    yield "hex upper", f"{number:X}".encode()
    for size in range(SHORTEST, 9):
        for order in ("big", "little"):
            if number < 1 << (8 * size) and number >= 1 << (8 * (size - 2)):
                yield f"{size} bytes {order}", number.to_bytes(size, order)  # type: ignore[arg-type]
    yield "sqlite varint", _sqlite_varint(number)
    yield "leb128", _leb128(number)
    yield "double big", struct.pack(">d", number)
    yield "double little", struct.pack("<d", number)
    yield "msgpack", _msgpack(number)
    yield "pickle", pickle.dumps(number, protocol=2)[2:-1]


def forms_of_text(text: str) -> Iterator[tuple[str, bytes]]:
    """Every form of words: encodings, transports, digests."""
    raw = text.encode()
    yield "utf-8", raw
    yield "utf-16 little", text.encode("utf-16-le")
    yield "utf-16 big", text.encode("utf-16-be")
    yield "hex of text", raw.hex().encode()
    for size, name, encode in (
        (3, "base64", base64.b64encode),
        (5, "base32", base64.b32encode),
        (4, "base85", base64.b85encode),
    ):
        yield from _at_every_alignment(raw, size, name, encode)
    yield from _digests(raw)


def _at_every_alignment(raw: bytes, size: int, name: str, encode: object) -> Iterator[tuple[str, bytes]]:
    """The middle of an encoding, which is the same whatever stands before and after."""
    for shift in range(size):
        whole = encode(b"\0" * shift + raw)  # type: ignore[operator]
        group = {3: 4, 5: 8, 4: 5}[size]
        first = group if shift else 0
        last = (shift + len(raw)) // size * group
        if last - first >= 4:
            yield f"{name} at {shift}", whole[first:last]


def _digests(raw: bytes) -> Iterator[tuple[str, bytes]]:
    for name in _DIGESTS:
        digest = hashlib.new(name, raw).digest()
        yield name, digest[:_DIGEST_BYTES]
        yield f"{name} hex", digest[:_DIGEST_BYTES].hex().encode()
        yield f"{name} base64", base64.b64encode(digest[:9])[:11]


def _sqlite_varint(number: int) -> bytes:
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.append(number & 0x7F | 0x80)
    return bytes(reversed(groups))


def _leb128(number: int) -> bytes:
    groups = []
    while number > 0x7F:
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*groups, number])


def _msgpack(number: int) -> bytes:
    return b"\xce" + struct.pack(">I", number) if number < 1 << 32 else b"\xcf" + struct.pack(">Q", number)


def scan_bytes(data: bytes, secrets: Iterable[int | str], where: str = "") -> list[Found]:
    """Everything found in some bytes, and in whatever is compressed inside them."""
    layers = list(_layers(data))
    found = []
    for secret in secrets:
        forms = forms_of_number(secret) if isinstance(secret, int) else forms_of_text(secret)
        for form, needle in forms:
            if len(needle) >= SHORTEST and any(needle in layer for layer in layers):
                found.append(Found(where, str(secret), form))
    return found


def _layers(data: bytes, depth: int = 3) -> Iterator[bytes]:
    yield data
    if not depth:
        return
    for position in range(len(data) - 1):
        if data[position : position + 2] in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"):
            yield from _inner(zlib.decompressobj(), data[position:], depth)
        elif data[position : position + 2] == b"\x1f\x8b":
            yield from _inner(zlib.decompressobj(16 + zlib.MAX_WBITS), data[position:], depth)


def _inner(decompressor: zlib._Decompress, data: bytes, depth: int) -> Iterator[bytes]:
    try:
        plain = decompressor.decompress(data, 1 << 24)
    except zlib.error:
        return
    if plain:
        yield from _layers(plain, depth - 1)


def scan_files(files: Iterable[Path], secrets: Iterable[int | str]) -> list[Found]:
    """Everything found in some files, their names included."""
    chosen = list(secrets)
    found = []
    for file in files:
        found += scan_bytes(str(file).encode(), chosen, f"name of {file}")
        found += scan_bytes(file.read_bytes(), chosen, str(file))
    return found


def compressed(data: bytes) -> dict[str, bytes]:
    """The same bytes inside zlib and gzip, for the control."""
    twice = gzip.compress(zlib.compress(data), mtime=0)
    return {"zlib": zlib.compress(data), "gzip": gzip.compress(data, mtime=0), "zlib in gzip": twice}
