"""An entry of a catalog with its texts always as tuples, whether it has plural forms or not."""

from __future__ import annotations

from babel.messages.catalog import Message as Entry

__all__ = ["Entry", "forms_of", "is_translated", "originals_of"]


def originals_of(entry: Entry) -> tuple[str, ...]:
    """The English: one text, or singular and plural."""
    return tuple(entry.id) if isinstance(entry.id, (tuple, list)) else (entry.id,)


def forms_of(entry: Entry) -> tuple[str, ...]:
    """The translation: one text, or one for every plural form; an empty one is not translated."""
    if isinstance(entry.string, (tuple, list)):
        return tuple(form or "" for form in entry.string)
    return (entry.string or "",)


def is_translated(entry: Entry) -> bool:
    """Whether readers see the translation in every form."""
    return not entry.fuzzy and all(forms_of(entry))
