"""A voice says dates, countries and counts as its language does, and English where a translation is missing."""

from __future__ import annotations

from datetime import date

import pytest
from tests.language.conftest import Translator

from exitbot.knowledge.values import Prose
from exitbot.language.catalogs import Catalogs, load_catalogs
from exitbot.language.choosing import language_for
from exitbot.language.extraction import Message
from exitbot.language.speaking import Voice, flag

NO_CATALOGS = Catalogs({})
ENGLISH, RUSSIAN = Voice("en", NO_CATALOGS), Voice("ru", NO_CATALOGS)


def prose(text: str) -> Prose:
    said = Prose(text)
    said.domain, said.context = "interface", "country-fr/summary/text"
    return said


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [("2026-03-02", "2 March 2026", "2 марта 2026"), ("2026-03", "March 2026", "март 2026"), ("2026", "2026", "2026")],
)
def test_a_date_is_as_exact_as_its_source(text: str, english: str, russian: str) -> None:
    assert (ENGLISH.partial(text), RUSSIAN.partial(text)) == (english, russian)


def test_a_day_is_said_in_words() -> None:
    assert RUSSIAN.day(date(2026, 11, 23)) == "23 ноября 2026"


def test_names_and_lists_come_in_the_readers_language() -> None:
    assert (ENGLISH.country("fr"), RUSSIAN.country("fr"), RUSSIAN.country("zq")) == ("France", "Франция", "ZQ")
    assert RUSSIAN.list(["а", "б", "в"]) == "а, б и в"
    assert (RUSSIAN.language_name("de"), RUSSIAN.own_name, ENGLISH.own_name) == ("немецкий", "Русский", "English")
    assert flag("fr") == "🇫🇷"


def test_a_sentence_without_translation_is_said_in_english_and_marked() -> None:
    said = RUSSIAN.prose(prose("You can stay."))
    assert (said, said.translated) == ("You can stay.", False)
    assert ENGLISH.prose(prose("You can stay.")).translated


def test_a_translated_sentence_is_said_and_not_marked(translator: Translator) -> None:
    translator.receives(Message("interface", "You can stay.", "country-fr/summary/text"))
    translator.writes("You can stay.", "Можно остаться.")
    said = Voice("ru", load_catalogs(translator.locales)).prose(prose("You can stay."))
    assert (said, said.translated) == ("Можно остаться.", True)


def test_a_translation_belongs_to_its_place_alone(translator: Translator) -> None:
    translator.receives(Message("interface", "You can stay.", "country-de/summary/text"))
    translator.writes("You can stay.", "Можно остаться.")
    assert not Voice("ru", load_catalogs(translator.locales)).prose(prose("You can stay.")).translated


@pytest.mark.parametrize(("count", "said"), [(1, "1 page of x"), (2, "2 pages of x"), (0, "0 pages of x")])
def test_a_count_without_translation_is_said_in_english(count: int, said: str) -> None:
    assert RUSSIAN.counted("{count} page of {name}", "{count} pages of {name}", count, name="x") == said


def test_placeholders_are_filled() -> None:
    assert RUSSIAN.interface("{page} of {pages}", page=1, pages=2) == "1 of 2"


@pytest.mark.parametrize(
    ("code", "language"),
    [("ru", "ru"), ("RU-ru", "ru"), ("uk", "ru"), ("be", "ru"), ("kk", "ru"), ("ky", "ru"), ("uz", "ru"), ("tg", "ru"),
     ("en", "en"), ("pt-br", "en"), ("de", "en"), (None, "en"), ("", "en"), ("_", "en")],
)  # fmt: skip
def test_a_person_is_answered_in_the_language_nearest_to_the_account(code: str | None, language: str) -> None:
    assert language_for(code, ("en", "ru")) == language


def test_a_language_that_is_served_goes_before_russian() -> None:
    assert language_for("uk", ("en", "ru", "uk")) == "uk"


def test_without_russian_the_rest_is_english() -> None:
    assert language_for("kk", ("en",)) == "en"
