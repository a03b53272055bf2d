"""The same screens as on a telephone, in the terminal: `exitbot screen` and `exitbot chat`."""

from __future__ import annotations

import json
import re

import pytest
from tests.conftest import CopyOfContent, Exitbot

from exitbot.cli import reading
from exitbot.telegram.library import Shelf, load_shelf

CYRILLIC = re.compile("[а-я]", re.IGNORECASE)
ENDINGS = ("q", "quit", "Q", "й")

pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(scope="module")
def shelf(shipped: CopyOfContent) -> Shelf:
    """What ships, read once for all tests of this module, none of which changes it."""
    return load_shelf(shipped.content, shipped.locales)


@pytest.fixture
def read_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "load_shelf", lambda content, locales: shelf)


def labels(said: dict[str, object]) -> list[str]:
    return [button["label"] for row in said["buttons"] for button in row]  # type: ignore[attr-defined]


def number_of(label: str, screen: str) -> str:
    """The number in front of a button's label."""
    found = re.search(rf"\[(\d+)\] {re.escape(label)}", screen)
    assert found, screen
    return found[1]


def test_a_country_in_russian_for_machines(exitbot: Exitbot) -> None:
    ran = exitbot("screen", "country/fr", "--lang", "ru", "--json")
    said = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert (said["route"], said["language"], said["title"]) == ("country/fr", "ru", "🇫🇷 Франция")
    assert said["untranslated"] == []
    assert len(CYRILLIC.findall(said["text"])) > 200
    assert said["units"] == len(said["text"].encode("utf-16-le")) // 2 <= 4096
    assert said["html"].startswith("<b>🇫🇷 Франция</b>")
    assert said["pages"] >= said["page"] == 1
    assert said["sources"][0].keys() >= {"publisher", "title", "kind", "seen"}


def test_every_button_for_machines_says_where_it_leads_and_what_it_carries(exitbot: Exitbot) -> None:
    said = json.loads(exitbot("screen", "country/fr", "--json").out)
    buttons = [button for row in said["buttons"] for button in row]
    assert {"country/fr/ways_in", "country/fr/protection", "country/fr/if_refused", "home", "exit"} <= {
        b["route"] for b in buttons
    }
    for button in buttons:
        assert button.keys() == {"label", "route", "page", "language", "data"}
        assert button["data"].startswith(f"1{button['language']}.")
        assert len(button["data"].encode()) <= 64
    assert {button["language"] for button in buttons} == {"en", "ru"}


def test_a_topic_in_english_for_people(exitbot: Exitbot) -> None:
    ran = exitbot("screen", "topic/visas", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert "Step 1" in ran.out
    assert "[1] " in ran.out
    assert "Exit" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 84


def test_the_second_page_is_another_page(exitbot: Exitbot) -> None:
    first = json.loads(exitbot("screen", "country/fr/ways_in", "--json").out)
    second = json.loads(exitbot("screen", "country/fr/ways_in", "--page", "2", "--json").out)
    assert (first["page"], second["page"]) == (1, 2)
    assert first["pages"] == second["pages"] >= 2
    assert first["text"] != second["text"]


@pytest.mark.parametrize(("asked", "shown"), [("999", "last"), ("0", "first"), ("-3", "first")])
def test_a_page_that_does_not_exist_is_the_nearest_one(exitbot: Exitbot, asked: str, shown: str) -> None:
    said = json.loads(exitbot("screen", "country/fr/ways_in", "--page", asked, "--json").out)
    assert said["page"] == (said["pages"] if shown == "last" else 1)


def test_a_screen_looked_at_years_later_says_that_it_is_out_of_date_and_promises_nothing(exitbot: Exitbot) -> None:
    today = json.loads(exitbot("screen", "country/fr/protection", "--as-of", "2026-11-25", "--json").out)
    later = json.loads(exitbot("screen", "country/fr/protection", "--as-of", "2031-01-01", "--json").out)
    assert "Out of date" not in today["text"]
    assert "🟡" in today["text"]
    assert "Out of date" in later["text"]
    assert not set("🟢🟡🟠") & set(later["text"])


@pytest.mark.parametrize(
    ("route", "says"),
    [
        ("nowhere", "'nowhere' is no screen; there are: about, addresses, check"),
        ("country/zz", "there is no screen 'country/zz'"),
        ("country", "there is no screen 'country'"),
        ("country/fr/nowhere", "there is no screen 'country/fr/nowhere'"),
        ("country/fr/WAYS!", "is no route; write it like country/fr/ways_in"),
        ("country//fr", "is no route"),
        ("organisation/nobody", "there is no screen"),
        ("emergency/nothing", "there is no screen"),
        ("addresses", "there is no screen 'addresses'"),
        ("safety/nowhere", "'nowhere' is no screen"),
        ("addresses/safety/nowhere", "'nowhere' is no screen"),
        ("", "'' is no screen"),
    ],
)
@pytest.mark.parametrize("machine", [(), ("--json",)], ids=["people", "machines"])
def test_a_route_that_leads_nowhere_is_one_calm_sentence(
    exitbot: Exitbot, route: str, says: str, machine: tuple[str, ...]
) -> None:
    ran = exitbot("screen", route, *machine)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("command", [("screen", "home"), ("chat",)], ids=["screen", "chat"])
def test_a_language_that_is_not_served_is_one_calm_sentence(exitbot: Exitbot, command: tuple[str, ...]) -> None:
    ran = exitbot(*command, "--lang", "xx")
    assert (ran.code, ran.out, ran.err) == (2, "", "'xx' is not served; there are: en, ru\n")


@pytest.mark.parametrize("day", ["soon", "2026-13-01", "23.11.2026", ""])
def test_a_day_that_is_none_is_said_with_an_example(exitbot: Exitbot, day: str) -> None:
    ran = exitbot("screen", "home", "--as-of", day)
    assert (ran.code, ran.out) == (2, "")
    assert f"'{day}' is no date; write it like 2026-11-23" in ran.err


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_chat_begins_with_safety_and_ends_with_a_letter(exitbot: Exitbot, ending: str) -> None:
    ran = exitbot("chat", typed=f"{ending}\nnever read\n")
    assert (ran.code, ran.err) == (0, "")
    assert "Before you begin" in ran.out
    assert ran.out.count("Exit") == ran.out.count("╭") + ran.out.count("“Exit”") == 2


def test_a_chat_ends_when_nothing_more_is_typed(exitbot: Exitbot) -> None:
    assert exitbot("chat").code == 0


def test_a_number_presses_a_button(exitbot: Exitbot) -> None:
    number = number_of("Continue", exitbot("chat").out)
    ran = exitbot("chat", typed=f"{number}\n")
    assert ran.code == 0
    assert "Choose a section" in ran.out


@pytest.mark.parametrize(
    ("typed", "language", "title"),
    [("France", "en", "🇫🇷 France"), ("во Францию", "ru", "🇫🇷 Франция"), ("🇫🇷", "en", "🇫🇷 France"), ("DE", "en", "🇩🇪 Germany")],
)
def test_a_country_that_is_typed_is_shown(exitbot: Exitbot, typed: str, language: str, title: str) -> None:
    ran = exitbot("chat", "--lang", language, typed=f"{typed}\n")
    assert f"─ {title} ─" in ran.out


@pytest.mark.parametrize("words", ["hello", "²", "[/bold]", "1 2"])
def test_other_words_are_answered_with_what_can_be_typed(exitbot: Exitbot, words: str) -> None:
    ran = exitbot("chat", typed=f"{words}\n")
    assert ran.code == 0
    assert "I did not find a country in that" in ran.out


@pytest.mark.parametrize("number", ["0", "99", "٩٩"])
def test_a_number_without_a_button_is_said_and_the_screen_stays(exitbot: Exitbot, number: str) -> None:
    ran = exitbot("chat", typed=f"France\n{number}\nq\n")
    assert ran.code == 0
    assert "There is no button with that number." in ran.out
    assert ran.out.count("─ 🇫🇷 France ─") == 2


def test_the_language_can_be_switched_in_place(exitbot: Exitbot) -> None:
    shown = exitbot("chat", typed="France\n").out.rpartition("╭")[2]
    ran = exitbot("chat", typed=f"France\n{number_of('🌐 Русский', shown)}\n")
    assert "─ 🇫🇷 Франция ─" in ran.out


def test_the_exit_button_leaves_nothing_but_three_dots_and_ends(exitbot: Exitbot) -> None:
    number = number_of("✖️ Exit", exitbot("chat").out)
    ran = exitbot("chat", typed=f"{number}\nFrance\n")
    assert ran.code == 0
    assert ran.out.rstrip().endswith("…")
    assert "France" not in ran.out


def test_commands_of_the_bot_work_in_the_chat(exitbot: Exitbot) -> None:
    assert "Is it the real bot" in exitbot("chat", typed="/verify\n").out


def test_a_wrong_setting_ends_a_command_with_its_name(exitbot: Exitbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXITBOT_LOG_LEVEL", "LOUD")
    ran = exitbot("chat")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("EXITBOT_LOG_LEVEL: ")
