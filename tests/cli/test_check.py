"""`exitbot check` is the whole review list: what a reader would stumble over is caught before it goes out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from tests.conftest import CopyOfContent, Exitbot

from exitbot.screens import building
from exitbot.screens.route import HOME, Route
from exitbot.screens.screen import Button, Line, Link, Screen
from exitbot.screens.view import View

FRANCE = "content/countries/fr.yaml"
SUMMARY = r"^summary:\n  text: .*\n(    .*\n)+"


@pytest.fixture
def copy_of_content(part_of_content: CopyOfContent) -> CopyOfContent:
    """A part is enough to plant a fault in."""
    return part_of_content


def change(monkeypatch: pytest.MonkeyPatch, family: str, **changes: object) -> None:
    """Every screen of a family is built with something else in it; a function gets the screen as it would be."""
    build = building._FAMILIES[family]

    def changed(view: View, route: Route) -> Screen | None:
        screen = build(view, route)
        if screen is None:
            return None
        return replace(screen, **{name: value(screen) if callable(value) else value for name, value in changes.items()})

    monkeypatch.setattr(building, "_FAMILIES", {**building._FAMILIES, family: changed})


def with_button(button: Button) -> object:
    return lambda screen: ((button,), *screen.rows)


def test_for_machines_there_are_problems_and_notices(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, "^compiled: .*", "compiled: 2019-12-01")
    copy_of_content.plant(FRANCE, "^review_by: .*", "review_by: 2020-01-01")
    ran = exitbot("check", "--json")
    said = json.loads(ran.out)
    assert ran.code == 0
    assert said.keys() == {"problems", "notices"}
    assert said["problems"] == []
    assert f"{copy_of_content.content}/countries/fr.yaml: note: review was due 2020-01-01" in said["notices"][0]


@pytest.mark.parametrize(
    ("file", "pattern", "wrong"),
    [
        (FRANCE, "^role: .*", "role: §nowhere"),
        (FRANCE, r"  organisations: \[", "  organisations: [§nobody, "),
        (FRANCE, r"outlook:\n  (mobilised:\n(?:    .*\n)+)  conscript:\n(?:    .*\n)+", r"outlook:\n  §\1"),
        ("content/emergency.yaml", r"^(cards:\n  - id: .*\n)", r"\1    topics: [§nothing]\n"),
        ("content/emergency.yaml", r"organisations: \[", "organisations: [§nobody, "),
    ],
    ids=["a wrong field", "an unknown helper", "a missing group", "an unknown topic", "an unknown helper in an emergency"],
)
def test_content_that_no_screen_can_be_built_from_is_a_line_and_no_crash(
    exitbot: Exitbot, copy_of_content: CopyOfContent, file: str, pattern: str, wrong: str
) -> None:
    place = copy_of_content.plant(file, pattern, wrong)
    ran = exitbot("check", "--json")
    assert ran.code == 2
    assert [line for line in json.loads(ran.out)["problems"] if line.startswith(f"{place}: ")]


def test_a_wrong_field_is_said_to_people_as_well(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    place = copy_of_content.plant(FRANCE, "^role: .*", "role: §nowhere")
    ran = exitbot("check")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{place}: role: 'nowhere' is not known")


def test_a_broken_catalog_is_a_problem_for_machines_too(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    place = copy_of_content.plant(copy_of_content.catalog("interface"), '^msgstr "[^"\n]+"$', 'msgstr "no end')
    ran = exitbot("check", "--json")
    [problem] = json.loads(ran.out)["problems"]
    assert ran.code == 2
    assert problem.startswith(place.rpartition(":")[0] + ": not readable as a catalog")


def test_a_schema_that_fell_behind_is_a_problem(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    file = copy_of_content.write("content/schema/topic.json", "{}\n")
    ran = exitbot("check", "--content-only")
    assert (ran.code, ran.err) == (2, "1 problems\n")
    assert ran.out == f"{file}:1:1: not what the model says; run 'exitbot content schema'\n"
    assert exitbot("content", "schema").out == "1 schemas changed.\n"
    assert exitbot("check", "--content-only").code == 0


def test_an_untranslated_sentence_is_found_in_the_catalog_and_on_its_screen(
    exitbot: Exitbot, copy_of_content: CopyOfContent
) -> None:
    place = copy_of_content.plant(
        copy_of_content.catalog("country-fr"),
        r'§?(msgctxt "country-fr/summary/text"\n(?:msgid )(?:".*"\n)+msgstr )(?:".*"\n)+',
        r'\1""' + "\n",
    )
    ran = exitbot("check")
    assert ran.code == 2
    assert f"{place.rpartition(':')[0]}: not translated: '" in ran.out
    assert "screen country/fr (ru): not translated: '" in ran.out
    assert "(en)" not in ran.out


def test_content_only_looks_at_no_translation(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, SUMMARY, "summary:\n  text: A new sentence.\n")
    assert exitbot("check", "--content-only").code == 0
    assert exitbot("check").code == 2


def test_a_text_longer_than_a_message_is_a_problem(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, SUMMARY, f"summary:\n  text: {'word ' * 820}\n")
    ran = exitbot("check")
    assert ran.code == 2
    found = [line for line in ran.out.splitlines() if line.startswith("screen country/fr (en): the text has ")]
    assert len(found) == 1
    assert "UTF-16 units, at most 4096 fit; shorten a fact" in found[0]


def test_a_button_that_carries_too_much_is_a_problem(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    long = "a-very-long-name-of-an-organisation-here"
    for file in copy_of_content.content.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"\bidite-lesom\b(?!-)", long, text), encoding="utf-8")
    copy_of_content.plant("content/emergency.yaml", "  - id: taken-to-unit", "  - id: taken-away-to-a-unit-of-the-army-now")
    ran = exitbot("check")
    assert ran.code == 2
    assert "screen emergency/taken-away-to-a-unit-of-the-army-now (en): the button 'Idite Lesom" in ran.out
    assert "bytes, at most 64 fit; use shorter ids" in ran.out


def test_a_page_that_no_button_leads_to_is_a_problem(
    exitbot: Exitbot, copy_of_content: CopyOfContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(monkeypatch, "topics", rows=lambda screen: screen.rows[1:])
    ran = exitbot("check")
    assert ran.code == 2
    lost = [line for line in ran.out.splitlines() if "no button leads here; add it to a list or to another page" in line]
    assert lost
    assert all(line.startswith("screen topic/") for line in lost)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"rows": with_button(Button("On", Route(("country", "zz"))))},
            "screen country/zz (ru): a button leads here, but there is no such screen",
        ),
        ({"blocks": (Line("Page {page} of 3. Страница."),)}, "screen privacy (ru): '{page}' was not filled"),
        ({"blocks": (Line("English only"),), "title": "Kept"}, "screen privacy (ru): there is no Russian on it"),
        (
            {"blocks": (Link("Страница", "https://example.org"),)},
            "screen privacy (ru): a link stands outside the addresses screen",
        ),
        ({"rows": with_button(Button("", HOME))}, "screen privacy (en): the button '' has 0 characters, 1 to 64 fit"),
        ({"rows": with_button(Button("x" * 65, HOME))}, "has 65 characters, 1 to 64 fit"),
        ({"rows": lambda screen: tuple([(Button("x", HOME),)] * 99) + screen.rows}, "buttons, at most 100 fit"),
    ],
    ids=["a dead end", "an unfilled placeholder", "no Russian", "a link", "an empty button", "a long button",
         "too many buttons"],
)  # fmt: skip
def test_a_fault_of_a_screen_is_a_line_that_names_it(
    exitbot: Exitbot, copy_of_content: CopyOfContent, monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], says: str
) -> None:
    change(monkeypatch, "privacy", **changes)
    ran = exitbot("check")
    assert ran.code == 2
    assert says in ran.out
    assert {line.split()[1] for line in ran.out.splitlines()} <= {"privacy", "country/zz"}


def test_a_screen_without_its_navigation_is_a_problem(
    exitbot: Exitbot, copy_of_content: CopyOfContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(monkeypatch, "privacy", rows=())
    said = exitbot("check").out.splitlines()
    missing = (
        "there is no button to 'home'",
        "there is no button to 'exit'",
        "the language cannot be switched",
        "there is no way back",
    )
    assert said == [f"screen privacy ({language}): {what}" for language in ("en", "ru") for what in missing]


def test_a_button_that_would_lead_elsewhere_after_its_journey_is_a_problem(
    exitbot: Exitbot, copy_of_content: CopyOfContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(monkeypatch, "privacy", rows=with_button(Button("On", Route(("home",), page=1000))))
    assert "the button 'On' does not lead back to where it points" in exitbot("check").out


def test_an_old_page_is_a_notice_and_no_problem(exitbot: Exitbot, copy_of_content: CopyOfContent) -> None:
    copy_of_content.plant(FRANCE, "^compiled: .*", "compiled: 2019-12-01")
    copy_of_content.plant(FRANCE, "^review_by: .*", "review_by: 2020-01-01")
    ran = exitbot("check")
    assert (ran.code, ran.err) == (0, "")
    assert "fr.yaml: note: review was due 2020-01-01; readers see it marked as out of date" in ran.out
    assert date.today().year > 2020
