"""JSON Schema of every kind of content file, for editors that complete and check while a maintainer types."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from exitbot.knowledge.loading import SINGLE_FILES
from exitbot.knowledge.meanings import meanings
from exitbot.knowledge.model import Country, Topic

__all__ = ["schema_files"]


def schema_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each schema file below content/schema/ with what it should hold."""
    kinds: dict[str, type[BaseModel]] = {"country": Country, "topic": Topic, **SINGLE_FILES}
    for name, model in kinds.items():
        schema = model.model_json_schema(by_alias=True, schema_generator=_WithMeanings)
        _name_keys(schema, schema.get("$defs", {}))
        yield folder / "schema" / f"{name}.json", json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


class _WithMeanings(GenerateJsonSchema):
    """Each value of an enumeration is explained. `enumDescriptions` is what VS Code and its YAML extension show."""

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        made = super().enum_schema(schema)
        known = meanings(schema["cls"])
        return made | {"enumDescriptions": [known.get(value, "") for value in made.get("enum", ())]}


def _name_keys(schema: Any, definitions: Mapping[str, Any]) -> None:
    """Keys that are values of an enumeration become properties: only those are completed and explained by an editor."""
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        _name_keys(part, definitions)
    if not isinstance(schema, dict) or "$ref" not in schema.get("propertyNames", {}):
        return
    keys = definitions[schema.pop("propertyNames")["$ref"].rpartition("/")[2]]
    explained = zip(keys["enum"], keys["enumDescriptions"], strict=True)
    schema["properties"] = {key: schema["additionalProperties"] | {"description": words} for key, words in explained}
    schema["additionalProperties"] = False
