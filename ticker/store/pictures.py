"""Images of entries: what the reader wishes for, and what the poller has fetched. A bounded store: the oldest go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ticker.clock import to_milliseconds
from ticker.errors import Cause, Failure
from ticker.model import ChangeKind, Picture
from ticker.store import changes
from ticker.store.database import Database, transaction

MOST = 400
"""How many images are kept; each is at most some 200 kB."""

_COLUMNS = "url, body, width, height, wished_at, failure_cause, failure_status, failure_detail"


@dataclass(frozen=True, slots=True)
class Wish:
    """An image that the poller is to fetch for an entry of the feed."""

    key: int
    url: str
    feed_url: str


def of_entry(db: Database, key: int) -> dict[str, Picture]:
    """The images of an entry that were wished for, by their addresses."""
    rows = db.rows(f"SELECT {_COLUMNS} FROM picture WHERE entry_key = ?", (key,))  # noqa: S608 - our own constant
    return {row[0]: _picture(row) for row in rows}


def wish(db: Database, key: int, urls: Sequence[str], now: datetime) -> None:
    """Have the poller fetch these images of an entry, as far as they are not stored."""
    with transaction(db) as connection:
        for url in urls:
            connection.execute(
                "INSERT INTO picture (entry_key, url, wished_at) SELECT key, ?, ? FROM entry WHERE key = ? "
                "ON CONFLICT (entry_key, url) DO UPDATE SET wished_at = COALESCE(wished_at, excluded.wished_at) "
                "WHERE body IS NULL",
                (url, to_milliseconds(now), key),
            )


def wishes(db: Database) -> list[Wish]:
    """The open wishes, the oldest first."""
    sql = """
        SELECT p.entry_key, p.url, f.url
        FROM picture p JOIN entry e ON e.key = p.entry_key JOIN feed f ON f.id = e.feed_id
        WHERE p.wished_at IS NOT NULL ORDER BY p.wished_at, p.url
    """
    return [Wish(*row) for row in db.rows(sql)]


def fetched(db: Database, wish: Wish, now: datetime, body: bytes, size: tuple[int, int]) -> None:
    """Store an image of `size` (width and height in pixels), and let go of the oldest where there are too many."""
    with transaction(db) as connection:
        connection.execute(
            "UPDATE picture SET wished_at = NULL, fetched_at = ?, body = ?, width = ?, height = ?, "
            "failure_cause = NULL, failure_status = NULL, failure_detail = NULL WHERE entry_key = ? AND url = ?",
            (to_milliseconds(now), body, *size, wish.key, wish.url),
        )
        connection.execute(
            "DELETE FROM picture WHERE rowid IN (SELECT rowid FROM picture WHERE body IS NOT NULL "
            "ORDER BY fetched_at DESC LIMIT -1 OFFSET ?)",
            (MOST,),
        )
        changes.append_for_entry(connection, now, ChangeKind.ENTRY_FETCHED, wish.key)


def failed(db: Database, wish: Wish, now: datetime, failure: Failure) -> None:
    """Store why an image did not come; the wish is over."""
    with transaction(db) as connection:
        connection.execute(
            "UPDATE picture SET wished_at = NULL, failure_cause = ?, failure_status = ?, failure_detail = ? "
            "WHERE entry_key = ? AND url = ?",
            (failure.cause.value, failure.status, failure.detail, wish.key, wish.url),
        )
        changes.append_for_entry(connection, now, ChangeKind.ENTRY_FETCHED, wish.key)


def _picture(row: Sequence[Any]) -> Picture:
    url, body, width, height, wished_at, cause, status, detail = row
    failure = Failure(Cause(cause), status, detail or "") if cause else None
    return Picture(url, body, width, height, wished_at is not None, failure)
