"""What must not stand inside a sentence: markup, placeholders, addresses. They have places of their own."""

from __future__ import annotations

import re

from exitbot.language.telling import told

__all__ = ["fault_in"]

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ADDRESS = re.compile(r"https?://|www\.|\bt\.me/", re.IGNORECASE)


def fault_in(text: str) -> str | None:
    """What is wrong with a sentence and what is right, or None."""
    if "{" in text or "}" in text:
        return told("a sentence has no braces; write the words that should stand there")
    if tag := _TAG.search(text):
        return told("a sentence has no tags; take {tag} out", tag=tag[0])
    if _ADDRESS.search(text):
        return told("an address stands in the sentence; put it into a field 'url', from where it is shown behind the warning")
    return None
