"""Screens that come from the interface alone: beginning, safety, language, privacy, verify, about, exit."""

from __future__ import annotations

from exitbot.knowledge.model import Level
from exitbot.knowledge.signing import Signature, fingerprint, state_of
from exitbot.language.speaking import Voice
from exitbot.screens import signs
from exitbot.screens.paging import compose
from exitbot.screens.route import HOME, Route
from exitbot.screens.screen import Button, Line, Screen, Tone
from exitbot.screens.view import View, in_pairs

__all__ = [
    "about_screen",
    "exit_screen",
    "home_screen",
    "kept_lines",
    "language_screen",
    "privacy_screen",
    "safety_screen",
    "verify_screen",
]

_SAFETY = Route(("safety",))


def home_screen(view: View, route: Route) -> Screen | None:
    """The beginning. It says nothing of what this is about, because a screen can be seen over a shoulder."""
    say = view.voice.interface
    rows = [
        (Button(say("🆘 Urgent"), Route(("emergency",))),),
        (Button(say("🧭 A few questions"), Route(("check",))),),
        (Button(say("🌍 Countries"), Route(("countries",))), Button(say("📖 Topics"), Route(("topics",)))),
        (Button(say("🤝 Organisations"), Route(("organisations",))), Button(say("🔒 This chat"), _SAFETY)),
        (Button(say("🗄 What is kept"), Route(("privacy",))), Button(say("🪪 Is it the real bot"), Route(("verify",)))),
        (Button(say("ℹ️ How to read this"), Route(("about",))),),
    ]
    head = [Line(say("Choose a section. Every answer has a date and sources."))]
    return compose(view, HOME, say("Guide"), back=_SAFETY, head=head, rows=rows, neutral=True)


def safety_screen(view: View, route: Route) -> Screen | None:
    """First contact: who can see this chat, what exit does and cannot do, what is never asked."""
    say = view.voice.interface
    facts = (
        say("Telegram can read this chat: it is not end-to-end encrypted."),
        say("“Exit” removes my message from this chat. It cannot reach backups, screenshots or Telegram's servers."),
        say("I never ask for a name, number, document, place, login or payment. Who asks is not me."),
        say("An emptied phone is noticed too. Think about what an ordinary chat list looks like."),
        say("Telegram can clear this chat by itself: chat menu → Auto-delete → 1 day."),
    )
    head = [Line(fact, sign=f"{number}.") for number, fact in enumerate(facts, 1)]
    onward = Route(route.arguments) if route.arguments else HOME
    rows = [(Button(say("Continue ▶️"), onward),), (Button(say("🗄 What is kept"), Route(("privacy",))),)]
    return compose(view, route, say("🔒 Before you begin"), back=HOME, head=head, rows=rows, neutral=True)


def language_screen(view: View, route: Route) -> Screen | None:
    """Every language in its own name; leads back to where the person was."""
    target = Route(route.origin) if route.origin else HOME
    voices = [Voice(code, view.voice.catalogs) for code in view.voice.catalogs.languages]
    buttons = [Button(voice.own_name, target, voice.language) for voice in voices]
    title = view.voice.interface("🌐 Language")
    return compose(view, route, title, back=target, rows=in_pairs(buttons), neutral=True)


def privacy_screen(view: View, route: Route) -> Screen | None:
    """What is kept of a person: nothing; what is kept at all; and who else can see something."""
    say = view.voice.interface
    first = say("Nothing about you is kept: no id, no name, no message, no choice. There is no list that could be seized.")
    facts = (
        say("What you choose is written inside the buttons of this message. When the message is gone, it is gone."),
        say("What you type is used to find a page and is deleted from the chat on arrival."),
        say("In memory the bot knows for a short while which message to answer in. A restart forgets it."),
        say("Telegram sees who writes to this bot and what it answers, and can be asked for it by authorities."),
        say("Your provider sees that you use Telegram. Somebody who holds your unlocked phone sees this chat."),
    )
    head = [Line(first, Tone.STRONG), *(Line(fact, sign=signs.POINT) for fact in facts), *kept_lines(view)]
    return compose(view, route, say("What is kept"), back=HOME, head=head)


def kept_lines(view: View) -> list[Line]:
    """All that whoever runs this bot could hand over; made from the tables themselves, so that it cannot drift."""
    say = view.voice.interface
    if not view.keeping.tables:
        return [Line(say("Whoever runs this bot has no file about its use and could hand nothing over."), Tone.STRONG)]
    lines = [Line(say("All that whoever runs this bot could hand over:"), Tone.STRONG)]
    for table in view.keeping.tables:
        columns = ", ".join(say(column.meaning) for column in table.columns)
        lines.append(Line(f"{say(table.meaning)}: {columns}.", sign=signs.POINT))
    return lines


def verify_screen(view: View, route: Route) -> Screen | None:
    """The official addresses, and what nobody real ever asks."""
    say = view.voice.interface
    addresses = view.knowledge.addresses
    head = []
    if addresses.placeholder:
        text = say("These are examples. Real addresses have not been published yet, so nothing here proves anything.")
        head.append(Line(text, Tone.STRONG, signs.WARNING))
    for entry in addresses.addresses:
        head += [Line(f"{view.prose(entry.what)}:", sign=signs.POINT), Line(entry.value, Tone.CODE)]
    head.append(_signature_line(view))
    if view.today > addresses.expires:
        head.append(Line(say("This list is out of date. Do not rely on it."), Tone.STRONG, signs.OVERDUE))
    updated, expires = view.voice.day(addresses.updated), view.voice.day(addresses.expires)
    until = say("List of {day}, valid until {expires}.", day=updated, expires=expires)
    head += [
        Line(until, Tone.QUIET, signs.DATED),
        Line(say("A real one never asks for your name, documents, place, money or a call. Who asks is a fake: leave.")),
        Line(say("Compare the name letter by letter with a second source that you trust.")),
    ]
    return compose(view, route, say("Is it the real bot"), back=HOME, head=head)


def _signature_line(view: View) -> Line:
    say = view.voice.interface
    state = state_of(view.knowledge.addresses)
    if state is Signature.RIGHT:
        digits = fingerprint(view.knowledge.addresses.key or "")
        text = say("Signed. The fingerprint must be the same wherever you find this list: {digits}", digits=digits)
        return Line(text, sign="🖊")
    if state is Signature.WRONG:
        text = say("The signature does not fit. Somebody has changed this list: do not trust it.")
        return Line(text, Tone.STRONG, signs.WARNING)
    return Line(say("The list is not signed yet."), Tone.STRONG, signs.WARNING)


def about_screen(view: View, route: Route) -> Screen | None:
    """How to read the pages: the signs, the three questions, and what this is not."""
    say = view.voice.interface
    levels = "  ".join(f"{signs.LEVEL_SIGNS[level]} {say(signs.LEVELS[level])}" for level in Level)
    warning = say("Information from public sources, not legal advice. As long as a page says so, no lawyer has checked it.")
    lines = (
        say("Getting in, protection, and what follows a refusal are three different questions. Read all three."),
        levels,
        say("“Unclear” means that nobody knows; it is neither yes nor no."),
        say(
            "{critical} can hurt you when ignored. {overdue} may have changed. {unknown} could not be found out.",
            critical=signs.CRITICAL,
            overdue=signs.OVERDUE,
            unknown=signs.UNKNOWN,
        ),
        say("Numbers behind a sentence are its sources, in the quote below it. Tap the quote to open it."),
        say("You can type the name of a country at any time."),
    )
    head = [Line(warning, Tone.STRONG, signs.WARNING), *(Line(line) for line in lines)]
    return compose(view, route, say("How to read this"), back=HOME, head=head)


def exit_screen(view: View, route: Route) -> Screen | None:
    """What is left if the message cannot be deleted: nothing that says anything. No farewell, no button."""
    return Screen("…", (), (), Route(("exit",)), view.voice.language, neutral=True)
