"""`exitbot run`: the bot on Telegram."""

from __future__ import annotations

import asyncio

import click

from exitbot.logs import configure_logging
from exitbot.settings import load_settings
from exitbot.telegram.serving import serve_telegram

__all__ = ["run"]


@click.command()
def run() -> None:
    """Serve on Telegram: polling, or webhook when EXITBOT_WEBHOOK_URL is set."""
    settings = load_settings()
    settings.secret_token()
    configure_logging(settings.log_level, as_json=settings.log_format == "json")
    asyncio.run(serve_telegram(settings))
