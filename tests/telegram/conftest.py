"""The shipped content and catalogs on a shelf, ready to be sent."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from tests.conftest import CopyOfContent

from exitbot.telegram.library import Shelf, load_shelf

# The machine may be busy with something else; how long an example takes says nothing about what is tested.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def shelf(shipped: CopyOfContent) -> Shelf:
    """What the running bot serves."""
    return load_shelf(shipped.content, shipped.locales)
