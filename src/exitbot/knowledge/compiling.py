"""Makes the quick form of content, for those who start the bot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from exitbot.knowledge.checks import content_problems
from exitbot.knowledge.compiled import Compiled, fingerprint_of_all, write_compiled
from exitbot.knowledge.loading import load_knowledge

__all__ = ["compile_content"]


def compile_content(folder: Path, today: date) -> bool:
    """Write the quick form beside the YAML; True if nothing is wrong with the content, so that a start need not look again.

    Raises ContentError as `load_knowledge` does, OSError if the folder cannot be written.
    """
    knowledge = load_knowledge(folder)
    files = {domain: (knowledge.fingerprints[domain], document.data) for domain, document in knowledge.documents.items()}
    faultless = next(content_problems(knowledge, today), None) is None
    write_compiled(folder, Compiled(files, fingerprint_of_all(knowledge.fingerprints) if faultless else ""))
    return faultless
