"""`exitbot check`: everything a maintainer or translator wants to know before a change goes out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import click

from exitbot.cli.i18n import languages_begun, translation_problems
from exitbot.cli.support import Complaint, echo_json, read_all
from exitbot.knowledge.age import is_overdue
from exitbot.knowledge.checks import content_problems
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.problems import ContentError
from exitbot.knowledge.schemas import schema_files
from exitbot.language.catalogs import CatalogError, load_catalogs
from exitbot.language.speaking import Voice
from exitbot.screens.crawling import screen_problems
from exitbot.settings import Settings

__all__ = ["check"]

_EXPIRY_NOTICE = timedelta(days=30)


@click.command()
@click.option("--content-only", is_flag=True, help="Only the YAML; no translations, no screens.")
@click.option("--json", "as_json", is_flag=True, help="For machines: {problems: [...], notices: [...]}.")
def check(content_only: bool, as_json: bool) -> None:
    """Schema, sources, dates, links, translations, and every screen in every language."""
    try:
        settings, knowledge = read_all()
    except ContentError as error:
        if not as_json:
            raise
        echo_json({"problems": [str(problem) for problem in error.problems], "notices": []})
        raise Complaint(f"{len(error.problems)} problems") from None
    problems = list(dict.fromkeys(_problems(settings, knowledge, content_only)))  # one place, many ways to it
    notices = [*_notices(knowledge, date.today()), *_begun(settings)]
    if as_json:
        echo_json({"problems": problems, "notices": notices})
    else:
        for line in [*problems, *notices]:
            click.echo(line)
    if problems:
        raise Complaint(f"{len(problems)} problems")
    if not as_json:
        click.echo("Everything is in order.")


def _problems(settings: Settings, knowledge: Knowledge, content_only: bool) -> Iterator[str]:
    today = date.today()
    mistakes = sorted(content_problems(knowledge, today))
    yield from map(str, mistakes)
    for file, wanted in schema_files(settings.content):
        if not file.exists() or file.read_text(encoding="utf-8") != wanted:
            yield f"{file}:1:1: not what the model says; run 'exitbot content schema'"
    if content_only:
        return
    try:
        yield from translation_problems(settings.locales, knowledge)
        catalogs = load_catalogs(settings.locales)
    except CatalogError as error:
        yield str(error)
        return
    if mistakes:  # a page that names what does not exist cannot be built
        return
    finished = set(catalogs.languages) - languages_begun(settings.locales)
    voices = {language: Voice(language, catalogs) for language in catalogs.languages if language in finished}
    yield from map(str, screen_problems(knowledge, voices, today))


def _begun(settings: Settings) -> Iterator[str]:
    try:
        begun = languages_begun(settings.locales)
    except CatalogError:  # told as a problem already
        return
    for language in sorted(begun):
        yield f"{settings.locales / language}: note: begun; what is not translated stands in English with a notice"


def _notices(knowledge: Knowledge, today: date) -> Iterator[str]:
    """Ages are no mistakes: readers are told of them. A maintainer wants to know all the same."""
    for domain, model in knowledge.files():
        review_by = getattr(model, "review_by", None)
        if review_by and is_overdue(review_by, today):
            yield f"{knowledge.documents[domain].file}: note: review was due {review_by}; readers see it marked as out of date"
    expires = knowledge.addresses.expires
    if expires - today < _EXPIRY_NOTICE:
        yield f"{knowledge.documents['addresses'].file}: note: the official addresses expire on {expires}; check and sign them"
