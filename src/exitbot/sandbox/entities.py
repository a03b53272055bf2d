"""Telegram's HTML: text with tags in, plain text and entities out.

A transcription of the rules of tdlib (td/telegram/MessageEntity.cpp: parse_html, fix_formatted_text), since the real
server runs that code. Offsets of entities count UTF-16 units, offsets in error texts count UTF-8 bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from exitbot.sandbox.detection import detect
from exitbot.sandbox.errors import ApiError, bad_request
from exitbot.sandbox.normalising import arrange

__all__ = ["MAX_TEXT_UNITS", "Formatted", "format_text", "parse_html", "utf16_length"]

MAX_TEXT_UNITS = 4096
_MAX_SOURCE_BYTES = 1 << 15  # the Bot API server reads no further

_MAX_ENTITY_OFFSET = 1_000_000
_MAX_ENTITIES = 100  # the server forgets the rest without a word

_SIMPLE_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
}  # fmt: skip
_TAGS = frozenset(_SIMPLE_TAGS) | {"a", "pre", "code", "blockquote", "tg-emoji"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACE = " \t\r\n\0\v"
_BARE_TAG = re.compile("<([A-Za-z-]+)>")  # most tags: no attribute, so no need to walk letter by letter
_SPECIAL = re.compile("[<&]")
_ATTRIBUTE = re.compile(r"[^\s\0=>/\"']*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]+)|([0-9]+))|([A-Za-z]+))(;?)")
_LINK = re.compile(r"(?i)^(?:(?:https?|ftp|tg|ton)://|mailto:|tel:)?[^\s]+\.?[^\s]*$")
_ODD = re.compile("[\0-\t\v-\x1f\u2028-\u202e\u0333\u033f\u030a]")
_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_CONTROLS = dict.fromkeys((*range(10), 11, 12, *range(14, 32)), " ")

Entity = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as a message holds it. `entities` are Bot API MessageEntity objects, sorted."""

    text: str
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """Length in UTF-16 units, the measure of all of Telegram's offsets and limits."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def format_text(source: str, parse_mode: str = "", entities: Any = None) -> Formatted:
    """The text of a message as the server stores it: parsed, cleaned, trimmed, links and commands found.

    parse_mode: "" or "HTML" in any case.  entities: MessageEntity objects, used only without parse_mode.
    Raises ApiError 400; the length of the result is for the caller, whose error text depends on the method.
    """
    if not source:
        raise bad_request("Message text is empty")
    if _bytes_of(source) > _MAX_SOURCE_BYTES:
        raise bad_request("Text is too long")
    mode = parse_mode.lower()
    if mode == "html":
        parsed = parse_html(source)
    elif mode in ("", "none"):
        parsed = Formatted(_clean(source), tuple(_given(entities)))
    elif mode in ("markdown", "markdownv2"):
        # The real server takes Markdown; this bot must not use it (a stray sign in a translation breaks the message).
        raise bad_request("Unsupported parse_mode: the sandbox takes HTML only")
    else:
        raise bad_request("Unsupported parse_mode")
    return detect(_trim(parsed.text, arrange(parsed.text, parsed.entities)))


def _bytes_of(source: str) -> int:
    if source.isascii():
        return len(source)
    try:
        return len(source.encode())
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can carry
        raise bad_request("Strings must be encoded in UTF-8") from None


def parse_html(source: str) -> Formatted:
    """Plain text and entities of Telegram HTML, neither trimmed nor arranged. Raises ApiError 400."""
    return _Parser(source).parse()


def _given(entities: Any) -> list[Entity]:
    if entities is None:
        return []
    if not isinstance(entities, list):
        raise bad_request("Expected an Array of MessageEntity")
    return [_checked_entity(entity) for entity in entities]


def _checked_entity(entity: Any) -> Entity:
    if not isinstance(entity, dict):
        raise bad_request("Can't parse MessageEntity: expected an Object")
    for name, kind, called in (("type", str, "String"), ("offset", int, "Number"), ("length", int, "Number")):
        if not isinstance(entity.get(name), kind):
            raise bad_request(f'Can\'t parse MessageEntity: Field "{name}" must be of type {called}')
    for name in ("offset", "length"):
        if not 0 <= entity[name] <= _MAX_ENTITY_OFFSET:
            raise bad_request(f"Receive an entity with incorrect {name} {entity[name]}")
    return dict(entity)


def _clean(text: str) -> str:
    """Control characters become spaces; carriage returns and characters that turn the writing direction go."""
    if not _ODD.search(text):
        return text
    return _DROPPED.sub("", text).translate(_CONTROLS)


def _trim(text: str, entities: list[Entity]) -> Formatted:
    stripped = text.rstrip(" \n")
    if not stripped:
        raise bad_request("Text must be non-empty")
    end = utf16_length(stripped)
    kept = [entity for entity in entities if entity["offset"] < end][:_MAX_ENTITIES]
    for entity in kept:
        entity["length"] = min(entity["length"], end - entity["offset"])
    # White space at the start goes too, but only as far as the first entity.
    first = kept[0]["offset"] if kept else len(stripped)
    lead = min(len(stripped) - len(stripped.lstrip(" \n")), first)
    for entity in kept:
        entity["offset"] -= lead
    return Formatted(stripped[lead:], tuple(kept))


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    part: int


@dataclass(slots=True)
class _Parser:
    source: str
    position: int = 0
    offset: int = 0
    parts: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def parse(self) -> Formatted:
        while found := _SPECIAL.search(self.source, self.position):
            self._take(self.source[self.position : found.start()])
            self.position = found.start()
            if found[0] == "&":
                self._reference()
            elif self.source.startswith("</", self.position):
                self._end_tag()
            else:
                self._start_tag()
        self._take(self.source[self.position :])
        if self.stack:
            raise _unparsed(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return Formatted("".join(self.parts), tuple(self.entities))

    def _take(self, text: str) -> None:
        if not text:
            return
        text = _clean(text)
        self.parts.append(text)
        self.offset += utf16_length(text)

    def _reference(self) -> None:
        character, after = _decode(self.source, self.position)
        self._take(character or "&")
        self.position = after if character else self.position + 1

    def _start_tag(self) -> None:
        begin = self.position
        bare = _BARE_TAG.match(self.source, begin)
        if bare and (tag := bare[1].lower()) in _TAGS and tag != "span":
            self.position = bare.end()
            self.stack.append(_Open(tag, "", self.offset, len(self.parts)))
            return
        end = _until(self.source, begin + 1, _SPACE + ">")
        if _at(self.source, end) == "\0":
            raise _unparsed("Unclosed start tag", self.source, begin)
        tag = self.source[begin + 1 : end].lower()
        if tag not in _TAGS:
            raise _unparsed(f'Unsupported start tag "{tag}"', self.source, begin)
        argument, self.position = _attributes(self.source, tag, begin, end)
        if tag == "span" and argument != "spoiler":
            raise _unparsed('Tag "span" must have class "tg-spoiler"', self.source, begin)
        self.stack.append(_Open(tag, argument, self.offset, len(self.parts)))

    def _end_tag(self) -> None:
        begin = self.position
        if not self.stack:
            raise _unparsed("Unexpected end tag", self.source, begin)
        end = _until(self.source, begin + 2, _SPACE + ">")
        name = self.source[begin + 2 : end].lower()
        end = _skip_space(self.source, end)
        if _at(self.source, end) != ">":
            raise _unparsed("Unclosed end tag", self.source, begin)
        opened = self.stack[-1]
        if name and name != opened.tag:
            detail = f', expected "</{opened.tag}>", found "</{name}>"'
            raise _unparsed("Unmatched end tag", self.source, begin, detail)
        self.position = end + 1
        self._close(opened)
        self.stack.pop()

    def _close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        if length <= 0:
            return
        entity: Entity = {"offset": opened.offset, "length": length}
        last = self.entities[-1] if self.entities else {}
        same_span = last.get("offset") == opened.offset and last.get("length") == length
        if opened.tag == "a":
            url = _checked_link(opened.argument or "".join(self.parts[opened.part :]))
            if url:
                self.entities.append(entity | {"type": "text_link", "url": url})
        elif opened.tag == "tg-emoji":
            self.entities.append(entity | {"type": "custom_emoji", "custom_emoji_id": _emoji(opened.argument)})
        elif opened.tag == "pre" and same_span and last.get("language"):
            last["type"] = "pre"
        elif opened.tag == "code" and same_span and last["type"] == "pre" and opened.argument:
            last["language"] = opened.argument
        elif opened.tag == "code" and opened.argument:
            self.entities.append(entity | {"type": "code", "language": opened.argument})
        elif opened.tag == "blockquote":
            self.entities.append(entity | {"type": "expandable_blockquote" if opened.argument else "blockquote"})
        else:
            self.entities.append(entity | {"type": _SIMPLE_TAGS.get(opened.tag, opened.tag)})


def _at(source: str, position: int) -> str:
    """The character, or NUL behind the end, as in the C string the real parser walks on."""
    return source[position] if position < len(source) else "\0"


def _until(source: str, position: int, stop: str) -> int:
    while _at(source, position) not in stop:
        position += 1
    return position


def _skip_space(source: str, position: int) -> int:
    while position < len(source) and source[position] in _SPACE and source[position] != "\0":
        position += 1
    return position


def _attributes(source: str, tag: str, begin: int, position: int) -> tuple[str, int]:
    """(argument that this tag keeps, position behind the '>')."""
    argument = ""
    while True:
        position = _skip_space(source, position)
        if _at(source, position) == ">":
            return argument, position + 1
        found = _ATTRIBUTE.match(source, position)
        name = found[0] if found else ""
        if not name:
            if _at(source, position) == "\0":
                raise _unparsed("Unclosed start tag", source, begin)
            raise _unparsed(f'Empty attribute name in the tag "{tag}"', source, begin)
        position = _skip_space(source, position + len(name))
        if _at(source, position) != "=":
            if _at(source, position) == "\0":
                raise _unparsed(f'Unclosed start tag "{tag}"', source, begin)
            argument = _kept(tag, name, "1") or argument if name == "expandable" else argument
            continue
        value, position = _attribute_value(source, tag, begin, _skip_space(source, position + 1))
        argument = _kept(tag, name, value) or argument


def _kept(tag: str, name: str, value: str) -> str:
    if tag == "a" and name == "href":
        return value
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and name == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if tag == "tg-emoji" and name == "emoji-id":
        return value
    return "1" if tag == "blockquote" and name == "expandable" else ""


def _attribute_value(source: str, tag: str, begin: int, position: int) -> tuple[str, int]:
    quote = _at(source, position)
    if quote == "\0":
        raise _unparsed(f'Unclosed start tag "{tag}"', source, begin)
    if quote not in "'\"":
        found = _NAME_TOKEN.match(source, position)
        token = found[0] if found else ""
        end = position + len(token)
        if _at(source, end) not in _SPACE + ">":
            raise _unparsed("Unexpected end of name token", source, position)
        if _at(source, end) == "\0":
            raise _unparsed("Unclosed start tag", source, begin)
        return token.lower(), end
    end = source.find(quote, position + 1)
    if end < 0 or end + 1 >= len(source):
        raise _unparsed("Unclosed start tag", source, begin)
    return _decode_all(source[position + 1 : end]), end + 1


def _decode(source: str, position: int) -> tuple[str, int]:
    """(the character a reference stands for, position behind it); ("", position) for an unknown reference."""
    found = _REFERENCE.match(source, position)
    if not found:
        return "", position
    hexadecimal, decimal, name, _ = found.groups()
    if name:
        return (_NAMED[name], found.end()) if name in _NAMED else ("", position)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF or found.end() - position > 10:
        return "", position
    if 0xD800 <= code <= 0xDFFF:
        raise _unparsed(
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
        )
    return chr(code), found.end()


def _decode_all(text: str) -> str:
    if "&" not in text:
        return text
    parts, position = [], 0
    while position < len(text):
        character, after = _decode(text, position) if text[position] == "&" else ("", position)
        parts.append(character or text[position])
        position = after if character else position + 1
    return "".join(parts)


def _checked_link(url: str) -> str:
    """The link as the server keeps it, or "" for one it drops without a word (the text then stays plain)."""
    url = url.strip()
    if not _LINK.match(url):
        return ""
    if url.lower().startswith(("mailto:", "tel:", "tg:", "ton:")):
        return url
    scheme, separator, rest = url.partition("://")
    if not separator:
        scheme, rest = "http", url
    host, slash, path = rest.partition("/")
    if "." not in host and not host.startswith("localhost"):
        return ""
    return f"{scheme.lower()}://{host}{slash or '/'}{path}"


def _emoji(identifier: str) -> str:
    if not identifier.isdigit() or int(identifier) == 0:
        raise _unparsed("Invalid custom emoji identifier specified")
    return identifier


def _unparsed(message: str, source: str = "", position: int | None = None, detail: str = "") -> ApiError:
    if position is not None:
        message += f" at byte offset {len(source[:position].encode('utf-8', 'surrogatepass'))}{detail}"
    return bad_request(f"Can't parse entities: {message}")
