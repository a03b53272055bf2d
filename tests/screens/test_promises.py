"""What the bot promises to people, and the safety document to everybody else, is held by something that can be run."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from tests.screens.walking import Viewer, lines

from exitbot.knowledge.loading import Knowledge
from exitbot.screens.route import parse_route

ROOT = Path(__file__).resolve().parents[2]

PROMISES = {
    "Telegram can read this chat: it is not end-to-end encrypted.":
        # The sandbox stands where Telegram stands, and reads every word.
        ["tests/journeys/test_journey.py::test_from_start_to_sources_in_russian_then_english_in_place_then_exit"],
    "“Exit” removes my message from this chat. It cannot reach backups, screenshots or Telegram's servers.":
        ["tests/privacy/test_phone.py::test_exit_blanks_first_and_leaves_nothing_or_a_neutral_sign"],
    "I never ask for a name, number, document, place, login or payment. Who asks is not me.":
        ["tests/test_forbidden.py::test_the_code_holds_nothing_forbidden",
         "tests/journeys/test_bad_input.py::test_things_are_deleted_unread_and_said_so"],
    "An emptied phone is noticed too. Think about what an ordinary chat list looks like.":
        ["topic/digital-safety/phone-checks#what-guards-seek"],
    "Telegram can clear this chat by itself: chat menu → Auto-delete → 1 day.":
        # Telegram's own: TDLib's setChatMessageAutoDeleteTime takes whole days, from one.
        ["topic/digital-safety#phone-before-border"],
    "Nothing about you is kept: no id, no name, no message, no choice. There is no list that could be seized.":
        ["tests/privacy/test_seized_disk.py::test_fifty_people_leave_no_trace_in_any_file",
         "tests/privacy/test_seized_disk.py::test_no_screen_and_no_error_leaves_a_trace"],
    "What you choose is written inside the buttons of this message. When the message is gone, it is gone.":
        ["tests/journeys/test_delivery.py::test_a_message_that_was_deleted_is_shown_anew"],
    "What you type is used to find a page and is deleted from the chat on arrival.":
        ["tests/journeys/test_journey.py::test_typed_words_are_deleted_and_answered_with_the_country_they_name"],
    "In memory the bot knows for a short while which message to answer in. A restart forgets it.":
        ["tests/telegram/test_live.py::test_after_48_hours_a_message_is_not_known_any_more",
         "tests/telegram/test_live.py::test_two_processes_know_a_chat_by_different_names"],
    "Telegram sees who writes to this bot and what it answers, and can be asked for it by authorities.":
        ["tests/journeys/test_journey.py::test_from_start_to_sources_in_russian_then_english_in_place_then_exit"],
    "Your provider sees that you use Telegram. Somebody who holds your unlocked phone sees this chat.":
        ["topic/digital-safety/phone-checks#unlock-demand"],
}  # fmt: skip


@cache
def defined_in(file: Path) -> frozenset[str]:
    """The tests a file defines; empty if there is no such file."""
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in functions if node.name.startswith("test_"))


def proves(knowledge: Knowledge, proof: str) -> bool:
    """Whether a proof is there: a test by its name, or a statement of a topic."""
    if proof.startswith("tests/"):
        file, _, name = proof.partition("::")
        return name in defined_in(ROOT / file)
    place, _, identifier = proof.partition("#")
    _, slug, *section = parse_route(place).path
    topic = knowledge.topics[slug]
    facts = [fact for each in topic.sections if each.id in section for fact in each.facts] if section else topic.steps
    return identifier in {fact.id for fact in facts}


@pytest.mark.parametrize("place", ["safety", "privacy"])
def test_every_promise_on_a_screen_has_a_proof(viewer: Viewer, place: str) -> None:
    said = [line.text for line in lines(viewer.see(place)) if line.sign or "Nothing about you" in line.text]
    assert said and set(said) <= set(PROMISES), "say which test or statement proves the new sentence"


def test_every_proof_is_there_and_none_is_left_over(viewer: Viewer) -> None:
    said = {line.text for place in ("safety", "privacy") for line in lines(viewer.see(place))}
    assert set(PROMISES) <= said
    missing = [proof for proofs in PROMISES.values() for proof in proofs if not proves(viewer.knowledge, proof)]
    assert missing == []


@pytest.mark.parametrize("proof", ["tests/test_forbidden.py::test_nothing_of_the_kind", "topic/digital-safety#no-such-step"])
def test_a_proof_that_is_gone_is_noticed(viewer: Viewer, proof: str) -> None:
    assert not proves(viewer.knowledge, proof)


def test_every_test_that_the_security_document_names_exists() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    every = frozenset(name for file in (ROOT / "tests").rglob("test_*.py") for name in defined_in(file))
    modules = {file.name for file in (ROOT / "tests").rglob("test_*.py")}
    named = set(re.findall(r"\btest_\w+(?:\.py)?", text))
    assert len(named) > 20, "the control: names were read"
    assert sorted(name for name in named if name not in every | modules) == []
