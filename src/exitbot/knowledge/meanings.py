"""What each word of `terms` means: the docstring below it, for hover help and for the comments of a new file."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import MappingProxyType

__all__ = ["meanings"]


@cache
def meanings(kind: type[StrEnum]) -> Mapping[str, str]:
    """Each value of a class in `terms` with its meaning, in the order of the class; a value without a docstring is left out.

    Python keeps no docstring of a member, so it is read from the source, as pydantic does for the fields of a model.
    """
    [definition] = ast.parse(inspect.getsource(kind)).body
    assert isinstance(definition, ast.ClassDef)  # noqa: S101 - told to mypy; the source of a class is a class
    found = {}
    for member, words in pairwise(definition.body):
        if isinstance(member, ast.Assign) and isinstance(words, ast.Expr):
            found[ast.literal_eval(member.value)] = inspect.cleandoc(ast.literal_eval(words.value))
    return MappingProxyType(found)
