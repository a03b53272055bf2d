"""Walks a content model and gives every translatable text its place in the message catalogs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from exitbot.knowledge.values import Prose

__all__ = ["all_prose", "settle", "statements_of"]

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


def statements_of(value: Any, path: str) -> Iterator[tuple[str, BaseModel]]:
    """Every model that holds a text of its own, with its place: "country-fr/facts/law/cnda-2023" in the file "country-fr"."""
    if isinstance(value, BaseModel):
        fields = [(f"{path}/{name}", getattr(value, name)) for name in type(value).model_fields]
        if any(isinstance(item, Prose) for _, item in fields):
            yield path, value
    elif isinstance(value, Mapping):
        fields = [(f"{path}/{key}", item) for key, item in value.items()]
    elif isinstance(value, tuple):
        fields = [(path + _step(item), item) for item in value]
    else:
        return
    for place, item in fields:
        yield from statements_of(item, place)


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
