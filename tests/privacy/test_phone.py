"""What a phone shows: at most one message of the bot, none of the person's, whatever happens in whatever order."""

from __future__ import annotations

import asyncio
import random
import time

import pytest
from tests.journeys.test_journey import begin, label
from tests.support.bots import BotProcess

from exitbot.sandbox import Person, Sandbox
from exitbot.sandbox.entities import format_text

STEPS = 250  # in each of the two ways of delivery
NEUTRAL = "…"
WORDS = ["Германия", "/start", "/start c_fr", "/help", "/privacy", "/language", "/nonsense", "как мне быть", "🇫🇮", "x" * 300]


def visible(person: Person) -> list[str]:
    """The bot's messages that say something."""
    return [message.text for message in person.history if message.from_bot and message.text != NEUTRAL]


async def step(person: Person, dice: random.Random) -> str:
    """One thing a person may do; what it was."""
    buttons = person.screen.buttons if person.screen is not None else []
    deed = dice.choices(["press", "type", "thing", "exit", "delete", "burst"], [50, 20, 8, 8, 6, 8])[0]
    if deed == "press" and buttons:
        person.press(dice.choice(buttons))
    elif deed == "exit" and any("✖️" in button for button in buttons):
        person.press(label(person, "✖️"))
    elif deed == "thing":
        person.send_raw({"sticker": {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1}})
    elif deed == "delete" and person.screen is not None:
        person.delete(person.screen.message_id)
    elif deed == "burst" and buttons:
        person.press(dice.choice(buttons))
        person.send(dice.choice(WORDS))
        person.press(dice.choice(buttons))
    else:
        deed = "type"
        person.send(dice.choice(WORDS))
    await person.settled(timeout=10)
    await asyncio.sleep(0.05)  # between the old message and the new one the chat is empty for a moment
    await person.settled(timeout=10)
    return deed


@pytest.mark.parametrize("seed", [5])
async def test_random_steps_leave_at_most_one_message_and_nothing_typed(sandbox: Sandbox, bot: BotProcess, seed: int) -> None:
    dice = random.Random(seed)
    person = sandbox.person("Ann", language_code="ru")
    await begin(person)
    deeds = []
    for number in range(STEPS):
        deeds.append(await step(person, dice))
        assert len(visible(person)) <= 1, (number, deeds[-3:], person.texts())
        assert not [message for message in person.history if not message.from_bot], (number, deeds[-3:], person.texts())
    assert set(deeds) == {"press", "type", "thing", "exit", "delete", "burst"}, "the control: everything was done"
    assert "ERROR" not in bot.output


async def test_the_model_would_see_a_second_message(sandbox: Sandbox, bot: BotProcess) -> None:
    """The control: two messages of the bot are two."""
    person = sandbox.person("Ann", language_code="en")
    await begin(person)
    sandbox.world.add_message(person.chat, None, format_text("planted"))
    assert len(visible(person)) == 2


@pytest.mark.parametrize("hours", [0, 47, 49, 24 * 30])
async def test_exit_blanks_first_and_leaves_nothing_or_a_neutral_sign(hours: int) -> None:
    moved = [0.0]
    async with Sandbox(limits=False, clock=lambda: time.time() + moved[0]) as sandbox:
        bot = BotProcess(sandbox, webhook=True)
        try:
            await bot.start()
            person = sandbox.person("Ann", language_code="en")
            await begin(person, "c_de")
            await person.pressed(label(person, "▶️"))
            moved[0] = hours * 3600.0
            before = len(sandbox.calls)
            await person.pressed(label(person, "✖️"))
            calls = list(sandbox.calls)[before:]
        finally:
            await bot.end()
    assert person.texts() == ([] if hours < 48 else [NEUTRAL])
    assert (calls[0].method, calls[0].parameters["text"]) == ("editMessageText", NEUTRAL)
    assert "reply_markup" not in calls[0].parameters, "no button is left either"
    assert all("text" not in call.parameters for call in calls if call.method == "answerCallbackQuery"), "no farewell"


async def test_everything_is_sent_silently_and_without_link_previews(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Ann", language_code="en")
    await begin(person, "c_de")
    for words in ("▶️", "Addresses", "Back", "Risks"):
        await person.pressed(label(person, words))
    person.send("France")
    await person.settled()
    sent = sandbox.called("sendMessage")
    assert sent and all(call.parameters["disable_notification"] for call in sent)
    shown = [call for call in sandbox.called("sendMessage", "editMessageText") if call.parameters["text"] != NEUTRAL]
    assert shown and all(call.parameters["link_preview_options"] == {"is_disabled": True} for call in shown)
