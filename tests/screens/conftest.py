"""The shipped content on a day when it is fresh and on one when nobody has looked at it for years."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, settings
from tests.conftest import CopyOfContent
from tests.screens.walking import LANGUAGES, Place, Viewer

from exitbot.knowledge.loading import Knowledge
from exitbot.language.catalogs import Catalogs, load_catalogs
from exitbot.language.speaking import Voice

# The machine may be busy with something else; how long an example takes says nothing about what is tested.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def catalogs(shipped: CopyOfContent) -> Catalogs:
    """The shipped translations."""
    return load_catalogs(shipped.locales)


@pytest.fixture(scope="session")
def voices(catalogs: Catalogs) -> Mapping[str, Voice]:
    """One voice for each language that ships."""
    assert set(catalogs.languages) == set(LANGUAGES)
    return MappingProxyType({language: Voice(language, catalogs) for language in LANGUAGES})


@pytest.fixture(scope="session")
def viewer(knowledge: Knowledge, voices: Mapping[str, Voice]) -> Viewer:
    """Looks on the day the newest page was compiled."""
    days = [model.compiled for _, model in knowledge.files() if hasattr(model, "compiled")]
    return Viewer(knowledge, voices, max(days))


@pytest.fixture(scope="session")
def late_viewer(knowledge: Knowledge, voices: Mapping[str, Voice]) -> Viewer:
    """Looks years after the last review was due."""
    newest = max(model.review_by for _, model in knowledge.files() if hasattr(model, "review_by"))
    return Viewer(knowledge, voices, date(max(2030, newest.year + 3), 1, 1))


@pytest.fixture(scope="session")
def places(viewer: Viewer) -> list[Place]:
    """Everything that can be reached, in every language, today."""
    return list(viewer.walk())


@pytest.fixture(scope="session")
def late_places(late_viewer: Viewer) -> list[Place]:
    """Everything that can be reached, in every language, years later."""
    return list(late_viewer.walk())
