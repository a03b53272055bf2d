"""A person's way through the bot, in both ways of delivery."""

from __future__ import annotations

from tests.support.bots import BotProcess

from exitbot.sandbox import Person, Sandbox


def label(person: Person, words: str) -> str:
    """The whole label of the button that holds these words."""
    assert person.screen is not None
    return next(button for button in person.screen.buttons if words in button)


def newest(person: Person) -> str:
    """The text of the newest message, or nothing where the chat is empty for a moment."""
    return "".join(person.texts()[-1:])


async def go(person: Person, *words: str) -> str:
    """Press one button after the other; the text that is shown in the end."""
    for each in words:
        await person.pressed(label(person, each))
    assert person.screen is not None
    return person.screen.text


async def begin(person: Person, payload: str = "") -> str:
    """/start, and the first screen."""
    person.start(payload)
    await person.wait_for(lambda p: p.screen is not None and len(p.history) == 1)
    assert person.screen is not None
    return person.screen.text


async def test_from_start_to_sources_in_russian_then_english_in_place_then_exit(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Anna", language_code="ru")
    assert "Прежде чем начать" in await begin(person)
    message_id = person.history[0].message_id

    assert "Справочник" in await go(person, "Дальше")
    assert "Франция" in await go(person, "Страны", "Франция")
    ways = await go(person, "Въезд")
    assert "Источники" in ways and "Юрист ещё не проверял" in ways and "https://" not in ways
    assert "https://" not in (await go(person, "Адреса")), "the words of a link are the source's name, not its address"

    assert (await go(person, "English")).startswith("Addresses")
    assert (await go(person, "Back")).startswith("🇫🇷 France · 🚪 Getting in")
    assert [message.message_id for message in person.history] == [message_id], "one message, edited in place"

    await person.pressed(label(person, "Exit"))
    assert person.texts() in ([], ["…"])


async def test_links_stand_on_the_addresses_screen_only(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Ben", language_code="en")
    await begin(person, "c_fr")
    await go(person, "Continue")
    assert person.screen is not None and not _links(person)
    await go(person, "Addresses")
    assert _links(person)


def _links(person: Person) -> list[object]:
    assert person.screen is not None
    return [entity for entity in person.screen.entities if entity.get("type") in ("text_link", "url")]


async def test_a_deep_link_shows_safety_first_and_then_the_country(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Cem", language_code="en")
    assert "Before you begin" in await begin(person, "c_de")
    assert (await go(person, "Continue")).startswith("🇩🇪 Germany")


async def test_typed_words_are_deleted_and_answered_with_the_country_they_name(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Dina", language_code="uk")
    await begin(person)
    for words, title in (("хочу во Францию", "🇫🇷 Франция"), ("🇫🇮", "🇫🇮 Финляндия"), ("US", "🇺🇸 Соединенные Штаты")):
        person.send(words)
        await person.wait_for(lambda p, title=title: newest(p).startswith(title))
        await person.settled()
        assert len(person.history) == 1, person.texts()


async def test_typed_nonsense_leads_to_the_beginning_with_a_word_of_explanation(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Emil", language_code="en")
    await begin(person)
    person.send("what should I do now")
    await person.wait_for(lambda p: newest(p).startswith("Guide"))
    await person.settled()
    assert "did not find a country" in person.texts()[0] and len(person.history) == 1


async def test_a_new_message_begins_blank_and_silent_unless_its_screen_is_neutral(sandbox: Sandbox, bot: BotProcess) -> None:
    person = sandbox.person("Fay", language_code="en")
    await begin(person)
    person.send("Germany")
    await person.wait_for(lambda p: newest(p).startswith("🇩🇪"))
    await person.settled()
    sent = [call for call in sandbox.calls if call.method == "sendMessage"]
    assert [str(call.parameters["text"])[:1] for call in sent] == ["<", "…"]
    assert all(call.parameters["disable_notification"] for call in sent)


async def test_name_description_and_commands_are_set_in_every_language(sandbox: Sandbox, bot: BotProcess) -> None:
    wanted = {"setMyName", "setMyDescription", "setMyShortDescription", "setMyCommands"}

    def languages(method: str) -> set[str]:
        return {str(call.parameters.get("language_code") or "") for call in sandbox.calls if call.method == method}

    person = sandbox.person("Gus", language_code="ru")
    await begin(person)
    await person.wait_for(lambda _: all({"", "ru"} <= languages(method) for method in wanted))
