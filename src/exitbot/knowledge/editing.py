"""Changes a value in a YAML file and nothing else: comments, order and line ends stay as their authors left them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from exitbot.knowledge.strictyaml import Document

__all__ = ["with_values"]


def with_values(file: Path, raw: bytes, values: Mapping[str, str]) -> bytes:
    """The file with other values, written as YAML, at some of its top-level keys. The keys must stand there.

    Raises ContentError if it cannot be read as strict YAML, KeyError for a key that is not there.
    """
    text = raw.decode()
    root = Document(file, raw).root
    spans = dict(_spans(root, text)) if isinstance(root, yaml.MappingNode) else {}
    for start, end, value in sorted(((*spans[key], value) for key, value in values.items()), reverse=True):
        text = text[:start] + " " + value + text[end:]
    return text.encode()


def _spans(root: yaml.MappingNode, text: str) -> list[tuple[str, tuple[int, int]]]:
    """For each key where its value begins, right after the colon, and where it ends."""
    lines = [0]
    for line in text.split("\n"):
        lines.append(lines[-1] + len(line) + 1)
    found = []
    for key, value in root.value:
        colon = text.index(":", lines[key.end_mark.line] + key.end_mark.column) + 1
        last = _last(value).end_mark  # of a value that is left out: right behind the colon
        found.append((key.value, (colon, lines[last.line] + last.column)))
    return found


def _last(node: yaml.Node) -> yaml.Node:
    """The node whose end is the end of the text: a block of entries itself ends only where the next one begins."""
    if not getattr(node, "flow_style", True) and node.value:
        last = node.value[-1]
        return _last(last[1] if isinstance(last, tuple) else last)
    return node
