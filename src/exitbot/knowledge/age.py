"""How old a statement is. Age can only make an answer more careful: nothing here ever raises a level."""

from __future__ import annotations

from datetime import date, timedelta

from exitbot.knowledge.model import Level, Page, Review

__all__ = ["LONGEST_REVIEW_DAYS", "VOLATILE_DAYS", "is_overdue", "level_today", "must_be_rechecked"]

LONGEST_REVIEW_DAYS = 184
"""Half a year, as often as maintainers look."""

VOLATILE_DAYS = 31
"""What can turn within weeks is trusted for a month after it was compiled or reviewed."""


def is_overdue(review_by: date, today: date) -> bool:
    """Whether the day by which a page had to be read again is past."""
    return today > review_by


def must_be_rechecked(compiled: date, reviewed: Review | None, today: date) -> bool:
    """Whether a volatile statement of this page is too old to act on without asking."""
    last_look = max(compiled, reviewed.on) if reviewed else compiled
    return today > last_look + timedelta(days=VOLATILE_DAYS)


def level_today(level: Level, page: Page, today: date) -> Level:
    """The level a reader may be told today: past the review date nothing is better than unclear."""
    if is_overdue(page.review_by, today) and level in (Level.FAVOURABLE, Level.POSSIBLE, Level.HARD):
        return Level.UNCLEAR
    return level
