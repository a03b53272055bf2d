"""Nothing is lost, nothing shows twice: kills, doubles, errors and outages between people and the bot."""

from __future__ import annotations

import asyncio
import io

import pytest
from benchmarks.chaos import all_rounds
from benchmarks.place import copied_place
from rich.console import Console
from tests.journeys.test_journey import begin, label, newest
from tests.support.bots import BotProcess

from exitbot.sandbox import Sandbox

PEOPLE = 100


async def test_killed_thirty_times_with_a_hundred_people_waiting_it_loses_nobody() -> None:
    said = io.StringIO()
    with copied_place() as place:
        counts = await all_rounds(place, rounds=30, people=PEOPLE, typed=0.0, seed=1, console=Console(file=said))
    for name, count in counts.items():
        assert len(count.rounds) == 15
        assert sum(found.waiting for found in count.rounds) > PEOPLE, "the control: the kills did not come too late"
        assert (count.bad, count.slow) == (0, 0), (name, said.getvalue())


async def test_killed_while_many_type_nobody_sees_two_messages(sandbox: Sandbox, bot: BotProcess) -> None:
    people = [sandbox.person(f"P{number}", language_code="en") for number in range(PEOPLE)]
    for person in people:
        person.start()
    await asyncio.sleep(0.02)
    await bot.kill()
    await bot.start()
    for person in people:
        await person.wait_for(lambda p: newest(p).startswith("🔒"), timeout=20)
    for person in people:
        await person.settled()
        assert len(person.history) == 1, person.texts()


async def test_updates_delivered_twice_show_nothing_twice(sandbox: Sandbox, bot: BotProcess) -> None:
    sandbox.faults.duplicates = 1.0
    person = sandbox.person("Ann", language_code="en")
    await begin(person)
    for words, title in (("▶️", "Guide"), ("Countries", "Countries"), ("France", "🇫🇷 France"), ("Risks", "🇫🇷 France · ⚠️ Risks")):
        await person.pressed(label(person, words))
        await person.wait_for(lambda p, title=title: p.screen is not None and p.screen.text.startswith(title))
        assert len(person.history) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"kind": "html"},
        {"kind": "broken_json"},
        {"kind": "reset"},
        {"kind": "reset", "after": True},
        {"retry_after": 1},
    ],
    ids=lambda fault: "-".join(str(value) for value in fault.values()),
)
async def test_a_failed_call_is_made_again(sandbox: Sandbox, bot: BotProcess, fault: dict[str, object]) -> None:
    person = sandbox.person("Ann", language_code="en")
    await begin(person)
    sandbox.faults.fail("editMessageText", **fault)
    await person.pressed(label(person, "▶️"), timeout=15)
    await person.wait_for(lambda p: p.screen is not None and p.screen.text.startswith("Guide"), timeout=15)
    assert len(person.history) == 1


async def test_one_chat_that_must_wait_does_not_hold_up_the_others(sandbox: Sandbox, bot: BotProcess) -> None:
    slow, quick = sandbox.person("Slow", language_code="en"), sandbox.person("Quick", language_code="en")
    await begin(slow)
    await begin(quick)
    sandbox.faults.fail("editMessageText", retry_after=3)
    slow.press(label(slow, "▶️"))
    await asyncio.sleep(0.2)
    for words in ("▶️", "Countries", "Back"):
        await quick.pressed(label(quick, words), timeout=1.5)
    assert slow.screen is not None and not slow.screen.text.startswith("Guide"), "the one who waits is served later"
    await slow.wait_for(lambda p: p.screen is not None and p.screen.text.startswith("Guide"), timeout=10)


async def test_a_person_who_presses_wildly_gets_one_current_screen(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Ann", language_code="en")
    await begin(person)
    await person.pressed(label(person, "▶️"))
    before = sum(call.method == "editMessageText" for call in sandbox.calls)
    identifiers = [person.press(label(person, words)) for words in ["Countries", "Topics", "Urgent"] * 20]
    answered = sandbox.world.callbacks
    await person.wait_for(lambda _: answered[identifiers[-1]].answer is not None, timeout=15)
    await person.settled()
    edits = sum(call.method == "editMessageText" for call in sandbox.calls) - before
    assert person.texts()[0].startswith("🆘") and len(person.history) == 1
    if not bot.webhook:  # a webhook delivers one person's presses one by one
        assert edits < 40, "what waited was handled in one go"


async def test_exit_is_not_undone_by_an_impatient_second_press(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Ann", language_code="en")
    await begin(person)
    await person.pressed(label(person, "▶️"))
    sandbox.faults.delay = 0.1
    person.press(label(person, "Topics"))
    person.press(label(person, "Exit"))
    person.press(label(person, "Countries"))
    await person.wait_for(lambda p: p.texts() in ([], ["…"]), timeout=5)
    sandbox.faults.clear()
    await person.settled()
    assert person.texts() in ([], ["…"])


async def test_a_graceful_stop_finishes_what_is_under_way(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Ann", language_code="en")
    await begin(person)
    sandbox.faults.fail("editMessageText", retry_after=1)
    person.press(label(person, "▶️"))
    await person.wait_for(lambda _: sandbox.called("editMessageText") != [])
    assert await bot.stop() == 0
    assert person.screen is not None and person.screen.text.startswith("Guide")


async def test_a_blocked_bot_goes_on_serving_others(sandbox: Sandbox, bot: BotProcess) -> None:
    gone, other = sandbox.person("Gone"), sandbox.person("Other")
    await begin(gone)
    await begin(other)
    gone.press(label(gone, "▶️"))
    gone.block()
    await other.pressed(label(other, "▶️"))
    assert other.screen is not None and other.screen.text.startswith("Guide")


async def test_a_message_that_was_deleted_is_shown_anew(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Ann", language_code="en")
    await begin(person)
    assert person.screen is not None
    person.press(label(person, "▶️"))
    person.delete(person.screen.message_id)
    await person.wait_for(lambda p: p.screen is not None and p.screen.text.startswith("Guide"))
    assert len(person.history) == 1


async def test_a_second_start_leaves_one_message(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Ann", language_code="en")
    await begin(person)
    await person.pressed(label(person, "▶️"))
    person.start()
    await person.wait_for(lambda p: newest(p).startswith("🔒"))
    await person.settled()
    assert len(person.history) == 1


async def test_what_telegram_refuses_three_times_is_let_go_with_a_sentence(sandbox: Sandbox, bot: BotProcess) -> None:
    person, other = sandbox.person("Ann", language_code="en"), sandbox.person("Ben", language_code="en")
    await begin(person)
    await begin(other)
    sandbox.faults.fail("editMessageText", times=3, status=400, description="Bad Request: something odd")
    person.press(label(person, "▶️"))
    await person.wait_for(lambda p: "went wrong" in "".join(p.texts()))
    await person.settled()
    assert len(person.history) == 1 and person.screen is not None and person.screen.buttons
    await other.pressed(label(other, "▶️"))
    assert other.texts()[0].startswith("Guide")


@pytest.mark.parametrize("fault", [{"kind": "reset", "after": True}, {"status": 502, "after": True}], ids=["reset", "502"])
async def test_a_new_message_whose_answer_is_lost_leaves_no_second_copy(
    sandbox: Sandbox, bot: BotProcess, fault: dict[str, object]
) -> None:
    person = sandbox.person("Ann", language_code="en")
    sandbox.faults.fail("sendMessage", **fault)
    person.start()
    await person.wait_for(lambda p: len(sandbox.called("sendMessage")) == 2 and p.screen is not None)
    await person.settled()
    assert [text[:9] for text in person.texts()] == ["🔒 Before "]


async def test_polling_takes_an_old_webhook_down(sandbox: Sandbox) -> None:
    first, second = BotProcess(sandbox, webhook=True), BotProcess(sandbox, webhook=False)
    try:
        await first.start()
        await first.stop()
        await second.start()
        person = sandbox.person("Ann", language_code="en")
        await begin(person)
    finally:
        await first.end()
        await second.end()
