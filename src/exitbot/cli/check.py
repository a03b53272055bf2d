"""`exitbot check`: everything a maintainer or translator wants to know before a change goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import click

from exitbot.cli.i18n import languages_begun, translation_problems
from exitbot.cli.revisions import changes_against
from exitbot.cli.support import Complaint, echo_json, maintainers_voice
from exitbot.guidance.dead_ends import dead_branches
from exitbot.knowledge.age import is_overdue
from exitbot.knowledge.checks import content_problems
from exitbot.knowledge.editorial import editorial_findings, translation_findings
from exitbot.knowledge.loading import Knowledge, load_knowledge
from exitbot.knowledge.problems import ContentError, Notice, Place, Problem
from exitbot.knowledge.schemas import schema_files
from exitbot.language.catalogs import SOURCE_LANGUAGE, CatalogError, load_catalogs
from exitbot.language.maintenance import read_catalogs
from exitbot.language.speaking import Voice
from exitbot.language.telling import Told, told
from exitbot.screens.crawling import screen_problems
from exitbot.settings import Settings, load_settings

__all__ = ["check"]

_EXPIRY_NOTICE = timedelta(days=30)


@dataclass
class _Report:
    """What there is to say, in lines that can be said in any language."""

    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    """What changes with time, or cannot be seen from the content alone."""
    advice: list[str] = field(default_factory=list)
    """How pages could be better. It waits until nothing is wrong."""

    def take(self, findings: Iterator[Problem]) -> None:
        """Sort an editor's findings."""
        for finding in sorted(findings, key=lambda finding: (finding.place, finding.message)):
            (self.advice if isinstance(finding, Notice) else self.problems).append(finding.line)


@click.command()
@click.option("--content-only", is_flag=True, help="Only the YAML; no translations, no screens.")
@click.option("--against", "revision", metavar="REV", help="Also: is what changed since that git revision allowed to?")
@click.option("--lang", "language", default=SOURCE_LANGUAGE, show_default=True, help="The language of the messages: ru.")
@click.option("--json", "as_json", is_flag=True, help="For machines: {problems: [...], notices: [...]}.")
def check(content_only: bool, revision: str | None, language: str, as_json: bool) -> None:
    """Schema, sources, dates, words, links, translations, and every screen in every language."""
    settings = load_settings()
    voice = maintainers_voice(settings, language)
    try:
        knowledge = load_knowledge(settings.content)
    except ContentError as error:
        lines = [voice.tell(problem.line) for problem in error.problems]
        if as_json:
            echo_json({"problems": lines, "notices": []})
        raise Complaint(voice.tell(_count(lines)) if as_json else "\n".join(lines)) from None
    report = _report(settings, knowledge, content_only, revision)
    _print(report, voice, as_json)
    if report.problems:
        raise Complaint(voice.tell(_count(report.problems)))
    if not as_json:
        click.echo(voice.tell(told("Everything is in order.")))


def _count(problems: list[str]) -> Told:
    return told("{count} problems", count=len(problems))


def _print(report: _Report, voice: Voice, as_json: bool) -> None:
    problems = list(map(voice.tell, report.problems))
    notices = [*map(voice.tell, report.notices), *(map(voice.tell, report.advice) if as_json or not problems else ())]
    if as_json:
        echo_json({"problems": problems, "notices": notices})
    else:
        for line in [*problems, *notices]:
            click.echo(line)


def _report(settings: Settings, knowledge: Knowledge, content_only: bool, revision: str | None) -> _Report:
    report, today = _Report(), date.today()
    if revision:
        changed, unread = changes_against(settings, knowledge, revision)
        report.problems += changed
        report.notices += unread
    report.problems += _problems(settings, knowledge, content_only, today)
    report.take(editorial_findings(knowledge))
    report.take(dead_branches(knowledge))
    report.notices += _ages(knowledge, today)
    try:
        report.notices += _begun(settings)
        if not content_only:
            report.take(translation_findings(knowledge, read_catalogs(settings.locales)))
    except CatalogError:  # told as a problem already
        pass
    report.problems = list(dict.fromkeys(report.problems))  # one place, many ways to it
    return report


def _problems(settings: Settings, knowledge: Knowledge, content_only: bool, today: date) -> Iterator[Told]:
    mistakes = sorted(content_problems(knowledge, today))
    yield from (mistake.line for mistake in mistakes)
    for file, wanted in schema_files(settings.content):
        if not file.exists() or file.read_text(encoding="utf-8") != wanted:
            yield Problem(Place(file), told("not what the model says; run 'exitbot content schema'")).line
    if content_only:
        return
    try:
        yield from translation_problems(settings.locales, knowledge, read_catalogs(settings.locales))
        catalogs = load_catalogs(settings.locales)
    except CatalogError as error:
        yield error.line
        return
    if mistakes:  # a page that names what does not exist cannot be built
        return
    finished = set(catalogs.languages) - languages_begun(settings.locales)
    voices = {language: Voice(language, catalogs) for language in catalogs.languages if language in finished}
    yield from (problem.line for problem in screen_problems(knowledge, voices, today))


def _begun(settings: Settings) -> Iterator[Told]:
    for language in sorted(languages_begun(settings.locales)):
        message = told("begun; what is not translated stands in English with a notice")
        yield Notice(Place(settings.locales / language, 0), message).line


def _ages(knowledge: Knowledge, today: date) -> Iterator[Told]:
    """Ages are no mistakes: readers are told of them. A maintainer wants to know all the same."""
    for domain, model in knowledge.files():
        review_by = getattr(model, "review_by", None)
        if review_by and is_overdue(review_by, today):
            message = told("review was due {day}; readers see it marked as out of date", day=review_by)
            yield Notice(Place(knowledge.documents[domain].file, 0), message).line
    expires = knowledge.addresses.expires
    if expires - today < _EXPIRY_NOTICE:
        message = told("the official addresses expire on {day}; check and sign them", day=expires)
        yield Notice(Place(knowledge.documents["addresses"].file, 0), message).line
