"""What changed in the content from edition to edition, so that a person who comes back can be told; of people nothing is kept.

`content/history.json` holds a fingerprint of every statement as it was recorded last, and for each edition the statements it
changed. A button carries the revision it was made from; everything recorded after that is new to whoever presses it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from exitbot.knowledge.compiled import fingerprint
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.problems import ContentError, Place, Problem
from exitbot.knowledge.prose import statements_of
from exitbot.knowledge.values import Prose

__all__ = ["HISTORY_FILE", "Edition", "History", "changed_since", "prints_of", "read_history", "recorded", "write_history"]

HISTORY_FILE = "history.json"


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the content. changed: statements that are new, different or gone against the edition before."""

    on: date
    revisions: tuple[str, ...]
    """More than one where a file changed but no statement did."""
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """All editions, oldest first. statements: by place in the content, the fingerprint in the newest edition."""

    editions: tuple[Edition, ...] = ()
    statements: Mapping[str, str] = field(default_factory=dict)

    def knows(self, revision: str) -> bool:
        """Whether this revision was recorded."""
        return any(revision in edition.revisions for edition in self.editions)


def prints_of(knowledge: Knowledge) -> dict[str, str]:
    """By place ("country-fr/facts/law/cnda-2023"), a fingerprint of all a statement says: words, dates, level, sources."""
    found = (each for domain, model in knowledge.files() for each in statements_of(model, domain))
    return {place: _print(statement) for place, statement in found}


def _print(statement: BaseModel) -> str:
    """Of a page its words alone: that somebody has looked at it changes nothing in what it says."""
    is_page = hasattr(statement, "compiled")
    own = {name: value for name, value in statement if isinstance(value, Prose) or not (is_page or _holds_models(value))}
    text = json.dumps(own, default=str, sort_keys=True, ensure_ascii=False)
    return fingerprint(text.encode())[:8]


def _holds_models(value: Any) -> bool:
    items = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
    return any(isinstance(item, BaseModel) for item in items)


def changed_since(history: History, knowledge: Knowledge, revision: str) -> frozenset[str] | None:
    """Places of the statements that changed after a revision; None if nobody knows that revision."""
    if revision == knowledge.revision:
        return frozenset()
    number = next((n for n, edition in reversed([*enumerate(history.editions)]) if revision in edition.revisions), None)
    if number is None:
        return None
    recorded_later = {place for edition in history.editions[number + 1 :] for place in edition.changed}
    return frozenset(recorded_later | _not_recorded(history, knowledge))


def _not_recorded(history: History, knowledge: Knowledge) -> set[str]:
    """An edit that nobody recorded is told all the same."""
    return set() if history.knows(knowledge.revision) else set(_differences(history.statements, prints_of(knowledge)))


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    return (place for place in sorted({*old, *new}) if old.get(place) != new.get(place))


def recorded(history: History, knowledge: Knowledge, today: date) -> History:
    """The history with this content as its newest edition; the same if it stands there already."""
    new = prints_of(knowledge)
    changed = tuple(_differences(history.statements, new)) if history.editions else ()
    last = history.editions[-1] if history.editions else None
    if last and knowledge.revision in last.revisions:
        return history
    if last and not changed:
        same = replace(last, revisions=(*last.revisions, knowledge.revision))
        return replace(history, editions=(*history.editions[:-1], same))
    return History((*history.editions, Edition(today, (knowledge.revision,), changed)), new)


def read_history(folder: Path) -> History:
    """What stands in content/; empty if there is none. ContentError if it cannot be read."""
    file = folder / HISTORY_FILE
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        editions = (
            Edition(date.fromisoformat(each["on"]), tuple(each["revisions"]), tuple(each["changed"]))
            for each in found["editions"]
        )
        return History(tuple(editions), {str(place): str(mark) for place, mark in found["statements"].items()})
    except FileNotFoundError:
        return History()
    except (ValueError, KeyError, TypeError, AttributeError):
        message = "not a history; take the file back from the repository, it is written by 'exitbot content record' alone"
        raise ContentError([Problem(Place(file), message)]) from None


def write_history(folder: Path, history: History) -> None:
    """Write it, one statement a line, so that two people's editions can be merged."""
    editions = [
        {"on": str(each.on), "revisions": list(each.revisions), "changed": list(each.changed)} for each in history.editions
    ]
    text = json.dumps({"editions": editions, "statements": dict(history.statements)}, ensure_ascii=False, indent=0)
    (folder / HISTORY_FILE).write_text(text + "\n", encoding="utf-8")
