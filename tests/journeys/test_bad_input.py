"""Whatever arrives: a calm way on or silence, never an exception, nothing kept in the chat."""

from __future__ import annotations

from typing import Any

from tests.journeys.test_journey import begin, label, newest
from tests.support.bots import BotProcess

from exitbot.sandbox import Person, Sandbox


async def still_works(person: Person, bot: BotProcess) -> None:
    """One message, its buttons work, and the bot complained of nothing."""
    await person.settled()
    await person.pressed(label(person, "🏠"))
    assert len(person.history) == 1, person.texts()
    assert person.history[0].text.startswith(("Guide", "Справочник"))
    assert "ERROR" not in bot.output, bot.output


BUTTONS = [
    "", "x", "1en.zzz:", "1en.zzz:zz", "1en.zzz:c/zz", "1en.zzz:c/fr/nonsense", "9en.zzz:h", "1zz.abc:h", "1en.zzz:c/fr~999",
    "1en.zzz:h<h<h", "1en.zzz:a/a/a/a", "1en.zzz:s/s/s/h", "🙂" * 16, "1en.zzz:c/../../etc", "menu_3",
]  # fmt: skip


async def test_damaged_foreign_and_old_buttons_lead_on(sandbox: Sandbox, bot: BotProcess) -> None:
    for number, data in enumerate(BUTTONS):
        person = sandbox.person("Ann", language_code="en")
        await begin(person)
        edits = len(sandbox.called("editMessageText"))
        sandbox.inject({"callback_query": callback(person, f"77{number}", data)}, chat_id=person.id)
        await person.wait_for(lambda _, edits=edits: len(sandbox.called("editMessageText")) > edits)
        assert person.screen is not None and person.screen.buttons, data
        await still_works(person, bot)


def callback(person: Person, identifier: str, data: str) -> dict[str, Any]:
    """A press that no button of the message as it is now could make."""
    message = person.history[0]
    return {
        "id": identifier,
        "chat_instance": "1",
        "data": data,
        "from": {"id": person.id, "is_bot": False, "first_name": "Ann", "language_code": "en"},
        "message": {
            "message_id": message.message_id,
            "date": message.date,
            "chat": {"id": person.id, "type": "private", "first_name": "Ann"},
        },
    }


THINGS: list[dict[str, Any]] = [
    {"sticker": {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1}},
    {"document": {"file_id": "a", "file_unique_id": "b"}},
    {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "caption": "my passport"},
    {"contact": {"phone_number": "+70000000000", "first_name": "Ann"}},
    {"location": {"latitude": 1.0, "longitude": 1.0}},
    {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
    {"poll": {"id": "1", "question": "?", "options": []}},
]


async def test_things_are_deleted_unread_and_said_so(sandbox: Sandbox, bot: BotProcess) -> None:
    for fields in THINGS:
        person = sandbox.person("Ann", language_code="ru")
        await begin(person)
        person.send_raw(fields)
        await person.wait_for(lambda p: newest(p).startswith("Справочник"))
        assert "удалено" in person.texts()[-1], fields
        await still_works(person, bot)


TEXTS = ["/unknown", "/", "/start " + "x" * 64, "/start c_zz", "a" * 4096, "🙂" * 2048, "\u202e\u0000x", "<b>&"]


async def test_odd_texts_lead_on(sandbox: Sandbox, bot: BotProcess) -> None:
    for text in TEXTS:
        person = sandbox.person("Ann", language_code="en")
        await begin(person)
        first = person.history[0].message_id
        person.send(text)
        await person.wait_for(lambda p, first=first: p.screen is not None and p.screen.message_id != first)
        await still_works(person, bot)


async def test_silence_for_what_is_not_meant_for_it(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Ann", language_code="en")
    await begin(person)
    before = len(sandbox.called("sendMessage"))
    person.send_raw({"pinned_message": {"message_id": 1}})
    person.send_raw({"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}})
    person.inline_query("France")
    sandbox.inject({"a_kind_of_tomorrow": {"surprise": [1, 2, {"x": None}]}})
    sandbox.inject({"message": {"message_id": "no number", "chat": None}})
    sandbox.inject({"callback_query": []})
    await person.pressed(label(person, "▶️"))
    assert len(sandbox.called("sendMessage")) == before
    assert "ERROR" not in bot.output


async def test_it_leaves_groups_and_says_nothing_there(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Ann", language_code="en")
    group = sandbox.group("Friends")
    group.send(person, "France")
    await person.wait_for(lambda _: not group.bot_is_member)
    assert not any(message.from_bot for message in group.history)
