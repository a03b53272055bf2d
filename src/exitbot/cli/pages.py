"""How a page is named on the command line: de, topic/visas, shared, or by its file."""

from __future__ import annotations

from pathlib import Path

from exitbot.cli.support import Complaint
from exitbot.knowledge.comparing import page_of
from exitbot.knowledge.loading import Knowledge

__all__ = ["domain_of", "file_of", "page_of"]


def domain_of(knowledge: Knowledge, page: str) -> str:
    """The catalog domain of a page that is there ("country-de"). Complaint if there is none."""
    domains = {page_of(domain): domain for domain, _ in knowledge.files()}
    wanted = page.lower().removeprefix("country/")
    if wanted in domains:
        return domains[wanted]
    example = next((slug for slug in knowledge.topics), "visas")
    raise Complaint(f"there is no page '{page}'; write a country's code such as de, or topic/{example}, shared, emergency")


def file_of(domain: str) -> Path:
    """The file of a catalog domain, below the content folder."""
    kind, _, name = domain.partition("-")
    folders = {"country": "countries", "topic": "topics"}
    return Path(folders[kind], f"{name}.yaml") if kind in folders else Path(f"{domain}.yaml")
