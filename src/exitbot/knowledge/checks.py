"""Checks of content that reach across fields and files. Each problem says file, line, column and what is right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from exitbot.knowledge.age import last_look, latest_review_by
from exitbot.knowledge.answers import FRONT
from exitbot.knowledge.guide_checks import guide_problems
from exitbot.knowledge.links import deceptive_form
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import EmergencyCard, Group, Help, Level, Source, WayIn
from exitbot.knowledge.problems import Problem
from exitbot.knowledge.signing import Signature, state_of
from exitbot.knowledge.strictyaml import Location
from exitbot.knowledge.values import PartialDate, Prose
from exitbot.knowledge.wording import fault_in
from exitbot.language.telling import told

__all__ = ["content_problems", "unsafe_reason"]

_IN_THE_PAST = ("compiled", "updated", "on")
"""Days on which somebody did something. One in the future would make a page look younger than it is."""


def content_problems(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    """Every mistake that a single field cannot show: unknown sources, unsafe links, wrong dates, missing groups."""
    for domain, model in knowledge.files():
        inspection = _Inspection(knowledge, domain, today)
        inspection.read_through(model)
        yield from inspection.problems
    if state_of(knowledge.addresses) is Signature.WRONG:
        place = knowledge.documents["addresses"].place(("signature",))
        yield Problem(place, told("the signature does not fit the list; run 'exitbot addresses sign --key FILE'"))
    yield from _groups(knowledge)
    yield from _areas(knowledge)
    yield from _aliases(knowledge)
    yield from guide_problems(knowledge)


class _Inspection:
    """One file read through, with every source it uses."""

    def __init__(self, knowledge: Knowledge, domain: str, today: date) -> None:
        self.knowledge = knowledge
        self.document = knowledge.documents[domain]
        self.today = today
        self.problems: list[Problem] = []
        self.used: set[str] = set()
        self.listed: Collection[str] = ()
        self.is_volatile = False

    def say(self, location: Location, message: str) -> None:
        """Keep a problem with its place."""
        self.problems.append(Problem(self.document.place(location), message))

    def read_through(self, model: BaseModel) -> None:
        """Everything in the file, then what its list of sources has too much."""
        sources: dict[str, Source] = getattr(model, "sources", {})
        self.listed = sources.keys()
        self.visit(model, ())
        self.sources(sources)
        self.review_date(model)

    def review_date(self, model: BaseModel) -> None:
        """A review date far away would switch off the ageing of everything in the file."""
        review_by, compiled = getattr(model, "review_by", None), getattr(model, "compiled", None)
        if review_by is None or compiled is None:
            return
        latest = latest_review_by(last_look(compiled, getattr(model, "reviewed", None)), self.is_volatile)
        if review_by > latest:
            why = told("something here is volatile") if self.is_volatile else told("nothing is trusted longer")
            values = {"day": review_by, "why": why, "latest": latest}
            self.say(("review_by",), told("{day} is too far away ({why}); write {latest} or an earlier day", **values))

    def visit(self, value: Any, location: Location) -> None:
        """Look at a value and everything inside it."""
        if isinstance(value, BaseModel):
            self.look_at(value, location)
            for name, field in type(value).model_fields.items():
                self.visit(getattr(value, name), (*location, field.alias or name))
        elif isinstance(value, dict):
            for key, item in value.items():
                self.visit(item, (*location, str(key)))
        elif isinstance(value, tuple):
            self.unique_ids(value, location)
            for index, item in enumerate(value):
                self.visit(item, (*location, index))
        elif isinstance(value, Prose):
            if fault := fault_in(value):
                self.say(location, fault)
        elif isinstance(value, PartialDate) and value.first_day > self.today:
            self.say(location, told("{day} is in the future; write the day the source is from", day=value))
        elif isinstance(value, date) and value > self.today and location[-1] in _IN_THE_PAST:
            self.say(location, told("{day} is in the future; write the day on which it was done", day=value))

    def look_at(self, item: BaseModel, location: Location) -> None:
        """The rules of one entry."""
        if not isinstance(item, Source) and isinstance(getattr(item, "sources", None), tuple):
            self.used.update(item.sources)  # type: ignore[attr-defined]
            self.cited(item.sources, location)  # type: ignore[attr-defined]
        self.is_volatile = self.is_volatile or bool(getattr(item, "volatile", False))
        if isinstance(item, (Help, EmergencyCard)):
            self.organisations(item.organisations, (*location, "organisations"))
        if isinstance(item, EmergencyCard):
            self.topics(item.topics, (*location, "topics"))
        if isinstance(item, WayIn):
            self.places(item.from_, (*location, "from"))
        url = getattr(item, "url", None)
        if url and (reason := unsafe_reason(self.knowledge, url)):
            message = told("this address is not shown to readers ({reason}); leave url out", reason=reason)
            self.say((*location, "url"), message)

    def cited(self, sources: Iterable[str], location: Location) -> None:
        """Every source named must be listed below `sources:`."""
        for index, source in enumerate(sources):
            if source not in self.listed:
                message = told("source '{source}' is not listed below 'sources:'; add it there", source=source)
                self.say((*location, "sources", index), message)

    def organisations(self, ids: Iterable[str], location: Location) -> None:
        """Every organisation named must stand in organisations.yaml."""
        for index, name in enumerate(ids):
            if name not in self.knowledge.organisation_by_id:
                message = told("organisation '{name}' is not in organisations.yaml; add it there", name=name)
                self.say((*location, index), message)

    def topics(self, slugs: Iterable[str], location: Location) -> None:
        """Every topic named must have its file."""
        for index, slug in enumerate(slugs):
            if slug not in self.knowledge.topics:
                message = told("topic '{slug}' is not in topics/; write the name of a file there, without .yaml", slug=slug)
                self.say((*location, index), message)

    def places(self, places: Iterable[str], location: Location) -> None:
        """Where a way begins: a country's code, anywhere or the front."""
        for index, place in enumerate(places):
            if place not in ("anywhere", FRONT) and not (len(place) == 2 and place.isalpha() and place.islower()):
                message = told(
                    "'{place}' is no place; write anywhere or a two-letter country code such as kz, or front, "
                    "which is the front and occupied territory",
                    place=place,
                )
                self.say((*location, index), message)

    def unique_ids(self, items: tuple[Any, ...], location: Location) -> None:
        """Two entries of a list with one id would share one translation and one link."""
        seen: set[str] = set()
        for index, item in enumerate(items):
            name = getattr(item, "id", None) or (getattr(item, "on", None) if isinstance(item, BaseModel) else None)
            if name is None:
                continue
            if name in seen:
                self.say((*location, index), told("'{name}' is used twice in this list; every entry needs its own", name=name))
            seen.add(name)

    def sources(self, sources: Iterable[str]) -> None:
        """A source that nothing cites is a leftover, or a fact that lost its mark."""
        for name in sources:
            if name not in self.used:
                message = told("source '{name}' is not used by anything; cite it or take it out", name=name)
                self.say(("sources", name), message)


def unsafe_reason(knowledge: Knowledge, url: str) -> str | None:
    """Why a link must not be shown, or None. Subdomains count as their host."""
    form = deceptive_form(url)
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
        host = host if host.isascii() else host.encode("idna").decode()  # .рф stands in the lists as .xn--p1ai
    except (UnicodeError, ValueError):
        return form or told("it cannot be read as an address")
    return _listed(knowledge, host) or form


def _listed(knowledge: Knowledge, host: str) -> str | None:
    """Why the content names this host, a host above it, or its ending."""
    unsafe = knowledge.unsafe_hosts
    labels = host.split(".")
    for start in range(len(labels)):
        above = ".".join(labels[start:])
        if why := unsafe.reasons.get(above) or unsafe.reasons.get("." + above):
            return why
    return None


def _groups(knowledge: Knowledge) -> Iterator[Problem]:
    """A group that is left out would read as 'no problem'; unclear has to be said."""
    for code, country in knowledge.countries.items():
        document = knowledge.documents[f"country-{code}"]
        for group in Group:
            outlook = country.outlook.get(group)
            if outlook is None:
                message = told(
                    "outlook for '{group}' is missing; add it, with level: unclear and why if nothing is known", group=group
                )
                yield Problem(document.place(("outlook",)), message)
            elif outlook.level is not Level.UNCLEAR and not outlook.sources:
                values = {"group": group, "level": outlook.level}
                message = told("outlook '{group}' is {level} without a source; add sources or write level: unclear", **values)
                yield Problem(document.place(("outlook", group.value)), message)


def _aliases(knowledge: Knowledge) -> Iterator[Problem]:
    """A name that two countries share would always lead to the first."""
    first: dict[str, str] = {}
    for code, country in knowledge.countries.items():
        for index, name in enumerate(country.aliases):
            owner = first.setdefault(name.casefold(), code)
            if owner != code:
                place = knowledge.documents[f"country-{code}"].place(("aliases", index))
                message = told("'{name}' leads to '{owner}' already; keep it in one of the two", name=name, owner=owner)
                yield Problem(place, message)


def _areas(knowledge: Knowledge) -> Iterator[Problem]:
    """A shared fact must name areas that exist."""
    document = knowledge.documents["shared"]
    for index, fact in enumerate(knowledge.shared.facts):
        for position, area in enumerate(fact.applies_to):
            if area not in knowledge.shared.areas and len(area) != 2:
                place = document.place(("facts", index, "applies_to", position))
                values = {"area": area, "areas": ", ".join(knowledge.shared.areas)}
                message = told("'{area}' is neither an area of this file nor a country code; write {areas} or de", **values)
                yield Problem(place, message)
