"""Editors complete and check YAML by schemas that say what the model says."""

from __future__ import annotations

import json
import re

import pytest
from tests.conftest import CopyOfContent

from exitbot.knowledge.schemas import schema_files


def test_the_shipped_schemas_are_current_and_none_is_left_over(shipped: CopyOfContent) -> None:
    wanted = dict(schema_files(shipped.content))
    found = {file: file.read_text(encoding="utf-8") for file in (shipped.content / "schema").iterdir()}
    assert found == wanted


def test_every_content_file_names_a_schema_that_exists(shipped: CopyOfContent) -> None:
    for file in shipped.content.rglob("*.yaml"):
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text(encoding="utf-8"))
        assert named, file
        assert (file.parent / named[1]).is_file(), file


@pytest.mark.parametrize(("kind", "field"), [("country", "outlook"), ("country", "ways_in"), ("topic", "steps")])
def test_a_schema_knows_the_fields_of_its_kind(shipped: CopyOfContent, kind: str, field: str) -> None:
    schema = json.loads((shipped.content / "schema" / f"{kind}.json").read_text(encoding="utf-8"))
    assert field in schema["properties"]
    assert schema["additionalProperties"] is False


def test_a_way_in_is_written_with_from_as_in_the_files(shipped: CopyOfContent) -> None:
    schema = json.loads((shipped.content / "schema" / "country.json").read_text(encoding="utf-8"))
    assert "from" in schema["$defs"]["WayIn"]["required"]
