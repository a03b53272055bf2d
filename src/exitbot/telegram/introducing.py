"""What Telegram shows before the first message: a neutral name, descriptions and commands in every language."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot, BotCommand
from telegram.error import RetryAfter, TelegramError

from exitbot.language.speaking import N_, Voice
from exitbot.telegram.library import Library
from exitbot.telegram.outgoing import seconds_of

__all__ = ["introduce"]

# Neutral on purpose: all of this shows in the chat list and in the search of whoever holds the phone.
_NAME = N_("Guide")
_DESCRIPTION = N_("Answers from public sources, with dates.")
_SHORT_DESCRIPTION = N_("Answers with sources.")
_COMMANDS = {
    "start": N_("From the beginning"),
    "urgent": N_("Urgent"),
    "language": N_("Language"),
    "privacy": N_("What is kept"),
    "help": N_("How to read this"),
    "exit": N_("Exit"),
}

_LONGEST_PAUSE = 300.0  # seconds

log = logging.getLogger("exitbot.introducing")


async def introduce(bot: Bot, library: Library) -> None:
    """Set what differs, and try again until it is so: these words are the first that a searched phone shows.

    Telegram limits these calls strictly, so what is right already is left alone.
    """
    pause = 1.0
    for language, voice in library.shelf.voices.items():
        while not await _introduced(bot, voice, None if voice.is_source else language):
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)


async def _introduced(bot: Bot, voice: Voice, code: str | None) -> bool:
    try:
        await _one_language(bot, voice, code)
    except RetryAfter as error:
        log.warning("Telegram asks to wait before name and commands are set again; they stay as they are until then")
        await asyncio.sleep(seconds_of(error))
        return False
    except TelegramError as error:
        log.warning("name and commands were not set yet: %s", type(error).__name__)
        return False
    return True


async def _one_language(bot: Bot, voice: Voice, code: str | None) -> None:
    say = voice.interface
    if (await bot.get_my_name(language_code=code)).name != say(_NAME):
        await bot.set_my_name(say(_NAME), language_code=code)
    if (await bot.get_my_description(language_code=code)).description != say(_DESCRIPTION):
        await bot.set_my_description(say(_DESCRIPTION), language_code=code)
    if (await bot.get_my_short_description(language_code=code)).short_description != say(_SHORT_DESCRIPTION):
        await bot.set_my_short_description(say(_SHORT_DESCRIPTION), language_code=code)
    commands = [BotCommand(name, say(text)) for name, text in _COMMANDS.items()]
    if list(await bot.get_my_commands(language_code=code)) != commands:
        await bot.set_my_commands(commands, language_code=code)
