"""From the beginning, pressing every button in every language: what is true of each screen."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from tests.screens.walking import LANGUAGES, Place, Viewer, buttons, lines, links, points, quotes, read_html

from exitbot.knowledge.loading import Knowledge
from exitbot.knowledge.model import Country, Review
from exitbot.screens import signs
from exitbot.screens.layout import MAX_TEXT_UNITS, plain_text, telegram_html, units
from exitbot.screens.screen import Screen, Tone

TELEGRAM_TAGS = {"b", "i", "a", "blockquote", "code"}
DATED_FAMILIES = ("country", "topic", "organisation", "emergency")


def screens_of(places: list[Place]) -> list[tuple[Place, Screen]]:
    """All screens but what is left after the exit."""
    return [(place, place.screen) for place in places if place.screen and place.route.family != "exit"]


def has_statements_of_a_page(place: Place) -> bool:
    """Whether the screen shows statements of one content file; the list of all sources makes no statement of its own."""
    return place.route.family in DATED_FAMILIES and len(place.route.path) > 1 and place.route.path[2:] != ("sources",)


def test_every_button_leads_to_a_screen(places: list[Place]) -> None:
    assert [str(place) for place in places if place.screen is None] == []


def test_every_page_of_the_content_is_reached_in_every_language(knowledge: Knowledge, places: list[Place]) -> None:
    reached = {(place.language, str(place.route)) for place in places}
    wanted = {f"country/{code}" for code in knowledge.countries} | {f"topic/{slug}" for slug in knowledge.topics}
    wanted |= {f"organisation/{name}" for name in knowledge.organisation_by_id}
    wanted |= {f"emergency/{card.id}" for card in knowledge.emergency.cards}
    wanted |= {f"topic/{slug}/{section.id}" for slug, topic in knowledge.topics.items() for section in topic.sections}
    wanted |= {"home", "safety", "emergency", "countries", "topics", "organisations", "privacy", "verify", "about", "exit"}
    assert {(language, route) for language in LANGUAGES for route in wanted} - reached == set()


def test_every_text_fits_into_a_message(places: list[Place]) -> None:
    for place, screen in screens_of(places):
        assert 0 < units(plain_text(screen)) <= MAX_TEXT_UNITS, place
        assert units(read_html(telegram_html(screen)).text) <= MAX_TEXT_UNITS, f"{place}: with invisible spaces"


def test_a_typical_text_is_short_enough_to_read_on_a_telephone(places: list[Place]) -> None:
    sizes = sorted(units(plain_text(screen)) for _, screen in screens_of(places))
    assert sizes[len(sizes) // 2] <= 1500


def test_back_and_start_then_language_and_exit_close_every_screen_with_the_same_labels(places: list[Place]) -> None:
    labels: dict[str, set[tuple[str, ...]]] = {}
    for place, screen in screens_of(places):
        (back, home), (language, way_out) = screen.rows[-2:]
        labels.setdefault(place.language, set()).add((back.label, home.label, language.label, way_out.label))
        assert str(home.route) == "home" and str(way_out.route) == "exit", place
        assert language.language not in (None, place.language) or language.route.family == "language", place
        assert back.route.family != "exit" and back.route.path != screen.route.path, place
        assert not any(button.route.family == "exit" for row in screen.rows[:-1] for button in row), place
    assert {language: len(rows) for language, rows in labels.items()} == dict.fromkeys(LANGUAGES, 1)


def test_the_exit_leaves_nothing_that_says_anything(places: list[Place]) -> None:
    left = [place.screen for place in places if place.route.family == "exit"]
    assert left and {(screen and telegram_html(screen), screen and screen.rows) for screen in left} == {("<b>…</b>", ())}


def test_labels_and_rows_fit_a_keyboard(places: list[Place]) -> None:
    for place, screen in screens_of(places):
        assert len(buttons(screen)) <= 100, place
        for button in buttons(screen):
            assert 0 < len(button.label) <= 64 and button.label == button.label.strip(), (place, button.label)


def test_no_button_stands_twice_on_a_screen(places: list[Place]) -> None:
    """Two buttons to the same place, or with the same words, make a person stop and think."""
    for place, screen in screens_of(places):
        own = [button for row in screen.rows[:-2] for button in row]
        assert len({button.label for button in own}) == len(own), place
        assert len({(button.route, button.language) for button in own}) == len(own), place


def test_nothing_can_be_opened_outside_the_addresses_screen(places: list[Place]) -> None:
    found_links = False
    for place, screen in screens_of(places):
        anchors = [tag for tag, _ in read_html(telegram_html(screen)).tags if tag == "a"]
        if place.route.family == "addresses":
            found_links |= bool(anchors)
            continue
        assert not links(screen) and not anchors, place
        if place.route.family != "verify":  # its addresses are plain words to compare letter by letter
            assert "://" not in plain_text(screen), place
    assert found_links


def test_telegram_finds_nothing_to_make_clickable_by_itself(places: list[Place]) -> None:
    """A publisher whose name is a host name, a mention or an e-mail address must not become a link."""
    for place, screen in screens_of(places):
        if place.route.family != "addresses":
            bare = re.sub(r"<code>.*?</code>", "", telegram_html(screen))
            assert not re.search(r"\w\.[^\W\d_]{2,}|(?<!\w)[@#]\w|\w://", bare), place


def test_every_text_is_well_formed_and_reads_the_same_without_markup(places: list[Place]) -> None:
    for place, screen in screens_of(places):
        reader = read_html(telegram_html(screen))
        assert {tag for tag, _ in reader.tags} <= TELEGRAM_TAGS, place
        if place.route.family != "addresses":  # there the plain text shows the address, the markup hides it
            assert reader.words == plain_text(screen), place
        assert all(attributes == {"expandable": None} for tag, attributes in reader.tags if tag == "blockquote"), place


def test_no_placeholder_stays_unfilled(places: list[Place]) -> None:
    for place, screen in screens_of(places):
        words = [plain_text(screen), *(button.label for button in buttons(screen))]
        assert not re.search(r"[{}]|%\(|\bNone[,.)\]]|\b(Level|Status|Group|Outcome)\.[A-Z]", " ".join(words)), place


def test_the_russian_reader_meets_no_untranslated_sentence(places: list[Place]) -> None:
    assert {(str(place), screen.untranslated) for place, screen in screens_of(places) if screen.untranslated} == set()


def test_badges_stand_on_each_page_outside_the_quote(viewer: Viewer, places: list[Place]) -> None:
    checked = 0
    for place, screen in screens_of(places):
        if place.route.family not in ("country", "topic", "organisation") or not has_statements_of_a_page(place):
            continue
        page = page_of(viewer.knowledge, place)
        assert page.reviewed is None, "write the test for a page that was checked, too"
        voice = viewer.voices[place.language]
        shown = [line.text for line in lines(screen)]
        day = voice.day(page.compiled)
        words = voice.interface("Compiled from public sources on {day}. Not yet checked by a lawyer.", day=day)
        assert words in shown and day in words, place
        checked += 1
    assert checked > 100


def page_of(knowledge: Knowledge, place: Place) -> Any:
    """The content file that a place shows."""
    family, name = place.route.path[:2]
    one = {"country": knowledge.countries.get(name), "topic": knowledge.topics.get(name)}
    return one.get(family) or {"organisation": knowledge.organisations, "emergency": knowledge.emergency}[family]


def test_a_page_that_was_checked_says_when_and_no_longer_that_it_was_not(viewer: Viewer) -> None:
    country = next(iter(viewer.knowledge.countries.values()))
    review = Review(on=viewer.today, by=("first", "second"))
    checked = MappingProxyType({**viewer.knowledge.countries, country.code: country.model_copy(update={"reviewed": review})})
    screen = replace(viewer, knowledge=replace(viewer.knowledge, countries=checked)).see(f"country/{country.code}")
    badge = lines(screen)[0].text
    assert badge == f"Checked on {viewer.voices['en'].day(viewer.today)}."
    assert "first" not in plain_text(screen), "pseudonyms are for maintainers"


def test_sources_stand_in_the_quote_by_publisher_and_date_and_nowhere_else(viewer: Viewer, places: list[Place]) -> None:
    seen = 0
    for place, screen in screens_of(places):
        marks = [mark for point in points(screen) for mark in point.marks]
        if not marks:
            assert not quotes(screen), place
            continue
        (quote,) = quotes(screen)
        assert screen.blocks[-1] is quote, place
        voice = viewer.voices[place.language]
        undated = voice.interface("no date")
        dates = {voice.partial(source.published) if source.published else undated for source in screen.sources}
        allowed = {f"{source.publisher}, " for source in screen.sources}
        for line in quote.lines:
            number, _, rest = line.partition(". ")
            assert number.isdigit(), (place, line)
            assert any(rest.startswith(publisher) and rest[len(publisher) :] in dates for publisher in allowed), (place, line)
        seen += 1
    assert seen > 100


def test_every_mark_points_to_a_line_of_the_quote_and_every_line_is_pointed_to(places: list[Place]) -> None:
    for place, screen in screens_of(places):
        marks = {mark for point in points(screen) for mark in point.marks}
        numbers = [line.partition(". ")[0] for quote in quotes(screen) for line in quote.lines]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)], place
        assert {str(mark) for mark in marks} == set(numbers), place


def source_of(viewer: Viewer, country: Country, name: str) -> str:
    """A source as the English quote names it."""
    source = country.sources[name]
    return f"{source.publisher}, {viewer.voices['en'].partial(source.published) if source.published else 'no date'}"


def test_marks_name_the_sources_of_their_own_statement(viewer: Viewer) -> None:
    for country in viewer.knowledge.countries.values():
        for name in ("law", "practice", "procedure", "risks"):
            by_text = {str(fact.text): fact for fact in getattr(country.facts, name)}
            for page in viewer.pages(f"country/{country.code}/{name}"):
                for point in points(page):
                    fact = by_text.get(point.text)
                    if fact:
                        cited = sorted(quotes(page)[0].lines[mark - 1].partition(". ")[2] for mark in point.marks)
                        wanted = sorted(source_of(viewer, country, name) for name in fact.sources)
                        assert cited == wanted, point


def test_head_lines_stand_on_every_page_of_a_paged_screen(places: list[Place]) -> None:
    """A warning is never only on the second page."""
    paged: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Screen]] = {}
    for place, screen in screens_of(places):
        # A switch of language may lead past the last page of a shorter text; the last page is shown then.
        if screen.pages > 1 and place.route.page <= screen.pages:
            paged.setdefault((place.language, place.route.path, place.route.origin), []).append(screen)
    assert paged
    for key, pages in paged.items():
        assert sorted(page.route.page for page in pages) == list(range(1, pages[0].pages + 1)), key
        first = next(page for page in pages if page.route.page == 1)
        head = head_of(first)
        for page in pages:
            assert head_of(page) == head, (key, page.route.page)
            assert page.title == first.title


def head_of(screen: Screen) -> list[str]:
    """The lines above the first statement."""
    head = []
    for line in screen.blocks:
        if not hasattr(line, "tone"):
            break
        head.append(line.text)
    return head


def test_pages_are_turned_one_by_one_and_lead_to_each_other(viewer: Viewer, places: list[Place]) -> None:
    turned = 0
    for place, screen in screens_of(places):
        if screen.pages == 1:
            continue
        arrows = {button.label: button for button in buttons(screen) if button.label in ("⬅️", "➡️")}
        assert ("⬅️" in arrows) == (screen.route.page > 1) and ("➡️" in arrows) == (screen.route.page < screen.pages), place
        for label, step in (("⬅️", -1), ("➡️", 1)):
            if label in arrows:
                assert viewer.press(screen, arrows[label]).route == screen.route.at_page(screen.route.page + step)
        turned += 1
    assert turned


@pytest.mark.parametrize("page", [2, 99, 999])
def test_a_page_past_the_end_shows_the_last_one(viewer: Viewer, page: int) -> None:
    for text in ("country/fr/law", "topics", "organisations", "addresses/country/fr", "countries"):
        screen = viewer.see(text)
        far = viewer.see(screen.route.at_page(page))
        assert far.title == screen.title
        assert far.blocks


def test_years_later_every_page_says_that_it_is_out_of_date(late_viewer: Viewer, late_places: list[Place]) -> None:
    for place, screen in screens_of(late_places):
        if not has_statements_of_a_page(place):
            continue
        voice = late_viewer.voices[place.language]
        review_by = voice.day(page_of(late_viewer.knowledge, place).review_by)
        overdue = [line for line in lines(screen) if line.sign == signs.OVERDUE and review_by in line.text]
        assert len(overdue) == 1 and overdue[0].tone is Tone.STRONG, place


def test_today_no_page_within_its_date_says_that_it_is_out_of_date(viewer: Viewer, places: list[Place]) -> None:
    for place, screen in screens_of(places):
        if has_statements_of_a_page(place) and page_of(viewer.knowledge, place).review_by >= viewer.today:
            assert not any(line.sign == signs.OVERDUE for line in lines(screen)), place


def test_the_same_places_are_reached_years_later(places: list[Place], late_places: list[Place]) -> None:
    def reached(walk: list[Place]) -> set[tuple[object, ...]]:
        """All but the sources of a verdict: what it rests on is another thing when everything is out of date."""
        return {(p.language, p.route.path, p.route.origin) for p in walk if p.route.path[:2] != ("addresses", "verdict")}

    assert reached(places) == reached(late_places)
