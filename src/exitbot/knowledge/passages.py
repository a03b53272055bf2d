"""All sentences in the languages they are read in, for rules about words: English from the YAML, the others from catalogs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.problems import Place
from exitbot.knowledge.walking import sentences
from exitbot.language.catalogs import SOURCE_LANGUAGE
from exitbot.language.checking import Lines
from exitbot.language.entries import forms_of, originals_of
from exitbot.language.maintenance import CatalogFile

__all__ = ["Passage", "Text", "english_texts", "translated_texts"]


class Passage(NamedTuple):
    """One text for readers. where: its place, asked for only if something is wrong with it."""

    text: str
    where: Callable[[], Place]


class Text(NamedTuple):
    """All passages of one file in one language."""

    language: str
    file: Path
    passages: tuple[Passage, ...]


def english_texts(knowledge: Knowledge) -> Iterator[Text]:
    """Every content file."""
    for domain, model in knowledge.files():
        document = knowledge.documents[domain]
        passages = (Passage(text, partial(document.place, location)) for location, text in sentences(model))
        yield Text(SOURCE_LANGUAGE, document.file, tuple(passages))


def translated_texts(catalogs: Iterable[CatalogFile]) -> Iterator[Text]:
    """Every catalog; the place of a passage is the line where its entry begins."""
    for catalog in catalogs:
        yield Text(catalog.language, catalog.file, tuple(_passages(catalog)))


def _passages(catalog: CatalogFile) -> Iterator[Passage]:
    for entry in catalog.catalog:
        for form in forms_of(entry) if entry.id else ():
            if form:
                yield Passage(form, partial(_line, catalog, entry.context, originals_of(entry)[0]))


def _line(catalog: CatalogFile, context: str | None, english: str) -> Place:
    return Place(catalog.file, Lines(catalog.text).of(context, english), 0)
