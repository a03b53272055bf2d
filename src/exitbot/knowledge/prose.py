"""Walks a content model and gives every translatable text its place in the message catalogs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from exitbot.knowledge.values import Prose

__all__ = ["all_prose", "settle"]

# What names an entry of a list, most telling first. A list index would move every translation when a fact is inserted.
_NAMES = ("id", "on")


def settle(model: BaseModel, domain: str) -> None:
    """Tell every text of a content file its catalog domain and its msgctxt ("country-fr/summary/text")."""
    for path, prose in _walk(model, domain):
        prose.domain, prose.context = domain, path


def all_prose(model: BaseModel) -> Iterator[Prose]:
    """Every translatable text of a content file, in the order of the file."""
    for _, prose in _walk(model, ""):
        yield prose


def _walk(value: Any, path: str) -> Iterator[tuple[str, Prose]]:
    if isinstance(value, Prose):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name), f"{path}/{name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(item, f"{path}/{key}")
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item, path + _step(item))


def _step(item: Any) -> str:
    for name in _NAMES:
        if hasattr(item, name):
            return f"/{getattr(item, name)}"
    return ""
