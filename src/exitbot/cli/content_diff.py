"""`exitbot content diff`: what a change of the content changes for readers, in words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from exitbot.cli.diff_printing import print_changes
from exitbot.cli.pages import file_of
from exitbot.cli.revisions import former_content, former_folder
from exitbot.cli.support import Complaint, echo_json, read_all
from exitbot.knowledge.comparing import Change, Kind, compare, page_of
from exitbot.language.catalogs import SOURCE_LANGUAGE, Catalogs, load_catalogs
from exitbot.language.extraction import INTERFACE
from exitbot.language.speaking import Voice
from exitbot.settings import Settings

__all__ = ["diff"]


@click.command()
@click.argument("revision")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--lang", "language", default=SOURCE_LANGUAGE, show_default=True, help="Language code.")
@click.option("--json", "as_json", is_flag=True, help="For machines: {revision, unread: [...], changes: [...]}.")
def diff(revision: str, paths: tuple[str, ...], language: str, as_json: bool) -> None:
    """What has changed since a git REVISION, page by page, in words: levels, statements, dates, sources.

    PATH keeps it to a page (de, topic/visas, shared), a file or a folder. Order, comments and formatting show nothing.
    """
    settings, knowledge = read_all()
    former = former_content(settings.content, revision)
    changes = _within(paths, settings.content, compare(former.knowledge, knowledge), former.knowledge, knowledge)
    if as_json:
        echo_json({"revision": revision, "unread": list(former.unread), "changes": [_as_json(each) for each in changes]})
        return
    now, then = _voices(settings, revision, language.lower(), changes)
    for sentence in former.unread:
        click.echo(sentence)
    print_changes(Console(highlight=False), knowledge, changes, now, then)
    if not changes:
        click.echo(now.interface("Nothing that readers see has changed since {revision}.", revision=revision))


def _within(paths: Iterable[str], content: Path, changes: list[Change], *editions: Any) -> list[Change]:
    """The changes of the pages, files and folders that were named; all if none was."""
    domains = {domain for edition in editions for domain, _ in edition.files()}
    wanted: set[str] = set()
    for path in paths:
        found = {domain for domain in domains if _is_named(path, domain, content)}
        if not found:
            raise Complaint(f"there is no page '{path}', neither now nor then; write de, topic/visas, shared, or a file's path")
        wanted |= found
    return [change for change in changes if not wanted or change.domain in wanted]


def _is_named(path: str, domain: str, content: Path) -> bool:
    if path.lower().removeprefix("country/") == page_of(domain):
        return True
    return (content / file_of(domain)).resolve().is_relative_to(Path(path).resolve())


def _voices(settings: Settings, revision: str, language: str, changes: list[Change]) -> tuple[Voice, Voice]:
    """How the language says it now, and how it said the former sentences then."""
    catalogs = load_catalogs(settings.locales)
    if language not in catalogs.languages:
        raise Complaint(f"'{language}' is not served; there are: {', '.join(catalogs.languages)}")
    now = Voice(language, catalogs)
    if language == SOURCE_LANGUAGE:
        return now, now
    domains = {INTERFACE, *(change.domain for change in changes)}
    return now, Voice(language, _former_catalogs(settings.locales, revision, language, domains) or catalogs)


def _former_catalogs(locales: Path, revision: str, language: str, domains: set[str]) -> Catalogs | None:
    """The catalogs of the pages that changed; None if they are not kept in the same repository."""
    endings = tuple(f"{language}/LC_MESSAGES/{domain}.po" for domain in domains)
    try:
        with former_folder(locales, revision, endings) as folder:
            return load_catalogs(folder)
    except Complaint:
        return None


def _as_json(change: Change) -> dict[str, Any]:
    entry = change.entry
    record: dict[str, Any] = {
        "page": page_of(change.domain),
        "file": str(file_of(change.domain)),
        "place": "/".join(entry.place),
        "kind": change.kind,
        "field": change.field or None,
    }
    if change.kind is Kind.CHANGED:
        record |= {"old": _plain(change.old), "new": _plain(change.new), "direction": change.direction}
    else:
        record["old" if change.kind is Kind.GONE else "new"] = entry.model.model_dump(mode="json", by_alias=True)
    return record


def _plain(value: Any) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
