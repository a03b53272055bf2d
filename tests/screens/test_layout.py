"""Whatever a text says, the markup around it stays ours, and its size is counted as Telegram counts it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.screens.walking import read_html

from exitbot.screens.layout import plain_text, telegram_html, units
from exitbot.screens.route import HOME
from exitbot.screens.screen import Block, Line, Link, Point, Quote, Screen, Tone

ANY = st.text(max_size=30)
TRICKY = st.lists(
    st.sampled_from([*"<>&\"' я", "&amp;", "&lt;b&gt;", "</b>", "<b>", "<a href='x'>", "</blockquote>", "<!--"]), max_size=8
).map("".join)
# A carriage return and a NUL are no letters of a text; Python's HTML reader changes them on its own account.
TEXTS = (ANY | TRICKY).map(lambda text: re.sub("[\r\0\u200b]", "", text))
MARKS = st.lists(st.integers(1, 20), max_size=4).map(tuple)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Line, TEXTS, st.sampled_from(Tone), st.sampled_from(["", "⚠️", "•"])),
    st.builds(Point, st.sampled_from(["", "❗"]), TEXTS, TEXTS, MARKS, TEXTS),
    st.builds(Quote, TEXTS, st.lists(TEXTS, min_size=1, max_size=4).map(tuple)),
)


def screen_of(title: str, *blocks: Block) -> Screen:
    """A screen of these blocks."""
    return Screen(title, blocks, (), HOME, "en")


def tags_of(block: Block) -> list[str]:
    """The tags that a block may make, by its kind alone."""
    if isinstance(block, Line):
        return {Tone.PLAIN: [], Tone.STRONG: ["b"], Tone.QUIET: ["i"], Tone.CODE: []}[block.tone]
    if isinstance(block, Point):
        return ["b"] * bool(block.label) + ["i"] * bool(block.when or block.marks)
    if isinstance(block, Quote):
        return ["blockquote", "b"]
    return ["a"] + ["i"] * bool(block.note)


@given(TEXTS, st.lists(BLOCKS, max_size=5))
def test_no_text_becomes_a_tag_and_the_words_stay_the_same(title: str, blocks: list[Block]) -> None:
    screen = screen_of(title, *blocks)
    reader = read_html(telegram_html(screen))
    made = [tag for tag, _ in reader.tags if tag != "code"]  # an e-mail address is set as code
    assert made == ["b", *(tag for block in blocks for tag in tags_of(block))]
    assert reader.words == plain_text(screen)


@given(TEXTS, TEXTS, TEXTS)
def test_a_link_opens_its_address_and_no_other_whatever_stands_in_it(text: str, tail: str, note: str) -> None:
    link = Link(text, f"https://example.org/{tail}", note)
    reader = read_html(telegram_html(screen_of("t", link)))
    assert [tag for tag, _ in reader.tags if tag != "code"] == ["b", *tags_of(link)]
    assert reader.tags[1] == ("a", {"href": link.url})
    assert reader.words == "t\n\n" + text + (f"\n{note}" if note else "")
    assert plain_text(screen_of("t", link)) == "t\n\n" + "\n".join(part for part in (text, link.url, note) if part)


@pytest.mark.parametrize("text", ["Babel.ua", "https://example.org/x", "@somebody", "#tag", "see example.org, or a.b.org"])
def test_a_name_that_looks_like_an_address_is_kept_from_becoming_one(text: str) -> None:
    reader = read_html(telegram_html(screen_of("T", Line(text))))
    assert reader.words == f"T\n\n{text}" and not re.search(r"\w\.[a-z]{2}|[@#]\w|://\w+\.\w", reader.text)
    assert [tag for tag, _ in reader.tags] == ["b"]


def test_an_email_address_stays_whole_and_is_only_copied() -> None:
    assert telegram_html(screen_of("T", Line("Write to help@example.org."))).endswith("Write to <code>help@example.org</code>.")


@given(st.text(max_size=60))
def test_units_are_counted_like_utf_16(text: str) -> None:
    assert units(text) == sum(2 if ord(letter) > 0xFFFF else 1 for letter in text)


@pytest.mark.parametrize(("text", "size"), [("", 0), ("abc", 3), ("Привет", 6), ("😀", 2), ("🇫🇷", 4), ("⚠️", 2), ("é", 1)])
def test_units_of_known_texts(text: str, size: int) -> None:
    assert units(text) == size


@pytest.mark.parametrize(
    ("point", "html"),
    [
        (Point("•", "A fact.", "2024", (1, 3)), "• A fact. <i>(2024) [1, 3]</i>"),
        (Point("❗", "A & B", "", (2,), "Step <1>"), "❗ <b>Step &lt;1&gt;</b>\nA &amp; B <i>[2]</i>"),
        (Point("", "Plain.", "May 2024"), "Plain. <i>(May 2024)</i>"),
        (Point("", "Bare."), "Bare."),
    ],
)
def test_a_statement_shows_its_age_and_the_numbers_of_its_sources(point: Point, html: str) -> None:
    assert telegram_html(screen_of("T", point)) == f"<b>T</b>\n\n{html}"


def test_the_quote_of_sources_is_folded() -> None:
    html = telegram_html(screen_of("T", Quote("Sources", ("1. A, 2024", "2. B, no date"))))
    assert html.endswith("<blockquote expandable><b>Sources</b>\n1. A, 2024\n2. B, no date</blockquote>")
