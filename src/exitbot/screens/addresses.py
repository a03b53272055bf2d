"""The only screen with links: addresses of a page's sources and helpers, below the warning."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from exitbot.knowledge.model import Source, StatusInRussia
from exitbot.screens import signs
from exitbot.screens.paging import compose, part_of, source_line, turning
from exitbot.screens.route import Route
from exitbot.screens.screen import Line, Link, Screen, Tone
from exitbot.screens.view import View

__all__ = ["LINKS_ON_A_PAGE", "addresses_screen"]

LINKS_ON_A_PAGE = 8


def addresses_screen(view: View, route: Route, build: Callable[[View, Route], Screen | None]) -> Screen | None:
    """Links of the page named after `addresses/`; None if that page does not exist.

    build: makes the screen of any other route.
    """
    if not route.arguments or route.arguments[0] == "addresses":
        return None
    target = Route(route.arguments)
    screen = build(view, target)
    if screen is None:
        return None
    view.forget_gaps()
    page, pages, shown = part_of([*screen.links, *_links(view, screen.sources)], route.page, LINKS_ON_A_PAGE)
    route = route.at_page(page)
    say = view.voice.interface
    warning = say(
        "Opening an address shows your provider that you are interested in it. "
        "Passing on links of a publisher or group that Russia calls “undesirable” is an offence there."
    )
    head = [Line(warning, Tone.STRONG, signs.WARNING)]
    if not shown:
        head.append(Line(say("There is no address here that is safe to show."), sign=signs.UNKNOWN))
    rows = turning(view, route, pages)
    return compose(view, route, say("Addresses"), back=target, head=head, foot=shown, rows=rows)


def _links(view: View, sources: Iterable[Source]) -> Iterable[Link]:
    statuses = {publisher.name: publisher.status_in_russia for publisher in view.knowledge.publishers.publishers}
    for source in sources:
        if source.url:
            status = statuses.get(source.publisher, StatusInRussia.UNKNOWN)
            note = view.voice.interface(signs.STATUSES_IN_RUSSIA[status])
            yield Link(f"{source_line(view, source)}: {source.title}", source.url, note)
