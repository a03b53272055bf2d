"""`exitbot content show`: all a reader can open on a page, one below the other, in the words of the screens."""

from __future__ import annotations

import re

import pytest
from tests.conftest import CopyOfContent, Exitbot

from exitbot.cli import reading
from exitbot.knowledge.model import Fact
from exitbot.telegram.library import Shelf, load_shelf

RULE = re.compile(r"^(.+?) ─+$", re.MULTILINE)


@pytest.fixture(scope="module")
def shelf(shipped_part: CopyOfContent) -> Shelf:
    """France and visas, read once for all tests of this module, none of which changes it."""
    return load_shelf(shipped_part.content, shipped_part.locales)


@pytest.fixture(autouse=True)
def read_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "load_shelf", lambda content, locales: shelf)


@pytest.fixture
def copy_of_content(part_of_content: CopyOfContent) -> CopyOfContent:
    """The same part."""
    return part_of_content


def said(text: str) -> str:
    """Without the breaks of lines."""
    return " ".join(text.split())


def headings(out: str) -> list[str]:
    """Each heading once, without the number of its page."""
    return list(dict.fromkeys(re.sub(r" · \d+/\d+$", "", found) for found in RULE.findall(out)))


def test_a_country_is_shown_with_all_its_parts_under_the_words_of_their_buttons(exitbot: Exitbot) -> None:
    ran = exitbot("content", "show", "fr")
    assert (ran.code, ran.err) == (0, "")
    assert headings(ran.out) == [
        "🇫🇷 France", "🚪 Getting in", "🛡 Protection", "↩️ If refused", "⚠️ Risks", "⚖️ Law", "📊 Practice", "📝 Procedure",
        "🤝 Who helps", "🕒 Timeline", "❔ Not known", "📚 All sources",
    ]  # fmt: skip


def test_no_statement_of_the_file_is_missing(exitbot: Exitbot, shelf: Shelf) -> None:
    france = shelf.knowledge.countries["fr"]
    out = said(exitbot("content", "show", "fr").out)
    facts: tuple[Fact, ...] = (*france.facts.law, *france.facts.practice, *france.facts.procedure, *france.facts.risks)
    texts = [france.summary.text, france.if_refused.text, *(fact.text for fact in facts), *(way.text for way in france.ways_in)]
    texts += [*(outlook.why for outlook in france.outlook.values()), *(unknown.text for unknown in france.unknowns)]
    assert [text for text in texts if text not in out] == []


def test_whoever_helps_is_named_although_only_buttons_name_them(exitbot: Exitbot, shelf: Shelf) -> None:
    help_ = exitbot("content", "show", "fr").out.partition("🤝 Who helps")[2].partition("🕒 Timeline")[0]
    assert "▸ Russie-Libertés" in help_
    assert help_.count("▸") == len(shelf.knowledge.countries["fr"].help.organisations)


def test_buttons_for_walking_about_are_not_shown(exitbot: Exitbot) -> None:
    out = exitbot("content", "show", "fr").out
    assert not re.search("Back|🏠|✖️|🌐|➡️|🔗", out)


@pytest.mark.parametrize(
    ("page", "language", "first", "others"),
    [
        ("topic/visas", "en", "Visas and passports", {"Schengen visas", "❔ Not known"}),
        ("topic/visas", "ru", "Визы и паспорта", {"❔ Неизвестно"}),
        ("organisation/kovcheg", "en", "Kovcheg (The Ark)", set()),
        ("FR", "RU", "🇫🇷 Франция", {"🚪 Въезд"}),
        ("country/fr/ways_in", "en", "🇫🇷 France · 🚪 Getting in", set()),
    ],
)
def test_any_page_in_any_language(exitbot: Exitbot, page: str, language: str, first: str, others: set[str]) -> None:
    ran = exitbot("content", "show", page, "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    assert headings(ran.out)[0] == first
    assert set(headings(ran.out)) >= others


def test_every_urgent_card_is_shown(exitbot: Exitbot, shelf: Shelf) -> None:
    cards = shelf.knowledge.emergency.cards
    assert headings(exitbot("content", "show", "emergency").out) == ["🆘 Urgent", *(str(card.title) for card in cards)]


def test_pages_are_numbered_and_all_there(exitbot: Exitbot) -> None:
    numbers = re.findall(r"🚪 Getting in · (\d+)/(\d+)", exitbot("content", "show", "fr").out)
    assert len(numbers) > 1
    assert numbers == [(str(number), str(len(numbers))) for number in range(1, len(numbers) + 1)]


def test_looked_at_later_it_says_that_it_is_out_of_date(exitbot: Exitbot) -> None:
    assert "Out of date" not in exitbot("content", "show", "fr", "--as-of", "2026-11-25").out
    later = exitbot("content", "show", "fr", "--as-of", "2031-01-01").out
    assert "Out of date" in later
    assert not set("🟢🟡") & set(later)


def test_no_line_is_broken_inside_a_word_or_ends_in_a_space(exitbot: Exitbot) -> None:
    lines = exitbot("content", "show", "fr").out.splitlines()
    assert [line for line in lines if line != line.rstrip() or len(line) > 80] == []


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("zz",), "'zz' is no screen; there are: about, addresses"),
        (("country/zz",), "there is no screen 'country/zz'"),
        (("topic/nothing",), "there is no screen 'topic/nothing'"),
        (("fr", "--lang", "xx"), "'xx' is not served; there are: en, ru"),
    ],
)
def test_a_page_that_is_not_there_is_one_calm_sentence(exitbot: Exitbot, asked: tuple[str, ...], says: str) -> None:
    ran = exitbot("content", "show", *asked)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert says in ran.err
