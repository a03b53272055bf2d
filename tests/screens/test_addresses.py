"""Addresses stand one tap further than the page, behind a warning, and nowhere else."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from tests.screens.walking import Place, Viewer, buttons, lines, links, read_html

from exitbot.knowledge.model import Publisher, StatusInRussia
from exitbot.screens import signs
from exitbot.screens.addresses import LINKS_ON_A_PAGE
from exitbot.screens.layout import telegram_html
from exitbot.screens.route import Route
from exitbot.screens.screen import Line, Screen, Tone


def address_places(places: list[Place]) -> list[tuple[Place, Screen]]:
    """All reachable addresses screens."""
    found = [(place, place.screen) for place in places if place.screen and place.route.family == "addresses"]
    assert found
    return found


def test_the_warning_is_the_first_block_on_every_page(viewer: Viewer, places: list[Place]) -> None:
    for place, screen in address_places(places):
        warning = screen.blocks[0]
        assert isinstance(warning, Line) and warning.sign == signs.WARNING and warning.tone is Tone.STRONG, place
        english = (
            "Opening an address shows your provider that you are interested in it. "
            "Passing on links of a publisher or group that Russia calls “undesirable” is an offence there."
        )
        assert warning.text == viewer.voices[place.language].interface(english), place


def test_every_link_is_a_plain_https_address(places: list[Place]) -> None:
    for place, screen in address_places(places):
        anchors = [attributes for tag, attributes in read_html(telegram_html(screen)).tags if tag == "a"]
        assert [anchor["href"] for anchor in anchors] == [link.url for link in links(screen)], place
        for link in links(screen):
            address = urlsplit(link.url)
            assert address.scheme == "https" and address.hostname and "@" not in address.netloc, link
            assert not re.search(r"\s", link.url)


def test_no_link_leads_to_a_host_that_is_never_to_be_shown(viewer: Viewer, places: list[Place]) -> None:
    unsafe = viewer.knowledge.unsafe_hosts
    for place, screen in address_places(places):
        for link in links(screen):
            host = f".{urlsplit(link.url).hostname}"
            assert not any(host.endswith(f".{entry.host}") for entry in unsafe.hosts), (place, link.url)
            assert not any(host.endswith(entry.host) for entry in unsafe.endings), (place, link.url)


def test_every_source_shows_the_status_of_its_publisher_in_russia(viewer: Viewer, places: list[Place]) -> None:
    known = {publisher.name: publisher.status_in_russia for publisher in viewer.knowledge.publishers.publishers}
    seen = set()
    for place, screen in address_places(places):
        target = viewer.see(Route(place.route.arguments), place.language)
        publishers = {source.url: source.publisher for source in target.sources if source.url}
        own = {link.url for link in target.links}
        for link in links(screen):
            if link.url in publishers and link.url not in own:
                status = known.get(publishers[link.url], StatusInRussia.UNKNOWN)
                assert link.note == viewer.voices[place.language].interface(signs.STATUSES_IN_RUSSIA[status]), (place, link)
                assert publishers[link.url] in link.text
                seen.add(status)
    assert StatusInRussia.UNKNOWN in seen and len(seen) > 1


def test_a_publisher_called_undesirable_is_shown_as_such(viewer: Viewer) -> None:
    country = viewer.knowledge.countries["fr"]
    source = next(source for source in country.sources.values() if source.url and source in viewer.see("country/fr").sources)
    entry = Publisher(name=source.publisher, status_in_russia=StatusInRussia.UNDESIRABLE)
    others = tuple(known for known in viewer.knowledge.publishers.publishers if known.name != source.publisher)
    publishers = viewer.knowledge.publishers.model_copy(update={"publishers": (*others, entry)})
    changed = replace(viewer, knowledge=replace(viewer.knowledge, publishers=publishers))
    (link,) = [link for link in links(changed.see("addresses/country/fr")) if link.url == source.url]
    assert link.note == "called “undesirable” in Russia"
    assert f"<i>{link.note}</i>" in telegram_html(changed.see("addresses/country/fr"))


def test_every_address_of_a_page_is_shown_once_over_the_pages(viewer: Viewer) -> None:
    for text in ("country/fr", "country/de/law", "country/us/ways_in", "topic/visas"):
        target = viewer.see(text)
        wanted = [link.url for link in target.links] + [source.url for source in target.sources if source.url]
        shown, screen = [], viewer.see(f"addresses/{text}")
        while True:
            assert len(links(screen)) <= LINKS_ON_A_PAGE
            shown += [link.url for link in links(screen)]
            onward = [button for button in buttons(screen) if button.label == "➡️"]
            if not onward:
                break
            screen = viewer.press(screen, onward[0])
        assert shown == wanted, text


def test_back_leads_to_the_page_whose_addresses_they_are(places: list[Place]) -> None:
    for place, screen in address_places(places):
        assert screen.rows[-2][0].route.path == place.route.arguments, place


def test_a_page_offers_addresses_exactly_if_it_has_some(places: list[Place]) -> None:
    for place in places:
        if place.screen is None or place.route.family in ("addresses", "exit"):
            continue
        offered = [button for button in buttons(place.screen) if button.route.family == "addresses"]
        has = bool(place.screen.links) or any(source.url for source in place.screen.sources)
        assert len(offered) == has, place
        assert all(button.route.path == ("addresses", *place.route.path) for button in offered), place


def test_where_no_address_is_safe_to_show_this_is_said(viewer: Viewer) -> None:
    country = viewer.knowledge.countries["fr"]
    bare = {name: source.model_copy(update={"url": None}) for name, source in country.sources.items()}
    countries = {**viewer.knowledge.countries, "fr": country.model_copy(update={"sources": bare})}
    other = replace(viewer, knowledge=replace(viewer.knowledge, countries=countries))
    screen = other.see("addresses/country/fr")
    assert not links(screen)
    assert lines(screen)[1].text == "There is no address here that is safe to show."
    assert not any(button.route.family == "addresses" for button in buttons(other.see("country/fr")))


def test_addresses_of_nothing_are_no_place(viewer: Viewer) -> None:
    for text in ("addresses", "addresses/addresses/country/fr", "addresses/country/zz", "addresses/country/fr/nothing"):
        assert viewer.find(text) is None, text
