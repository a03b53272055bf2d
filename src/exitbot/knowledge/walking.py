"""Every entry and every sentence of a content file, with the path that leads to it in the YAML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from exitbot.knowledge.strictyaml import Location
from exitbot.knowledge.values import Prose

__all__ = ["entries", "sentences"]


def entries(model: BaseModel) -> Iterator[tuple[Location, BaseModel]]:
    """The file itself and every group of fields inside it, in the order of the file."""
    for location, value in _walk(model, ()):
        if isinstance(value, BaseModel):
            yield location, value


def sentences(model: BaseModel) -> Iterator[tuple[Location, Prose]]:
    """Every text for readers."""
    for location, value in _walk(model, ()):
        if isinstance(value, Prose):
            yield location, value


def _walk(value: Any, location: Location) -> Iterator[tuple[Location, Any]]:
    if isinstance(value, (BaseModel, Prose)):
        yield location, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _walk(getattr(value, name), (*location, field.alias or name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, (*location, str(key)))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*location, index))
