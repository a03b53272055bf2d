"""A small made-up world for the guided check: five countries that do not exist, and rules of every kind.

It holds whatever the shipped content holds, so a test can plant one fault in it and see that very fault reported.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import yaml

from exitbot.knowledge.guide import Check
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Country, Freshness, SourceKind
from exitbot.knowledge.prose import settle
from exitbot.knowledge.terms import Group

__all__ = ["BAN", "EXCLUSION", "TODAY", "changed_check", "changed_country", "made_up"]

TODAY = date(2026, 11, 25)
EXCLUSION, BAN = "fought-exclusion", "fought-eu-ban"

_CHECK = """
compiled: 2026-11-25
reviewed: null
review_by: 2027-02-25
questions:
  - {id: situation, title: Who, why: It decides., short: Who, options: [{id: deserter, label: Left}]}
  - {id: service, title: How, why: It decides., short: How, asked_of: {situation: [serving, deserter, surrendered]}}
  - {id: where, title: Where, why: It decides., short: Where, changeable: true}
  - {id: passport, title: Paper, why: It decides., short: Paper, changeable: true}
  - {id: visa, title: Visa, why: It decides., short: Visa, changeable: true, asked_of: {passport: [biometric, old]}}
  - {id: fought, title: Fought, why: It decides., short: Fought, asked_of: {situation: [serving, deserter, surrendered]}}
  - {id: proof, title: Proof, why: It decides., short: Proof, changeable: true}
  - {id: family, title: Family, why: It decides., short: Family}
entry_levels: {open: favourable, limited: hard, unclear: unclear, suspended: closed, closed: closed}
already_there: favourable
cut_off: [front]
readings:
  - {when: {situation: [called, reserve]}, groups: [mobilised]}
  - {when: {situation: [conscript]}, groups: [conscript]}
  - {when: {situation: [serving, deserter], service: [mobilised]}, groups: [deserter-mobilised]}
  - {when: {situation: [serving, deserter], service: [contract]}, groups: [deserter-contract]}
  - {when: {situation: [serving, deserter], service: [conscript]}, groups: [conscript]}
  - {when: {situation: [objector]}, groups: [objector]}
  - {when: {situation: [surrendered]}, groups: [surrendered]}
  - {when: {situation: [dissident]}, groups: [dissident]}
  - {when: {situation: [relative]}, groups: [relative]}
visa_ways:
  - {id: held, title: A visa, visa: [schengen], to: [union], except_for: [xb], passports: [biometric, old],
     level: possible, text: With a visa., as_of: 2026-06, sources: [law]}
  - {id: permit, title: A permit, visa: [residence], to: [union], passports: [biometric],
     level: possible, uncertain: true, text: With a permit., as_of: 2026-06, sources: [law]}
caps:
  - {id: no-proof, when: {situation: [called, reserve, serving, deserter], proof: [none]}, at_most: hard,
     why: Not believed., as_of: 2026-06, sources: [law]}
  - {id: fought, when: {fought: [combat]}, at_most: hard, why: Asked about crimes., as_of: 2026-06, sources: [law]}
warnings:
  - {id: move-on, text: Do not stay here., as_of: 2026-06, sources: [law], critical: true, urgent: true,
     when: {where_after_refusal: [returns, risk]}}
  - {id: sign-nothing, text: Do not sign., as_of: 2026-06, sources: [law], urgent: true, when: {situation: [serving]}}
  - {id: fought-exclusion, text: If you fought., as_of: 2026-06, sources: [law], critical: true,
     when: {situation: [called, serving, deserter, surrendered], fought: [served, combat]}}
  - {id: fought-eu-ban, text: If you fought and go there., as_of: 2026-06, sources: [law],
     when: {fought: [served, combat]}, to: [union]}
  - {id: returns-known, text: Returns are known., as_of: 2026-06, sources: [law], after_refusal: [returns]}
  - {id: old-passport, text: Not accepted., as_of: 2026-06, sources: [law], when: {passport: [old]}, to: [xb]}
advice:
  - {id: ask-early, phase: now, text: Ask a lawyer., as_of: 2026-06, sources: [law], when: {where: [ru, front]}}
  - {id: keep-copies, phase: before, text: Keep copies., as_of: 2026-06, sources: [law], when: {proof: [personal]}}
  - {id: say-asylum, phase: border, text: Say it at once., as_of: 2026-06, sources: [law]}
words: {}
sources:
  law: {publisher: P, title: T, published: 2026-06, kind: law, seen: read}
"""

# Protection for everybody, for the groups that differ, ways in, and what follows a no.
_COUNTRIES = {
    "xa": ("destination", "possible", {"deserter-contract": "hard", "objector": "unclear"}, "protected", [
        {"id": "by-air", "status": "limited", "from": ["anywhere"], "passports": ["biometric"]},
        {"id": "papers", "status": "unclear", "from": ["xc"], "passports": ["none"], "groups": ["deserter-mobilised"]},
    ]),
    "xb": ("destination", "hard", {"conscript": "closed", "dissident": "favourable"}, "unclear", [
        {"id": "shut", "status": "closed", "from": ["ru"], "passports": ["none"]},
        {"id": "surrender", "status": "limited", "from": ["front"], "passports": ["none"]},
    ]),
    "xc": ("transit", "hard", {}, "returns", [
        {"id": "land", "status": "open", "from": ["ru", "xd"], "passports": ["internal"]},
    ]),
    "xd": ("transit", "unclear", {"surrendered": "closed"}, "risk", [
        {"id": "air", "status": "open", "from": ["anywhere"], "passports": ["biometric", "old"]},
    ]),
    "xe": ("destination", "closed", {}, "risk", [
        {"id": "visa", "status": "limited", "from": ["ru"], "passports": ["biometric"]},
    ]),
}  # fmt: skip
_SOURCED = {"as_of": "2026-06", "sources": ["law"]}


def made_up(knowledge: Knowledge) -> Knowledge:
    """The world. knowledge: lends what the check does not look at, such as topics and organisations."""
    check = Check.model_validate(yaml.load(_CHECK, Loader=yaml.BaseLoader) | {"reviewed": None})
    settle(check, "check")
    countries = {code: _country(code, *row) for code, row in _COUNTRIES.items()}
    shared = knowledge.shared.model_copy(update={"areas": {"union": ("xa", "xb", "xe")}})
    freshness = Freshness(source_months=dict.fromkeys(SourceKind, 12))
    return replace(knowledge, countries=MappingProxyType(countries), shared=shared, freshness=freshness, check=check)


def _country(code: str, role: str, usual: str, special: dict[str, str], refused: str, ways: list[dict[str, Any]]) -> Country:
    levels = {group.value: special.get(group.value, usual) for group in Group}
    source = {"publisher": "P", "title": "T", "published": "2026-06", "kind": "law", "seen": "read"}
    country = Country.model_validate({
        "code": code, "role": role, "compiled": "2026-11-23", "reviewed": None, "review_by": "2027-02-23",
        "summary": {"text": "A country.", "sources": ["law"]},
        "outlook": {group: {"level": level, "why": f"It is {level}.", **_SOURCED} for group, level in levels.items()},
        "ways_in": [{"title": "A way", "text": "How it works.", **_SOURCED, **way} for way in ways],
        "facts": {}, "if_refused": {"level": refused, "text": "What follows.", **_SOURCED}, "sources": {"law": source},
    })  # fmt: skip
    settle(country, f"country-{code}")
    return country


def changed_check(knowledge: Knowledge, part: str, identifier: str | None = None, **changes: Any) -> Knowledge:
    """The same world with one rule changed: of the list `part` the entry with this id; without changes it is taken out.

    Without an id the changes are made to the check itself.
    """
    check = knowledge.check
    if identifier is None:
        return replace(knowledge, check=check.model_copy(update=changes))
    assert any(entry.id == identifier for entry in getattr(check, part)), f"{identifier} is not in {part}"
    entries = tuple(
        entry.model_copy(update=changes) if entry.id == identifier else entry
        for entry in getattr(check, part)
        if changes or entry.id != identifier
    )
    return replace(knowledge, check=check.model_copy(update={part: entries}))


def changed_country(knowledge: Knowledge, code: str, **changes: Any) -> Knowledge:
    """The same world with one country changed."""
    country = knowledge.countries[code].model_copy(update=changes)
    return replace(knowledge, countries=MappingProxyType({**knowledge.countries, code: country}))
