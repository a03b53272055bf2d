"""The content's sentences as messages for translators, one catalog domain for each content file."""

from __future__ import annotations

from exitbot.knowledge.loading import Knowledge
from exitbot.language.extraction import Message

__all__ = ["content_messages"]


def content_messages(knowledge: Knowledge) -> list[Message]:
    """Every translatable text, with its path as msgctxt."""
    return [Message(prose.domain, str(prose), prose.context) for prose in knowledge.prose()]
