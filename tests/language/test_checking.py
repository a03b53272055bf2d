"""Whatever is wrong with a translation is one line with file, line and advice."""

from __future__ import annotations

import pytest
from tests.language.conftest import Translator

from exitbot.language.extraction import Message

HELLO = Message("interface", "Hello {name}, page {page}.")
PAGES = Message("interface", "{count} page", plural="{count} pages")
LONG = Message("interface", "{name}: " + " ".join(["This sentence is folded into many lines of the catalog."] * 5))
FACT = Message("interface", "You can stay.", "country-fr/facts/law/stay/text")
DEEP = Message("interface", "You may stay.", "topic-digital-safety/" + "very-long-part-of-a-name/" * 6 + "text")
FORMS = 'msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""'


@pytest.fixture
def whole(translator: Translator) -> Translator:
    """A catalog in which everything is right."""
    translator.receives(HELLO, PAGES, FACT)
    translator.writes("Hello {name}, page {page}.", "{name}, здравствуйте: страница {page}.")
    translator.writes("You can stay.", "Можно остаться.")
    translator.edits(FORMS, 'msgstr[0] "{count} страница"\nmsgstr[1] "{count} страницы"\nmsgstr[2] "{count} страниц"')
    return translator


def test_a_whole_catalog_has_no_problem(whole: Translator) -> None:
    assert whole.problems() == []


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("страница {page}", "страница {стр}", 'msgid "Hello', "placeholders are {name}, {стр}, in the English {name}, {page}"),
        ("страница {page}", "страница", 'msgid "Hello', "placeholders are {name}, in the English {name}, {page}; use the same"),
        ("страница {page}", "страница {page", 'msgid "Hello', "a brace is not closed; write {name} exactly as in the English"),
        ("{count} страницы", "страницы", 'msgid "{count} page"', "placeholders are none, in the English {count}"),
        ('{count} страниц"', '"', 'msgid "{count} page"', "not translated: '{count} page'"),
        ("Можно остаться.", "<b>Можно</b> остаться.", 'msgctxt "', "tags differ from the English; texts carry no tags"),
        ("Можно остаться.", "", 'msgctxt "', "not translated: 'You can stay.'"),
        ('msgctxt "', '#, fuzzy\nmsgctxt "', 'msgctxt "', "marked fuzzy, which readers never see; check the sentence"),
    ],
)
def test_a_fault_is_one_line_with_its_place(whole: Translator, old: str, new: str, at: str, says: str) -> None:
    whole.edits(old, new)
    [line] = whole.problems()
    assert line.startswith(f"{whole.file}:{whole.line_of(at)}: ")
    assert says in line


def test_a_sentence_that_is_missing_is_named(whole: Translator) -> None:
    whole.messages = (*whole.messages, Message("interface", "A new one", "country-fr/summary/text"))
    assert whole.problems() == [
        f"{whole.file}:1: the sentence 'A new one' (country-fr/summary/text) is missing; run 'exitbot i18n update'"
    ]


def test_a_sentence_that_is_left_over_is_named(whole: Translator) -> None:
    whole.messages = (HELLO, PAGES)
    line = whole.line_of('msgctxt "')
    assert whole.problems() == [f"{whole.file}:{line}: nothing uses this sentence any more; run 'exitbot i18n update'"]


@pytest.mark.parametrize(("message", "at"), [(LONG, '"{name}: '), (DEEP, "")])
def test_a_sentence_folded_into_many_lines_is_found_by_its_first(translator: Translator, message: Message, at: str) -> None:
    translator.receives(FACT, message)
    translator.writes("You can stay.", "Можно остаться.")
    first = translator.line_of('msgctxt ""') if message is DEEP else translator.line_of(at) - 1
    [line] = translator.problems()
    assert line.startswith(f"{translator.file}:{first}: not translated")


def test_a_sentence_with_quotes_is_found(translator: Translator) -> None:
    translator.receives(FACT, Message("interface", 'Say "no" and\\or leave'))
    translator.writes("You can stay.", "Можно остаться.")
    [line] = translator.problems()
    assert line.startswith(f"{translator.file}:{translator.line_of('Say')}: not translated")
