"""`exitbot i18n`: the translators' commands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click
from babel import Locale, UnknownLocaleError
from babel.messages.pofile import write_po
from rich.console import Console
from rich.table import Table

from exitbot.cli.support import Complaint, all_messages, by_domain, echo_json, read_all
from exitbot.knowledge.loading import Knowledge
from exitbot.language.catalogs import SOURCE_LANGUAGE, compile_catalog, po_files
from exitbot.language.checking import catalog_problems, is_gap
from exitbot.language.extraction import INTERFACE, template
from exitbot.language.maintenance import (
    CatalogFile,
    Coverage,
    coverage,
    fill_catalog,
    read_catalog,
    read_catalogs,
    update_catalog,
)
from exitbot.language.telling import Told, told

__all__ = ["i18n", "languages_begun", "translation_problems"]


_FINISHED = 90.0
"""Per cent of the interface; a new button in a finished language is a gap to close, not a language to begin."""


@click.group()
def i18n() -> None:
    """Message catalogs: extract, update, check, count, start a language."""


@i18n.command()
@click.option("--output", type=click.Path(path_type=Path), default=None, help="Folder for the templates (default: locales).")
def extract(output: Path | None) -> None:
    """Write a .pot template for every domain."""
    settings, knowledge = read_all()
    folder = output or settings.locales
    folder.mkdir(parents=True, exist_ok=True)
    for domain, messages in by_domain(all_messages(knowledge)).items():
        with (folder / f"{domain}.pot").open("wb") as stream:
            write_po(stream, template(domain, messages), width=100, no_location=True)
    click.echo(f"Templates are in {folder}.")


@i18n.command()
@click.option("--lang", "languages", multiple=True, help="Only this language (may be repeated).")
@click.option("--domain", "domains", multiple=True, help="Only this domain, for example country-fr (may be repeated).")
def update(languages: tuple[str, ...], domains: tuple[str, ...]) -> None:
    """Bring the catalogs in line with the English."""
    settings, knowledge = read_all()
    started = tuple(po_files(settings.locales))
    for language in languages:
        if language not in started:
            raise Complaint(f"'{language}' has not been started; run 'exitbot i18n new {language}'")
    _update(settings.locales, knowledge, languages or started, domains)


def _update(folder: Path, knowledge: Knowledge, languages: tuple[str, ...], domains: tuple[str, ...] = ()) -> None:
    grouped = by_domain(all_messages(knowledge))
    changed = 0
    for language in languages:
        home = folder / language / "LC_MESSAGES"
        for domain, messages in grouped.items():
            if not domains or domain in domains:
                changed += update_catalog(home / f"{domain}.po", language, messages)
        if not domains:
            changed += _drop_unused(home, set(grouped))
    click.echo(f"{changed} catalogs changed.")


@i18n.command()
@click.argument("language")
@click.argument("file", type=click.Path(path_type=Path))
def fill(language: str, file: Path) -> None:
    """Take translations over from FILE, JSON of the form {"English": "translation"}, where a catalog has none yet."""
    settings, _ = read_all()
    if language not in po_files(settings.locales):
        raise Complaint(f"'{language}' has not been started; run 'exitbot i18n new {language}'")
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        translations = {str(english): str(text) for english, text in found.items()}
    except (OSError, ValueError, AttributeError):
        raise Complaint(f'{file} cannot be read; it has to hold {{"English": "translation", ...}}') from None
    filled = sum(fill_catalog(catalog, language, translations) for catalog in po_files(settings.locales)[language].values())
    click.echo(f"{filled} translations taken over.")


def _drop_unused(home: Path, domains: set[str]) -> int:
    """A catalog whose content file is gone would be loaded for nothing."""
    unused = [file for file in home.glob("*.po") if file.stem not in domains]
    for file in unused:
        file.unlink()
        file.with_suffix(".mo").unlink(missing_ok=True)
    return len(unused)


@i18n.command()
@click.argument("language")
def new(language: str) -> None:
    """Start a language, for example: exitbot i18n new uk."""
    try:
        name = Locale.parse(language).get_display_name("en")
    except (UnknownLocaleError, ValueError):
        raise Complaint(f"'{language}' is no language code; use one such as uk, kk or ka") from None
    if language != language.lower():
        raise Complaint(f"write the code in small letters: {language.lower()}")
    if language == SOURCE_LANGUAGE:
        raise Complaint("English is the language the content is written in; it needs no catalog")
    settings, knowledge = read_all()
    if language in po_files(settings.locales):
        raise Complaint(f"{name} has been started already; run 'exitbot i18n update --lang {language}'")
    _update(settings.locales, knowledge, (language,))
    click.echo(f"{name} can be translated now in {settings.locales / language}. Readers see it at once, in English until done.")


@i18n.command()
def check() -> None:
    """Placeholders, tags, plural forms, missing and left-over sentences, each with file and line."""
    settings, knowledge = read_all()
    problems = translation_problems(settings.locales, knowledge, read_catalogs(settings.locales))
    for problem in problems:
        click.echo(problem)
    if problems:
        raise Complaint(f"{len(problems)} problems in the catalogs")
    click.echo("The catalogs are in order.")


def translation_problems(folder: Path, knowledge: Knowledge, catalogs: Iterable[CatalogFile]) -> list[Told]:
    """All problems of all catalogs. In a language that is only begun, gaps are no problem: readers are told of them."""
    grouped = by_domain(all_messages(knowledge))
    begun = languages_begun(folder)
    found: list[Told] = []
    for language, files in po_files(folder).items():
        for domain in grouped.keys() - files.keys():
            values = {"folder": str(folder / language), "domain": domain, "language": language}
            found.append(told("{folder}: {domain}.po is missing; run 'exitbot i18n update --lang {language}'", **values))
    for read in catalogs:
        if read.file.stem not in grouped:
            found.append(told("{file}:1: no page uses this catalog any more; run 'exitbot i18n update'", file=str(read.file)))
            continue
        problems = catalog_problems(read.file, read.catalog, grouped[read.file.stem], read.text)
        found += [problem for problem in problems if read.language not in begun or not is_gap(problem)]
    return sorted(found)


def languages_begun(folder: Path) -> set[str]:
    """Languages whose interface is far from whole. The others are served as finished and have to be."""
    return {
        language
        for language, files in po_files(folder).items()
        if INTERFACE not in files or coverage([read_catalog(files[INTERFACE], language)]).percent < _FINISHED
    }


@i18n.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def stats(as_json: bool) -> None:
    """How much of each language is translated."""
    settings, _ = read_all()
    counts = {
        language: coverage(read_catalog(file, language) for file in files.values())
        for language, files in po_files(settings.locales).items()
    }
    if as_json:
        echo_json({code: {"total": c.total, "translated": c.translated, "percent": c.percent} for code, c in counts.items()})
    else:
        Console().print(_table(counts))


def _table(counts: dict[str, Coverage]) -> Table:
    table = Table("language", "sentences", "translated", "%")
    for language, count in counts.items():
        table.add_row(language, str(count.total), str(count.translated), f"{count.percent:g}")
    return table


@i18n.command(name="compile")
def compile_() -> None:
    """Write .mo files, which load faster. The bot works without them."""
    settings, _ = read_all()
    for language, files in po_files(settings.locales).items():
        for file in files.values():
            file.with_suffix(".mo").write_bytes(compile_catalog(file, language))
    click.echo("Compiled.")
