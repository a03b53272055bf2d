"""Words that the glossary forbids, found in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Glossary, Term, Usage
from exitbot.knowledge.passages import Text
from exitbot.knowledge.problems import Problem
from exitbot.language.telling import Told, told

__all__ = ["as_compared", "forbidden_words", "glossary_problems"]


class _Rule(NamedTuple):
    beginning: str
    term: Term
    usage: Usage


def as_compared(text: str) -> str:
    """Small letters, single spaces, ё as е: how the glossary looks at a text."""
    return " ".join(text.lower().replace("ё", "е").split())


def forbidden_words(glossary: Glossary, texts: Iterable[Text]) -> Iterator[Problem]:
    """Every sentence in which a word begins as the glossary says none may."""
    rules = {language: _rules(glossary, language) for term in glossary.terms for language in term.languages}
    for text in texts:
        passages = [(as_compared(passage.text), passage) for passage in text.passages]
        whole = "\n".join(compared for compared, _ in passages)
        for rule in rules.get(text.language, ()):
            if rule.beginning not in whole:  # a hundred times faster than to look for the beginnings of words
                continue
            for compared, passage in passages:
                if found := _word(rule.beginning, compared):
                    yield Problem(passage.where(), _advice(found, rule))


def _rules(glossary: Glossary, language: str) -> list[_Rule]:
    return [
        _Rule(as_compared(beginning), term, term.languages[language])
        for term in glossary.terms
        if language in term.languages
        for beginning in term.languages[language].avoid
    ]


def _word(beginning: str, compared: str) -> str | None:
    """The whole word, or phrase, that begins so."""
    found = re.search(rf"(?<!\w){re.escape(beginning)}\w*", compared) if beginning in compared else None
    return found[0] if found else None


def _advice(found: str, rule: _Rule) -> Told:
    if rule.usage.say:
        values = {"found": found, "say": rule.usage.say, "term": rule.term.term}
        return told("'{found}' is a word to avoid; write '{say}' (glossary.yaml: {term})", **values)
    return told("'{found}' is a word to avoid; say it otherwise (glossary.yaml: {term})", found=found, term=rule.term.term)


def glossary_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """A term that stands twice, and a term whose own word is forbidden."""
    document = knowledge.documents["glossary"]
    forbidden = knowledge.glossary
    first: dict[str, int] = {}
    for index, term in enumerate(forbidden.terms):
        place = document.place(("terms", index, "term"))
        if term.term in first:
            line = first[term.term]
            yield Problem(place, told("'{key}' stands already on line {line}; keep one of the two", key=term.term, line=line))
        first.setdefault(term.term, place.line)
        for language, usage in term.languages.items():
            for rule in _rules(forbidden, language) if usage.say else ():
                if found := _word(rule.beginning, as_compared(usage.say or "")):
                    values = {"found": found, "term": rule.term.term}
                    message = told("'{found}' is a word to avoid by the term '{term}'; choose one of the two", **values)
                    yield Problem(document.place(("terms", index, "languages", language, "say")), message)
