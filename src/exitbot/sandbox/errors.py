"""Errors of the Bot API, as the real server words them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["ApiError", "bad_request", "conflict", "forbidden", "too_many_requests"]

_PREFIXES = {400: "Bad Request", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


class ApiError(Exception):
    """A refusal of the Bot API: HTTP status, description, and `parameters` such as {"retry_after": 3} (seconds)."""

    def __init__(self, status: int, description: str, parameters: Mapping[str, Any] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = dict(parameters or {})


def _worded(status: int, message: str) -> ApiError:
    """The real server puts a prefix before the text and lowers its first letter, but leaves CODES_LIKE_THIS alone."""
    second = message[1:2]
    if second == "'" or second.islower():
        message = message[0].lower() + message[1:]
    return ApiError(status, f"{_PREFIXES[status]}: {message}")


def bad_request(message: str) -> ApiError:
    """400: the call itself is wrong."""
    return _worded(400, message)


def forbidden(message: str) -> ApiError:
    """403: the person or the group does not let the bot do this."""
    return _worded(403, message)


def conflict(message: str) -> ApiError:
    """409: two readers of the same updates."""
    return _worded(409, message)


def too_many_requests(retry_after: int) -> ApiError:
    """429: `retry_after` whole seconds to wait."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
