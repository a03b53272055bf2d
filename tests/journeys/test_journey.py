"""A person's way through the bot, in both ways of delivery."""

from __future__ import annotations

from exitbot.sandbox import Sandbox
from conftest import BotProcess


async def test_a_russian_reader_goes_from_start_to_sources_switches_language_and_leaves_nothing(
    sandbox: Sandbox, bot: BotProcess
) -> None:
    person = sandbox.person("Anna", language_code="ru")
    person.start()
    await person.wait_for(lambda p: p.screen is not None and "Прежде чем начать" in p.screen.text, timeout=10)
    print(person.texts())
    for label in ("Дальше", "Страны", "Франция", "Въезд"):
        await person.pressed(label)
        print(person.screen.text[:200])
