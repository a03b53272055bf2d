"""The small values that content is made of: translatable prose, dates of different precision, addresses.

Each refuses bad input with a sentence that says what is right, because maintainers read it.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from exitbot.language.telling import told

__all__ = ["Beginning", "Code", "Day", "Flag", "Identifier", "LanguageCode", "PartialDate", "Prose", "Pseudonym", "Url"]


class Prose(str):
    """English text for readers; it is the msgid that volunteers translate.

    `domain` is the message catalog ("country-fr") and `context` the msgctxt, the path of the field inside it
    ("country-fr/facts/law/cnda-2023/text"). Both are set once, when a whole content file has been read.
    """

    domain: str = ""
    context: str = ""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls._tidy, core_schema.str_schema(strict=True))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "minLength": 1, "description": "English text for readers; it will be translated."}

    @classmethod
    def _tidy(cls, text: str) -> Prose:
        tidy = " ".join(text.split())
        if not tidy:
            raise ValueError(told("the text is empty; write a sentence or leave the field out"))
        return cls(tidy)


class PartialDate(str):
    """A day, a month or a year, as the source gives it: "2026-03-02", "2026-03" or "2026"."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls._checked, core_schema.str_schema(strict=True))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        # An editor reads a bare year as a number, and would underline what is right.
        form = {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "minimum": 1000, "maximum": 9999}
        return form | {"description": "YYYY, YYYY-MM or YYYY-MM-DD"}

    @classmethod
    def _checked(cls, text: str) -> PartialDate:
        try:
            if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
                raise ValueError
            value = cls(text)
            _ = value.first_day
        except ValueError:
            advice = told("'{text}' is not a date; write YYYY-MM-DD, YYYY-MM or YYYY, for example 2026-03", text=text)
            raise ValueError(advice) from None
        return value

    @property
    def first_day(self) -> date:
        """The earliest day it can mean."""
        year, month, day = ([int(part) for part in self.split("-")] + [1, 1])[:3]
        return date(year, month, day)

    @property
    def last_day(self) -> date:
        """The latest day it can mean."""
        first = self.first_day
        if len(self) == 10:
            return first
        month = 12 if len(self) == 4 else first.month
        return date(first.year, month, calendar.monthrange(first.year, month)[1])


def _flag(value: Any) -> Any:
    """YAML's many words for yes and no are a trap (NO is Norway): only `true` and `false` count."""
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, bool):
        return value
    raise ValueError(told("'{value}' is neither true nor false; write true or false", value=value))


def _day(value: Any) -> Any:
    """Only YYYY-MM-DD: pydantic alone takes a plain number for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(told("{value} is not a date; write YYYY-MM-DD, for example 2026-03-02", value=f"'{value}'"))
    return value


def _https(value: str) -> str:
    if not re.fullmatch(r"https://[^\s/@?#]+\.[^\s/@?#]+([/?#]\S*)?", value):
        advice = told("'{value}' is not a plain https address; write https://host/path or leave the field out", value=value)
        raise ValueError(advice)
    return value


def _pseudonym(value: str) -> str:
    """Whatever leads to a person stays out of the files, which are public: an e-mail address, a mention, a number, a link."""
    if not re.fullmatch(r"[^\W\d_][\w .'’-]{0,39}", value) or sum(letter.isdigit() for letter in value) > 4:
        advice = told(
            "'{value}' is no pseudonym; write a made-up name of letters, for example ada, and no address, @mention or number",
            value=value,
        )
        raise ValueError(advice)
    return value


def _beginning(value: str) -> str:
    if value != " ".join(value.lower().split()) or not value:
        right = " ".join(value.lower().split()) or "кейс"
        raise ValueError(told("'{value}' is not in small letters with single spaces; write {right}", value=value, right=right))
    return value


Beginning = Annotated[str, AfterValidator(_beginning)]
LanguageCode = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]{2,3}$")]
Flag = Annotated[bool, BeforeValidator(_flag)]
Identifier = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Day = Annotated[date, BeforeValidator(_day)]
Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]{2}$")]
Pseudonym = Annotated[str, AfterValidator(_pseudonym)]
Url = Annotated[str, AfterValidator(_https)]
