"""What must not stand in the code, because it stores people, runs strangers' text, or gives up control of delivery."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "exitbot"

MODULES = {"pickle", "shelve", "marshal", "dill", "telegram.ext", "joblib"}
BUILTINS = {"eval", "exec", "compile", "__import__", "breakpoint"}
NAMES = {
    "ConversationHandler", "PicklePersistence", "BasePersistence", "AIORateLimiter", "Updater", "JobQueue",
    "chat_data", "user_data", "bot_data", "faulthandler",
}  # fmt: skip
CALLS = {("yaml", "load"), ("yaml", "unsafe_load"), ("yaml", "full_load"), ("os", "system"), ("subprocess", "run")}
# Buttons that make a person hand something over. They are named here so that nobody builds them by mistake.
ASKING = {
    "request_contact", "request_location", "request_users", "request_chat", "login_url", "LoginUrl", "pay", "KeyboardButton",
}  # fmt: skip


def forbidden_in(source: str) -> Iterator[str]:
    """Every forbidden thing in a module, by name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            yield from ([node.module] if node.module in MODULES else [])
            yield from (alias.name for alias in node.names if alias.name in NAMES | ASKING)
        elif isinstance(node, ast.Name) and node.id in BUILTINS | NAMES | ASKING:
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield from ([node.attr] if node.attr in NAMES | ASKING else [])
            if isinstance(node.value, ast.Name) and (node.value.id, node.attr) in CALLS:
                yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.keyword) and node.arg in ASKING:
            yield str(node.arg)


def test_the_code_holds_nothing_forbidden() -> None:
    # The sandbox has to know the asking buttons by name, to refuse them as strictly as this test does.
    found = {
        str(file.relative_to(PACKAGE)): names
        for file in PACKAGE.rglob("*.py")
        if (names := sorted(set(forbidden_in(file.read_text(encoding="utf-8")))))
    }
    assert found == {}


@pytest.mark.parametrize(
    "planted",
    [
        "import pickle", "from telegram.ext import Updater", "eval('1')", "yaml.load(text)", "context.user_data['x'] = 1",
        "KeyboardButton('x', request_contact=True)", "InlineKeyboardButton('x', login_url=url)", "os.system('ls')",
    ],
)  # fmt: skip
def test_each_forbidden_thing_is_noticed(planted: str) -> None:
    assert list(forbidden_in(planted))
