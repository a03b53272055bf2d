"""What Telegram shows before the first message: a neutral name, descriptions and commands in every language."""

from __future__ import annotations

import logging

from telegram import Bot, BotCommand
from telegram.error import NetworkError, RetryAfter

from exitbot.language.speaking import N_, Voice
from exitbot.telegram.library import Library

__all__ = ["introduce"]

# Neutral on purpose: all of this shows in the chat list and in the search of whoever holds the phone.
_NAME = N_("Guide")
_DESCRIPTION = N_("Answers from public sources, with dates.")
_SHORT_DESCRIPTION = N_("Answers with sources.")
_COMMANDS = {
    "start": N_("From the beginning"),
    "language": N_("Language"),
    "privacy": N_("What is kept"),
    "help": N_("How to read this"),
}

log = logging.getLogger("exitbot.introducing")


async def introduce(bot: Bot, library: Library) -> None:
    """Set what differs. Telegram limits these calls strictly, so what is right already is left alone."""
    voices = library.shelf.voices
    for language, voice in voices.items():
        code = None if voice.is_source else language
        try:
            await _one_language(bot, voice, code)
        except RetryAfter:
            log.warning("Telegram asks to wait before name and commands are set again; they stay as they are")
            return
        except NetworkError as error:
            log.warning("name and commands were not set: %s", type(error).__name__)
            return


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
