"""reply_markup: what the server takes, and how it refuses the rest."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from exitbot.sandbox.arguments import UNSET, Arguments
from exitbot.sandbox.errors import bad_request

__all__ = ["Button", "Keyboard", "read_markup"]

Button = dict[str, Any]  # a Bot API InlineKeyboardButton
Keyboard = tuple[tuple[Button, ...], ...]  # rows

MAX_DATA_BYTES = 64
MAX_COPY_UNITS = 256
MAX_ROW_BUTTONS = 8
MAX_BUTTONS = 100

_ACTIONS = ("url", "callback_data", "copy_text", "switch_inline_query", "switch_inline_query_current_chat",
            "switch_inline_query_chosen_chat", "web_app")  # fmt: skip
# The real server allows these, but each hands over something a person here must keep: a number, a place, an account.
_NEVER = ("request_contact", "request_location", "request_users", "request_user", "request_chat", "request_poll",
          "login_url", "pay", "callback_game")  # fmt: skip


def read_markup(arguments: Arguments, *, inline_only: bool = False) -> Keyboard:
    """The inline keyboard of a call; () if there is none.

    inline_only: for edits, which take no other kind.  Raises ApiError 400 in the server's words.
    """
    markup = arguments.json("reply_markup", "Can't parse reply keyboard markup JSON object")
    if markup is UNSET or markup is None:
        return ()
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    _refuse_reply_keyboard(markup)
    rows = markup.get("inline_keyboard")
    if rows is None:
        if inline_only and markup:
            raise bad_request("Inline keyboard expected")
        return ()
    if not isinstance(rows, list):
        raise bad_request('Field "inline_keyboard" must be of type Array')
    keyboard = tuple(tuple(_button(button) for button in _row(row)) for row in rows)
    keyboard = tuple(row for row in keyboard if row)
    if any(len(row) > MAX_ROW_BUTTONS for row in keyboard) or sum(map(len, keyboard)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return keyboard


def _refuse_reply_keyboard(markup: dict[str, Any]) -> None:
    rows = markup.get("keyboard", [])
    if not isinstance(rows, list):
        raise bad_request('Field "keyboard" must be of type Array')
    for row in rows:
        for button in row if isinstance(row, list) else ():
            _refuse_requests(button)


def _refuse_requests(button: Any) -> None:
    for name in _NEVER:
        if isinstance(button, dict) and name in button:
            raise bad_request(f"BUTTON_TYPE_INVALID: {name} asks for what a person here must not hand over")


def _row(row: Any) -> list[Any]:
    if not isinstance(row, list):
        raise bad_request('Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    return row


def _button(button: Any) -> Button:
    if not isinstance(button, dict):
        raise _unparsed("InlineKeyboardButton must be an Object")
    text = _string(button, "text")
    if text is None:
        raise _unparsed('Can\'t find field "text"')
    _refuse_requests(button)
    actions = [name for name in _ACTIONS if button.get(name) not in (None, "")]
    if not actions:
        if button.get("callback_data") == "":
            raise bad_request("BUTTON_DATA_INVALID")
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        # The real server quietly takes the first. Two actions are always a mistake, so here they are refused.
        raise bad_request(f"BUTTON_TYPE_INVALID: exactly one action, not {' and '.join(actions)}")
    if not text.strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    return {"text": text, actions[0]: _action(button, actions[0])}


def _action(button: Button, name: str) -> Any:
    if name == "copy_text":
        return {"text": _copied(button[name])}
    if name == "callback_data":
        data = _string(button, name) or ""
        if not 1 <= len(data.encode("utf-8", "surrogatepass")) <= MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return data
    if name == "url":
        return _address(_string(button, name) or "")
    return button[name]


def _copied(copy: Any) -> str:
    if not isinstance(copy, dict):
        raise _unparsed('Field "copy_text" must be of type Object')
    text = copy.get("text")
    if text is None:
        raise _unparsed('Can\'t find field "text"')
    if not isinstance(text, str) or not 1 <= len(text.encode("utf-16-le", "surrogatepass")) // 2 <= MAX_COPY_UNITS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text


def _address(url: str) -> str:
    full = url if "://" in url or url.startswith("tg:") else f"http://{url}"
    try:
        parts = urlsplit(full)
    except ValueError:
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL") from None
    if parts.scheme not in ("http", "https", "tg", "ton", "ftp"):
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if parts.scheme in ("http", "https") and "." not in parts.netloc and parts.hostname != "localhost":
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return f"{full}/" if parts.scheme in ("http", "https") and not parts.path and not parts.query else full


def _string(button: Button, name: str) -> str | None:
    value = button.get(name)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise _unparsed(f'Field "{name}" must be of type String')


def _unparsed(message: str) -> Exception:
    return bad_request(f"Can't parse inline keyboard button: {message}")
