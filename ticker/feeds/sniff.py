"""What a document is, by its content: servers say anything."""

from __future__ import annotations

import re
from enum import StrEnum


class Content(StrEnum):
    """What a document is. The value is the word for people where it turns out to be no feed."""

    FEED = "feed"  # XML with the root of a feed
    JSON = "JSON without a feed"
    EMPTY = "empty body"
    HTML = "HTML page"
    XML = "XML without a feed"
    TEXT = "plain text"
    IMAGE = "image"
    BINARY = "binary data"


_IMAGES = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF")
_PDF = b"%PDF"
_BLANK = " \t\r\n\ufeff\0"
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_SAMPLE = 1024

# How far junk before the document (warnings of scripts, white space, comments) may reach.
_REACH = 65_536
_PREFIX = r"(?:[A-Za-z_][\w.-]{0,40}:)?"
_ROOT = re.compile(rf"<{_PREFIX}(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_START = re.compile(rf"<\?xml\s|<!DOCTYPE\s+{_PREFIX}(?:rss|feed|rdf)\b|{_ROOT.pattern}", re.IGNORECASE)
_PROLOG = re.compile(
    r"(?:[\s\ufeff]|<\?[^>]{0,2000}>|<!--.{0,20000}?-->|<!DOCTYPE[^\[>]{0,500}(?:\[.{0,20000}?\]\s{0,20})?>)*",
    re.DOTALL | re.IGNORECASE,
)
_ELEMENT = re.compile(rf"<{_PREFIX}([A-Za-z][\w.-]{{0,40}})")
_FEED_ROOTS = {"rss", "feed", "rdf", "channel", "entry"}
_HTML_NAMES = {"html", "head", "body", "title", "meta", "script", "div", "p", "br", "b", "a", "h1", "h2", "table"}
_HTML = re.compile(r"<!DOCTYPE\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)


def sniff(body: bytes, text: str) -> Content:
    """What the document is, from its bytes and its decoded text."""
    if not text[:_REACH].strip(_BLANK) and not text.strip(_BLANK):
        return Content.EMPTY
    if body.startswith(_IMAGES):
        return Content.IMAGE
    sample = text[:_SAMPLE]
    first = text.lstrip(_BLANK)[0]
    if body.startswith(_PDF) or (first != "<" and len(_CONTROLS.findall(sample)) * 20 > len(sample)):
        return Content.BINARY
    if first in "{[":
        return Content.JSON
    return _markup(text)


def trimmed(text: str) -> str:
    """A feed's text without what stands before its XML declaration or its root."""
    start = _START.search(text, 0, _REACH)
    return text[start.start() :] if start else text.lstrip(_BLANK)


def _markup(text: str) -> Content:
    prolog = _PROLOG.match(text)
    end = prolog.end() if prolog else 0
    element = _ELEMENT.match(text, end)
    name = element[1].lower() if element else ""
    if name in _FEED_ROOTS:
        return Content.FEED
    if name == "html" or _HTML.search(text, 0, end):
        return Content.HTML
    if _ROOT.search(text, 0, _REACH):
        return Content.FEED
    if name in _HTML_NAMES or (not name and _HTML.search(text, 0, _REACH)):
        return Content.HTML
    return Content.XML if name else Content.TEXT
