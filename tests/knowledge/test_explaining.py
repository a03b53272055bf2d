"""No maintainer ever reads the validator's own English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from exitbot.knowledge import guide, model
from exitbot.knowledge.explaining import EXPLAINED

CLASSES = [
    kind
    for module in (model, guide)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.__module__ == module.__name__
]
BAD = [
    None,
    "",
    "x" * 600,
    "Ä Ä",
    "9" * 5000,
    "-1",
    "200",
    [],
    {},
    ["x" * 600],
    [None],
    [[]],
    {"x": "y"},
    {"x": None},
    {"": []},
]


def errors(kind: type[BaseModel]) -> Iterator[ErrorDetails]:
    """What the validator says to every kind of wrong value in every field."""
    for name, field in kind.model_fields.items():
        for value in BAD:
            try:
                kind.model_validate({field.alias or name: value})
            except ValidationError as error:
                yield from error.errors(include_url=False)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_mistake_a_field_can_hold_has_a_sentence_of_ours(kind: type[BaseModel]) -> None:
    for details in errors(kind):
        if details["type"] != "extra_forbidden":
            assert details["type"] in EXPLAINED, details
            sentence = EXPLAINED[details["type"]](details.get("ctx") or {}, details["input"])
            assert sentence
            assert details["msg"] not in sentence
