"""How a page is reviewed: one reads it, a second confirms, and only then is it trusted for longer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol, runtime_checkable

from pydantic import BaseModel, TypeAdapter, ValidationError

from exitbot.knowledge.age import latest_review_by
from exitbot.knowledge.comparing import entries
from exitbot.knowledge.editing import with_values
from exitbot.knowledge.model import Review
from exitbot.knowledge.values import Pseudonym

__all__ = ["ReviewRefused", "Reviewable", "next_review_by", "read_by", "with_review"]


@runtime_checkable
class Reviewable(Protocol):
    """A content file that people review."""

    @property
    def compiled(self) -> date:
        """The day the sources were gathered."""

    @property
    def reviewed(self) -> Review | None:
        """Who has read it, and when."""

    @property
    def review_by(self) -> date:
        """The day by which it is to be read again."""


class ReviewRefused(Exception):
    """The reading cannot be noted; the message says why."""


def read_by(page: Reviewable, name: str, day: date) -> Review:
    """The page's review after somebody has read it on that day.

    Raises ReviewRefused for a name that is none or that stands there already, and for a day on which nobody could have read it.
    """
    known = page.reviewed
    _check_name(name)
    if day < page.compiled:
        raise ReviewRefused(f"the page was compiled on {page.compiled}; nobody can have read it on {day}")
    if known is None or (known.complete and day > known.on):
        return Review(on=day, by=(name,))
    if known.complete:
        raise ReviewRefused(f"two people have read it on {known.on} already; the next review begins on a later day")
    if name.casefold() in {other.casefold() for other in known.by}:
        raise ReviewRefused(f"{name} has read it already, on {known.on}; a second, different person has to confirm it")
    return Review(on=max(day, known.on), by=(*known.by, name))


def _check_name(name: str) -> None:
    try:
        TypeAdapter(Pseudonym).validate_python(name)
    except ValidationError as error:
        raise ReviewRefused(str(error.errors()[0]["ctx"]["error"])) from None


def with_review(file: Path, raw: bytes, review: Review, review_by: date) -> bytes:
    """The YAML file with this review and this date of the next one; nothing else in it changes."""
    names = ", ".join(name if name != "null" else '"null"' for name in review.by)
    return with_values(file, raw, {"reviewed": f"{{on: {review.on}, by: [{names}]}}", "review_by": str(review_by)})


def next_review_by(page: Reviewable, review: Review) -> date:
    """The day by which the page is to be read again: it moves only when the review is complete."""
    holds_volatile = isinstance(page, BaseModel) and any(entry.fields.get("volatile") for entry in entries(page))
    return latest_review_by(review.on, holds_volatile) if review.complete else page.review_by
