"""A topic: what to do, in order; then why, section by section, with sources."""

from __future__ import annotations

from collections.abc import Iterable

from exitbot.knowledge.applying import sources_of
from exitbot.knowledge.model import Topic
from exitbot.screens.paging import compose
from exitbot.screens.route import HOME, Route
from exitbot.screens.screen import Button, Line, Screen, Tone
from exitbot.screens.view import Dated, Statement, View, helper_buttons, in_pairs

__all__ = ["topic_screen", "topics_screen"]

_TOPICS = Route(("topics",))


def topics_screen(view: View, route: Route) -> Screen | None:
    """All topics in their reading order."""
    if route.arguments:
        return None
    say = view.voice.interface
    rows = [(Button(view.prose(topic.title), Route(("topic", slug))),) for slug, topic in view.knowledge.topics.items()]
    text = say("Each begins with what to do, then why, then the facts with their sources.")
    return compose(view, route, say("Topics"), back=HOME, head=[Line(text)], rows=rows)


def topic_screen(view: View, route: Route) -> Screen | None:
    """The steps, one section, the unknowns, or the helpers; None if there is no such place."""
    slug, *part = route.arguments or ("",)
    topic = view.knowledge.topics.get(slug)
    if topic is None or len(part) > 1:
        return None
    if not part:
        return _steps(view, route, topic)
    statements = _section(view, topic, part[0])
    if statements is None:
        return None
    title = f"{view.prose(topic.title)} · {_part_title(view, topic, part[0])}"
    rows = in_pairs(helper_buttons(view, route, topic.help.organisations)) if part[0] == "help" else ()
    head = view.badges(_dated(topic))
    if part[0] == "help":
        head.append(Line(view.voice.interface("Read what Russia calls each of them before you write.")))
    return compose(
        view, route, title, back=Route(("topic", slug), origin=route.origin), head=head, statements=statements, rows=rows
    )


def _dated(topic: Topic) -> Dated:
    return Dated(topic.compiled, topic.reviewed, topic.review_by, topic.sources)


def _steps(view: View, route: Route, topic: Topic) -> Screen:
    say = view.voice.interface
    sources = sources_of(topic.sources, topic.summary.sources)
    summary = Statement(view.prose(topic.summary.text), "", sources=sources, id=topic.summary.text.context)
    steps = [
        view.statement(step, _dated(topic), label=say("Step {number}", number=number))
        for number, step in enumerate(topic.steps, 1)
    ]
    parts = [
        Button(_part_title(view, topic, part), Route(("topic", topic.slug, part), origin=route.origin))
        for part in _parts(topic)
    ]
    back = Route(route.origin) if route.origin else _TOPICS
    return compose(
        view,
        route,
        view.prose(topic.title),
        back=back,
        head=[*view.badges(_dated(topic)), Line(say("First what to do; the reasons are below the buttons."), Tone.QUIET)],
        statements=[summary, *steps],
        rows=in_pairs(parts),
    )


def _parts(topic: Topic) -> Iterable[str]:
    yield from (section.id for section in topic.sections)
    if topic.help.organisations:
        yield "help"
    if topic.unknowns:
        yield "unknowns"


def _part_title(view: View, topic: Topic, part: str) -> str:
    if part == "unknowns":
        return view.voice.interface("❔ Not known")
    if part == "help":
        return view.voice.interface("🤝 Who helps")
    return next(view.prose(section.title) for section in topic.sections if section.id == part)


def _section(view: View, topic: Topic, part: str) -> list[Statement] | None:
    if part == "unknowns":
        return [view.unknown(item) for item in topic.unknowns]
    if part == "help":
        return []
    for section in topic.sections:
        if section.id == part:
            return [view.statement(fact, _dated(topic)) for fact in section.facts]
    return None
