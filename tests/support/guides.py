"""content/check.yaml for tests: a small one that is whole, and the shipped one cut down to a part of the content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

__all__ = ["SMALL_CHECK", "cut_down"]

SMALL_CHECK = """\
compiled: 2026-11-25
reviewed: null
review_by: 2027-01-25
questions:
  - id: situation
    title: Who are you?
    why: It decides.
    short: Situation
    options:
      - {id: called, label: Called up}
      - {id: reserve, label: In the reserve}
      - {id: conscript, label: Conscript}
      - {id: serving, label: In the army}
      - {id: deserter, label: Left the unit}
      - {id: objector, label: Objector}
      - {id: surrendered, label: Surrendered}
      - {id: dissident, label: Dissident}
      - {id: relative, label: Relative}
  - id: service
    title: How were you taken?
    why: It decides.
    short: Service
    asked_of: {situation: [serving, deserter, surrendered]}
    options:
      - {id: mobilised, label: Mobilised}
      - {id: contract, label: Contract}
      - {id: conscript, label: As a conscript}
  - id: where
    title: Where are you?
    why: It decides.
    short: Where
    changeable: true
  - id: passport
    title: Which passport?
    why: It decides.
    short: Passport
    changeable: true
    options:
      - {id: biometric, label: Ten years}
      - {id: old, label: Five years}
      - {id: internal, label: Internal passport}
      - {id: none, label: No passport}
  - id: visa
    title: Which visa?
    why: It decides.
    short: Visa
    changeable: true
    options:
      - {id: schengen, label: Schengen}
      - {id: residence, label: Residence}
      - {id: none, label: Neither}
  - id: proof
    title: Which proof?
    why: It decides.
    short: Proof
    changeable: true
    options:
      - {id: personal, label: Papers}
      - {id: traces, label: Traces}
      - {id: none, label: Nothing}
  - id: fought
    title: Did you fight?
    why: It decides.
    short: Part
    asked_of: {situation: [serving, deserter, surrendered]}
    options:
      - {id: no, label: No}
      - {id: served, label: Served}
      - {id: combat, label: Fought}
  - id: family
    title: Who goes along?
    why: It decides.
    short: Family
    options:
      - {id: alone, label: Nobody}
      - {id: with, label: Family}
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
  - id: visa-held
    title: A visa at hand
    visa: [schengen]
    to: [schengen]
    passports: [biometric]
    level: possible
    text: It opens the border.
    as_of: 2026-06
    sources: [un-2026]
  - {id: permit-held, title: A permit at hand, visa: [residence], to: [fr], passports: [old], level: hard,
     text: It may open the border., as_of: 2026-06, sources: [un-2026]}
caps:
  - {id: no-proof, when: {situation: [called, reserve, serving, deserter], proof: [none]}, at_most: hard,
     why: Courts ask for proof., as_of: 2026-06, sources: [un-2026]}
warnings:
  - {id: stay-away, text: Do not go back., critical: true, urgent: true, when: {situation: [deserter]}, as_of: 2026-06,
     sources: [un-2026]}
  - {id: hands, text: Some fought., when: {fought: [combat]}, to: [schengen], as_of: 2026-06, sources: [un-2026]}
  - {id: no-hands, text: Some served., critical: true, when: {fought: [served]}, as_of: 2026-06, sources: [un-2026]}
  - {id: risk, text: A risk of return., after_refusal: [risk, unclear, returns], as_of: 2026-06, sources: [un-2026]}
advice:
  - {id: summons, phase: now, text: Read the summons., when: {situation: [called]}, as_of: 2026-06, sources: [un-2026]}
  - {id: children, phase: before, text: Take all papers., when: {family: [with]}, as_of: 2026-06, sources: [un-2026]}
  - {id: traces, phase: border, text: Show what there is., when: {proof: [traces]}, as_of: 2026-06, sources: [un-2026]}
  - {id: passport, phase: way, text: Ask for papers., when: {passport: [internal]}, as_of: 2026-06, sources: [un-2026]}
  - {id: deserters, phase: arrival, text: Ask a lawyer., when: {situation: [deserter]}, as_of: 2026-06, sources: [un-2026]}
words:
  fr: {language: fr, text: Je demande l'asile., spoken: Жё дёманд лязиль., sources: [un-2026]}
sources:
  un-2026: {publisher: UNHCR, title: A guide, published: 2026-06, kind: igo, seen: read}
"""
"""Every answer, every reading, a rule of each kind, and nothing dead; what it names is France and the areas."""

_Edit = tuple[int, int, str]


def cut_down(file: Path, kept: str) -> None:
    """Let the shipped one name no other country than the one that is kept. Nothing that is translated changes."""
    text = file.read_text(encoding="utf-8")
    for start, end, new in sorted(_edits(yaml.compose(text), kept), reverse=True):
        text = text[:start] + new + text[end:]
    file.write_text(text, encoding="utf-8")


def _edits(root: yaml.Node, kept: str) -> Iterator[_Edit]:
    for key, value in _pairs(root):
        start, end = value.start_mark.index, value.end_mark.index
        if key == "except_for":
            yield start, end, "[]" + "\n" * (not value.flow_style)
        elif key in ("where", "to"):
            others = [item for item in value.value if re.fullmatch("[a-z]{2}", item.value) and item.value not in ("ru", kept)]
            yield from ((item.start_mark.index, item.end_mark.index, kept) for item in others)
        elif key == "words":
            yield start, end, _words_of_all(value, kept)


def _pairs(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    for item in node.value if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) else ():
        if isinstance(item, tuple):
            yield item[0].value, item[1]
            yield from _pairs(item[1])
        else:
            yield from _pairs(item)


def _words_of_all(words: yaml.Node, kept: str) -> str:
    """One country's words alone, with the sources of all, so that none is left over."""
    sources = sorted({source.value for key, value in _pairs(words) if key == "sources" for source in value.value})
    said = f"{{language: fr, text: Je demande l'asile., sources: [{', '.join(sources)}]}}"
    return f"{{{kept}: {said}}}" + "\n" * (not words.flow_style)
