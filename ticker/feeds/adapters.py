"""The readers of what is a source of news and no feed, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ticker.feeds.sniff import Content
from ticker.feeds.source import Adapter, Source
from ticker.model import Document


def adapters(content: Content) -> tuple[Adapter, ...]:
    """Those that a document of such content can be for; imported here, for most polls bring a feed or nothing."""
    from ticker.feeds.agency import digitalwires, iptc7901, newsml, newsml1, ninjs, nitf
    from ticker.feeds.live import liveblogposting, sourcefabric, tagesschau, tickertext, wpliveblog

    if content is Content.JSON:
        readers = [sourcefabric, wpliveblog, tagesschau, digitalwires, ninjs, liveblogposting]
    elif content is Content.XML:
        readers = [newsml, nitf, newsml1]
    else:
        readers = [iptc7901, liveblogposting, tickertext]
    return tuple(reader.ADAPTER for reader in readers)


def recognised(source: Source) -> Iterator[tuple[Adapter, str]]:
    """The readers that know the document, each with its reason, the best one first."""
    for adapter in adapters(source.content):
        reason = adapter.recognise(source)
        if reason is not None:
            yield adapter, reason


def reasons(text: str, content: Content, url: str) -> dict[str, str]:
    """By the name of each reader that knows the document its reason (a catalogue id), the best one first."""
    return {adapter.name: reason for adapter, reason in recognised(Source(text, "", content, url))}


def read(source: Source) -> Document | None:
    """The document as the best reader understands it; None where none knows it."""
    for adapter, reason in recognised(source):
        return replace(adapter.read(source), reason=reason)
    return None
