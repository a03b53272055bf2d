"""What an editor would say of the content: rules that make pages better, beside `checks`, without which none is served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exitbot.knowledge.chronology import wrong_order_of_days
from exitbot.knowledge.evidence import weak_evidence
from exitbot.knowledge.forbidden import forbidden_words, glossary_problems
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.orphans import gaps, orphans
from exitbot.knowledge.passages import english_texts, translated_texts
from exitbot.knowledge.problems import Problem
from exitbot.knowledge.readability import hard_to_read
from exitbot.knowledge.repeats import repeated_sentences
from exitbot.language.maintenance import CatalogFile

__all__ = ["editorial_findings", "translation_findings"]


def editorial_findings(knowledge: Knowledge) -> Iterator[Problem]:
    """Problems and notices of the English content. A Notice among them is advice."""
    texts = list(english_texts(knowledge))
    yield from glossary_problems(knowledge)
    yield from forbidden_words(knowledge.glossary, texts)
    yield from wrong_order_of_days(knowledge)
    yield from repeated_sentences(knowledge)
    yield from weak_evidence(knowledge)
    yield from hard_to_read(texts)
    yield from orphans(knowledge)
    yield from gaps(knowledge)


def translation_findings(knowledge: Knowledge, catalogs: Iterable[CatalogFile]) -> Iterator[Problem]:
    """The same of the translations."""
    texts = list(translated_texts(catalogs))
    yield from forbidden_words(knowledge.glossary, texts)
    yield from hard_to_read(texts)
