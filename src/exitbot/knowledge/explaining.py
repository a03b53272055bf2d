"""Turns the validator's errors into sentences that say what is wrong and what is right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from exitbot.knowledge.problems import Problem
from exitbot.knowledge.strictyaml import Document, Location
from exitbot.language.telling import Told, told

__all__ = ["EXPLAINED", "problems_of"]


def problems_of(document: Document, error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Every mistake of a file as `file:line:column: what is wrong; what is right`."""
    return [_problem(document, details, model) for details in error.errors(include_url=False)]


def _problem(document: Document, details: ErrorDetails, model: type[BaseModel]) -> Problem:
    location: Location = tuple(step for step in details["loc"] if step != "[key]")
    if details["type"] == "extra_forbidden":
        return Problem(document.key_place(location), _unknown_field(location, model))
    is_key = "[key]" in details["loc"]
    place = document.key_place(location) if is_key else document.place(location)
    return Problem(place, _at(location, _sentence(details)))


def _at(location: Location, sentence: str) -> Told:
    path = "/".join(str(step + 1) if isinstance(step, int) else step for step in location)
    return Told("{path}: {sentence}", path=path or told("the file"), sentence=sentence)


def _sentence(details: ErrorDetails) -> str:
    explain = EXPLAINED.get(details["type"], _anything_else)
    return explain(details.get("ctx") or {}, details.get("input"))


def _unknown_field(location: Location, model: type[BaseModel]) -> Told:
    name = str(location[-1])
    close = difflib.get_close_matches(name, _field_names(model), n=1)
    if close:
        return _at(location, told("there is no field '{name}' here; did you mean '{close}'?", name=name, close=close[0]))
    return _at(location, told("there is no field '{name}' here; take it out or check its spelling", name=name))


def _field_names(model: type[BaseModel], seen: set[type[BaseModel]] | None = None) -> list[str]:
    """Names of all fields of a model and of the models inside it, for spelling help."""
    seen = seen if seen is not None else set()
    seen.add(model)
    names: list[str] = []
    for name, field in model.model_fields.items():
        names.append(field.alias or name)
        for inner in _models_in(field.annotation):
            if inner not in seen:
                names += _field_names(inner, seen)
    return names


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]


def _shown(value: Any) -> str:
    text = str(value)
    return f"'{text}'" if len(text) <= 40 else f"'{text[:37]}...'"


def _kind(value: Any) -> str:
    if value is None:
        return told("nothing")
    if isinstance(value, str):
        return told("the text {value}", value=_shown(value))
    if isinstance(value, (dict, list)):
        return told("a group of entries") if isinstance(value, dict) else told("a list")
    return _shown(value)


def _given(value: Any) -> str:
    return _shown(value) if isinstance(value, str) else _kind(value)


_Context = Mapping[str, Any]


def _own_words(context: _Context, value: Any) -> str:
    """What a validator of ours said: the very message it raised, which may be a Told."""
    error = context.get("error")
    said = error.args[0] if isinstance(error, ValueError) and error.args else None
    return said if isinstance(said, str) else _anything_else(context, value)


def _anything_else(context: _Context, value: Any) -> Told:
    return told("{value} does not fit here; look at the same field in another file of this folder", value=_kind(value))


def _missing(context: _Context, value: Any) -> Told:
    return told("is missing; add it as in another file of this folder")


def _choice(context: _Context, value: Any) -> Told:
    expected = str(context.get("expected", ""))
    words = re.findall(r"'([^']+)'", expected)
    close = difflib.get_close_matches(str(value), words, n=1)
    choice = told("{value} is not known; write one of: {words}", value=_given(value), words=", ".join(words) or expected)
    return told("{choice}; did you mean '{close}'?", choice=choice, close=close[0]) if close else choice


def _too_long(context: _Context, value: Any) -> Told:
    limit = context.get("max_length")
    if not isinstance(value, str):
        return told("at most {limit} entries fit here", limit=limit)
    return told(
        "{size} characters, at most {limit} fit; split it into two facts or say it shorter", size=len(value), limit=limit
    )


def _too_few(context: _Context, value: Any) -> Told:
    if context.get("min_length") == 1:
        return told("at least 1 entry is needed here; for example [name-of-a-source]")
    return told("at least {least} entries are needed here; for example [one, two]", least=context.get("min_length"))


def _too_short(context: _Context, value: Any) -> Told:
    return told("{value} is too short; write at least {least} characters", value=_given(value), least=context.get("min_length"))


def _no_text(context: _Context, value: Any) -> Told:
    return told("{value} stands where a text belongs; write text, in quotes if needed", value=_kind(value))


def _no_date(context: _Context, value: Any) -> Told:
    return told("{value} is not a date; write YYYY-MM-DD, for example 2026-03-02", value=_given(value))


def _no_number(context: _Context, value: Any) -> Told:
    return told("{value} is not a whole number; write digits only, for example 12", value=_given(value))


def _too_small(context: _Context, value: Any) -> Told:
    return told("{value} is too small; write {least} or more", value=value, least=context.get("ge"))


def _too_big(context: _Context, value: Any) -> Told:
    return told("{value} is too big; write {most} or less", value=value, most=context.get("le"))


def _no_list(context: _Context, value: Any) -> Told:
    return told("{value} stands where a list belongs; write [one, two]", value=_kind(value))


def _no_entries(context: _Context, value: Any) -> Told:
    return told("{value} stands where named entries belong; write name: value", value=_kind(value))


def _no_name(context: _Context, value: Any) -> Told:
    if context.get("pattern") == "^[a-z]{2}$":
        return told("{value} is not a country code; use two small latin letters, for example kz", value=_shown(value))
    if context.get("pattern") == "^[a-z]{2,3}$":
        return told("{value} is not a language code; use two or three small latin letters, for example ru", value=_shown(value))
    return told(
        "{value} is not a valid name here; use small latin letters, digits and '-' between words, for example court-2024",
        value=_shown(value),
    )


EXPLAINED: Mapping[str, Callable[[_Context, Any], str]] = MappingProxyType(
    {
        "missing": _missing,
        "value_error": _own_words,
        "enum": _choice,
        "literal_error": _choice,
        "string_too_long": _too_long,
        "too_short": _too_few,
        "string_too_short": _too_short,
        "too_long": _too_long,
        "string_type": _no_text,
        "date_from_datetime_parsing": _no_date,
        "date_parsing": _no_date,
        "date_type": _no_date,
        "int_parsing": _no_number,
        "int_parsing_size": _no_number,
        "int_type": _no_number,
        "greater_than_equal": _too_small,
        "less_than_equal": _too_big,
        "tuple_type": _no_list,
        "dict_type": _no_entries,
        "model_type": _no_entries,
        "string_pattern_mismatch": _no_name,
    }
)
"""By the validator's own name of an error; every one that content can cause stands here."""
