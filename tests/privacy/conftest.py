"""The fixtures of the journeys, for those who look at what a journey leaves behind."""

from __future__ import annotations

from tests.journeys.conftest import bot, sandbox

__all__ = ["bot", "sandbox"]
