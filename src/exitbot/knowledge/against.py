"""What may not change in silence between two editions: a level is raised by two reviewers, a date by a newer source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from exitbot.knowledge.comparing import BEST_FIRST, Change, Direction, Entry, Kind, compare, direction, page_of, pairs
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Level, Outlook, Review, WayIn
from exitbot.knowledge.problems import Problem
from exitbot.knowledge.strictyaml import Location
from exitbot.knowledge.values import PartialDate, Prose
from exitbot.language.telling import Told, told

__all__ = ["problems_against", "raised_without_review", "renewed_without_reason"]


def problems_against(old: Knowledge, new: Knowledge) -> list[Problem]:
    """Everything that may not have changed like this since the old edition."""
    return sorted([*raised_without_review(old, new), *renewed_without_reason(old, new)])


def raised_without_review(old: Knowledge, new: Knowledge) -> list[Problem]:
    """Levels, statuses and outcomes that promise more than before, though no two people have read the page since.

    A page that is new raises nothing: it says itself that nobody has checked it.
    """
    gone: dict[str, list[WayIn]] = {}
    changes = compare(old, new)
    for change in changes:
        if change.kind is Kind.GONE and isinstance(change.entry.model, WayIn):
            gone.setdefault(change.domain, []).append(change.entry.model)
    files = (dict(old.files()), dict(new.files()))
    found = []
    for change in changes:
        before = _promised_before(change, gone.get(change.domain, []))
        field, after = _promise(change)
        if direction(before, after) is Direction.BETTER and (fault := _review_fault(*files, change)):
            place = new.documents[change.domain].place((*change.entry.location, field))
            found.append(Problem(place, _raised(field, before, after, fault, change.domain)))
    return found


def _raised(field: str, before: object, after: object, fault: Told, domain: str) -> Told:
    return told(
        "{field} is raised from {before} to {after}, but {fault}; "
        "write {before}, or have it read by two: exitbot content review {page} --by NAME",
        field=field, before=before, after=after, fault=fault, page=page_of(domain),
    )  # fmt: skip


def _promise(change: Change) -> tuple[str, object]:
    """The field that promises something, and what it says now."""
    if change.kind is Kind.ADDED and isinstance(change.entry.model, (Outlook, WayIn)):
        field = "level" if isinstance(change.entry.model, Outlook) else "status"
        return field, change.entry.fields[field]
    return change.field, change.new


def _promised_before(change: Change, gone: list[WayIn]) -> object:
    """What stood there; for a group that was not there, unclear; for a way under a new id, the worst that went."""
    if change.kind is not Kind.ADDED:
        return change.old
    if isinstance(change.entry.model, Outlook):
        return Level.UNCLEAR
    if isinstance(change.entry.model, WayIn):
        return max((way.status for way in gone), key=lambda status: BEST_FIRST[type(status)].index(status), default=None)
    return None


def _review_fault(old: Mapping[str, BaseModel], new: Mapping[str, BaseModel], change: Change) -> Told | None:
    """Why no review covers the change; None if one does."""
    review = _newly_reviewed(old[change.domain], new[change.domain])
    if review is None:
        return told("no two people have read the page since")
    as_of = change.entry.fields["as_of"]
    if review.on < as_of.first_day:
        return told("the review of {day} is older than what it says ({as_of})", day=review.on, as_of=as_of)
    return None


def _newly_reviewed(old: BaseModel, new: BaseModel) -> Review | None:
    """A complete review that did not stand there before and is not dated back."""
    before: Review | None = getattr(old, "reviewed", None)
    after: Review | None = getattr(new, "reviewed", None)
    if after is None or not after.complete or after == before:
        return None
    return None if before and after.on < before.on else after


def renewed_without_reason(old: Knowledge, new: Knowledge) -> list[Problem]:
    """Dates that moved forward although nobody found anything newer: of a reworded statement, or of a page's next review."""
    former = dict(old.files())
    return [
        Problem(new.documents[domain].place(location), message)
        for domain, page in new.files()
        if domain in former
        for location, message in (*_reworded(former[domain], page), *_put_off(former[domain], page))
    ]


def _reworded(old: BaseModel, new: BaseModel) -> Iterator[tuple[Location, Told]]:
    for before, after in pairs(old, new):
        if before and after and _only_reworded(before, after) and _moved_on(before.fields["as_of"], after.fields["as_of"]):
            was, now = before.fields["as_of"], after.fields["as_of"]
            yield (*after.location, "as_of"), told(
                "the wording changed and as_of moved on to {now}, but the sources are the same; "
                "leave {was}, or cite the source that shows it",
                now=now, was=was,
            )  # fmt: skip


def _only_reworded(before: Entry, after: Entry) -> bool:
    """Whether a dated statement says something in other words and still rests on the very same sources."""
    if "as_of" not in before.fields or "as_of" not in after.fields:
        return False
    said = [{field: text for field, text in entry.fields.items() if isinstance(text, Prose)} for entry in (before, after)]
    rests = [[*entry.fields.get("sources", {}).values()] for entry in (before, after)]
    return said[0] != said[1] and all(source in rests[0] for source in rests[1]) and all(s in rests[1] for s in rests[0])


def _moved_on(was: PartialDate, now: PartialDate) -> bool:
    """A day inside the month that stood there is more exact, not later."""
    return now.first_day > was.last_day


def _put_off(old: BaseModel, new: BaseModel) -> Iterator[tuple[Location, Told]]:
    was, now = getattr(old, "review_by", None), getattr(new, "review_by", None)
    if was and now and now > was and _newly_reviewed(old, new) is None:
        yield (
            ("review_by",),
            told("review_by moved on to {now}, but no two people have read the page since; write {was}", now=now, was=was),
        )
