"""A person who comes back to an old message is told what changed since, and of people nothing is kept for it."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from tests.conftest import CopyOfContent

from exitbot.knowledge.history import (
    HISTORY_FILE,
    Edition,
    History,
    changed_since,
    prints_of,
    read_history,
    recorded,
    write_history,
)
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.problems import ContentError

TODAY = date(2026, 11, 25)
FRANCE = "content/countries/fr.yaml"


@pytest.fixture
def copy(part_of_content: CopyOfContent) -> CopyOfContent:
    """One country, one topic."""
    return part_of_content


def after(copy: CopyOfContent, pattern: str, replacement: str) -> Knowledge:
    """The content with one edit in France."""
    copy.plant(FRANCE, pattern, replacement)
    return copy.knowledge()


def test_every_statement_has_a_place_of_its_own_and_a_fingerprint(knowledge: Knowledge) -> None:
    prints = prints_of(knowledge)
    facts = sum(len(getattr(country.facts, part)) for country in knowledge.countries.values() for part in ("law", "risks"))
    assert sum(place.startswith("country-") and place.split("/")[1:2] == ["facts"] for place in prints) >= facts
    assert {f"country-{code}/outlook/{group}" for code in knowledge.countries for group in ("objector", "relative")} <= set(
        prints
    )


@pytest.mark.parametrize(
    ("pattern", "replacement", "place"),
    [
        ("^summary:\n  text: .*\n(    .*\n)*", "summary:\n  text: Something else.\n", "country-fr/summary"),
        ("^  conscript:\n    level: .*", "  conscript:\n    level: closed", "country-fr/outlook/conscript"),
        ("^if_refused:\n  level: .*", "if_refused:\n  level: returns", "country-fr/if_refused"),
    ],
)
def test_a_change_of_words_or_level_is_one_changed_statement(
    copy: CopyOfContent, pattern: str, replacement: str, place: str
) -> None:
    old = copy.knowledge()
    history = recorded(History(), old, TODAY)
    new = after(copy, pattern, replacement)
    assert changed_since(history, new, old.revision) == {place}, "also before anybody has recorded it"
    assert changed_since(recorded(history, new, TODAY), new, old.revision) == {place}


def test_a_comment_or_a_later_review_date_changes_the_revision_and_no_statement(copy: CopyOfContent) -> None:
    old = copy.knowledge()
    history = recorded(History(), old, TODAY)
    new = after(copy, "^review_by: .*", "review_by: 2027-01-31  # looked at again")
    history = recorded(history, new, TODAY)
    assert new.revision != old.revision and len(history.editions) == 1
    assert changed_since(history, new, old.revision) == frozenset()


def test_changes_add_up_over_editions(copy: CopyOfContent) -> None:
    first = copy.knowledge()
    history = recorded(History(), first, TODAY)
    second = after(copy, "^if_refused:\n  level: .*", "if_refused:\n  level: returns")
    history = recorded(history, second, TODAY + timedelta(1))
    third = after(copy, "^  conscript:\n    level: .*", "  conscript:\n    level: closed")
    history = recorded(history, third, TODAY + timedelta(2))
    assert changed_since(history, third, first.revision) == {"country-fr/if_refused", "country-fr/outlook/conscript"}
    assert changed_since(history, third, second.revision) == {"country-fr/outlook/conscript"}
    assert changed_since(history, third, third.revision) == frozenset()


def test_of_a_revision_nobody_knows_nothing_is_claimed(knowledge: Knowledge) -> None:
    assert changed_since(recorded(History(), knowledge, TODAY), knowledge, "???") is None


def test_recording_twice_changes_nothing(knowledge: Knowledge) -> None:
    once = recorded(History(), knowledge, TODAY)
    assert recorded(once, knowledge, TODAY + timedelta(1)) is once


def test_it_is_read_as_it_was_written(copy: CopyOfContent) -> None:
    history = History((Edition(TODAY, ("abc", "abd"), ("country-fr/summary",)),), {"country-fr/summary": "0a1b2c3d"})
    write_history(copy.content, history)
    assert read_history(copy.content) == history


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"editions": [{"on": "yesterday"}], "statements": {}}'])
def test_a_broken_history_is_named(copy: CopyOfContent, text: str) -> None:
    copy.write(f"content/{HISTORY_FILE}", text)
    with pytest.raises(ContentError, match=r"history\.json.*exitbot content record"):
        read_history(copy.content)


def test_what_ships_is_recorded(shipped: CopyOfContent, knowledge: Knowledge) -> None:
    history = read_history(shipped.content)
    assert history.knows(knowledge.revision), "run 'exitbot content record'"
    assert dict(history.statements) == prints_of(knowledge)


def test_the_history_holds_places_fingerprints_and_days_and_nothing_else(shipped: CopyOfContent) -> None:
    found = json.loads((shipped.content / HISTORY_FILE).read_text(encoding="utf-8"))
    assert set(found) == {"editions", "statements"}
    assert all(set(edition) == {"on", "revisions", "changed"} for edition in found["editions"])
