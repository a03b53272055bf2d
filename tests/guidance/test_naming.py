"""Which country a person names, however it is typed; and what is no country."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from exitbot.guidance.naming import CountryNames, country_names
from exitbot.knowledge.loading import Knowledge
from exitbot.language.speaking import flag

LANGUAGES = ("en", "ru")
NO_COUNTRIES = ("EU", "EZ", "UN", "ZZ", "XA", "XB")


@pytest.fixture(scope="session")
def names(knowledge: Knowledge) -> CountryNames:
    """The table that serves both languages."""
    return country_names(knowledge, LANGUAGES)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("France", "fr"),
        ("Франция", "fr"),
        ("Germany", "de"),
        ("Германия", "de"),
        ("Литва", "lt"),
        ("Lithuania", "lt"),
        ("Финляндия", "fi"),
        ("Казахстан", "kz"),
        ("Армения", "am"),
        ("Канада", "ca"),
        ("Йемен", "ye"),
    ],
)
def test_a_country_is_known_by_its_name_in_every_language(names: CountryNames, typed: str, code: str) -> None:
    assert names.named_in(typed) == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_is_known_by_the_name_the_bot_shows(names: CountryNames, knowledge: Knowledge, language: str) -> None:
    territories = Locale.parse(language).territories
    for code in knowledge.countries:
        for typed in (territories[code.upper()], territories[code.upper()].upper(), flag(code), code, code.upper()):
            assert names.named_in(typed) == code, typed


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("во Франции", "fr"),
        ("хочу во Францию", "fr"),
        ("из Франции", "fr"),
        ("Францией", "fr"),
        ("в Германию", "de"),
        ("в Германии?", "de"),
        ("литвы", "lt"),
        ("в Литве", "lt"),
        ("я в казахстане", "kz"),
        ("из Казахстана", "kz"),
        ("в Армению", "am"),
        ("Арменией", "am"),
        ("Финляндию", "fi"),
        ("до Канады", "ca"),
        ("в Польше", "pl"),
        ("в Польшу", "pl"),
        ("через Турцию", "tr"),
        ("в Чехии", "cz"),
        ("Черногорию", "me"),
        ("Иордании", "jo"),
        ("в России", "ru"),
    ],
)
def test_the_cases_of_russian_names_count(names: CountryNames, typed: str, code: str) -> None:
    assert names.named_in(typed) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Южная Корея", "kr"),
        ("в Южной Корее", "kr"),
        ("Южную Корею", "kr"),
        ("south korea", "kr"),
        ("Новая Зеландия", "nz"),
        ("в Новой Зеландии", "nz"),
        ("в Новую Зеландию", "nz"),
        ("united states", "us"),
        ("the United States of America", "us"),
        ("Czech Republic", "cz"),
        ("South Africa", "za"),
        ("North Korea", "kp"),
    ],
)
def test_names_of_two_words_are_read_as_one(names: CountryNames, typed: str, code: str) -> None:
    assert names.named_in(typed) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("США", "us"),
        ("сша!", "us"),
        ("Америка", "us"),
        ("в Америку", "us"),
        ("USA", "us"),
        ("U.S.A.", "us"),
        ("ОАЭ", "ae"),
        ("Англия", "gb"),
        ("UK", "gb"),
        ("Чехия", "cz"),
        ("Голландия", "nl"),
        ("Turkey", "tr"),
        ("Киргизия", "kg"),
    ],
)
def test_everyday_names_count(names: CountryNames, typed: str, code: str) -> None:
    assert names.named_in(typed) == code


@pytest.mark.parametrize("typed", ["FRANCE", "france", "fRaNcE", "ФРАНЦИЯ", "франция", " Франция ", "«Франция»!", "Ｆｒance"])
def test_capital_letters_spaces_and_marks_do_not_matter(names: CountryNames, typed: str) -> None:
    assert names.named_in(typed) == "fr"


@pytest.mark.parametrize(("typed", "code"), [("🇫🇷", "fr"), ("хочу в 🇩🇪", "de"), ("🇫🇷🇩🇪", "fr"), ("🇺🇸 please", "us")])
def test_a_flag_names_its_country(names: CountryNames, typed: str, code: str) -> None:
    assert names.named_in(typed) == code


@pytest.mark.parametrize("typed", ["🇪🇺", "🇿🇿", "🇺🇳", "🇦🇦", "🏳️", "🏴‍☠️"])
def test_a_flag_of_no_country_names_none(names: CountryNames, typed: str) -> None:
    assert names.named_in(typed) is None


@pytest.mark.parametrize(("typed", "code"), [("fr", "fr"), ("FR", "fr"), ("kz ", "kz"), ("no", "no"), ("De.", "de")])
def test_a_code_counts_as_the_whole_message(names: CountryNames, typed: str, code: str) -> None:
    assert names.named_in(typed) == code


@pytest.mark.parametrize("typed", ["I am in danger", "no way", "is it me", "come to us", "so be it", "it is", "at my place"])
def test_a_code_inside_a_sentence_is_no_country(names: CountryNames, typed: str) -> None:
    assert names.named_in(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "...",
        "123",
        "привет",
        "hello",
        "спасибо",
        "что делать",
        "помогите",
        "меня вызвали",
        "виза",
        "visa",
        "паспорт",
        "армия",
        "в армию",
        "army",
        "война",
        "мальчик",
        "армянин",
        "zz",
        "eu",
        "Атлантида",
        "🙂",
        "a",
        "я",
    ],
)
def test_what_is_no_country_names_none(names: CountryNames, typed: str) -> None:
    assert names.named_in(typed) is None


@pytest.mark.parametrize("typed", ["Северная Корея", "в Северной Корее"])
def test_north_korea_is_not_taken_for_the_south(names: CountryNames, typed: str) -> None:
    assert names.named_in(typed) == "kp"


def test_the_first_of_two_countries_counts(names: CountryNames) -> None:
    assert names.named_in("Germany or France") == "de"
    assert names.named_in("France or Germany") == "fr"


def test_a_name_as_it_stands_in_the_dictionary_wins_over_a_stem(names: CountryNames) -> None:
    assert names.named_in("в Польшу или Литва") == "lt"


@given(st.text(max_size=400))
def test_any_text_is_read_without_failing(names: CountryNames, typed: str) -> None:
    code = names.named_in(typed)
    assert code is None or (len(code) == 2 and code.isascii() and code.islower() and code.upper() not in NO_COUNTRIES)


@given(st.sampled_from(sorted(code for code in Locale.parse("ru").territories if len(code) == 2 and code.isalpha())))
def test_every_flag_names_its_own_country_or_none(names: CountryNames, code: str) -> None:
    assert names.named_in(flag(code)) == (None if code in NO_COUNTRIES else code.lower())


def test_only_the_beginning_of_a_long_message_is_read(names: CountryNames) -> None:
    assert names.named_in("x " * 150 + "France") is None
    assert names.named_in("x " * 100 + "France") == "fr"


def test_a_countrys_own_aliases_count(knowledge: Knowledge) -> None:
    country = knowledge.countries["fr"].model_copy(update={"aliases": ("Шестиугольник", "Галлия зелёная")})
    other = replace(knowledge, countries=MappingProxyType({**knowledge.countries, "fr": country}))
    assert country_names(other, LANGUAGES).named_in("в шестиугольнике") == "fr"
    assert country_names(other, LANGUAGES).named_in("галлия зеленая") == "fr", "ё and е are one letter"
    assert country_names(knowledge, LANGUAGES).named_in("в шестиугольнике") is None


def test_every_everyday_name_in_the_content_leads_to_its_country(knowledge: Knowledge, names: CountryNames) -> None:
    everyday = [(name, code) for code, all_names in knowledge.names.names.items() for name in all_names]
    assert everyday
    assert [(name, names.named_in(name)) for name, _ in everyday] == everyday
