"""The conversation lives in the buttons: what is written there comes back, and a stranger's bytes break nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.screens.walking import Place, Viewer, buttons, lines

from exitbot.screens.building import build_screen
from exitbot.screens.route import (
    HOME,
    MAX_DATA_BYTES,
    BadRoute,
    Envelope,
    Route,
    open_envelope,
    parse_route,
    seal,
    sealed_whole,
)

# Codes that have been given out. Buttons with them lie in chats for years: a line here is never changed or taken out,
# and a code never comes to mean something else. New places only add lines.
GIVEN_OUT = {
    "k": "check",
    "k/dckzi0000": "check/dckzi0000",
    "k/dckzi0000/where": "check/dckzi0000/where",
    "g/dckzi0000": "verdicts/dckzi0000",
    "j/dckzi0000/fr": "verdict/dckzi0000/fr",
    "j/dckzi0000/fr/ways": "verdict/dckzi0000/fr/ways",
    "m/dckzi0000/fr/de": "compare/dckzi0000/fr/de",
    "n/dckzi0000": "steps/dckzi0000",
    "b/fr": "words/fr",
    "h": "home",
    "s": "safety",
    "l": "language",
    "e": "emergency",
    "e/at-border": "emergency/at-border",
    "cs": "countries",
    "cs/objector": "countries/objector",
    "c/fr": "country/fr",
    "c/fr/w": "country/fr/ways_in",
    "c/fr/r": "country/fr/protection",
    "c/fr/n": "country/fr/if_refused",
    "c/fr/l": "country/fr/law",
    "c/fr/p": "country/fr/practice",
    "c/fr/d": "country/fr/procedure",
    "c/fr/k": "country/fr/risks",
    "c/fr/h": "country/fr/help",
    "c/fr/t": "country/fr/timeline",
    "c/fr/u": "country/fr/unknowns",
    "c/fr/s": "country/fr/sources",
    "ts": "topics",
    "t/visas": "topic/visas",
    "t/visas/h": "topic/visas/help",
    "t/visas/u": "topic/visas/unknowns",
    "os": "organisations",
    "o/some-group": "organisation/some-group",
    "p": "privacy",
    "v": "verify",
    "i": "about",
    "a": "addresses",
    "a/c/fr/w": "addresses/country/fr/ways_in",
    "a/o/some-group": "addresses/organisation/some-group",
    "s/c/fr": "safety/country/fr",
    "x": "exit",
    "w": "report",
}

FAMILIES = sorted({route.partition("/")[0] for route in GIVEN_OUT.values()})
PARTS = [route.split("/")[2] for route in GIVEN_OUT.values() if route.startswith("country/fr/")]
WORDS = st.from_regex(r"[a-z0-9]{2,10}(-[a-z0-9]{1,6})?", fullmatch=True)  # the one-letter words are codes
LANGUAGE = st.sampled_from(("en", "ru", "uk", "kk", "bua", "zh_Hant"))
REVISION = st.from_regex(r"[a-z0-9]{0,6}", fullmatch=True)


def paths() -> st.SearchStrategy[tuple[str, ...]]:
    """Paths of every family, with steps that content could have."""
    plain = st.sampled_from([family for family in FAMILIES if family not in ("addresses", "report", "safety")])
    simple = st.tuples(plain, st.lists(WORDS, max_size=1)).map(lambda made: (made[0], *made[1]))
    pages = st.tuples(st.sampled_from(("country", "topic")), WORDS, st.sampled_from(PARTS) | WORDS)
    inner = simple | pages
    return inner | st.tuples(st.sampled_from(("addresses", "safety")), inner).map(lambda made: (made[0], *made[1]))


ROUTES = st.builds(Route, paths(), st.integers(1, 999), st.just(()) | paths())
FITTING = ROUTES.filter(lambda route: len(sealed_whole(route, "zh_Hant", "000000")) <= MAX_DATA_BYTES)

# The letters and marks that button data is made of, so that many of the strings come close to being real.
PIECES = [*"19.:/~<-_20١İ\n\ud800", *"ctwashlx", "ru", "en", "cs", "fr", "k3f"]
NEARLY = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@given(FITTING, LANGUAGE, REVISION)
def test_what_is_sealed_is_what_is_opened(route: Route, language: str, revision: str) -> None:
    data = seal(route, language, revision)
    if len(data.encode()) <= MAX_DATA_BYTES:
        assert open_envelope(data) == Envelope(route, language, revision)
    else:
        with pytest.raises(BadRoute):
            open_envelope(data)


def test_every_button_a_person_can_press_survives_the_64_bytes(places: list[Place]) -> None:
    for place in places:
        assert place.screen is not None
        for button in buttons(place.screen):
            language = button.language or place.language
            data = seal(button.route, language, "k3f")
            assert 0 < len(data.encode()) <= MAX_DATA_BYTES, (place, data)
            assert open_envelope(data) == Envelope(button.route, language, "k3f"), (place, data)


def opens_or_is_refused(data: str) -> None:
    """The only two things that may happen to a string."""
    try:
        envelope = open_envelope(data)
    except BadRoute:
        return
    assert envelope.route.path and envelope.route.family in FAMILIES
    assert 1 <= envelope.route.page <= 999
    assert open_envelope(seal(envelope.route, envelope.language, envelope.revision)) == envelope


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z", "C"]), max_size=80))
@example("")
@example("\ud800")
@example("1ru.k3f:h\ud800")
@example("١ru.k3f:h")
@example("1ru.k3f:h~١")
@example("1ru.k3f:h\n")
def test_any_string_is_a_place_or_a_bad_route(data: str) -> None:
    opens_or_is_refused(data)


@given(NEARLY)
def test_any_string_of_the_right_letters_is_a_place_or_a_bad_route(tail: str) -> None:
    opens_or_is_refused(tail)
    opens_or_is_refused(f"1ru.k3f:{tail}")


@given(st.binary(max_size=80))
def test_any_bytes_are_a_place_or_a_bad_route(data: bytes) -> None:
    opens_or_is_refused(data.decode("latin-1"))
    opens_or_is_refused(data.decode("utf-8", "replace"))
    opens_or_is_refused(data.decode("utf-8", "surrogateescape"))


@given(ROUTES, LANGUAGE, st.data())
def test_damaged_data_is_another_place_or_a_bad_route(route: Route, language: str, data: st.DataObject) -> None:
    sealed = seal(route, language, "k3f")
    at = data.draw(st.integers(0, len(sealed) - 1))
    opens_or_is_refused(sealed[:at] + data.draw(st.characters(max_codepoint=0x500)) + sealed[at + 1 :])
    opens_or_is_refused(sealed[:at] + sealed[at + 1 :])


@pytest.mark.parametrize(
    "data",
    ["", "1", "1ru.k3f:", "2ru.k3f:h", "1ru.k3f:zz", "1ru.k3f:h~0", "1ru.k3f:h~1000", "1RU.k3f:h", "1ru.k3f:h<zz"],
)
def test_what_no_button_says_is_refused(data: str) -> None:
    with pytest.raises(BadRoute):
        open_envelope(data)


def test_data_of_65_bytes_is_refused_and_of_64_is_read() -> None:
    assert MAX_DATA_BYTES == 64, "the Bot API's limit"
    longest = "1ru.k3f:o/" + "a" * (MAX_DATA_BYTES - 10)
    assert open_envelope(longest).route.family == "organisation"
    with pytest.raises(BadRoute):
        open_envelope(longest + "a")


@pytest.mark.parametrize(("packed", "readable"), GIVEN_OUT.items())
def test_a_code_once_given_out_keeps_its_meaning(packed: str, readable: str) -> None:
    assert open_envelope(f"1ru.k3f:{packed}").route == parse_route(readable)
    assert seal(parse_route(readable), "ru", "k3f") == f"1ru.k3f:{packed}"


def test_the_form_with_page_and_origin_keeps_its_meaning() -> None:
    route = Route(("country", "fr", "ways_in"), 2, ("organisation", "some-group"))
    assert open_envelope("1ru.k3f:c/fr/w~2<o/some-group") == Envelope(route, "ru", "k3f")


def test_the_table_of_given_out_codes_knows_every_family_and_part_in_use(places: list[Place]) -> None:
    known = set(GIVEN_OUT.values())
    for place in places:
        route = place.route
        assert route.family in FAMILIES, f"{route} is new: add its code to GIVEN_OUT"
        if route.family == "country" and len(route.path) == 3:
            assert f"country/fr/{route.path[2]}" in known, f"{route} is new: add its code to GIVEN_OUT"


@given(st.text(max_size=40) | NEARLY)
def test_a_route_on_the_command_line_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        route = parse_route(text)
    except BadRoute as error:
        assert str(error)
    else:
        assert parse_route(str(route)) == route


def test_a_wrong_route_on_the_command_line_is_answered_with_the_right_ones() -> None:
    with pytest.raises(BadRoute, match=r"'contry' is no screen; there are: about, .*country"):
        parse_route("contry/fr")
    with pytest.raises(BadRoute, match="write it like country/fr/ways_in"):
        parse_route("country/F R")


STEPS = st.lists(st.sampled_from((*FAMILIES, *PARTS, "fr", "visas", "for", "objector")), max_size=4)
STRANGE = st.builds(lambda family, steps: Route((family, *steps)), st.sampled_from(FAMILIES), STEPS)


@given(ROUTES | STRANGE)
def test_any_place_a_stranger_names_is_a_screen_or_no_place(viewer: Viewer, route: Route) -> None:
    """Nothing that can be written into a button makes building a screen fail."""
    screen = viewer.find(route, "ru")
    assert screen is None or (screen.title and screen.language == "ru")


def test_a_place_that_is_gone_leads_to_the_beginning_with_a_word_of_explanation(viewer: Viewer) -> None:
    gone = Route(("country", "zz"))
    assert viewer.find(gone) is None
    screen = build_screen(viewer.knowledge, viewer.voices["ru"], gone, viewer.today)
    assert screen.route == HOME
    assert lines(screen)[0].text == viewer.voices["ru"].interface("That page is no longer here. This is the beginning.")
    assert screen.blocks[1:] == viewer.see(HOME, "ru").blocks
