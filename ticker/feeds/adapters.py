"""The readers of what is a source of news and no feed, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ticker.feeds.source import Adapter, Source
from ticker.model import Document


def adapters() -> tuple[Adapter, ...]:
    """All of them. They are imported here: most polls bring a feed, or nothing to read."""
    from ticker.feeds.live import liveblogposting

    return (liveblogposting.ADAPTER,)


def recognised(source: Source) -> Iterator[tuple[Adapter, str]]:
    """The readers that know the document, each with its reason, the best one first."""
    for adapter in adapters():
        reason = adapter.recognise(source)
        if reason is not None:
            yield adapter, reason


def read(source: Source) -> Document | None:
    """The document as the best reader understands it; None where none knows it."""
    for adapter, reason in recognised(source):
        return replace(adapter.read(source), reason=reason)
    return None
