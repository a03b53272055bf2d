"""The form of an address that may be shown: nothing that deceives the eye, nothing that tells who follows it."""

from __future__ import annotations

import ipaddress
from urllib.parse import parse_qsl, urlsplit

from exitbot.language.telling import told

__all__ = ["deceptive_form"]

_TRACKING = (
    "utm_", "fbclid", "gclid", "yclid", "ysclid", "_openstat", "mc_cid", "mc_eid", "igshid", "vero_id", "twclid", "msclkid",
)  # fmt: skip


def deceptive_form(url: str) -> str | None:
    """What is wrong with the form of an address, or None."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return told("it cannot be read as an address")
    if parts.username is not None or parts.password is not None:
        return told("it holds a name before '@', which hides the real host")
    if not host.isascii() or any(label.startswith("xn--") for label in host.split(".")):
        return told("its host has letters outside a-z, which can look like another's")
    if port is not None:
        return told("it names a port")
    if _is_number(host):
        return told("it is a bare number instead of a name")
    tracking = next((name for name, _ in parse_qsl(parts.query) if name.lower().startswith(_TRACKING)), None)
    return told("its part '{part}=' tells who follows it; take it off", part=tracking) if tracking else None


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit()
    return True
