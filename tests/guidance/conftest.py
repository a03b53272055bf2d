"""Hypothesis without a stopwatch."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# The machine may be busy with something else; how long an example takes says nothing about what is tested.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
