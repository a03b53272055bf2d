"""A changed sentence is a new sentence: nothing is guessed by resemblance, and nothing a translator wrote is lost."""

from __future__ import annotations

from tests.language.conftest import Translator

from exitbot.language.extraction import Message
from exitbot.language.maintenance import Coverage, coverage, read_catalog

PLACE = "country-fr/facts/law/stay/text"
CAN = Message("country-fr", "You can stay.", PLACE)
CANNOT = Message("country-fr", "You cannot stay.", PLACE)
NEVER = Message("country-fr", "You can never stay.", PLACE)
FORMER = ["The English was: You can stay.", "The translation was: Можно остаться."]
LONG_RUSSIAN = " ".join(["Можно остаться, если адвокат подаст заявление в срок."] * 6)


def translated(translator: Translator, russian: str = "Можно остаться.") -> Translator:
    translator.receives(CAN)
    translator.writes("You can stay.", russian)
    return translator


def test_a_sentence_that_is_the_same_keeps_its_translation(translator: Translator) -> None:
    translated(translator).receives(Message("country-fr", "Another.", "country-fr/summary/text"), CAN)
    assert translator.entry("You can stay.", PLACE).string == "Можно остаться."


def test_a_changed_sentence_starts_empty_with_the_former_pair_beside_it(translator: Translator) -> None:
    translated(translator).receives(CANNOT)
    entry = translator.entry("You cannot stay.", PLACE)
    assert entry.string == ""
    assert not entry.fuzzy
    assert entry.user_comments == FORMER
    assert 'msgid "You can stay."' not in translator.text


def test_a_second_update_keeps_the_former_pair_and_changes_nothing(translator: Translator) -> None:
    translated(translator).receives(CANNOT)
    assert translator.receives(CANNOT) is False
    assert translator.entry("You cannot stay.", PLACE).user_comments == FORMER


def test_a_sentence_changed_twice_still_shows_the_last_pair_that_belonged_together(translator: Translator) -> None:
    translated(translator).receives(CANNOT)
    translator.receives(NEVER)
    assert translator.entry("You can never stay.", PLACE).user_comments == FORMER


def test_a_long_former_translation_survives_every_update_whole(translator: Translator) -> None:
    translated(translator, LONG_RUSSIAN)
    for message in (CANNOT, NEVER, CANNOT, NEVER):
        translator.receives(message)
    kept = " ".join(translator.entry("You can never stay.", PLACE).user_comments)
    assert LONG_RUSSIAN in kept


def test_the_same_words_in_another_place_do_not_inherit_a_translation(translator: Translator) -> None:
    elsewhere = Message("country-fr", "You can stay.", "country-fr/facts/law/other/text")
    translated(translator).receives(CAN, elsewhere)
    assert translator.entry("You can stay.", elsewhere.context).string == ""


def test_a_guess_marked_fuzzy_is_taken_out_but_kept_in_sight(translator: Translator) -> None:
    translated(translator)
    translator.edits('msgctxt "', '#, fuzzy\nmsgctxt "')
    translator.receives(CAN)
    entry = translator.entry("You can stay.", PLACE)
    assert (entry.string, entry.fuzzy) == ("", False)
    assert entry.user_comments == FORMER


def test_a_fuzzy_interface_sentence_is_kept_in_sight_too(translator: Translator) -> None:
    translator.receives(Message("interface", "Back"))
    translator.writes("Back", "Назад")
    translator.edits('msgid "Back"', '#, fuzzy\nmsgid "Back"')
    translator.receives(Message("interface", "Back"))
    assert translator.entry("Back").user_comments == ["The English was: Back", "The translation was: Назад"]


def test_a_sentence_that_learns_to_count_does_not_tear_its_translation_apart(translator: Translator) -> None:
    translator.receives(Message("interface", "page"))
    translator.writes("page", "страница")
    translator.receives(Message("interface", "page", plural="pages"))
    entry = translator.entry("page")
    assert not any(entry.string)
    assert entry.user_comments == ["The English was: page", "The translation was: страница"]


def test_a_sentence_that_stops_counting_starts_empty(translator: Translator) -> None:
    translator.receives(Message("interface", "page", plural="pages"))
    translator.edits('msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""', 'msgstr[0] "а"\nmsgstr[1] "б"\nmsgstr[2] "в"')
    translator.receives(Message("interface", "page"))
    assert translator.entry("page").string == ""


def test_what_nothing_says_any_more_leaves_no_trace(translator: Translator) -> None:
    translated(translator).receives(Message("country-fr", "Another.", "country-fr/summary/text"))
    assert "stay" not in translator.text
    assert "#~" not in translator.text


def test_a_translators_own_note_is_kept(translator: Translator) -> None:
    translated(translator)
    translator.edits('msgctxt "', '# ask a lawyer about this word\nmsgctxt "')
    translator.receives(CAN)
    assert translator.entry("You can stay.", PLACE).user_comments == ["ask a lawyer about this word"]


def test_a_catalog_holds_no_date_and_no_place_in_code(translator: Translator) -> None:
    translated(translator)
    assert "POT-Creation-Date" not in translator.text
    assert "\n#: " not in translator.text


def test_only_a_sentence_with_every_form_counts_as_translated(translator: Translator) -> None:
    translator.receives(Message("interface", "page", plural="pages"), Message("interface", "Back"), Message("interface", "On"))
    translator.writes("Back", "Назад")
    translator.edits('msgstr[0] ""', 'msgstr[0] "страница"')
    assert coverage([read_catalog(translator.file, "ru")]) == Coverage(total=3, translated=1)


def test_a_hundred_percent_means_everything() -> None:
    assert Coverage(1000, 1000).percent == 100
    assert Coverage(100_000, 99_999).percent == 99.9
    assert Coverage(0, 0).percent == 100
