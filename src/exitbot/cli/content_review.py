"""`exitbot content review`: note that somebody qualified has read a whole page."""

from __future__ import annotations

from datetime import date

import click

from exitbot.cli.pages import domain_of
from exitbot.cli.support import Complaint, Day, read_all
from exitbot.knowledge.comparing import page_of
from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Review
from exitbot.knowledge.reviewing import Reviewable, ReviewRefused, next_review_by, read_by, with_review

__all__ = ["review"]


@click.command()
@click.argument("page")
@click.option("--by", "name", required=True, help="A pseudonym; no name, no address, no number that leads to a person.")
@click.option("--on", "day", type=Day(), default=None, help="The day it was read. Default: today.")
def review(page: str, name: str, day: date | None) -> None:
    """Note that NAME has read the whole PAGE: de, topic/visas, shared, organisations or emergency.

    One reader is noted. A second, different one makes it a review, and the page is trusted for longer from then on.
    """
    _, knowledge = read_all()
    domain = domain_of(knowledge, page)
    read = _reviewable(knowledge, domain)
    day = day or date.today()
    if day > date.today():
        raise Complaint(f"{day} is in the future; write the day it was read")
    try:
        noted = read_by(read, name.strip(), day)
    except ReviewRefused as error:
        raise Complaint(str(error)) from None
    _write(knowledge, domain, read, noted)


def _reviewable(knowledge: Knowledge, domain: str) -> Reviewable:
    found = dict(knowledge.files())[domain]
    if not isinstance(found, Reviewable):
        raise Complaint(f"'{domain}' is not reviewed as a page; review a country, a topic, shared, organisations or emergency")
    return found


def _write(knowledge: Knowledge, domain: str, page: Reviewable, noted: Review) -> None:
    file, review_by = knowledge.documents[domain].file, next_review_by(page, noted)
    try:
        file.write_bytes(with_review(file, file.read_bytes(), noted, review_by))
    except OSError as error:
        raise Complaint(f"{file} cannot be written ({error.strerror})") from None
    names = " and ".join(noted.by)
    if noted.complete:
        click.echo(f"{file}: read by {names}, reviewed on {noted.on}. To be read again by {review_by}.")
    else:
        click.echo(f"{file}: read by {names} on {noted.on}. It counts as reviewed once a second, different person confirms it:")
        click.echo(f"exitbot content review {page_of(domain)} --by NAME")
