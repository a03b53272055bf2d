"""The glossary's forbidden words are found in every language, at the beginning of a word only."""

from __future__ import annotations

import pytest
from tests.conftest import CopyOfContent

from exitbot.knowledge.editorial import editorial_findings, translation_findings
from exitbot.knowledge.problems import ContentError, Notice
from exitbot.language.maintenance import read_catalogs

FRANCE = "content/countries/fr.yaml"
SUMMARY = r"^summary:\n  text: .*\n(    .*\n)+"
GLOSSARY = """\
terms:
  - term: asylum claim
    languages:
      ru: {say: заявление об убежище, avoid: [кейс, актёр, прошение об]}
      en: {avoid: [bogus, illegal migrant]}
  - term: office
    note: nothing to avoid
    languages: {ru: {say: ведомство}}
"""


@pytest.fixture
def copy(part_of_content: CopyOfContent) -> CopyOfContent:
    part_of_content.write("content/glossary.yaml", GLOSSARY)
    return part_of_content


def problems(copy: CopyOfContent) -> list[str]:
    knowledge = copy.knowledge()
    found = [*editorial_findings(knowledge), *translation_findings(knowledge, read_catalogs(copy.locales))]
    return [str(finding) for finding in found if not isinstance(finding, Notice)]


def test_what_ships_holds_none_of_its_own_forbidden_words(copy_of_content: CopyOfContent) -> None:
    assert problems(copy_of_content) == []


@pytest.mark.parametrize("text", ["No bogus reasons.", "Some are Bogus-like.", "(BOGUSLY)", "bogus"])
def test_a_word_is_found_by_its_beginning_in_any_case(copy: CopyOfContent, text: str) -> None:
    place = copy.plant(FRANCE, SUMMARY, f"summary:\n  text: §{text}\n")
    [line] = problems(copy)
    assert line.startswith(f"{place}: 'bogus")
    assert line.endswith("is a word to avoid; say it otherwise (glossary.yaml: asylum claim)")


def test_a_phrase_is_found_over_the_end_of_a_line(copy: CopyOfContent) -> None:
    copy.plant(FRANCE, SUMMARY, "summary:\n  text: >-\n    He is an illegal\n    migrant.\n")
    [line] = problems(copy)
    assert "'illegal migrant' is a word to avoid" in line


@pytest.mark.parametrize("text", ["Nonbogus words.", "An illegal act of a migrant.", "Good words."])
def test_the_middle_of_a_word_and_other_words_are_left_alone(copy: CopyOfContent, text: str) -> None:
    copy.plant(FRANCE, SUMMARY, f"summary:\n  text: {text}\n")
    assert problems(copy) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ваши кейсы рассмотрят.", "кейсы"),
        ("Так сказал Актер театра.", "актер"),
        ("Так сказали актёры.", "актеры"),
        ("Подайте Прошение об убежище.", "прошение об"),
    ],
)
def test_in_a_catalog_the_line_of_the_entry_is_named_and_the_right_word(copy: CopyOfContent, text: str, found: str) -> None:
    entry = r'§?(msgctxt "country-fr/summary/text"\n(?:msgid )(?:".*"\n)+msgstr )(?:".*"\n)+'
    place = copy.plant(copy.catalog("country-fr"), entry, rf'\1"{text}"' + "\n").rpartition(":")[0]
    assert problems(copy) == [
        f"{place}: '{found}' is a word to avoid; write 'заявление об убежище' (glossary.yaml: asylum claim)"
    ]


@pytest.mark.parametrize("text", ["Чемоданкейс стоит.", "Прошение о пенсии.", "Заявление об убежище."])
def test_a_right_translation_is_left_alone(copy: CopyOfContent, text: str) -> None:
    entry = r'(msgctxt "country-fr/summary/text"\n(?:msgid )(?:".*"\n)+msgstr )(?:".*"\n)+'
    copy.plant(copy.catalog("country-fr"), entry, rf'\1"{text}"' + "\n")
    assert problems(copy) == []


def test_a_term_stands_once(copy: CopyOfContent) -> None:
    place = copy.plant("content/glossary.yaml", "term: office", "term: §asylum claim")
    assert problems(copy) == [f"{place}: 'asylum claim' stands already on line 2; keep one of the two"]


def test_a_term_is_not_said_by_a_forbidden_word(copy: CopyOfContent) -> None:
    place = copy.plant("content/glossary.yaml", "say: ведомство", "say: §кейсовое ведомство")
    assert problems(copy) == [f"{place}: 'кейсовое' is a word to avoid by the term 'asylum claim'; choose one of the two"]


@pytest.mark.parametrize(
    ("pattern", "wrong", "says"),
    [
        ("кейс,", "§Кейс,", "'Кейс' is not in small letters with single spaces; write кейс"),
        ("кейс,", "§кейс  дня,", "write кейс дня"),
        (r"languages: \{ru:", "languages: {§RU:", "'RU' is not a language code; use two or three small latin letters"),
        (r"languages: \{ru: .*", "languages: §{}", "at least 1 entry is needed here"),
        ("note: nothing", "§remark: nothing", "there is no field 'remark' here"),
    ],
)
def test_a_mistake_in_the_glossary_is_one_line_with_its_place(copy: CopyOfContent, pattern: str, wrong: str, says: str) -> None:
    place = copy.plant("content/glossary.yaml", pattern, wrong)
    with pytest.raises(ContentError) as caught:
        copy.knowledge()
    [line] = str(caught.value).splitlines()
    assert line.startswith(f"{place}: ")
    assert says in line
