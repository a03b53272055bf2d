"""The guided check as a person meets it: few taps to an honest answer, everything in the buttons, every answer changeable."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.screens.walking import LANGUAGES, Viewer, buttons, points

from exitbot.guidance.asking import MOST_TAPS
from exitbot.guidance.changing import answers_to
from exitbot.guidance.profile import UNSAID, Profile, read_code, with_answer, write_code
from exitbot.guidance.verdict import assess_all, urgent_for
from exitbot.knowledge.answers import FRONT, Service, Situation, Subject
from exitbot.knowledge.model import Level, Passport, Role
from exitbot.screens import signs
from exitbot.screens.layout import plain_text
from exitbot.screens.route import MAX_DATA_BYTES, Route, seal
from exitbot.screens.screen import Quote, Screen
from exitbot.telegram.payloads import inline_keyboard

DESERTER = Profile(Situation.DESERTER, Service.CONTRACT, "kz", Passport.INTERNAL)
MOST_CHARACTERS = 3500
TAPS_BEFORE = 2  # "continue" on the safety screen, and the check on the first one


def verdicts(profile: Profile, *further: str) -> Route:
    return Route(("verdicts", write_code(profile), *further))


def some_people(viewer: Viewer, number: int) -> list[Profile]:
    """People with random answers, some of them not said."""
    dice = random.Random(7)
    every = {subject: (None, *answers_to(viewer.knowledge, subject)) for subject in Subject}
    people = []
    for _ in range(number):
        person = UNSAID
        for subject, answers in every.items():
            answer = dice.choice(answers)
            person = with_answer(person, subject, answer) if answer else person
        people.append(person)
    return people


def tap(viewer: Viewer, screen: Screen, label: str) -> Screen:
    """Press the button that holds these words."""
    return viewer.press(screen, next(button for button in buttons(screen) if label in button.label))


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_first_screen_to_the_answer_it_takes_nine_taps_at_most(viewer: Viewer, language: str) -> None:
    for situation in Situation:
        screen = viewer.press(viewer.see("home", language), _button(viewer.see("home", language), "check"))
        taps = TAPS_BEFORE
        code = write_code(with_answer(UNSAID, Subject.SITUATION, situation))
        screen, taps = viewer.see(f"check/{code}", language), taps + 1
        while screen.route.family == "check":
            screen, taps = viewer.press(screen, buttons(screen)[0]), taps + 1
        assert screen.route.family == "verdicts" and taps <= TAPS_BEFORE + MOST_TAPS == 9, situation


def _button(screen: Screen, family: str) -> object:
    return next(button for button in buttons(screen) if button.route.family == family)


def test_every_question_says_why_it_is_asked_and_can_be_skipped(viewer: Viewer) -> None:
    for question in viewer.knowledge.check.questions:
        screen = viewer.see(f"check/{write_code(UNSAID)}/{question.id}")
        assert question.why in plain_text(screen) and "The bot keeps no answer" in plain_text(screen)
        skipped = tap(viewer, screen, "Skip")
        profile, _ = read_code(skipped.route.arguments[0])
        assert profile.answer(question.id) is None and question.id in profile.skipped


def test_what_was_skipped_is_not_asked_again(viewer: Viewer) -> None:
    screen, seen = viewer.see("check"), []
    while screen.route.family == "check":
        seen.append(screen.title)
        screen = tap(viewer, screen, "Skip")
    assert len(seen) == len(set(seen)) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_line_is_the_answer_and_what_is_urgent_comes_next(viewer: Viewer, language: str) -> None:
    for profile in (DESERTER, replace(DESERTER, where="ru"), Profile(Situation.CONSCRIPT, None, "ru")):
        text = plain_text(viewer.see(verdicts(profile), language))
        best = [each for each in assess_all(viewer.knowledge, profile, viewer.today) if each.country.role is Role.DESTINATION]
        voice = viewer.voices[language]
        if best[0].level is not Level.CLOSED:
            assert voice.country(best[0].country.code) in text.split("\n\n")[1]
        urgent = urgent_for(viewer.knowledge, profile)
        assert urgent and voice.prose(urgent[0].text) in text[:1200]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_short_enough_for_one_message(viewer: Viewer, language: str) -> None:
    for profile in [*some_people(viewer, 60), DESERTER, UNSAID]:
        for page in viewer.pages_of_list(verdicts(profile), language):
            assert len(plain_text(page)) <= MOST_CHARACTERS, write_code(profile)


def test_every_destination_stands_once_in_the_answer_and_every_place_of_transit_in_the_other_list(viewer: Viewer) -> None:
    for further, role in (((), Role.DESTINATION), (("wait",), Role.TRANSIT)):
        pages = viewer.pages_of_list(verdicts(DESERTER, *further), "en")
        shown = [button.route.path[2] for page in pages for button in buttons(page) if button.route.family == "verdict"]
        assert sorted(shown) == [code for code, country in viewer.knowledge.countries.items() if country.role is role]


def test_each_line_has_the_three_parts_apart_an_age_and_a_source(viewer: Viewer) -> None:
    for profile in some_people(viewer, 20):
        screen = viewer.see(verdicts(profile))
        lines = [point for point in points(screen) if "getting in:" in point.text]
        assert lines
        for line in lines:
            assert line.text.count("protection:") == line.text.count("if refused:") == 1
            assert line.when or "closed" in line.label, line
            has_no_source = line.sign == signs.NOT_FOR_YOU or "unclear" in line.label or "closed" in line.label
            assert line.marks or has_no_source, line
        assert any(isinstance(block, Quote) for block in screen.blocks)


def test_what_is_out_of_reach_is_never_called_closed(viewer: Viewer) -> None:
    seen = 0
    for profile in (replace(DESERTER, where=FRONT), *some_people(viewer, 40)):
        for verdict in assess_all(viewer.knowledge, profile, viewer.today):
            if verdict.is_out_of_reach:
                seen += 1
                title = viewer.see(Route(("verdict", write_code(profile), verdict.country.code))).title
                assert "not within reach now" in title and "closed" not in title
    assert seen


def test_any_answer_is_changed_with_one_tap_and_everything_else_is_kept(viewer: Viewer) -> None:
    profile = replace(DESERTER, family=None)
    screen = viewer.see(verdicts(profile))
    asked = tap(viewer, screen, "✏️ Passport")
    changed = viewer.press(asked, buttons(asked)[0])
    assert changed.route.family == "verdicts"
    assert read_code(changed.route.arguments[0])[0] == replace(profile, passport=Passport.BIOMETRIC)


def test_a_changed_answer_that_raises_a_new_question_asks_it_first(viewer: Viewer) -> None:
    profile = Profile(Situation.CALLED, None, "ru", Passport.BIOMETRIC)
    asked = tap(viewer, viewer.see(verdicts(profile)), "✏️ ")
    label = next(str(o.label) for o in viewer.knowledge.check.questions[0].options if o.id == "deserter")
    assert tap(viewer, asked, label).route.path[2:] == ("service",)


@pytest.mark.parametrize("code", ["x", "dckzi", "dckzi00000000", "zzzzzzzzz", "d9kz!"[:4], "dckz10000"])
@pytest.mark.parametrize("family", ["verdicts", "verdict", "steps", "check"])
def test_a_damaged_code_asks_again_with_a_word_and_keeps_what_can_be_read(viewer: Viewer, family: str, code: str) -> None:
    path = (family, code, "fr") if family == "verdict" else (family, code)
    screen = viewer.see(Route(path))
    assert screen.route.family == "check" and "could not be read" in plain_text(screen)
    kept, _ = read_code(code)
    onward, whole = read_code(buttons(screen)[0].route.arguments[0])
    assert whole and all(onward.answer(subject) == answer for subject, answer in kept.said())


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_countries_stand_in_one_message(viewer: Viewer, language: str) -> None:
    for first, second in (("fr", "de"), ("us", "kz"), ("lt", "ca")):
        screen = viewer.see(Route(("compare", write_code(DESERTER), first, second)), language)
        text = plain_text(screen)
        assert screen.pages == 1 and len(text) <= MOST_CHARACTERS
        for code in (first, second):
            assert viewer.voices[language].prose(viewer.knowledge.countries[code].if_refused.text) in text


def test_the_ways_say_for_whom_they_are_not_and_why(viewer: Viewer) -> None:
    pages = viewer.pages(Route(("verdict", write_code(DESERTER), "fr", "ways")))
    labels = [point.label for page in pages for point in points(page)]
    assert len(labels) >= len(viewer.knowledge.countries["fr"].ways_in)
    assert any("not for you: Passport" in label for label in labels)


def test_the_words_for_the_border_can_be_copied_whole_in_every_destination(viewer: Viewer) -> None:
    for code, country in viewer.knowledge.countries.items():
        if country.role is Role.DESTINATION:
            words = viewer.knowledge.check.words[code]
            screen = viewer.see(f"words/{code}")
            [copied] = [row[0]["copy_text"]["text"] for row in inline_keyboard(screen, "abc") if "copy_text" in row[0]]
            assert copied == words.text and 1 <= len(copied) <= 256
            assert words.text in plain_text(screen) and screen.sources


def test_all_answers_and_two_countries_fit_into_a_button() -> None:
    route = Route(("compare", write_code(DESERTER), "fr", "de"), 9, ("verdict", write_code(DESERTER), "fr"))
    assert len(seal(route, "zh_Hant", "abcdef").encode()) <= MAX_DATA_BYTES


def test_the_steps_go_from_now_to_the_first_week(viewer: Viewer) -> None:
    order = ["Now", "Before you leave", "On the way", "At the border", "The first week"]
    for profile in (DESERTER, *some_people(viewer, 20)):
        labels = [point.label for page in viewer.pages(f"steps/{write_code(profile)}") for point in points(page) if point.label]
        phases = [order.index(label.split(". ", 1)[1]) for label in labels]
        assert phases == sorted(phases) and phases
