"""`exitbot verdict`: the answer of the guided check without a telephone, in the words of the screens or for machines."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.conftest import CopyOfContent, Exitbot

from exitbot.cli import reading
from exitbot.guidance.profile import ANSWER_KINDS, UNSAID, Profile, with_answer, write_code
from exitbot.guidance.verdict import assess, assess_all, urgent_for
from exitbot.knowledge.answers import Subject
from exitbot.knowledge.model import Level
from exitbot.telegram.library import Shelf, load_shelf

DAY = date(2026, 11, 25)
DESERTER = ("--situation", "deserter", "--service", "contract", "--where", "kz", "--passport", "internal", "--as-of", str(DAY))
KEYS = ["country", "role", "level", "entry", "protection", "if_refused", "because", "warnings", "ways", "as_of"]
ONLY_IN_FULL = ["worst", "depends_on", "out_of_reach", "changes"]

pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(scope="module")
def shelf(shipped: CopyOfContent) -> Shelf:
    """What ships, read once for all tests of this module, none of which changes it."""
    return load_shelf(shipped.content, shipped.locales)


@pytest.fixture
def read_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "load_shelf", lambda content, locales: shelf)


def deserter() -> Profile:
    profile = UNSAID
    for option, answer in zip(DESERTER[:8:2], DESERTER[1:8:2], strict=True):
        profile = with_answer(profile, Subject(option.removeprefix("--")), answer)
    return profile


def answered(exitbot: Exitbot, *options: str) -> list[dict[str, Any]]:
    ran = exitbot("verdict", *options, "--json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)  # type: ignore[no-any-return]


def words(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


def test_for_machines_every_country_is_a_record_in_the_order_of_the_engine(exitbot: Exitbot, shelf: Shelf) -> None:
    found = answered(exitbot, *DESERTER)
    ranked = assess_all(shelf.knowledge, deserter(), DAY)
    assert [each["country"] for each in found] == [verdict.country.code for verdict in ranked]
    for record, verdict in zip(found, ranked, strict=True):
        assert list(record) == KEYS
        assert (record["level"], record["entry"], record["protection"]) == (
            verdict.level, verdict.entry.best, verdict.protection.best
        )  # fmt: skip
        assert (record["role"], record["if_refused"]) == (verdict.country.role, verdict.if_refused.outcome)
        assert record["as_of"] == "2026-11-25"
        assert len(record["ways"]) == len(verdict.ways)


def test_each_reason_is_a_statement_of_the_content_with_the_answers_that_led_to_it(exitbot: Exitbot, shelf: Shelf) -> None:
    statements = {text.context: str(text) for text in shelf.knowledge.prose()}
    answers = dict(deserter().said())
    for record in answered(exitbot, *DESERTER):
        assert {reason["part"] for reason in record["because"]} <= {"entry", "protection"}
        assert any(reason["part"] == "protection" for reason in record["because"])
        for reason in record["because"]:
            assert reason.keys() == {"part", "statement", "text", "level", "answers", "sources"}
            assert statements[reason["statement"]] == reason["text"]
            assert reason["answers"].items() <= answers.items()
            assert reason["level"] in set(Level)
            assert all(source.keys() == {"publisher", "published"} for source in reason["sources"])
            assert reason["sources"] or reason["level"] == "unclear"


def test_warnings_begin_with_what_is_urgent_for_this_person_whatever_the_country(exitbot: Exitbot, shelf: Shelf) -> None:
    urgent = [danger.id for danger in urgent_for(shelf.knowledge, deserter())]
    [record] = answered(exitbot, *DESERTER, "--country", "fr")
    country = assess(shelf.knowledge, deserter(), shelf.knowledge.countries["fr"], DAY)
    assert urgent
    assert [each["id"] for each in record["warnings"]] == [*urgent, *(danger.id for danger in country.warnings)]
    assert all(each.keys() == {"id", "text", "critical", "as_of"} for each in record["warnings"])


def test_a_way_says_whether_it_fits_and_which_answers_are_in_its_way(exitbot: Exitbot) -> None:
    [record] = answered(exitbot, *DESERTER, "--country", "fr")
    assert all(way.keys() == {"id", "title", "fits", "level", "why_not"} for way in record["ways"])
    by_id = {way["id"]: way for way in record["ways"]}
    assert by_id["airport-asylum"]["fits"] == "no"
    assert by_id["airport-asylum"]["why_not"] == ["passport"]
    [unsaid] = answered(exitbot, "--country", "fr")
    assert {way["fits"] for way in unsaid["ways"]} >= {"maybe"}
    assert all(way["why_not"] == [] for way in unsaid["ways"])


def test_one_country_says_more(exitbot: Exitbot, shelf: Shelf) -> None:
    [record] = answered(exitbot, *DESERTER, "--country", "FR")
    verdict = assess(shelf.knowledge, deserter(), shelf.knowledge.countries["fr"], DAY)
    assert list(record) == [*KEYS, *ONLY_IN_FULL]
    assert (record["country"], record["worst"], record["depends_on"]) == ("fr", verdict.worst, list(verdict.depends_on))
    assert record["out_of_reach"] is verdict.is_out_of_reach
    assert record["changes"].keys() == {"better", "worse"}
    assert record["changes"]["better"]
    for change in record["changes"]["better"]:
        other = with_answer(deserter(), Subject(change["subject"]), change["answer"])
        assert assess(shelf.knowledge, other, verdict.country, DAY).level == change["level"]


def test_being_there_already_is_a_way_without_a_name(exitbot: Exitbot) -> None:
    [record] = answered(exitbot, "--where", "fr", "--country", "fr")
    assert [(way["fits"], way["title"]) for way in record["ways"] if way["id"] is None] == [("yes", "You are here already")]


def test_answers_left_out_were_not_said(exitbot: Exitbot, shelf: Shelf) -> None:
    found = answered(exitbot, "--as-of", str(DAY))
    assert [each["country"] for each in found] == [each.country.code for each in assess_all(shelf.knowledge, UNSAID, DAY)]
    [france] = answered(exitbot, "--country", "fr")
    assert set(france["depends_on"]) >= {"situation", "where"}


@pytest.mark.parametrize("subject", [subject for subject in Subject if subject is not Subject.WHERE])
def test_every_answer_can_be_said_also_in_capitals(exitbot: Exitbot, subject: Subject) -> None:
    for answer in ANSWER_KINDS[subject]:
        [record] = answered(exitbot, f"--{subject}", answer.upper(), "--country", "fr")
        assert all(reason["answers"].get(subject, answer) == answer for reason in record["because"])


@pytest.mark.parametrize("place", ["ru", "front", "elsewhere", "kz", "FR"])
def test_every_place_can_be_said(exitbot: Exitbot, place: str) -> None:
    assert answered(exitbot, "--where", place, "--country", "fr")


def test_age_only_lowers(exitbot: Exitbot) -> None:
    later = answered(exitbot, *DESERTER[:-1], "2031-01-01")
    assert {each["level"] for each in later} <= {"unclear", "closed"}
    assert {each["as_of"] for each in later} == {"2031-01-01"}


def test_for_people_all_countries_stand_in_two_lists_after_what_is_urgent(exitbot: Exitbot, shelf: Shelf) -> None:
    ran = exitbot("verdict", *DESERTER)
    assert (ran.code, ran.err) == (0, "")
    out = words(ran.out)
    assert out.startswith("For you ❗")
    assert out.index(words(urgent_for(shelf.knowledge, deserter())[0].text)) < out.index("🇫🇷 France — ")
    names = [shelf.voices["en"].country(verdict.country.code) for verdict in assess_all(shelf.knowledge, deserter(), DAY)]
    assert all(f" {name} — " in out for name in names)
    places = [out.index(f" {name} — ") for name in names]
    assert places == sorted(places)
    assert out.index("🧭 Where to wait") < out.index("🇰🇿 Kazakhstan — ")
    assert max(map(len, ran.out.splitlines())) <= 84


def test_for_people_a_country_has_the_very_words_of_its_screens(exitbot: Exitbot, shelf: Shelf) -> None:
    out = words(exitbot("verdict", *DESERTER, "--country", "fr").out)
    route = f"verdict/{write_code(deserter())}/fr"
    for part in ("", "/ways", "/dangers", "/why", "/changes"):
        for page in ("1", "2"):
            screen = json.loads(exitbot("screen", route + part, "--page", page, "--as-of", str(DAY), "--json").out)
            assert words(screen["text"].removeprefix(screen["title"])) in out
    assert out.startswith("For you ❗")


def test_it_speaks_russian(exitbot: Exitbot) -> None:
    whole = exitbot("verdict", *DESERTER, "--lang", "RU").out
    assert "🇫🇷 Франция — " in whole
    assert "въезд: " in whole
    [record] = answered(exitbot, *DESERTER, "--country", "fr", "--lang", "ru")
    assert "Казахстан" in " ".join(reason["text"] for reason in record["because"])
    assert record["level"] in set(Level)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--where", "zz"), "'zz' is no place here; write one of: ru, front, elsewhere, ae, "),
        (("--where", "ZZ"), "for a country without a page write elsewhere"),
        (("--where", ""), "'' is no place here"),
        (("--where", "schengen"), "'schengen' is no place here"),
        (("--country", "zz"), "there is no page on 'zz'; there are: ae, "),
        (("--country", "ru"), "there is no page on 'ru'"),
        (("--country", ""), "there is no page on ''"),
        (("--lang", "xx"), "'xx' is not served; there are: en, ru"),
        (("--diff", "HEAD", "--situation", "called"), "--diff counts all people in all countries; leave --country and"),
        (("--diff", "HEAD", "--country", "fr"), "--diff counts all people in all countries; leave --country and"),
    ],
)
@pytest.mark.parametrize("machine", [(), ("--json",)], ids=["people", "machines"])
def test_what_does_not_exist_is_one_calm_sentence_that_says_what_does(
    exitbot: Exitbot, options: tuple[str, ...], says: str, machine: tuple[str, ...]
) -> None:
    ran = exitbot("verdict", *options, *machine)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("subject", [subject for subject in Subject if subject is not Subject.WHERE])
def test_a_wrong_answer_is_told_with_those_there_are(exitbot: Exitbot, subject: Subject) -> None:
    ran = exitbot("verdict", f"--{subject}", "wrong")
    assert (ran.code, ran.out) == (2, "")
    assert all(f"'{answer}'" in ran.err for answer in ANSWER_KINDS[subject])
