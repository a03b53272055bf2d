"""What is told to maintainers and translators. A message is English text that remembers how it was made.

So it can be compared, sorted and printed as any text, and said again in another language: `Voice.tell`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

__all__ = ["Told", "told"]


class Told(str):
    """A sentence for maintainers in English, with the pattern and the values it was made from."""

    template: str
    values: Mapping[str, Any]
    """Any of them may be a Told itself; it is then translated too."""

    def __new__(cls, template: str, /, **values: object) -> Told:
        """A pattern that holds no words, such as "{place}: {message}", is made into a Told here; words go through `told`.

        template: {placeholders} in braces; braces that stay are doubled.
        """
        new = super().__new__(cls, template.format(**values))
        new.template, new.values = template, MappingProxyType(values)
        return new


def told(template: str, /, **values: object) -> Told:
    """A sentence for maintainers. The template is extracted into the catalogs, so it has to stand here word for word."""
    return Told(template, **values)
