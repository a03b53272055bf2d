"""YAML without surprises: every plain word is a string, a repeated key is an error, every value knows its place.

Plain YAML reads `NO` (Norway) as false, `12:30` as 750, and lets the last of two equal keys win in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from exitbot.knowledge.problems import ContentError, Place, Problem
from exitbot.knowledge.yamlsaying import in_our_words
from exitbot.language.telling import told

__all__ = ["Document", "read_document"]

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULL_WORDS = {"null", "~", ""}

Location = tuple[str | int, ...]


class Document:
    """A file's data (dicts, lists, strings, None) and the nodes it came from.

    The nodes are ten times the size of the text and serve error messages only, so they can be let go and are read
    again when somebody asks for a place.
    """

    def __init__(self, file: Path, raw: bytes | None = None) -> None:
        """raw: what the file holds, if somebody has read it already."""
        self.file = file
        self._raw = raw
        self._root: yaml.Node | None = None

    @property
    def root(self) -> yaml.Node:
        """The node tree. Raises ContentError if the file cannot be read as strict YAML."""
        if self._root is None:
            self._root = _compose(self.file, self.file.read_bytes() if self._raw is None else self._raw)
        return self._root

    @property
    def data(self) -> Any:
        """The file as plain values."""
        return _plain(self.root)

    def release(self) -> None:
        """Let the nodes and the text go."""
        self._root = self._raw = None

    def place(self, location: Location) -> Place:
        """Where the value at this path stands; the nearest parent if the path ends early (a missing field)."""
        node, mark = self.root, self.root.start_mark
        for step in location:
            child = _child(node, step)
            if child is None:
                break
            node, mark = child
        return Place(self.file, mark.line + 1, mark.column + 1)

    def key_place(self, location: Location) -> Place:
        """Where the key of a mapping entry stands (for a key that should not be there)."""
        parent = _descend(self.root, location[:-1])
        if isinstance(parent, yaml.MappingNode):
            for key, _ in parent.value:
                if key.value == location[-1]:
                    return Place(self.file, key.start_mark.line + 1, key.start_mark.column + 1)
        return self.place(location)


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value, value.start_mark
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark
    return None


def _descend(node: yaml.Node, location: Location) -> yaml.Node | None:
    for step in location:
        child = _child(node, step)
        if child is None:
            return None
        node = child[0]
    return node


def read_document(file: Path) -> Document:
    """Read one YAML file.

    Raises ContentError with every repeated key or unreadable place; OSError if the file cannot be opened.
    """
    document = Document(file)
    _ = document.root
    return document


def _compose(file: Path, raw: bytes) -> yaml.Node:
    try:
        text = raw.decode()
        root = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        place = _place_after(file, error.object[: error.start].decode())
        raise ContentError([Problem(place, told("a sign here is not UTF-8; save the file as UTF-8"))]) from None
    except yaml.reader.ReaderError as error:
        message = told("an invisible control character (number {number}) stands here; take it out", number=error.character)
        raise ContentError([Problem(_place_after(file, text[: error.position]), message)]) from None
    except yaml.MarkedYAMLError as error:
        raise ContentError([_syntax_problem(file, error)]) from None
    except yaml.YAMLError as error:
        raise ContentError([Problem(Place(file), told("not readable as YAML: {what}", what=str(error)))]) from None
    if root is None:
        raise ContentError([Problem(Place(file), told("the file is empty; copy the layout of another file of this folder"))])
    problems = list(_forbidden(file, root, ()))
    if problems:
        raise ContentError(problems)
    return root


def _place_after(file: Path, text: str) -> Place:
    return Place(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


def _syntax_problem(file: Path, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    message = told(
        "not readable as YAML: {what}; check the indentation, and put quotes around text that holds ': ' or ' #'",
        what=in_our_words(error.problem or error.context or ""),
    )
    return Problem(place, message)


def _forbidden(file: Path, node: yaml.Node, above: tuple[yaml.Node, ...]) -> Iterator[Problem]:
    """Repeated keys, keys that are no plain words, and entries that hold themselves."""
    if any(node is outer for outer in above):
        place = Place(file, node.start_mark.line + 1, node.start_mark.column + 1)
        yield Problem(place, told("this entry holds itself by an alias (*name); write it out"))
        return
    above = (*above, node)
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _forbidden(file, item, above)
    if not isinstance(node, yaml.MappingNode):
        return
    first: dict[str, int] = {}
    for key, value in node.value:
        place = Place(file, key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, yaml.ScalarNode):
            yield Problem(place, told("a list or mapping is used as a key; a key is one word followed by ':'"))
        elif key.value in first:
            line = first[key.value]
            yield Problem(place, told("'{key}' stands already on line {line}; keep one of the two", key=key.value, line=line))
        else:
            first[key.value] = place.line
        yield from _forbidden(file, value, above)


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    is_plain = not getattr(node, "style", None)
    return None if is_plain and node.value in _NULL_WORDS else node.value
