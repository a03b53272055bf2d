"""JSON Schema of every kind of content file, for editors that complete and check while a maintainer types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from exitbot.knowledge.loading import SINGLE_FILES
from exitbot.knowledge.model import Country, Topic

__all__ = ["schema_files"]


def schema_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each schema file below content/schema/ with what it should hold."""
    kinds: dict[str, type[BaseModel]] = {"country": Country, "topic": Topic, **SINGLE_FILES}
    for name, model in kinds.items():
        schema = model.model_json_schema(by_alias=True)
        yield folder / "schema" / f"{name}.json", json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
