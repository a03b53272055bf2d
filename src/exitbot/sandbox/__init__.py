"""A Bot API server on this machine, with a chat page: `Sandbox` in server.py is the way in."""

from __future__ import annotations

from exitbot.sandbox.errors import ApiError
from exitbot.sandbox.people import Person
from exitbot.sandbox.server import Call, Sandbox

__all__ = ["ApiError", "Call", "Person", "Sandbox"]
