"""Each word that content is sorted by says when it is the right one, and the schemas, new files and the manual repeat it."""

from __future__ import annotations

from enum import StrEnum

import pytest

from exitbot.knowledge import terms
from exitbot.knowledge.meanings import meanings

KINDS = [getattr(terms, name) for name in terms.__all__]


class Fruit(StrEnum):
    """Some are explained."""

    APPLE = "apple"
    """Grows on
    trees."""
    STONE = "stone"
    PEAR = "pear"
    """Grows on trees too."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_value_is_explained_in_a_sentence_of_its_own(kind: type[StrEnum]) -> None:
    known = meanings(kind)
    assert list(known) == [value.value for value in kind]
    assert all(words.endswith(".") for words in known.values())
    assert len(set(known.values())) == len(known)
    assert kind.__doc__


def test_a_value_without_a_docstring_has_no_meaning_and_takes_none_from_its_neighbour() -> None:
    assert dict(meanings(Fruit)) == {"apple": "Grows on\ntrees.", "pear": "Grows on trees too."}
