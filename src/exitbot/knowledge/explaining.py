"""Turns the validator's errors into sentences that say what is wrong and what is right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from exitbot.knowledge.problems import Problem
from exitbot.knowledge.strictyaml import Document, Location

__all__ = ["problems_of"]


def problems_of(document: Document, error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Every mistake of a file as `file:line:column: what is wrong; what is right`."""
    return [_problem(document, details, model) for details in error.errors(include_url=False)]


def _problem(document: Document, details: ErrorDetails, model: type[BaseModel]) -> Problem:
    location: Location = tuple(step for step in details["loc"] if step != "[key]")
    if details["type"] == "extra_forbidden":
        return Problem(document.key_place(location), _unknown_field(location, model))
    is_key = "[key]" in details["loc"]
    place = document.key_place(location) if is_key else document.place(location)
    return Problem(place, f"{_path(location)}: {_sentence(details)}")


def _path(location: Location) -> str:
    return "/".join(str(step + 1) if isinstance(step, int) else step for step in location) or "the file"


def _sentence(details: ErrorDetails) -> str:
    explain = _SENTENCES.get(details["type"])
    if explain is None:
        return f"{details['msg']}; see the examples in content/"
    return explain(details.get("ctx") or {}, details.get("input"))


def _unknown_field(location: Location, model: type[BaseModel]) -> str:
    name = str(location[-1])
    known = _field_names(model)
    close = difflib.get_close_matches(name, known, n=1)
    advice = f"did you mean '{close[0]}'?" if close else "take it out or check its spelling"
    return f"{_path(location)}: there is no field '{name}' here; {advice}"


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


def _choice(context: Mapping[str, Any], value: Any) -> str:
    expected = str(context.get("expected", ""))
    words = re.findall(r"'([^']+)'", expected)
    close = difflib.get_close_matches(str(value), words, n=1)
    hint = f"; did you mean '{close[0]}'?" if close else ""
    return f"{_shown(value)} is not known; write one of: {', '.join(words) or expected}{hint}"


def _too_long(context: Mapping[str, Any], value: Any) -> str:
    limit = context.get("max_length")
    if not isinstance(value, str):
        return f"at most {limit} entries fit here"
    return f"{len(value)} characters, at most {limit} fit; split it into two facts or say it shorter"


_SENTENCES: dict[str, Callable[[Mapping[str, Any], Any], str]] = {
    "missing": lambda context, value: "is missing; add it (content/README.md shows every field)",
    "value_error": lambda context, value: str(context.get("error", "is wrong")),
    "enum": _choice,
    "literal_error": _choice,
    "string_too_long": _too_long,
    "too_short": lambda context, value: f"at least {context.get('min_length')} entry is needed here",
    "too_long": _too_long,
    "string_type": lambda context, value: f"{_kind(value)} stands where a text belongs; write text, in quotes if needed",
    "date_from_datetime_parsing": lambda context, value: f"{_shown(value)} is not a date; write YYYY-MM-DD",
    "date_parsing": lambda context, value: f"{_shown(value)} is not a date; write YYYY-MM-DD",
    "date_type": lambda context, value: f"{_kind(value)} is not a date; write YYYY-MM-DD",
    "int_parsing": lambda context, value: f"{_shown(value)} is not a whole number; write digits only",
    "tuple_type": lambda context, value: f"{_kind(value)} stands where a list belongs; write [one, two]",
    "dict_type": lambda context, value: f"{_kind(value)} stands where named entries belong; write name: value",
    "model_type": lambda context, value: f"{_kind(value)} stands where named entries belong; write name: value",
    "string_pattern_mismatch": lambda context, value: (
        f"{_shown(value)} is not a valid name here; use small latin letters, digits and '-' between words"
    ),
}


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    names: dict[type, str] = {dict: "a group of entries", list: "a list", str: f"the text {_shown(value)}"}
    return names.get(type(value), _shown(value))
