"""What Telegram finds in plain text by itself and makes clickable: addresses, commands, mentions, hashtags.

A smaller set of rules than tdlib's find_entities, but on the careful side: whatever looks like a link there is one here,
so a test that forbids clickable addresses cannot miss one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exitbot.sandbox.entities import Formatted

__all__ = ["detect"]

_ZONES = (
    "com|org|net|info|int|gov|edu|mil|eu|io|me|app|dev|news|online|site|"
    "ru|su|ua|by|kz|de|fr|it|es|pt|nl|be|at|ch|pl|cz|sk|lt|lv|ee|fi|se|no|dk|is|ie|uk|us|ca|au|nz|ge|am|az|tr|rs|me|mn|"
    "kg|uz|tj|md|ro|bg|hr|si|hu|gr|cy|mt|lu|li|il|jp|kr|ar|br|рф|бел|укр"
)
_FINDERS = (
    ("email", "@", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")),
    ("url", ".", re.compile(
        r"(?i)(?:\b(?:https?|ftp|tg|ton)://[^\s<>«»“”\"]+[^\s<>«»“”\".,:;!?)\]'…]"
        rf"|(?<![@\w.\-])(?:[\w-]+\.)+(?:{_ZONES})(?![\w-])(?::\d+)?(?:/[^\s<>«»“”\"]*[^\s<>«»“”\".,:;!?)\]'…])?/?)"
    )),
    ("bot_command", "/", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", "@", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}(?![\w@])")),
    ("hashtag", "#", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
    ("phone_number", "+", re.compile(r"(?<![\w+])\+\d[\d ()\-]{7,16}\d(?!\w)")),
)  # fmt: skip
# Nothing is searched for inside these.
_CLOSED = frozenset({"pre", "code", "text_link", "text_mention", "url", "email", "mention", "custom_emoji"})


def detect(formatted: Formatted) -> Formatted:
    """The same text with the entities that Telegram adds by itself."""
    text = formatted.text
    found: list[dict[str, Any]] = []
    for kind, sign, pattern in _FINDERS:
        if sign not in text:
            continue
        for match in pattern.finditer(text):
            entity = _span(text, match.start(), match.end()) | {"type": kind}
            if not any(_touches(entity, other) for other in (*formatted.entities, *found) if _closed(other)):
                found.append(entity)
    if not found:
        return formatted
    ordered = sorted((*formatted.entities, *found), key=lambda entity: (entity["offset"], -entity["length"]))
    return type(formatted)(text, tuple(ordered))


def _span(text: str, start: int, end: int) -> dict[str, Any]:
    if text.isascii():
        return {"offset": start, "length": end - start}
    before = len(text[:start].encode("utf-16-le")) // 2
    return {"offset": before, "length": len(text[start:end].encode("utf-16-le")) // 2}


def _closed(entity: dict[str, Any]) -> bool:
    return entity["type"] in _CLOSED


def _touches(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])
