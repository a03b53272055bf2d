"""Drafts are not served, but a change of the model must not leave them behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from exitbot.knowledge.model import Country, Topic
from exitbot.knowledge.strictyaml import read_document

DRAFTS = Path(__file__).resolve().parents[2] / "drafts"
FILES = [*(DRAFTS / "countries").glob("*.yaml"), *(DRAFTS / "topics").glob("*.yaml")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_draft_fits_the_model_and_is_not_served(file: Path) -> None:
    model = Country if file.parent.name == "countries" else Topic
    assert model.model_validate(read_document(file).data).reviewed is None
    assert not (DRAFTS.parent / "content" / file.parent.name / file.name).exists()
