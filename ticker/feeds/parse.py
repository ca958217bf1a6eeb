"""The one way in: the bytes of an answer become a document, or the reason why not."""

from __future__ import annotations

from ticker.errors import Cause, Failure
from ticker.feeds.assemble import Remarks
from ticker.feeds.charset import decode
from ticker.feeds.sniff import Content, sniff, trimmed
from ticker.model import Document
from ticker.text.sanitise import one_line

_MAX_DETAIL = 200
_NO_TEXT = (Content.EMPTY, Content.IMAGE, Content.BINARY)


def parse(body: bytes, *, url: str, content_type: str | None = None) -> Document | Failure:
    """What a feed's document says, whatever format it is in.

    `url` is where it came from (relative links are meant against it); of `content_type` only the charset counts,
    the format is seen from the bytes. A Failure is NOT_A_FEED, whose detail names what the document is instead (a
    value of `sniff.Content`, "JSON without a feed"), or UNREADABLE, whose detail tells what the parser stumbled on.
    Never raises: no document of one feed may stop the others.
    """
    try:
        return _parsed(body, url, content_type)
    except Exception as error:  # feedparser raises KeyError, TypeError, ValueError … on some broken documents
        detail = one_line(f"{type(error).__name__}: {error}")[:_MAX_DETAIL]
        return Failure(Cause.UNREADABLE, detail=detail)


def _parsed(body: bytes, url: str, content_type: str | None) -> Document | Failure:
    decoded = decode(body, content_type)
    remarks = Remarks([decoded.remark] if decoded.remark else [])
    content = sniff(body, decoded.text)
    document: Document | None = None
    # The readers are imported here: feedparser takes a tenth of a second, and most polls bring nothing to read.
    if content is Content.FEED:
        from ticker.feeds.syndication import parse_syndication

        content = Content.XML
        document = parse_syndication(trimmed(decoded.text), decoded.encoding, url=url, remarks=remarks)
    elif content is Content.JSON:
        from ticker.feeds.jsonfeed import parse_json_feed

        document = parse_json_feed(decoded.text, decoded.encoding, url=url, remarks=remarks)
    if document is None and content not in _NO_TEXT:
        from ticker.feeds.adapters import read
        from ticker.feeds.source import Source

        document = read(Source(decoded.text, decoded.encoding, content, url, remarks))
    return document or Failure(Cause.NOT_A_FEED, detail=content.value)
