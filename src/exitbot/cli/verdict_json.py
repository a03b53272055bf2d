"""A verdict for machines. Its keys are a contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exitbot.guidance.changing import Change, nearest_changes
from exitbot.guidance.conditions import Fits
from exitbot.guidance.parts import Because, Way
from exitbot.guidance.profile import Profile
from exitbot.guidance.verdict import Verdict, urgent_for
from exitbot.knowledge.applying import sources_of
from exitbot.knowledge.guide import Danger
from exitbot.screens.view import View

__all__ = ["verdict_record"]


def verdict_record(view: View, profile: Profile, verdict: Verdict, *, in_full: bool = False) -> dict[str, Any]:
    """One country. in_full: also what is known of the worst case, of answers not given, and of other answers.

    Texts are in the view's language; levels, answers and ids are those of the content.
    """
    dangers = [*urgent_for(view.knowledge, profile), *verdict.warnings]
    record: dict[str, Any] = {
        "country": verdict.country.code,
        "role": verdict.country.role,
        "level": verdict.level,
        "entry": verdict.entry.best,
        "protection": verdict.protection.best,
        "if_refused": verdict.if_refused.outcome,
        "because": list(_reasons(view, profile, verdict)),
        "warnings": [_danger(view, danger) for danger in dangers],
        "ways": [_way(view, way) for way in verdict.ways],
        "as_of": view.today.isoformat(),
    }
    if in_full:
        better, worse = nearest_changes(view.knowledge, profile, verdict, view.today)
        record |= {
            "worst": verdict.worst,
            "depends_on": list(verdict.depends_on),
            "out_of_reach": verdict.is_out_of_reach,
            "changes": {"better": list(map(_change, better)), "worse": list(map(_change, worse))},
        }
    return record


def _reasons(view: View, profile: Profile, verdict: Verdict) -> Iterator[dict[str, Any]]:
    for name, part in (("entry", verdict.entry), ("protection", verdict.protection)):
        for because in part.because:
            yield {
                "part": name,
                "statement": because.text.context,
                "text": view.prose(because.text),
                "level": because.level,
                "answers": {subject: profile.answer(subject) for subject in because.subjects},
                "sources": _sources(view, verdict, because),
            }


def _sources(view: View, verdict: Verdict, because: Because) -> list[dict[str, str | None]]:
    """Of the page that the statement stands on: the country's, or that of the check's own rules."""
    sources = view.knowledge.check.sources if because.text.domain == "check" else verdict.country.sources
    cited = sources_of(sources, because.sources)
    return [{"publisher": source.publisher, "published": source.published} for source in cited]


def _danger(view: View, danger: Danger) -> dict[str, Any]:
    return {"id": danger.id, "text": view.prose(danger.text), "critical": danger.critical, "as_of": danger.as_of}


def _way(view: View, seen: Way) -> dict[str, Any]:
    """id null: the person is there already, or may be."""
    words = view.prose(seen.way.title) if seen.way else view.voice.interface("You are here already")
    return {
        "id": seen.way.id if seen.way else None,
        "title": words,
        "fits": _FITS[seen.fits],
        "level": seen.level,
        "why_not": list(seen.obstacle.subjects) if seen.obstacle else [],
    }


_FITS = {Fits.YES: "yes", Fits.MAYBE: "maybe", Fits.NO: "no"}


def _change(change: Change) -> dict[str, str]:
    return {"subject": change.subject, "answer": change.answer, "level": change.level}
