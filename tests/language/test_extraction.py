"""Every sentence of the interface is found for translators, in whatever way the code says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from exitbot.language.entries import forms_of
from exitbot.language.extraction import Message, interface_messages, template


def extracted(folder: Path, code: str) -> list[Message]:
    (folder / "room.py").write_text(code, encoding="utf-8")
    return interface_messages(folder)


@pytest.mark.parametrize(
    "call", ['say("Hello")', 'voice.interface("Hello")', 'view.voice.interface("Hello", a=1)', 'N_("Hello")']
)
def test_a_sentence_is_found_in_every_way_of_saying_it(tmp_path: Path, call: str) -> None:
    assert extracted(tmp_path, f"x = {call}\n") == [Message("interface", "Hello")]


def test_a_counted_sentence_is_found_with_its_plural(tmp_path: Path) -> None:
    assert extracted(tmp_path, 'voice.counted("{count} page", "{count} pages", 3)\n') == [
        Message("interface", "{count} page", plural="{count} pages")
    ]


def test_a_sentence_over_several_lines_is_one_sentence(tmp_path: Path) -> None:
    assert [message.text for message in extracted(tmp_path, 'say(\n    "One, "\n    "two."\n)\n')] == ["One, two."]


def test_a_sentence_said_twice_is_translated_once(tmp_path: Path) -> None:
    assert len(extracted(tmp_path, 'say("Hello")\nsay("Hello")\n')) == 1


def test_a_word_to_translators_comes_with_the_sentence(tmp_path: Path) -> None:
    [message] = extracted(tmp_path, '# Translators: on a button, short\nsay("Hello")\n')
    assert message.comments == ("on a button, short",)


def test_other_texts_in_code_are_left_alone(tmp_path: Path) -> None:
    assert extracted(tmp_path, 'log.info("Hello")\nprint("Hello")\n"Hello"\n') == []


def test_a_template_holds_what_there_is_to_translate_and_no_translation() -> None:
    made = template("interface", [Message("interface", "Hello"), Message("interface", "a", plural="b")], locale="ru")
    assert [entry.id for entry in made if entry.id] == ["Hello", ("a", "b")]
    assert not any(form for entry in made if entry.id for form in forms_of(entry))
