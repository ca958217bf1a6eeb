"""Full articles: what the reader wishes for, and what the poller has fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ticker.clock import to_milliseconds
from ticker.errors import Cause, Failure
from ticker.model import Article, ChangeKind, Validators
from ticker.store import changes
from ticker.store.database import Database, transaction
from ticker.store.rows import moment

_COLUMNS = "url, html, title, fetched_at, etag, last_modified, wished_at, failure_cause, failure_status, failure_detail"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the poller is to fetch for an entry of the feed; `validators` are those of the article that is stored."""

    key: int
    url: str
    feed_url: str
    validators: Validators


def get(db: Database, key: int) -> Article | None:
    """The article of an entry; None where nobody has wished for it."""
    rows = db.rows(f"SELECT {_COLUMNS} FROM article WHERE entry_key = ?", (key,))  # noqa: S608 - our own constant
    return _article(rows[0]) if rows else None


def wish(db: Database, key: int, url: str, now: datetime) -> None:
    """Have the poller fetch the article at `url`, where it has not been told so already.

    What is stored stays until there is something better; of another address nothing is kept.
    """
    with transaction(db) as connection:
        connection.execute("DELETE FROM article WHERE entry_key = ? AND url <> ?", (key, url))
        connection.execute(
            "INSERT INTO article (entry_key, url, wished_at) SELECT key, ?, ? FROM entry WHERE key = ? "
            "ON CONFLICT (entry_key) DO UPDATE SET wished_at = COALESCE(wished_at, excluded.wished_at)",
            (url, to_milliseconds(now), key),
        )


def wishes(db: Database) -> list[Wish]:
    """The open wishes, the oldest first."""
    sql = """
        SELECT a.entry_key, a.url, f.url, a.etag, a.last_modified
        FROM article a JOIN entry e ON e.key = a.entry_key JOIN feed f ON f.id = e.feed_id
        WHERE a.wished_at IS NOT NULL ORDER BY a.wished_at
    """
    return [Wish(key, url, feed, Validators(etag, modified)) for key, url, feed, etag, modified in db.rows(sql)]


def fetched(
    db: Database, wish: Wish, now: datetime, *, html: str | None, title: str | None, validators: Validators
) -> None:
    """Store what was fetched; without `html` the server said that nothing has changed."""
    with transaction(db) as connection:
        if html is not None:
            sql = "UPDATE article SET html = ?, title = ? WHERE entry_key = ? AND url = ?"
            connection.execute(sql, (html, title, wish.key, wish.url))
        connection.execute(
            "UPDATE article SET wished_at = NULL, fetched_at = ?, etag = ?, last_modified = ?, failure_cause = NULL, "
            "failure_status = NULL, failure_detail = NULL WHERE entry_key = ? AND url = ?",
            (to_milliseconds(now), validators.etag, validators.last_modified, wish.key, wish.url),
        )
        changes.append_for_entry(connection, now, ChangeKind.ENTRY_FETCHED, wish.key)


def failed(db: Database, wish: Wish, now: datetime, failure: Failure) -> None:
    """Store why nothing came; the wish is over."""
    with transaction(db) as connection:
        connection.execute(
            "UPDATE article SET wished_at = NULL, failure_cause = ?, failure_status = ?, failure_detail = ? "
            "WHERE entry_key = ? AND url = ?",
            (failure.cause.value, failure.status, failure.detail, wish.key, wish.url),
        )
        changes.append_for_entry(connection, now, ChangeKind.ENTRY_FETCHED, wish.key)


def _article(row: Sequence[Any]) -> Article:
    url, html, title, fetched_at, etag, last_modified, wished_at, cause, status, detail = row
    return Article(
        url=url,
        html=html,
        title=title,
        fetched_at=moment(fetched_at),
        validators=Validators(etag, last_modified),
        wished=wished_at is not None,
        failure=Failure(Cause(cause), status, detail or "") if cause else None,
    )
