"""No link is clickable but on the addresses screen, not even one that Telegram makes by itself of a name like Babel.ua."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from exitbot.knowledge.loading import load_knowledge
from exitbot.language.catalogs import load_catalogs
from exitbot.language.speaking import Voice
from exitbot.sandbox.entities import format_text
from exitbot.screens.crawling import reachable
from exitbot.screens.layout import telegram_html
from exitbot.screens.route import HOME
from exitbot.screens.screen import Line, Screen

ROOT = Path(__file__).resolve().parents[2]
HARMLESS = {"bold", "italic", "code", "expandable_blockquote"}


def clickable(screen: Screen) -> set[str]:
    """Kinds of entities in a message as Telegram would show it that lead somewhere."""
    return {entity["type"] for entity in format_text(telegram_html(screen), "HTML").entities} - HARMLESS


def test_nothing_leads_anywhere_but_on_the_addresses_screen() -> None:
    knowledge, catalogs = load_knowledge(ROOT / "content"), load_catalogs(ROOT / "locales")
    for language in catalogs.languages:
        for route, screen in reachable(knowledge, Voice(language, catalogs), date(2026, 11, 25)):
            assert screen is not None
            assert clickable(screen) <= ({"text_link"} if route.family == "addresses" else set()), route


def test_names_that_telegram_would_make_clickable_are_inert() -> None:
    text = "Babel.ua, Service-public.fr, @somebody, #tag, https://example.org/x, help@example.org, 6(I)/2000, /start"
    assert clickable(Screen("A", (Line(text),), (), HOME, "en")) == set()


def test_an_email_address_can_still_be_copied_whole() -> None:
    html = telegram_html(Screen("A", (Line("Write to legal-help@example.org today."),), (), HOME, "en"))
    assert "<code>legal-help@example.org</code> today." in html
