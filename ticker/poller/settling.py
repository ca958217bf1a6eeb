"""Which of the entries that a poll brought are which: by what is stored of the feed."""

from __future__ import annotations

from collections.abc import Sequence

from ticker.feeds.agency.items import newer
from ticker.feeds.live.identity import settle, span, vanished
from ticker.model import Document, EntryData, Feed, FeedKind
from ticker.store import entries
from ticker.store.database import Database


def settled(db: Database, feed: Feed, documents: Sequence[Document]) -> tuple[EntryData, ...]:
    """The documents' entries under the ids under which they are known, and those that their editors took out.

    An older version of an agency's item is left out. The first document is the feed's own, the others are older pages.
    """
    parsed = tuple(entry for document in documents for entry in document.entries)
    kinds = {document.feed.kind for document in documents}
    if FeedKind.AGENCY in kinds:
        known = entries.stored(db, feed.id, [entry.id for entry in parsed])
        return newer(parsed, [entry.data for entry in known.values()])
    reach = span(parsed) if FeedKind.LIVEBLOG in kinds else None
    if reach is None:
        return parsed
    stored = entries.between(db, feed.id, *reach)
    settled = settle(parsed, stored)
    return (*settled, *vanished(settled, stored)) if documents[0].is_whole else settled
