"""The parameters of one call, whichever way they came: query, form, multipart or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exitbot.sandbox.errors import ApiError, bad_request

__all__ = ["UNSET", "Arguments"]

UNSET: Any = object()  # tells "not given" from an explicit null
_LEADING_NUMBER = re.compile(r"\s*(-?\d{1,18})")
_TRUE_WORDS = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """Reads parameters as the real server does: leniently for numbers, strictly for JSON objects."""

    values: Mapping[str, Any]

    def given(self, name: str) -> bool:
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """The parameter as a string; numbers and objects sent as JSON become their JSON text."""
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def integer(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """A whole number, moved into [low, high]; anything unreadable is 0, as in the real server."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            found = _LEADING_NUMBER.match(str(value))
            value = int(found[1]) if found else 0
        if low is not None:
            value = max(low, value)
        return min(high, value) if high is not None else value

    def boolean(self, name: str) -> bool:
        value = self.values.get(name)
        return value if isinstance(value, bool) else str(value).lower() in _TRUE_WORDS

    def json(self, name: str, complaint: str) -> Any:
        """The parsed JSON value of a parameter, UNSET if it was left out.

        Raises ApiError 400 with `complaint` for text that is no JSON.
        """
        value = self.values.get(name)
        if value is None or value == "":
            return UNSET
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(complaint) from None

    def whole_numbers(self, name: str, most: int) -> list[int]:
        """A JSON array of at most `most` message identifiers. Raises ApiError 400."""
        value = self.json(name, "Can't parse message identifiers JSON object")
        if value is UNSET:
            raise bad_request("Message identifiers are not specified")
        if not isinstance(value, list):
            raise bad_request("Expected an Array of message identifiers")
        if len(value) > most:
            raise bad_request("Too many message identifiers specified")
        if not value:
            raise bad_request("Message identifiers are not specified")
        return [_identifier(item) for item in value]


def _identifier(item: Any) -> int:
    refusal: ApiError = bad_request("Invalid message identifier specified")
    if isinstance(item, bool) or not isinstance(item, int | str):
        raise refusal
    try:
        number = int(item)
    except ValueError:
        raise refusal from None
    if number <= 0:
        raise refusal
    return number
