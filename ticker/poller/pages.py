"""Older pages of a feed: what stood on them before it was followed, or while it brought more than one page holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import httpx

from ticker.errors import Cause, Failure
from ticker.feeds.apart import Parser
from ticker.model import Document, Feed, FeedKind, Validators
from ticker.net.fetch import Pause, fetch

PAGES_AT_ONCE = 5
MOST_ENTRIES = 5_000
"""Entries of one feed from which on no older ones are fetched: no live blog is that long."""
_LASTING = (Cause.NOT_A_FEED, Cause.GONE, Cause.STATUS, Cause.REDIRECT)


@dataclass(frozen=True, slots=True)
class Older:
    """Some older pages, parsed, and the address of the next one; None where there is none or it is of no use."""

    documents: tuple[Document, ...] = ()
    rest: str | None = None


async def older(client: httpx.AsyncClient, feed: Feed, at: datetime, parser: Parser, pause: Pause | None) -> Older:
    """The next few pages of the feed's backlog, one after another with `pause` before each.

    A page that cannot be had now is tried again at the next poll, one that is no page of a feed ends the matter.
    """
    documents: list[Document] = []
    rest = feed.backlog
    while rest is not None and len(documents) < PAGES_AT_ONCE:
        if pause is not None:
            await pause()
        page = await _page(client, rest, at, parser)
        if isinstance(page, Failure):
            return Older(tuple(documents), None if page.cause in _LASTING else rest)
        documents.append(page)
        rest = page.next_page if page.entries and page.next_page != rest else None
    return Older(tuple(documents), rest)


async def _page(client: httpx.AsyncClient, url: str, at: datetime, parser: Parser) -> Document | Failure:
    answer = await fetch(client, url, Validators(), at)
    if isinstance(answer, Failure):
        return answer
    return await parser.parse(answer.body, url=answer.url, content_type=answer.content_type)


def backlog(feed: Feed, first: Document | None, pages: Older, known: Sequence[str]) -> str | None:
    """Where older entries are still to be fetched after a poll, None where the feed is known from here on.

    `first` is the feed's own document where it brought one, `known` are the ids in it and in the pages that were known
    before. While a page holds nothing that is known, the next one is wanted; but not of what is no live blog and no
    agency's queue: the archive of a news site has no end.
    """
    held = set(known)
    if feed.entry_count >= MOST_ENTRIES:
        return None
    if pages.documents:
        last = pages.documents[-1]
        return None if any(entry.id in held for entry in last.entries) else pages.rest
    if feed.backlog is not None:
        return pages.rest
    if first is None or first.feed.kind is FeedKind.FEED or any(entry.id in held for entry in first.entries):
        return None
    return first.next_page
