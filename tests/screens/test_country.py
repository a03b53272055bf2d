"""A country page: everything in the content is shown, once, with its date, for everybody whom it concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from tests.screens.walking import LANGUAGES, ROOT, Place, Viewer, buttons, lines, points, quotes

from exitbot.knowledge.decay import Doubt, outlook_today
from exitbot.knowledge.model import Country, Fact, Group, Level, Part, SharedFact
from exitbot.language.speaking import Voice, flag
from exitbot.screens import signs
from exitbot.screens.layout import plain_text, telegram_html
from exitbot.screens.screen import Point, Screen, Tone

CODES = sorted(file.stem for file in (ROOT / "content" / "countries").glob("*.yaml"))
FACT_PARTS = ("law", "practice", "procedure", "risks")
GOOD_SIGNS = {signs.LEVEL_SIGNS[level] for level in (Level.FAVOURABLE, Level.POSSIBLE, Level.HARD)}

each_country = pytest.mark.parametrize("code", CODES)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def shared_for(viewer: Viewer, code: str, part: str) -> list[SharedFact]:
    """Shared facts of a part that hold in a country, worked out from the file without the program."""
    shared = viewer.knowledge.shared
    found = []
    for fact in shared.facts:
        states = {state for name in fact.applies_to for state in shared.areas.get(name, (name,))}
        if fact.part.value == part and code in states and code not in fact.except_for:
            found.append(fact)
    return found


def all_pages(viewer: Viewer, code: str, language: str) -> list[Screen]:
    """Every page of every part of a country."""
    top = viewer.see(f"country/{code}", language)
    parts = {button.route.path for button in buttons(top) if button.route.path[:2] == ("country", code)}
    return [page for path in sorted(parts) if len(path) == 3 for page in viewer.pages("/".join(path), language)]


@each_country
@each_language
def test_every_fact_stands_on_exactly_one_page_whole_and_with_its_date(viewer: Viewer, code: str, language: str) -> None:
    country, voice = viewer.knowledge.countries[code], viewer.voices[language]
    shown = Counter((point.text, point.when) for page in all_pages(viewer, code, language) for point in points(page))
    facts: list[Fact] = [fact for name in FACT_PARTS for fact in getattr(country.facts, name)]
    facts += [fact for part in Part for fact in shared_for(viewer, code, part.value)]
    assert facts
    for fact in facts:
        assert shown[(str(voice.prose(fact.text)), voice.partial(fact.as_of))] == 1, fact.id


@each_country
@each_language
def test_each_part_shows_what_the_content_says_in_it_and_nothing_else(viewer: Viewer, code: str, language: str) -> None:
    country, voice = viewer.knowledge.countries[code], viewer.voices[language]
    for part in FACT_PARTS:
        wanted = [*getattr(country.facts, part), *shared_for(viewer, code, part)]
        if wanted:
            shown = [point.text for point in viewer.points(f"country/{code}/{part}", language)]
            assert sorted(shown) == sorted(voice.prose(fact.text) for fact in wanted), part


@each_country
@each_language
def test_every_date_is_visible_in_the_text(viewer: Viewer, code: str, language: str) -> None:
    country, voice = viewer.knowledge.countries[code], viewer.voices[language]
    for part in ("ways_in", "protection", "if_refused", *FACT_PARTS):
        for page in viewer.pages(f"country/{code}/{part}", language):
            for point in points(page):
                assert point.when, point
                assert f"({point.when})" in plain_text(page) and f"({point.when})" in telegram_html(page)
    assert [point.when for point in viewer.points(f"country/{code}/if_refused", language)] == [
        voice.partial(country.if_refused.as_of)
    ]
    ways = viewer.points(f"country/{code}/ways_in", language)[: len(country.ways_in)]
    assert [point.when for point in ways] == [voice.partial(way.as_of) for way in country.ways_in]


@each_country
def test_critical_facts_come_before_the_others_of_their_page(viewer: Viewer, code: str) -> None:
    country = viewer.knowledge.countries[code]
    for part in FACT_PARTS:
        for facts in (getattr(country.facts, part), shared_for(viewer, code, part)):
            critical = {str(fact.text): fact.critical for fact in facts}
            if not facts:
                continue
            order = [critical[point.text] for point in viewer.points(f"country/{code}/{part}") if point.text in critical]
            assert order == sorted(order, reverse=True), part


@each_country
def test_a_critical_fact_carries_its_sign(viewer: Viewer, code: str) -> None:
    country = viewer.knowledge.countries[code]
    for part in FACT_PARTS:
        facts = {str(fact.text): fact for fact in getattr(country.facts, part)}
        for point in viewer.points(f"country/{code}/{part}") if facts else ():
            if point.text in facts:
                assert point.sign == (signs.CRITICAL if facts[point.text].critical else signs.POINT), point


def test_shared_facts_appear_where_they_hold_and_not_where_they_are_excepted(viewer: Viewer) -> None:
    """Over all shared facts and all countries; both sides must really occur."""
    held = excepted = 0
    for code in CODES:
        texts = {part: {point.text for point in viewer.points(f"country/{code}/{part.value}")} for part in Part}
        for fact in viewer.knowledge.shared.facts:
            applies = fact in shared_for(viewer, code, fact.part.value)
            for part, shown in texts.items():
                assert (fact.text in shown) == (applies and part is fact.part), (code, fact.id)
            held += applies
            excepted += not applies
    assert held and excepted


def test_an_exception_takes_a_shared_fact_from_one_country_alone(viewer: Viewer) -> None:
    shared = viewer.knowledge.shared
    fact = next(fact for fact in shared.facts if "schengen" in fact.applies_to and not fact.except_for)
    changed = fact.model_copy(update={"except_for": ("fr",)})
    facts = tuple(changed if entry is fact else entry for entry in shared.facts)
    other = replace(viewer, knowledge=replace(viewer.knowledge, shared=shared.model_copy(update={"facts": facts})))
    for code, expected in (("fr", False), ("de", True)):
        shown = {point.text for point in other.points(f"country/{code}/{fact.part.value}")}
        assert (fact.text in shown) is expected, code


@each_country
@each_language
def test_no_group_is_ever_hidden_whatever_is_known_of_it(viewer: Viewer, code: str, language: str) -> None:
    voice = viewer.voices[language]
    country = viewer.knowledge.countries[code]
    for day in (viewer.today, country.review_by, country.review_by.replace(year=country.review_by.year + 9)):
        shown = replace(viewer, today=day).points(f"country/{code}/protection", language)
        assert len(shown) == len(Group) == 8
        for point, group in zip(shown, Group, strict=True):
            level, doubt = outlook_today(country, group, viewer.knowledge.freshness, day)
            word = voice.interface(signs.LEVELS[level])
            word = voice.interface("{level}, to be checked", level=word) if doubt else word
            assert point.label == f"{voice.interface(signs.GROUPS[group])} — {word}"
            assert point.sign == signs.LEVEL_SIGNS[level]
            assert point.text.startswith(voice.prose(country.outlook[group].why))
            warning = voice.interface("This rests on old sources: have it checked before you act.")
            assert (warning in point.text) == (doubt is Doubt.OLD_SOURCES)


@each_country
@each_language
def test_the_summary_names_every_group_once_at_its_level_of_today(viewer: Viewer, code: str, language: str) -> None:
    voice, country = viewer.voices[language], viewer.knowledge.countries[code]
    named: list[tuple[str, str]] = []
    for point in viewer.points(f"country/{code}", language):
        if point.label.startswith(voice.interface("Protection {level}", level="")):
            named += [(group, point.sign) for group in point.text.split("; ")]
    levels = {group: outlook_today(country, group, viewer.knowledge.freshness, viewer.today) for group in Group}
    wanted = [
        (voice.interface(signs.GROUPS[group]) + f" {signs.OVERDUE}" * bool(doubt), signs.LEVEL_SIGNS[level])
        for group, (level, doubt) in levels.items()
    ]
    assert sorted(named) == sorted(wanted)


@each_country
def test_until_the_day_of_review_the_level_is_the_one_in_the_content(viewer: Viewer, code: str) -> None:
    country = viewer.knowledge.countries[code]
    on_the_day = replace(viewer, today=country.review_by).points(f"country/{code}/protection")
    for point, group in zip(on_the_day, Group, strict=True):
        old = outlook_today(country, group, viewer.knowledge.freshness, country.review_by).doubt is Doubt.OLD_SOURCES
        assert old or point.sign == signs.LEVEL_SIGNS[country.outlook[group].level]
    next_day = replace(viewer, today=country.review_by.fromordinal(country.review_by.toordinal() + 1))
    after = [point.sign for point in next_day.points(f"country/{code}/protection")]
    assert not GOOD_SIGNS & set(after)
    for group, sign in zip(Group, after, strict=True):
        was_closed = country.outlook[group].level is Level.CLOSED
        assert sign == signs.LEVEL_SIGNS[Level.CLOSED if was_closed else Level.UNCLEAR], group


def test_years_later_no_good_sign_of_protection_stands_anywhere(late_viewer: Viewer, late_places: list[Place]) -> None:
    seen = Counter[str]()
    for place in late_places:
        assert place.screen is not None
        voice = late_viewer.voices[place.language]
        if place.route.path[2:] == ("protection",):
            found = {point.sign for point in points(place.screen)}
        elif place.route.family == "country" and len(place.route.path) == 2:
            word = voice.interface("Protection {level}", level="")
            found = {point.sign for point in points(place.screen) if point.label.startswith(word)}
        elif place.route.family == "countries":
            found = {sign for button in buttons(place.screen) for sign in GOOD_SIGNS if sign in button.label}
        else:
            continue
        seen[place.route.family] += 1
        assert not found & GOOD_SIGNS, place
    assert seen["country"] and seen["countries"]


def volatile_texts(viewer: Viewer, country: Country) -> dict[str, list[str]]:
    """The volatile statements of a country by part."""
    found: dict[str, list[str]] = {"ways_in": [str(way.text) for way in country.ways_in if way.volatile]}
    for part in ("ways_in", *FACT_PARTS):
        own: tuple[Fact, ...] = getattr(country.facts, part, ())
        texts = [str(fact.text) for fact in (*own, *shared_for(viewer, country.code, part)) if fact.volatile]
        found[part] = found.get(part, []) + texts
    return found


@each_country
def test_what_can_turn_within_weeks_says_after_a_month_that_it_must_be_checked(
    viewer: Viewer, late_viewer: Viewer, code: str
) -> None:
    country = viewer.knowledge.countries[code]
    advice = viewer.voices["en"].interface("This can change within weeks: have it checked before you act.")
    for part, texts in volatile_texts(viewer, country).items():
        if not texts:
            continue
        fresh = [point for point in viewer.points(f"country/{code}/{part}") if advice in point.text]
        assert fresh == []
        late = [point for point in late_viewer.points(f"country/{code}/{part}") if advice in point.text]
        assert len(late) == len(texts)
        assert {point.sign for point in late} == {signs.OVERDUE}
        assert all(any(point.text.startswith(text) for text in texts) for point in late)


def test_the_month_ends_after_31_days(viewer: Viewer) -> None:
    code, part, text = next(
        (code, part, texts[0])
        for code in CODES
        for part, texts in volatile_texts(viewer, viewer.knowledge.countries[code]).items()
        if texts and part != "ways_in"
    )
    compiled = viewer.knowledge.countries[code].compiled

    def shown_after(days: int) -> Point:
        day = compiled.fromordinal(compiled.toordinal() + days)
        return next(p for p in replace(viewer, today=day).points(f"country/{code}/{part}") if p.text.startswith(text))

    assert shown_after(31).text == text
    assert shown_after(32).text != text


def test_a_place_to_pass_through_says_that_it_is_not_safe(viewer: Viewer) -> None:
    for code, country in viewer.knowledge.countries.items():
        warning = "not as a safe one"
        assert (warning in plain_text(viewer.see(f"country/{code}"))) == (country.role.value == "transit"), code


@each_country
@each_language
def test_getting_in_protection_and_what_follows_a_no_are_three_pages_that_are_always_offered(
    viewer: Viewer, code: str, language: str
) -> None:
    summary = viewer.see(f"country/{code}", language)
    offered = {button.route.path[2] for button in buttons(summary) if len(button.route.path) == 3}
    assert {"ways_in", "protection", "if_refused", "sources"} <= offered


@each_country
def test_what_nobody_could_find_out_is_said(viewer: Viewer, code: str) -> None:
    unknowns = viewer.knowledge.countries[code].unknowns
    if not unknowns:
        pytest.skip("nothing is unknown here")
    shown = viewer.points(f"country/{code}/unknowns")
    assert [(point.sign, point.text) for point in shown] == [(signs.UNKNOWN, str(item.text)) for item in unknowns]


@each_country
def test_all_sources_of_a_country_are_listed_with_publisher_and_date(viewer: Viewer, code: str) -> None:
    sources = viewer.knowledge.countries[code].sources.values()
    shown = viewer.points(f"country/{code}/sources")
    voice = viewer.voices["en"]
    assert [point.label for point in shown] == [source.publisher for source in sources]
    assert [point.when for point in shown] == [voice.partial(s.published) if s.published else "no date" for s in sources]


def test_the_list_of_countries_shows_every_country_with_its_levels_for_the_chosen_group(viewer: Viewer) -> None:
    for group in Group:
        labels = {
            button.route.path[1]: button.label
            for page in turned(viewer, f"countries/{group.value}")
            for button in buttons(page)
            if button.route.family == "country"
        }
        assert sorted(labels) == CODES
        for code, label in labels.items():
            country = viewer.knowledge.countries[code]
            level, _ = outlook_today(country, group, viewer.knowledge.freshness, viewer.today)
            sign = "🧭" if country.role.value == "transit" else signs.LEVEL_SIGNS[level]
            assert label == f"{sign} {flag(code)} {viewer.voices['en'].country(code)}"


def turned(viewer: Viewer, text: str) -> list[Screen]:
    """A list of buttons with its pages, found by turning them."""
    found = [viewer.see(text)]
    while forward := [button for button in buttons(found[-1]) if button.label == "➡️"]:
        found.append(viewer.press(found[-1], forward[0]))
    return found


def test_the_list_puts_the_better_prospect_first_and_places_of_transit_last(viewer: Viewer) -> None:
    order = ["🟢", "🟡", "🟠", "⚪", "🔴", "🧭"]
    for group in Group:
        marks = [
            order.index(button.label[0])
            for page in turned(viewer, f"countries/{group.value}")
            for button in buttons(page)
            if button.route.family == "country"
        ]
        assert marks == sorted(marks), group


def test_back_from_a_country_leads_to_the_list_the_person_chose(viewer: Viewer) -> None:
    listed = viewer.see("countries/objector")
    country = next(button for button in buttons(listed) if button.route.family == "country")
    there = viewer.press(listed, country)
    assert str(there.rows[-2][0].route) == "countries/objector"
    part = next(button for button in buttons(there) if button.route.path[2:] == ("protection",))
    assert viewer.press(there, part).rows[-2][0].route.path == country.route.path


@pytest.mark.parametrize(
    "route", ["country/zz", "country/fr/nothing", "country/fr/law/more", "country", "countries/nobody", "countries/for/x"]
)
def test_what_is_not_in_the_content_is_no_place(viewer: Viewer, route: str) -> None:
    assert viewer.find(route) is None


def test_an_empty_part_says_that_nothing_is_known_instead_of_showing_nothing(viewer: Viewer) -> None:
    country = viewer.knowledge.countries["fr"].model_copy(update={"timeline": ()})
    countries: Mapping[str, Country] = MappingProxyType({**viewer.knowledge.countries, "fr": country})
    other = replace(viewer, knowledge=replace(viewer.knowledge, countries=countries))
    assert "Nothing is known about this here." in plain_text(other.see("country/fr/timeline"))
    offered = [button.route.path for button in buttons(other.see("country/fr"))]
    assert ("country", "fr", "timeline") not in offered


def test_shared_facts_past_their_review_are_marked_on_a_country_page_that_is_in_date(viewer: Viewer) -> None:
    day = viewer.knowledge.shared.review_by.fromordinal(viewer.knowledge.shared.review_by.toordinal() + 1)
    country = viewer.knowledge.countries["fr"].model_copy(update={"review_by": day.replace(year=day.year + 1)})
    countries: Mapping[str, Country] = MappingProxyType({**viewer.knowledge.countries, "fr": country})
    other = replace(viewer, knowledge=replace(viewer.knowledge, countries=countries), today=day)

    def marks(part: str) -> list[Tone]:
        return [line.tone for line in lines(other.see(f"country/fr/{part}")) if line.sign == signs.OVERDUE]

    assert shared_for(other, "fr", "law") and marks("law") == [Tone.STRONG]
    assert not shared_for(other, "fr", "practice") and marks("practice") == []


def test_the_voice_of_a_page_is_the_readers(viewer: Viewer) -> None:
    voice: Voice = viewer.voices["ru"]
    assert viewer.see("country/fr", "ru").title == f"🇫🇷 {voice.country('fr')}" == "🇫🇷 Франция"
    assert quotes(viewer.see("country/fr", "ru"))[0].title == voice.interface("Sources")


@each_language
def test_the_way_back_from_every_part_leads_to_the_list_it_was_found_in(viewer: Viewer, language: str) -> None:
    for group in Group:
        [first, *_] = turned(viewer, f"countries/{group.value}")
        found = next(button for button in buttons(first) if button.route.family == "country")
        country = viewer.press(viewer.see(first.route, language), found)
        parts = [button for button in buttons(country) if len(button.route.path) == 3 and button.route.family == "country"]
        assert len(parts) >= 4
        for button in parts:
            part = viewer.press(country, button)
            summary = viewer.press(part, part.rows[-2][0])
            assert summary.route == country.route
            assert viewer.press(summary, summary.rows[-2][0]).route.path == first.route.path
