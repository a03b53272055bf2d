"""How old a page and a statement are. What follows for a level stands in `decay`."""

from __future__ import annotations

from datetime import date, timedelta

from exitbot.knowledge.model import Review

__all__ = ["LONGEST_REVIEW_DAYS", "VOLATILE_DAYS", "is_overdue", "last_look", "latest_review_by", "must_be_rechecked"]

LONGEST_REVIEW_DAYS = 184
"""Half a year, as often as maintainers look."""

VOLATILE_DAYS = 31
"""What can turn within weeks is trusted for a month after it was compiled or reviewed."""


def is_overdue(review_by: date, today: date) -> bool:
    """Whether the day by which a page had to be read again is past."""
    return today > review_by


def last_look(compiled: date, reviewed: Review | None) -> date:
    """The day the page was last looked at as a whole: one reviewer alone does not count yet."""
    return max(compiled, reviewed.on) if reviewed and reviewed.complete else compiled


def latest_review_by(look: date, holds_volatile: bool) -> date:
    """The last day on which a page may be trusted that was looked at on `look`."""
    return look + timedelta(days=VOLATILE_DAYS if holds_volatile else LONGEST_REVIEW_DAYS)


def must_be_rechecked(compiled: date, reviewed: Review | None, today: date) -> bool:
    """Whether a volatile statement of this page is too old to act on without asking."""
    return today > latest_review_by(last_look(compiled, reviewed), holds_volatile=True)
