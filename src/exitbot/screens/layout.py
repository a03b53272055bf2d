"""Screens as Telegram HTML, as plain text, and their size as Telegram counts it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from itertools import zip_longest
from types import MappingProxyType

from exitbot.screens.screen import Block, Line, Point, Quote, Screen, Tone

__all__ = ["MAX_TEXT_UNITS", "plain_text", "shown_units", "telegram_html", "units", "units_of_html"]

MAX_TEXT_UNITS = 4096  # Bot API, sendMessage: UTF-16 units after entities are parsed


def units(text: str) -> int:
    """Length in UTF-16 code units, which is how Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def telegram_html(screen: Screen) -> str:
    """The text of a message with parse_mode HTML. Everything from content is escaped here and nowhere else."""
    return "\n\n".join([f"<b>{_safe(screen.title)}</b>", *(_html(block) for block in screen.blocks)])


def plain_text(screen: Screen) -> str:
    """The same words without markup, as Telegram counts them and as a pipe shows them."""
    return "\n\n".join([screen.title, *(_plain(block) for block in screen.blocks)])


def shown_units(screen: Screen) -> int:
    """Length of the message as Telegram counts it: the HTML without its tags, invisible spaces included."""
    return units_of_html(telegram_html(screen))


def units_of_html(text: str) -> int:
    """The same for a text that is at hand."""
    return units(unescape(_TAG.sub("", text)))


def _safe(text: str) -> str:
    """Escaped, and with nothing in it that Telegram would make clickable by itself.

    A publisher called Babel.ua would become a link: an invisible space (which no address has) keeps it a name. An e-mail
    address has to stay whole, so it is set as code: that is copied by a tap and never opened.
    """
    if "@" not in text:
        return _inert(text)
    safe = [_inert(part) for part in _EMAIL.split(text)]
    emails = [f"<code>{escape(email, quote=False)}</code>" for email in _EMAIL.findall(text)]
    return "".join(word for pair in zip_longest(safe, emails, fillvalue="") for word in pair)


def _inert(text: str) -> str:
    return escape(_CLICKABLE.sub("\\g<0>\u200b", text), quote=False)


_TAG = re.compile(r"<[^<>]+>")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# The dot of a domain, the sign of a mention or hashtag, the colon of a scheme, the stroke of a command.
_CLICKABLE = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2,})|(?<!\w)[@#](?=\w)|(?<=\w):(?=//)|(?<![\w/<])/(?=\w)")


_TONES: Mapping[Tone, str] = MappingProxyType(
    {Tone.PLAIN: "{}", Tone.STRONG: "<b>{}</b>", Tone.QUIET: "<i>{}</i>", Tone.CODE: "<code>{}</code>"}
)


def _html(block: Block) -> str:
    if isinstance(block, Line):
        text = escape(block.text, quote=False) if block.tone is Tone.CODE else _safe(block.text)
        return _signed(block.sign, _TONES[block.tone].format(text))
    if isinstance(block, Point):
        label = f"<b>{_safe(block.label)}</b>\n" if block.label else ""
        age = f" <i>{_safe(_age(block))}</i>" if _age(block) else ""
        return _signed(block.sign, label + _safe(block.text) + age)
    if isinstance(block, Quote):
        return f"<blockquote expandable><b>{_safe(block.title)}</b>\n{_safe(chr(10).join(block.lines))}</blockquote>"
    note = f"\n<i>{_safe(block.note)}</i>" if block.note else ""
    return f'<a href="{escape(block.url)}">{escape(block.text, quote=False)}</a>{note}'


def _plain(block: Block) -> str:
    if isinstance(block, Line):
        return _signed(block.sign, block.text)
    if isinstance(block, Point):
        label = f"{block.label}\n" if block.label else ""
        age = f" {_age(block)}" if _age(block) else ""
        return _signed(block.sign, label + block.text + age)
    if isinstance(block, Quote):
        return "\n".join([block.title, *block.lines])
    return "\n".join(part for part in (block.text, block.url, block.note) if part)


def _signed(sign: str, text: str) -> str:
    return f"{sign} {text}" if sign else text


def _age(point: Point) -> str:
    """ "(March 2026) [1, 3]": how old the statement is and which sources carry it."""
    marks = f"[{', '.join(str(mark) for mark in point.marks)}]" if point.marks else ""
    when = f"({point.when})" if point.when else ""
    return " ".join(part for part in (when, marks) if part)
