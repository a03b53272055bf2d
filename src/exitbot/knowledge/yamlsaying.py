"""What the YAML library says of a file it cannot read, as sentences that can be translated."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from exitbot.language.telling import Told, told

__all__ = ["in_our_words"]

_SAID: Mapping[str, Told] = MappingProxyType(
    {
        "mapping values are not allowed in this context": told("a ': ' stands here where no name can begin"),
        "could not find expected ':'": told("a name without ':' after it"),
        "block sequence entries are not allowed in this context": told("a '- ' stands here where no list can be"),
        "found character that cannot start any token": told("a text begins with a sign that needs quotes, or with a tab"),
        "found a tab character that violates indentation": told("a tab stands in the indentation; use spaces"),
        "found a tab character where an indentation space is expected": told("a tab stands in the indentation; use spaces"),
        "found unexpected end of stream": told("a quote is opened and never closed"),
        "found unexpected document indicator": told("'---' or '...' stands inside quotes"),
        "found unknown escape character": told("a backslash inside double quotes; double it, or use single quotes"),
        "did not find expected hexdecimal number": told("a backslash inside double quotes; double it, or use single quotes"),
        "did not find expected alphabetic or numeric character": told("no name after '*' or '&'; put the text in quotes"),
        "did not find expected whitespace or line break": told("a space is missing after a sign"),
        "did not find expected comment or line break": told("something stands after '|' or '>'; move it to the next line"),
        "did not find expected key": told("this line is indented unlike its neighbours, or a quote ended too early"),
        "did not find expected '-' indicator": told("this line is indented unlike the list above it"),
        "did not find expected node content": told("a value is missing, or there is a comma too much"),
        "did not find expected ',' or ']'": told("a list opened by '[' is not closed by ']'"),
        "did not find expected ',' or '}'": told("a group opened by '{{' is not closed by '}}'"),
        "did not find expected <document start>": told("the file goes on after its end"),
        "but found another document": told("another document begins here; one file holds one"),
        "found undefined alias": told("undefined alias: a text that begins with '*' needs quotes"),
        "found duplicate anchor": told("the same '&name' stands twice"),
        "found undefined tag handle": told("a text that begins with '!' needs quotes"),
        "found directive after document": told("a text that begins with '%' needs quotes"),
    }
)


def in_our_words(problem: str) -> str:
    """The library's own words where it says something that nobody has worded here yet."""
    return _SAID.get(problem, problem) or told("no reason is known")
