"""Linked data (JSON-LD) in a page, read as leniently as browsers' tools read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from ticker.feeds.values import Object

_SCRIPT = re.compile(
    r"<script\b[^>]{0,2000}?type\s*=\s*[\"']?application/ld\+json\b[^>]{0,2000}>(.*?)(?:</script\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_WRAPPER = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|(?://|/\*)?\s{0,9}\]\]>\s{0,9}(?:\*/)?)\s{0,9};?\s*$"
)
# A string, or what is to be mended between strings: a comma with nothing behind it, a line of commentary. A string that
# breaks off reaches to the end: else each quotation mark in it would be taken for its start anew.
_STRING_OR_FLAW = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|,(?=\s*[\]}])|(?:(?<=[\s,{\[])//[^\n]*)', re.DOTALL)
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Script:
    """One script of linked data: its value, None where it cannot be read; `text` is what stands there."""

    text: str
    value: Any


def scripts(page: str) -> list[Script]:
    """The scripts of linked data in a page, in their order."""
    found = []
    for match in _SCRIPT.finditer(page):
        text = _WRAPPER.sub("", match[1])
        found.append(Script(text, lenient(text)))
    return found


def lenient(text: str) -> Any:
    """The value of a JSON text with raw line ends, commas too many, comments or wrong escapes in it; None for no JSON.

    A text whose quotes are written as character references is read with them decoded.
    """
    for candidate in _readings(text.strip().rstrip(";")):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _readings(text: str) -> Iterator[str]:
    yield text
    mended = mend(text)
    yield mended
    if "&quot;" in text and '"' not in text[:64]:
        yield mend(unescape(text))


def mend(text: str) -> str:
    """The JSON text without what only its strict grammar forbids. Strings stay as they are but for wrong escapes."""

    def mended(found: re.Match[str]) -> str:
        return _BAD_ESCAPE.sub(r"\\\\", found[0]) if found[0].startswith('"') else ""

    return _STRING_OR_FLAW.sub(mended, text)


def nodes(value: Any, depth: int = 0) -> Iterator[Object]:
    """All objects of linked data, at whatever depth: in lists, in `@graph`, as a part of another."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for member in value.values():
            if isinstance(member, (dict, list)):
                yield from nodes(member, depth + 1)
    elif isinstance(value, list):
        for member in value:
            yield from nodes(member, depth + 1)


def is_a(node: Object, name: str) -> bool:
    """Whether a node is of that type of schema.org, however the type is written."""
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return any(isinstance(given, str) and re.split(r"[/:#]", given)[-1] == name for given in listed)
