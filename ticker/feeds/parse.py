"""The one way in: the bytes of an answer become a document, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ticker.errors import Cause, Failure
from ticker.feeds import known as entries
from ticker.feeds.assemble import Remarks
from ticker.feeds.charset import Decoded, decode
from ticker.feeds.fast_names import UnsureError
from ticker.feeds.known import Cut, Whole
from ticker.feeds.sniff import Content, sniff, trimmed
from ticker.model import Document
from ticker.text.sanitise import one_line

NOTHING_KNOWN = entries.NOTHING
"""What is known of a feed that was never read."""

_MAX_DETAIL = 200
_NO_TEXT = (Content.EMPTY, Content.IMAGE, Content.BINARY)


def parse(
    body: bytes, *, url: str, content_type: str | None = None, known: bytes = NOTHING_KNOWN
) -> Document | Failure:
    """What a feed's document says, whatever format it is in.

    `url` is where it came from (relative links are meant against it); of `content_type` only the charset counts,
    the format is seen from the bytes. `known` is that of the feed's document before: entries that have not changed
    since are not read again, and only counted. A Failure is NOT_A_FEED, whose detail names what the document is
    instead (a value of `sniff.Content`, "JSON without a feed"), UNREADABLE, whose detail tells what the parser
    stumbled on, or TOO_COSTLY for want of memory.
    Never raises: no document of one feed may stop the others. A hostile document may take minutes; `apart.Parser`
    sees to that.
    """
    return _guarded(body, url, content_type, known, quick=False)


def parse_quickly(
    body: bytes, *, url: str, content_type: str | None = None, known: bytes = NOTHING_KNOWN
) -> Document | Failure | None:
    """The same for clean feeds and for what is no text at all; None for all that other readers are to understand."""
    try:
        return _guarded(body, url, content_type, known, quick=True)
    except UnsureError:
        return None


def _guarded(body: bytes, url: str, content_type: str | None, known: bytes, *, quick: bool) -> Document | Failure:
    try:
        return _Reading(body, url, content_type, known, quick).document()
    except UnsureError:
        raise
    except MemoryError:
        return Failure(Cause.TOO_COSTLY, detail="memory")
    except Exception as error:  # feedparser raises KeyError, TypeError, ValueError … on some broken documents
        detail = one_line(f"{type(error).__name__}: {error}")[:_MAX_DETAIL]
        return Failure(Cause.UNREADABLE, detail=detail)


class _Reading:
    """One document on its way from bytes to entries."""

    def __init__(self, body: bytes, url: str, content_type: str | None, known: bytes, quick: bool) -> None:
        self._decoded: Decoded = decode(body, content_type)
        self._content = sniff(body, self._decoded.text)
        self._url = url
        self._known = known
        self._quick = quick

    def document(self) -> Document | Failure:
        document: Document | None = None
        content = self._content
        # The readers are imported here: most polls bring nothing to read.
        if content is Content.FEED:
            content = Content.XML
            document = self._feed(trimmed(self._decoded.text))
        elif content is Content.JSON:
            document = self._json_feed()
        if document is None and content not in _NO_TEXT:
            if self._quick:
                raise UnsureError("no feed of the common sort")
            from ticker.feeds.adapters import read
            from ticker.feeds.source import Source

            document = read(Source(self._decoded.text, self._decoded.encoding, content, self._url, self._remarks()))
        return document or Failure(Cause.NOT_A_FEED, detail=content.value)

    def _feed(self, text: str) -> Document | None:
        from ticker.feeds.syndication import parse_syndication

        def read(text: str, remarks: Remarks) -> Document | None:
            return parse_syndication(text, self._decoded.encoding, url=self._url, remarks=remarks, quick=self._quick)

        return self._read(text, entries.cut(text, self._url, self._known), read)

    def _json_feed(self) -> Document | None:
        from ticker.feeds import jsonfeed

        def read(root: dict[str, Any], remarks: Remarks) -> Document:
            return jsonfeed.read(root, self._decoded.encoding, url=self._url, remarks=remarks)

        root = jsonfeed.load(self._decoded.text)
        return None if root is None else self._read(root, entries.cut_items(root, self._url, self._known), read)

    def _read(
        self, whole: Whole, parts: Cut[Whole] | None, read: Callable[[Whole, Remarks], Document | None]
    ) -> Document | None:
        """What the document says; where that is safe, only those of its entries are read that are not known."""
        if parts is not None and parts.unchanged:
            remarks = self._remarks()
            document = read(parts.rest, remarks)
            known = entries.remember(parts, document.entries) if document and remarks.sound else entries.NOTHING
            if document and known:
                return replace(document, known=known, unchanged=parts.unchanged)
        remarks = self._remarks()
        document = read(whole, remarks)
        if document and parts and remarks.sound:
            document = replace(document, known=entries.remember(parts.unread(whole), document.entries))
        return document

    def _remarks(self) -> Remarks:
        return Remarks([self._decoded.remark] if self._decoded.remark else [])
