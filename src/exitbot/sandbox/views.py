"""What the chat page is told, as plain JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exitbot.sandbox.people import Person
from exitbot.sandbox.world import Message

if TYPE_CHECKING:
    from exitbot.sandbox.server import Call, Sandbox

__all__ = ["call", "event", "faults", "person", "state"]

_SHOWN_CALLS = 200


def state(sandbox: Sandbox) -> dict[str, Any]:
    """Everything at once: the people with their chats, the switches, the newest calls."""
    return {
        "people": [person(sandbox, one) for one in sandbox.people.values()],
        "faults": faults(sandbox),
        "calls": [call(one) for one in list(sandbox.calls)[-_SHOWN_CALLS:]],
    }


def person(sandbox: Sandbox, one: Person) -> dict[str, Any]:
    """A person, the bot's words in the language of their app, and the chat."""
    profile, language = sandbox.profile, one.account.language_code
    return {
        "id": one.id,
        "name": one.account.first_name,
        "language": language,
        "bot": {
            "name": profile.word("name", language),
            "description": profile.word("description", language),
            "about": profile.word("short_description", language),
            "commands": profile.commands_for(one.account),
            "menu": (one.chat.menu_button or profile.menu_button).get("type", "default"),
        },
        "blocked": one.chat.blocked,
        "messages": [message(item) for item in one.history],
    }


def message(item: Message) -> dict[str, Any]:
    return {
        "id": item.message_id,
        "date": item.date,
        "edited": item.edit_date,
        "bot": item.from_bot,
        "text": item.text,
        "entities": list(item.entities),
        "keyboard": [list(row) for row in item.keyboard],
        "preview": item.link_preview,
        "silent": item.silent,
        "other": sorted(item.fields),
    }


def faults(sandbox: Sandbox) -> dict[str, Any]:
    switches = sandbox.faults
    return {
        "rate": switches.rate,
        "delay": switches.delay,
        "duplicates": switches.duplicates,
        "planned": switches.pending(),
        "limits": sandbox.limits.enabled,
        "calls_in_all": sandbox.limits.calls_in_all,
        "can_kill": sandbox.on_kill is not None,
    }


def call(one: Call) -> dict[str, Any]:
    return {
        "at": one.at,
        "method": one.method,
        "chat": one.chat_id,
        "status": one.status,
        "description": one.description,
        "ms": round(one.ms, 1),
        "parameters": dict(one.parameters),
    }


def event(sandbox: Sandbox, kind: str, details: dict[str, Any]) -> dict[str, Any]:
    """A change of the world for the feed: what the page can apply without asking back."""
    told: dict[str, Any] = {"kind": kind}
    if "message" in details:
        told |= {"chat": details["message"].chat_id, "message": message(details["message"])}
    elif "callback" in details:
        callback = details["callback"]
        told |= {"chat": callback.chat_id, "message_id": callback.message_id, "query": callback.id}
        told |= {"data": callback.data, "answer": callback.answer}
    elif "account" in details:
        told["person"] = person(sandbox, sandbox.people[details["account"].id])
    elif "chat_id" in details:
        told["chat"] = details["chat_id"]
        told |= {name: details[name] for name in ("message_ids", "blocked") if name in details}
    elif "state" in details:
        told["state"] = details["state"]
    return told
