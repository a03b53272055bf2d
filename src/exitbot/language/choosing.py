"""Which language a person is answered in, from what Telegram says of the account."""

from __future__ import annotations

from collections.abc import Container

from exitbot.language.catalogs import SOURCE_LANGUAGE

__all__ = ["language_for"]

# Where Russian is read by nearly everybody who uses one of these as the language of the telephone.
_READ_RUSSIAN = frozenset((
    "ru", "uk", "be", "kk", "ky", "uz", "tg", "tk", "az", "hy", "ka", "tt", "ba", "cv", "ce", "os", "av", "sah", "tyv", "bua",
    "xal", "udm", "mhr", "lez",
))  # fmt: skip


def language_for(language_code: str | None, available: Container[str]) -> str:
    """A language that is available: the account's own, else Russian where it is read, else English.

    language_code: IETF tag as Telegram sends it ("ru", "pt-br"); None if it sent none.
    available: languages that are ready to be chosen for somebody who has not chosen.
    """
    primary = (language_code or "").lower().replace("_", "-").partition("-")[0]
    if primary in available:
        return primary
    if primary in _READ_RUSSIAN and "ru" in available:
        return "ru"
    return SOURCE_LANGUAGE
