"""A country: can I get in, can I get protection, what follows a no; then law, practice, procedure, risks and help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from exitbot.knowledge.applying import shared_facts, sources_of
from exitbot.knowledge.decay import Doubt, outcome_today, outlook_today, status_today
from exitbot.knowledge.model import Country, Fact, Group, Level, Part, Role
from exitbot.language.speaking import N_, flag
from exitbot.screens import signs
from exitbot.screens.paging import compose
from exitbot.screens.route import Route
from exitbot.screens.screen import Button, Line, Link, Screen, Tone
from exitbot.screens.view import Dated, Statement, View, critical_first, helper_buttons, in_pairs

__all__ = ["PARTS", "country_screen", "country_title", "dated"]

# In the order in which a person asks: in, protected, refused; then everything that explains it.
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "ways_in": N_("🚪 Getting in"),
        "protection": N_("🛡 Protection"),
        "if_refused": N_("↩️ If refused"),
        "risks": N_("⚠️ Risks"),
        "law": N_("⚖️ Law"),
        "practice": N_("📊 Practice"),
        "procedure": N_("📝 Procedure"),
        "help": N_("🤝 Who helps"),
        "timeline": N_("🕒 Timeline"),
        "unknowns": N_("❔ Not known"),
        "sources": N_("📚 All sources"),
    }
)


def country_title(view: View, code: str) -> str:
    """Flag and name."""
    return f"{flag(code)} {view.voice.country(code)}"


def dated(country: Country) -> Dated:
    """The dates and sources its statements are read with."""
    return Dated(country.compiled, country.reviewed, country.review_by, country.sources)


def country_screen(view: View, route: Route) -> Screen | None:
    """The summary, or one part; None if there is no such country or part."""
    code, *part = route.arguments or ("",)
    country = view.knowledge.countries.get(code)
    if country is None or len(part) > 1 or (part and part[0] not in PARTS):
        return None
    return _part(view, route, country, part[0]) if part else _summary(view, route, country)


def _summary(view: View, route: Route, country: Country) -> Screen:
    say = view.voice.interface
    sources = sources_of(country.sources, country.summary.sources)
    summary = Statement(view.prose(country.summary.text), "", sources=sources, id=country.summary.text.context)
    head = view.badges(dated(country))
    if country.role is Role.TRANSIT:
        words = say("Here it stands as a place to pass through or to wait, not as a safe one.")
        head.append(Line(words, Tone.STRONG, signs.WARNING))
    parts = [part for part in PARTS if _has(view, country, part)]
    # The origin goes along, so that the way back still knows for whom the list was ordered.
    buttons = [Button(say(PARTS[part]), Route(("country", country.code, part), origin=route.origin)) for part in parts]
    statements = [summary, *_levels(view, country), _after_a_no(view, country)]
    back = Route(route.origin) if route.origin else Route(("countries",))
    return compose(
        view, route, country_title(view, country.code), back=back, head=head, statements=statements, rows=in_pairs(buttons)
    )


def _levels(view: View, country: Country) -> Iterable[Statement]:
    """Protection at a glance: for each level the groups it is true for, best first."""
    say = view.voice.interface
    by_level: dict[Level, list[str]] = {}
    for group in Group:
        level, doubt = outlook_today(country, group, view.knowledge.freshness, view.today)
        name = say(signs.GROUPS[group])
        by_level.setdefault(level, []).append(f"{name} {signs.OVERDUE}" if doubt else name)
    for level in Level:
        if level in by_level:
            label = say("Protection {level}", level=say(signs.LEVELS[level]))
            yield Statement("; ".join(by_level[level]), signs.LEVEL_SIGNS[level], label=label)


def _after_a_no(view: View, country: Country) -> Statement:
    say = view.voice.interface
    outcome, doubt = outcome_today(country, view.knowledge.freshness, view.today)
    text = say(signs.OUTCOMES[outcome])
    return Statement(f"{text} {signs.OVERDUE}" if doubt else text, signs.OUTCOME_SIGNS[outcome], label=say("If refused"))


def _part(view: View, route: Route, country: Country, part: str) -> Screen:
    title = f"{country_title(view, country.code)} · {view.voice.interface(PARTS[part])}"
    statements = list(_STATEMENTS[part](view, country))
    say = view.voice.interface
    head = [*view.badges(dated(country)), *_overdue_shared(view, country, part)] if part != "sources" else []
    rows = in_pairs(helper_buttons(view, route, country.help.organisations)) if part == "help" else ()
    foot = [] if statements or rows else [Line(say("Nothing is known about this here."), sign=signs.UNKNOWN)]
    if part in _INTRODUCTIONS:
        head.append(Line(say(_INTRODUCTIONS[part]), Tone.QUIET))
    links = [Link(office.name, office.url) for office in country.help.official if office.url] if part == "help" else []
    back = Route(("country", country.code), origin=route.origin)
    return compose(view, route, title, back=back, head=head, statements=statements, foot=foot, rows=rows, links=links)


_INTRODUCTIONS: Mapping[str, str] = MappingProxyType(
    {
        "ways_in": N_("This is only about entering. Protection is a separate question."),
        "protection": N_("This is only about protection, for a person who is already there or at the border."),
        "if_refused": N_("What happens after a final refusal of asylum."),
    }
)


def _has(view: View, country: Country, part: str) -> bool:
    """Whether a part's button is worth a tap; the three main questions are always there."""
    if part in ("ways_in", "protection", "if_refused", "sources"):
        return True
    if part == "help":
        return bool(country.help.organisations or country.help.official)
    return any(True for _ in _STATEMENTS[part](view, country))


def _ways_in(view: View, country: Country) -> Iterable[Statement]:
    say = view.voice.interface
    for way in country.ways_in:
        status, doubt = status_today(country, way, view.knowledge.freshness, view.today)
        label = f"{view.prose(way.title)} — {_doubtful(view, say(signs.STATUSES[status]), doubt)}"
        text = view.prose(way.text) + _why_doubtful(view, doubt)
        if way.groups:
            text += " " + say("For: {groups}.", groups="; ".join(say(signs.GROUPS[group]) for group in way.groups))
        sources = sources_of(country.sources, way.sources)
        sign, text = view.rechecked(way.volatile, signs.STATUS_SIGNS[status], text, dated(country))
        yield Statement(text, sign, view.voice.partial(way.as_of), label, sources, way.text.context)
    for fact, page in critical_first(_shared(view, country, Part.WAYS_IN)):
        yield view.statement(fact, page)


def _protection(view: View, country: Country) -> Iterable[Statement]:
    say = view.voice.interface
    for group in Group:
        outlook = country.outlook[group]
        level, doubt = outlook_today(country, group, view.knowledge.freshness, view.today)
        label = f"{say(signs.GROUPS[group])} — {_doubtful(view, say(signs.LEVELS[level]), doubt)}"
        sources = sources_of(country.sources, outlook.sources)
        when = view.voice.partial(outlook.as_of)
        text = view.prose(outlook.why) + _why_doubtful(view, doubt)
        yield Statement(text, signs.LEVEL_SIGNS[level], when, label, sources, outlook.why.context)


def _if_refused(view: View, country: Country) -> Iterable[Statement]:
    refused = country.if_refused
    outcome, doubt = outcome_today(country, view.knowledge.freshness, view.today)
    label = _doubtful(view, view.voice.interface(signs.OUTCOMES[outcome]), doubt)
    label = label[:1].upper() + label[1:]
    sources = sources_of(country.sources, refused.sources)
    text = view.prose(refused.text) + _why_doubtful(view, doubt)
    when = view.voice.partial(refused.as_of)
    yield Statement(text, signs.OUTCOME_SIGNS[outcome], when, label, sources, refused.text.context)


def _doubtful(view: View, word: str, doubt: Doubt | None) -> str:
    """A level that fell with age is not just unclear: somebody can find out."""
    return view.voice.interface("{level}, to be checked", level=word) if doubt else word


def _why_doubtful(view: View, doubt: Doubt | None) -> str:
    """The page's own age is said once, at its top; that of the sources at the statement that rests on them."""
    if doubt is not Doubt.OLD_SOURCES:
        return ""
    return " " + view.voice.interface("This rests on old sources: have it checked before you act.")


Entries = list[tuple[Fact, Dated]]


def _shared(view: View, country: Country, part: Part) -> Entries:
    shared = view.knowledge.shared
    page = Dated(shared.compiled, shared.reviewed, shared.review_by, shared.sources)
    return [(fact, page) for fact in shared_facts(view.knowledge, country.code, part)]


def _overdue_shared(view: View, country: Country, part: str) -> list[Line]:
    """The warning for shared facts that are out of date on a page whose own facts are not."""
    shown = part in tuple(Part) and any(True for _ in shared_facts(view.knowledge, country.code, Part(part)))
    return view.overdue(view.knowledge.shared.review_by) if shown and not view.overdue(country.review_by) else []


def _facts(name: str, part: Part | None) -> Callable[[View, Country], Iterable[Statement]]:
    """The country's own facts of one kind and the shared ones, those that can hurt first."""

    def statements(view: View, country: Country) -> Iterable[Statement]:
        own: Entries = [(fact, dated(country)) for fact in getattr(country.facts, name)]
        shared = _shared(view, country, part) if part else []
        return (view.statement(fact, page) for fact, page in critical_first([*own, *shared]))

    return statements


def _official(view: View, country: Country) -> Iterable[Statement]:
    for office in country.help.official:
        yield Statement(view.prose(office.does), "🏛", label=office.name)


def _timeline(view: View, country: Country) -> Iterable[Statement]:
    for entry in country.timeline:
        sources = sources_of(country.sources, entry.sources)
        yield Statement(view.prose(entry.text), label=view.voice.partial(entry.on), sources=sources, id=entry.text.context)


def _unknowns(view: View, country: Country) -> Iterable[Statement]:
    return (view.unknown(item) for item in country.unknowns)


def _sources(view: View, country: Country) -> Iterable[Statement]:
    for source in country.sources.values():
        when = view.voice.partial(source.published) if source.published else view.voice.interface("no date")
        text = f"{source.title}. {view.voice.interface(signs.KINDS[source.kind])}"
        yield Statement(text, when=when, label=source.publisher)


_STATEMENTS: Mapping[str, Callable[[View, Country], Iterable[Statement]]] = MappingProxyType(
    {
        "ways_in": _ways_in,
        "protection": _protection,
        "if_refused": _if_refused,
        "law": _facts("law", Part.LAW),
        "practice": _facts("practice", None),
        "procedure": _facts("procedure", Part.PROCEDURE),
        "risks": _facts("risks", Part.RISKS),
        "help": _official,
        "timeline": _timeline,
        "unknowns": _unknowns,
        "sources": _sources,
    }
)
