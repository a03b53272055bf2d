"""Telegram's HTML, as strict as tdlib."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exitbot.sandbox.entities import format_text, parse_html, utf16_length
from exitbot.sandbox.errors import ApiError

PREFIX = "Bad Request: can't parse entities: "


def kinds(source: str) -> list[tuple[str, int, int]]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in format_text(source, "HTML").entities]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<b>x</b>", "bold"),
        ("<strong>x</strong>", "bold"),
        ("<i>x</i>", "italic"),
        ("<em>x</em>", "italic"),
        ("<u>x</u>", "underline"),
        ("<ins>x</ins>", "underline"),
        ("<s>x</s>", "strikethrough"),
        ("<strike>x</strike>", "strikethrough"),
        ("<del>x</del>", "strikethrough"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ("<B>x</b >", "bold"),
        ("<b>x</>", "bold"),
    ],
)
def test_every_allowed_tag_becomes_its_entity(source: str, kind: str) -> None:
    assert kinds(source) == [(kind, 0, 1)]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("Да <br/>", 'Unsupported start tag "br/" at byte offset 5'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a ="x">x</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=http://x>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_wrong_html_fails_with_telegrams_own_words(source: str, error: str) -> None:
    with pytest.raises(ApiError) as caught:
        format_text(source, "HTML")
    assert (caught.value.status, caught.value.description) == (400, PREFIX + error)


def test_the_four_named_and_all_numeric_references_are_read() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#33;&#x41;").text == '<>&"!A'


def test_other_named_references_stay_as_they_are() -> None:
    assert parse_html("&nbsp;&apos; & &;").text == "&nbsp;&apos; & &;"


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ApiError, match="unmatched surrogate code units"):
        parse_html("&#xd83d;")


def test_offsets_count_utf16_units() -> None:
    assert kinds("😀<b>😀я</b>") == [("bold", 2, 3)]


def test_white_space_is_trimmed_around_the_text_and_entities_follow() -> None:
    formatted = format_text("  \n a <b>b \n</b> \n", "HTML")
    assert formatted.text == "a b"
    assert kinds("  \n a <b>b \n</b> \n") == [("bold", 2, 1)]


def test_white_space_before_the_first_entity_goes_but_not_inside_it() -> None:
    assert format_text(" <b> a</b>", "HTML").text == " a"


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(ApiError, match=r"^Bad Request: message text is empty$"):
        format_text("", "HTML")


def test_a_text_of_white_space_is_refused() -> None:
    with pytest.raises(ApiError, match=r"^Bad Request: text must be non-empty$"):
        format_text("<b> \n </b>", "HTML")


def test_styles_nest_and_neighbours_of_one_style_are_one() -> None:
    assert kinds("<b>a<i>b</i></b>") == [("bold", 0, 2), ("italic", 1, 1)]
    assert kinds("<b>a</b><b>b</b>") == [("bold", 0, 2)]


def test_nothing_else_stands_inside_code() -> None:
    assert kinds("<b>a<code>b</code>c</b>") == [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]


def test_entities_beyond_the_hundredth_are_forgotten() -> None:
    assert len(kinds("<b>a</b> " * 101)) == 100


def test_entities_can_be_given_instead_of_html_and_wrong_ones_are_refused() -> None:
    given_entity = {"type": "bold", "offset": 1, "length": 1}
    assert format_text("abc", "", [given_entity]).entities == (given_entity,)
    for wrong in ("x", [1], [{"type": "bold"}], [{"type": "bold", "offset": -1, "length": 1}]):
        with pytest.raises(ApiError, match=r"^Bad Request"):
            format_text("abc", "", wrong)


def test_a_quote_inside_a_quote_is_dropped() -> None:
    assert kinds("<blockquote>a<blockquote>b</blockquote></blockquote>") == [("blockquote", 0, 2)]


def test_a_block_of_code_knows_its_language() -> None:
    entity = format_text('<pre><code class="language-python">x</code></pre>', "HTML").entities
    assert entity == ({"offset": 0, "length": 1, "type": "pre", "language": "python"},)


def test_a_link_keeps_its_address_and_a_link_to_nowhere_is_dropped() -> None:
    assert format_text('<a href="https://x.org/?a=1&amp;b=2">x</a>', "HTML").entities[0]["url"] == ("https://x.org/?a=1&b=2")
    assert kinds('<a href="nowhere">x</a>') == []


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("see https://example.org/a?b=c.", "url", "https://example.org/a?b=c"),
        ("see example.org, please", "url", "example.org"),
        ("see пример.рф", "url", "пример.рф"),
        ("write to a.b@example.org", "email", "a.b@example.org"),
        ("/start now", "bot_command", "/start"),
        ("ask @somebody", "mention", "@somebody"),
        ("as #news", "hashtag", "#news"),
    ],
)
def test_telegram_makes_addresses_clickable_by_itself(text: str, kind: str, piece: str) -> None:
    (entity,) = format_text(text).entities
    start = entity["offset"]
    assert (entity["type"], text[start : start + entity["length"]]) == (kind, piece)


@pytest.mark.parametrize("text", ["24/7", "e.g. this", "a/b", "3.14", "и/или", "Ст. 5.1", "no@way"])
def test_ordinary_words_are_not_clickable(text: str) -> None:
    assert format_text(text).entities == ()


def test_control_characters_become_spaces_and_direction_marks_go() -> None:
    assert format_text("a\tb\r\nc\u202ed").text == "a b\ncd"


def test_an_unknown_parse_mode_is_refused() -> None:
    with pytest.raises(ApiError, match=r"^Bad Request: unsupported parse_mode$"):
        format_text("x", "RTF")


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.booleans()), max_size=6))
def test_offsets_cut_the_marked_text_out_of_its_utf16_form(pieces: list[tuple[str, bool]]) -> None:
    source = "".join(f"<u>{escape(text)}</u>" if marked else escape(text) for text, marked in pieces)
    parsed = parse_html(source.replace("&#x27;", "'"))
    units = parsed.text.encode("utf-16-le")
    cut = [units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in parsed.entities]
    # Direction marks are dropped on the way, so compare without them.
    expected = [parse_html(escape(text)).text for text, marked in pieces if marked]
    assert cut == [text.replace("&#x27;", "'") for text in expected if text]
    assert utf16_length(parsed.text) == len(units) // 2


@given(st.text())
def test_any_escaped_text_passes_and_no_text_breaks_the_parser(text: str) -> None:
    parse_html(text.replace("&", "&amp;").replace("<", "&lt;"))
    try:
        format_text(text, "HTML")
    except ApiError as error:
        assert error.status == 400
