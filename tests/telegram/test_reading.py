"""What typed words lead to; and links from outside, which only lead to places that exist."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exitbot.screens.building import find_screen
from exitbot.screens.route import MAX_DATA_BYTES, Route, parse_route, seal
from exitbot.telegram.library import Shelf
from exitbot.telegram.reading import Reply, deep_link, reply_to_thing, reply_to_words


@pytest.mark.parametrize(
    ("typed", "route"),
    [
        ("/start", "safety"),
        ("/START", "safety"),
        ("/start@guide_bot", "safety"),
        ("/start c_fr", "safety/country/fr"),
        ("/start   c_fr  ", "safety/country/fr"),
        ("/start nonsense", "safety"),
        ("/privacy", "privacy"),
        ("/help", "about"),
        ("/language", "language"),
        ("/verify", "verify"),
        ("/language@guide_bot", "language"),
        ("Франция", "country/fr"),
        ("хочу во Францию", "country/fr"),
        ("🇩🇪", "country/de"),
        ("I am in France and do not know what to do next", "country/fr"),
    ],
)
def test_typed_words_lead_to_their_place(shelf: Shelf, typed: str, route: str) -> None:
    assert reply_to_words(shelf, typed, "ru") == Reply(parse_route(route))


@pytest.mark.parametrize("typed", ["/nothing", "/", "//", "/fr", "/start_"])
def test_an_unknown_command_leads_to_the_beginning_and_says_so(shelf: Shelf, typed: str) -> None:
    reply = reply_to_words(shelf, typed, "en")
    assert reply == Reply(Route(("home",)), "There is no such command. This is the beginning.")


def test_a_country_without_a_page_is_named_above_the_list(shelf: Shelf) -> None:
    assert "br" not in shelf.knowledge.countries
    assert reply_to_words(shelf, "в Бразилию", "en") == Reply(
        Route(("countries",)), "There is no page on this country yet: Brazil."
    )
    assert "Бразилия" in reply_to_words(shelf, "Brazil", "ru").notice


def test_in_a_long_message_a_country_without_a_page_is_not_guessed(shelf: Shelf) -> None:
    reply = reply_to_words(shelf, "того письма я так и не получил", "en")
    assert reply.route == Route(("home",)) and "did not find" in reply.notice


COMMANDS = st.from_regex(r"/(start|help)?( [a-z_~<]{0,70})?", fullmatch=True)


@given(st.text(max_size=400) | COMMANDS, st.sampled_from(("en", "ru")))
def test_whatever_is_typed_leads_to_a_place_that_exists(shelf: Shelf, typed: str, language: str) -> None:
    reply = reply_to_words(shelf, typed, language)
    today = shelf.knowledge.shared.compiled
    assert find_screen(shelf.knowledge, shelf.voices[language], reply.route, today), reply
    assert reply.route.family != "exit"


@pytest.mark.parametrize(
    ("payload", "route"),
    [
        ("c_fr", "country/fr"),
        ("c_fr_w", "country/fr/ways_in"),
        ("c_de_n", "country/de/if_refused"),
        ("t_visas", "topic/visas"),
        ("t_digital-safety", "topic/digital-safety"),
        ("cs", "countries"),
        ("cs_objector", "countries/objector"),
        ("e", "emergency"),
        ("v", "verify"),
        ("p", "privacy"),
        ("h", "home"),
        ("c_fr~2", "country/fr"),
        ("c_fr<x", "country/fr"),
    ],
)
def test_a_link_leads_to_the_place_it_names(shelf: Shelf, payload: str, route: str) -> None:
    assert deep_link(shelf, payload, "ru") == parse_route(route)


NOWHERE = (
    "", "zz", "c", "c_zz", "c_fr_nothing", "c_fr_w_w", "t_nothing", "o_nobody", "e_nothing", "cs_nobody",
    "x", "s", "s_c_fr", "a", "a_c_fr", "C_FR", "../etc", "c fr", "c__fr", "\ud800", "c_fr\n", "١",
)  # fmt: skip


@pytest.mark.parametrize("payload", NOWHERE, ids=repr)
def test_a_link_to_no_real_place_leads_nowhere(shelf: Shelf, payload: str) -> None:
    assert deep_link(shelf, payload, "ru") is None


def test_a_link_that_would_not_fit_into_a_button_is_refused(shelf: Shelf) -> None:
    entry = shelf.knowledge.organisations.organisations[0]
    by_id = {"a" * length: entry for length in range(30, 64)}
    long = replace(shelf, knowledge=replace(shelf.knowledge, organisation_by_id=by_id))
    led = [length for length in range(30, 64) if deep_link(long, "o_" + "a" * length, "ru")]
    assert led and led == list(range(30, led[-1] + 1)) and led[-1] < 63
    longest = Route(("safety", "organisation", "a" * led[-1]))
    assert len(seal(longest, "ru", shelf.revision).encode()) == MAX_DATA_BYTES


@given(st.text(max_size=70) | st.from_regex(r"[a-z0-9]{1,3}(_[a-z0-9-]{1,12}){0,3}", fullmatch=True))
def test_a_strangers_link_leads_to_a_real_place_or_nowhere(shelf: Shelf, payload: str) -> None:
    route = deep_link(shelf, payload, "ru")
    if route:
        assert find_screen(shelf.knowledge, shelf.voices["ru"], route, shelf.knowledge.shared.compiled)
        assert len(seal(Route(("safety", *route.path)), "ru", shelf.revision).encode()) <= MAX_DATA_BYTES


def test_what_is_no_text_leads_to_the_beginning_with_a_word_against_sending_documents(shelf: Shelf) -> None:
    reply = reply_to_thing(shelf, "en")
    assert reply.route == Route(("home",)) and "Never send documents or contacts here." in reply.notice
    assert reply_to_thing(shelf, "ru").notice != reply.notice
