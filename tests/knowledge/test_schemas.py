"""Editors complete and check YAML by schemas that say what the model says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.conftest import ROOT, CopyOfContent

from exitbot.knowledge import terms
from exitbot.knowledge.meanings import meanings
from exitbot.knowledge.model import Group
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


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object inside a schema."""
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from parts(part)


def test_an_editor_explains_every_value_that_can_be_chosen(shipped: CopyOfContent) -> None:
    for file, text in schema_files(shipped.content):
        for part in parts(json.loads(text)):
            if isinstance(part.get("enum"), list):
                assert len(part["enumDescriptions"]) == len(part["enum"]), (file.name, part["enum"])
                explained = part["title"] not in terms.__all__ or all(part["enumDescriptions"])
                assert explained, (file.name, part["enum"])


@pytest.mark.parametrize("kind", ["country", "topic"])
def test_an_editor_explains_every_field_of_a_page(kind: str, shipped: CopyOfContent) -> None:
    schema = json.loads(dict(schema_files(shipped.content))[shipped.content / "schema" / f"{kind}.json"])
    unexplained = [
        name
        for model in (schema, *schema["$defs"].values())
        for name, field in model.get("properties", {}).items()
        if not (field.get("description") or schema["$defs"][field["$ref"].rpartition("/")[2]].get("description"))
    ]
    assert unexplained == []


def test_an_editor_explains_each_group_and_knows_no_other(shipped: CopyOfContent) -> None:
    schema = json.loads(dict(schema_files(shipped.content))[shipped.content / "schema" / "country.json"])
    outlook = schema["properties"]["outlook"]
    assert {name: field["description"] for name, field in outlook["properties"].items()} == dict(meanings(Group))
    assert outlook["additionalProperties"] is False


def test_an_editor_takes_a_bare_year_which_it_reads_as_a_number(shipped: CopyOfContent) -> None:
    schema = json.loads(dict(schema_files(shipped.content))[shipped.content / "schema" / "country.json"])
    assert schema["$defs"]["Fact"]["properties"]["as_of"]["type"] == ["string", "integer"]


def test_vs_code_asks_for_the_yaml_extension_and_gives_each_file_the_schema_it_names(shipped: CopyOfContent) -> None:
    assert "redhat.vscode-yaml" in json.loads((ROOT / ".vscode/extensions.json").read_text())["recommendations"]
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    for file in shipped.content.rglob("*.yaml"):
        inside = file.relative_to(shipped.folder)
        given = [schema for schema, pattern in settings.items() if inside.match(pattern)]
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text(encoding="utf-8"))
        assert named
        assert [(shipped.folder / schema).resolve() for schema in given] == [(file.parent / named[1]).resolve()], inside
