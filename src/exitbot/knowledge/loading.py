"""Reads the whole content folder into one frozen Knowledge, or says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from exitbot.knowledge.compiled import Compiled, fingerprint, fingerprint_of_all, read_compiled
from exitbot.knowledge.explaining import problems_of
from exitbot.knowledge.guide import Check
from exitbot.knowledge.model import (
    Addresses,
    Country,
    Emergency,
    Freshness,
    Glossary,
    Names,
    Organisation,
    Organisations,
    Publishers,
    Shared,
    Topic,
    UnsafeHosts,
)
from exitbot.knowledge.problems import ContentError, Place, Problem
from exitbot.knowledge.prose import all_prose, settle
from exitbot.knowledge.strictyaml import Document
from exitbot.knowledge.values import Prose
from exitbot.language.telling import told

__all__ = ["SINGLE_FILES", "Knowledge", "load_knowledge"]

Model = TypeVar("Model", bound=BaseModel)

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"

SINGLE_FILES: Mapping[str, type[BaseModel]] = MappingProxyType({
    "shared": Shared,
    "organisations": Organisations,
    "emergency": Emergency,
    "addresses": Addresses,
    "publishers": Publishers,
    "names": Names,
    "unsafe_hosts": UnsafeHosts,
    "freshness": Freshness,
    "glossary": Glossary,
    "check": Check,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All content at one moment. Nothing in it changes; a reload makes another one."""

    countries: Mapping[str, Country]
    """By ISO code, lower case."""
    topics: Mapping[str, Topic]
    """By slug, in reading order."""
    shared: Shared
    organisations: Organisations
    emergency: Emergency
    addresses: Addresses
    publishers: Publishers
    names: Names
    unsafe_hosts: UnsafeHosts
    freshness: Freshness
    glossary: Glossary
    check: Check
    documents: Mapping[str, Document] = field(repr=False)
    """The file each catalog domain was read from, for error messages."""
    organisation_by_id: Mapping[str, Organisation] = field(repr=False)
    fingerprints: Mapping[str, str] = field(repr=False)
    """By catalog domain, what tells this edition of each file from another."""
    known_faultless: bool = False
    """These very files were checked before, by the rules that hold now."""

    @property
    def revision(self) -> str:
        """Three letters or digits that change when any of the YAML changes; they travel in the buttons."""
        number = int(fingerprint(repr(sorted(self.fingerprints.items())).encode())[:16], 16)
        return "".join(_LETTERS[number // 36**place % 36] for place in range(3))

    def files(self) -> Iterator[tuple[str, BaseModel]]:
        """Every content file with its catalog domain."""
        for code, country in self.countries.items():
            yield f"country-{code}", country
        for slug, topic in self.topics.items():
            yield f"topic-{slug}", topic
        for name in SINGLE_FILES:
            yield name, getattr(self, name)

    def prose(self) -> Iterator[Prose]:
        """Every translatable text."""
        for _, model in self.files():
            yield from all_prose(model)


def load_knowledge(folder: Path) -> Knowledge:
    """Read content/ as a whole.

    Raises ContentError with all problems of all files; a broken file never hides the mistakes of another.
    """
    reader = _Reader(folder, read_compiled(folder))
    countries = {path.stem: reader.read(path, Country, f"country-{path.stem}") for path in reader.list("countries")}
    topics = {path.stem: reader.read(path, Topic, f"topic-{path.stem}") for path in reader.list("topics")}
    single = {name: reader.read(folder / f"{name}.yaml", model, name) for name, model in SINGLE_FILES.items()}
    if reader.problems:
        raise ContentError(reader.problems)
    return _assemble(countries, topics, single, reader)


def _assemble(
    countries: Mapping[str, Country | None],
    topics: Mapping[str, Topic | None],
    single: Mapping[str, BaseModel | None],
    reader: _Reader,
) -> Knowledge:
    organisations: Organisations = single["organisations"]  # type: ignore[assignment]
    ordered = sorted((topic for topic in topics.values() if topic), key=lambda topic: (topic.order, topic.slug))
    return Knowledge(
        countries=MappingProxyType({code: country for code, country in sorted(countries.items()) if country}),
        topics=MappingProxyType({topic.slug: topic for topic in ordered}),
        documents=MappingProxyType(reader.documents),
        fingerprints=MappingProxyType(reader.fingerprints),
        known_faultless=fingerprint_of_all(reader.fingerprints) == reader.compiled.faultless,
        organisation_by_id=MappingProxyType({entry.id: entry for entry in organisations.organisations}),
        **single,  # type: ignore[arg-type]
    )


class _Reader:
    """Reads files one by one and keeps what is wrong with them."""

    def __init__(self, folder: Path, compiled: Compiled) -> None:
        self.folder = folder
        self.compiled = compiled
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.fingerprints: dict[str, str] = {}

    def list(self, name: str) -> list[Path]:
        """The YAML files of a subfolder, in the order of their names."""
        return sorted((self.folder / name).glob("*.yaml"))

    def read(self, file: Path, model: type[Model], domain: str) -> Model | None:
        """One file as its model, or None with its problems kept."""
        try:
            raw = file.read_bytes()
            self.fingerprints[domain] = fingerprint(raw)
            document = self.documents[domain] = Document(file, raw)
            data = self.compiled.values(domain, self.fingerprints[domain]) or document.data
            self._check_name(document, data, domain)
            content = model.model_validate(data)
        except ContentError as error:
            self.problems += error.problems
        except ValidationError as error:
            self.problems += problems_of(document, error, model)
        except FileNotFoundError:
            self.problems.append(Problem(Place(file), told("the file is missing; the bot needs it")))
        except OSError as error:
            message = told("cannot be opened ({reason}); check its permissions", reason=error.strerror)
            self.problems.append(Problem(Place(file), message))
        else:
            settle(content, domain)
            document.release()
            return content
        return None

    def _check_name(self, document: Document, data: Any, domain: str) -> None:
        """A file's name must say what is in it, because links and buttons are made from it."""
        kind, _, name = domain.partition("-")
        key = {"country": "code", "topic": "slug"}.get(kind)
        if key and isinstance(data, dict) and data.get(key, name) != name:
            values = {"key": key, "wrong": data[key], "name": name}
            message = told("{key} is '{wrong}' but the file is {name}.yaml; make them the same", **values)
            self.problems.append(Problem(document.place((key,)), message))
