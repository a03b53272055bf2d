"""`exitbot content new`: a page that explains itself to somebody who has never seen one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click
from babel import Locale
from pydantic import BaseModel, ValidationError

from exitbot.cli.support import Complaint
from exitbot.knowledge.explaining import problems_of
from exitbot.knowledge.model import Country, Topic
from exitbot.knowledge.problems import Problem
from exitbot.knowledge.strictyaml import Document
from exitbot.knowledge.template import country_template, topic_template
from exitbot.settings import load_settings

__all__ = ["new"]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG = 40
_NO_COUNTRIES = frozenset(["ac", "cp", "cq", "dg", "ea", "eu", "ez", "ic", "qo", "ta", "un", "xa", "xb", "zz"])
"""Letters that CLDR has a name for although they are a union, a part of a country, or nothing. Kosovo (xk) may have a page."""


class _Page(NamedTuple):
    """What is about to be written."""

    file: Path
    model: type[BaseModel]
    text: str
    what: str
    look: str
    """How to look at it."""


@click.command()
@click.argument("name")
@click.option("--topic", "is_topic", is_flag=True, help="NAME is a subject such as money-abroad, not a country.")
def new(name: str, is_topic: bool) -> None:
    """Begin a page, for example: exitbot content new cl. Every field stands in it with an explanation."""
    folder = load_settings().content
    page = _topic(folder, name) if is_topic else _country(folder, name)
    _write(page)
    missing = _missing(page)
    click.echo(f"{page.file} is written: {page.what}, with every field explained and nothing claimed yet.")
    click.echo(f"\nIt can be shown as soon as these {len(missing)} places are filled:")
    for problem in missing:
        click.echo(f"  {problem}")
    click.echo("\nAsk again at any time:    exitbot check --content-only")
    click.echo(f"Then look at the page:    exitbot content show {page.look}")


def _country(folder: Path, code: str) -> _Page:
    if code != code.lower():
        raise Complaint(f"write the code in small letters: exitbot content new {code.lower()}")
    if (folder / "topics" / f"{code}.yaml").exists():
        raise Complaint(f"'{code}' is a topic, and it exists already: {folder / 'topics' / code}.yaml")
    name = Locale("en").territories.get(code.upper()) if re.fullmatch("[a-z]{2}", code) else None
    if name is None or code in _NO_COUNTRIES:
        topic = f"; for a topic write: exitbot content new --topic {code}" if _is_slug(code) and len(code) > 2 else ""
        raise Complaint(f"'{code}' is no country code; write the two letters of ISO 3166-1, for example cl for Chile{topic}")
    file = folder / "countries" / f"{code}.yaml"
    return _Page(file, Country, country_template(code, name, date.today()), str(name), code)


def _topic(folder: Path, slug: str) -> _Page:
    if not _is_slug(slug):
        raise Complaint(f"'{slug}' is no name for a topic; write small latin letters and '-' between words: money-abroad")
    file = folder / "topics" / f"{slug}.yaml"
    return _Page(file, Topic, topic_template(slug, date.today()), f"the topic '{slug}'", f"topic/{slug}")


def _is_slug(name: str) -> bool:
    return len(name) <= _LONGEST_SLUG and _SLUG.fullmatch(name) is not None


def _write(page: _Page) -> None:
    try:
        page.file.parent.mkdir(exist_ok=True)
        with page.file.open("x", encoding="utf-8") as stream:
            stream.write(page.text)
    except OSError as error:
        if page.file.exists():
            raise Complaint(f"{page.file} exists already; look at it with: exitbot content show {page.look}") from None
        raise Complaint(f"{page.file} cannot be written ({error.strerror})") from None


def _missing(page: _Page) -> list[Problem]:
    """What `exitbot check` says of the new file, and of no other."""
    document = Document(page.file, page.text.encode())
    try:
        page.model.model_validate(document.data)
    except ValidationError as error:
        return sorted(problems_of(document, error, page.model))
    return []
