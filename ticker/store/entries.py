"""The entries and the river that they form.

River order is by `sort_at`, the latest first, and among equal times by key, the highest first.
"""

# ruff: noqa: S608 - what is put together into SQL here are constants of this file and placeholders

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from ticker.clock import from_milliseconds, to_milliseconds
from ticker.column import PIECE, Column, Piece
from ticker.headline import Change, ChangeKind, Headline, Urgency
from ticker.store.database import Database, explained
from ticker.store.rows import batches, entry_data, moment
from ticker.store.sight import EVERYTHING, Sight, condition

if TYPE_CHECKING:
    from ticker.model import Entry, EntryData, Revision, StoredEntry

FEED_NAME = "COALESCE(NULLIF(f.custom_title, ''), NULLIF(f.title, ''), f.url)"

_DATA = """r.title, r.link, r.authors, r.published, r.updated, r.summary, r.content, r.content_html,
    r.categories, r.enclosures, r.language, r.extra"""

_STANDING = "e.embargo, e.pinned, e.key_event"

_HEADLINES = f"""
    SELECT e.key, e.feed_id, {FEED_NAME}, e.headline, e.sort_at, e.urgency, e.read, e.starred, e.revision,
        e.hidden, e.withdrawn_at, e.pinned, e.key_event, e.later, e.embargo,
        e.story
    FROM entry e JOIN feed f ON f.id = e.feed_id
"""

_ENTRIES = f"""
    SELECT e.key, e.feed_id, f.url, {FEED_NAME}, e.first_seen, e.sort_at, e.urgency, e.read, e.starred,
        e.revision, r.seen_at, e.hidden, e.withdrawn_at, e.later, e.story, {_STANDING}, e.id, {_DATA}
    FROM entry e JOIN feed f ON f.id = e.feed_id JOIN revision r ON r.entry_key = e.key AND r.number = e.revision
"""

_STORED = f"""
    SELECT e.key, e.urgency, e.withdrawn_at, {_STANDING}, e.id, {_DATA}
    FROM entry e JOIN revision r ON r.entry_key = e.key AND r.number = e.revision
"""

_REVISIONS = f"""
    SELECT r.number, r.seen_at, e.id, {_DATA}
    FROM revision r JOIN entry e ON e.key = r.entry_key
"""


class Counts(NamedTuple):
    """How many entries there are and how many of them the reader has not read."""

    total: int
    unread: int


def keys(db: Database, sight: Sight = EVERYTHING) -> tuple[Column, Column]:
    """The keys of all entries in river order, and the `sort_at` of each in milliseconds since 1970."""
    return first_keys(db, -1, sight)


def first_keys(db: Database, limit: int, sight: Sight = EVERYTHING) -> tuple[Column, Column]:
    """The first `limit` of what `keys` gives."""
    seen, values = condition(sight)
    sql = f"SELECT e.key, e.sort_at FROM entry e WHERE {seen} ORDER BY e.sort_at DESC, e.key DESC LIMIT ?"
    return columns(db, sql, *values, limit)


def places(db: Database, keys: Sequence[int], sight: Sight = EVERYTHING) -> list[tuple[int, int]]:
    """Where some entries stand in the river: (`sort_at` in milliseconds, key). What is not in sight is left out."""
    seen, values = condition(sight)
    found: list[tuple[int, int]] = []
    for marks, batch in batches(keys):
        sql = f"SELECT e.sort_at, e.key FROM entry e WHERE e.key IN ({marks}) AND {seen}"
        found += [(at, key) for at, key in db.rows(sql, (*batch, *values))]
    return found


def released(db: Database, after: datetime, until: datetime) -> list[Change]:
    """The entries whose embargo ended in that span (its start not included), as if they were added just then.

    They stand in no log, so their `seq` is 0.
    """
    rows = db.rows(
        "SELECT embargo, feed_id, key FROM entry WHERE embargo > ? AND embargo <= ? ORDER BY embargo, key",
        (to_milliseconds(after), to_milliseconds(until)),
    )
    return [
        Change(0, from_milliseconds(embargo), ChangeKind.ENTRY_ADDED, feed_id, key) for embargo, feed_id, key in rows
    ]


def headlines(db: Database, keys: Sequence[int]) -> list[Headline]:
    """The headlines of these entries in the order of `keys`; those that are gone are left out."""
    found: dict[int, Headline] = {}
    for marks, batch in batches(keys):
        rows = db.rows(f"{_HEADLINES} WHERE e.key IN ({marks})", batch)
        tellers = _tellers(db, {row[-1] for row in rows if row[-1] is not None})
        found |= {row[0]: _headline(row, tellers.get(row[-1], 1) - 1) for row in rows}
    return [found[key] for key in keys if key in found]


def _tellers(db: Database, stories: Collection[int]) -> dict[int, int]:
    """How many feeds tell each of these stories. Asked once for all rows of a story: some have thousands of entries."""
    if not stories:
        return {}
    sql = "SELECT story, COUNT(DISTINCT feed_id) FROM entry WHERE story IN ({marks}) GROUP BY story"
    return dict(db.rows(sql.format(marks=", ".join("?" * len(stories))), tuple(stories)))


def entry(db: Database, key: int) -> Entry | None:
    """The entry of that key."""
    rows = db.rows(_ENTRIES + "WHERE e.key = ?", (key,))
    return _entry(rows[0]) if rows else None


def some(db: Database, keys: Sequence[int]) -> list[Entry]:
    """The entries of these keys in that order; those that are gone are left out."""
    found: dict[int, Entry] = {}
    for marks, batch in batches(keys):
        for row in db.rows(f"{_ENTRIES} WHERE e.key IN ({marks})", batch):
            found[row[0]] = _entry(row)
    return [found[key] for key in keys if key in found]


def known(db: Database, feed_id: int) -> bytes:
    """What is known of the entries of the feed's last document (see `ticker.feeds.known`)."""
    rows = db.rows("SELECT digests FROM known_entries WHERE feed_id = ?", (feed_id,))
    return bytes(rows[0][0]) if rows else b""


def find(db: Database, id: str, feed_url: str | None = None) -> list[Entry]:
    """The entries that have this id in their feed (in any feed, or in the one of exactly that address)."""
    if feed_url is None:
        rows = db.rows(_ENTRIES + "WHERE e.id = ? ORDER BY e.key", (id,))
    else:
        rows = db.rows(_ENTRIES + "WHERE e.id = ? AND f.url = ?", (id, feed_url))
    return [_entry(row) for row in rows]


def latest(
    db: Database,
    limit: int | None,
    *,
    feed_id: int | None = None,
    unread: bool = False,
    sight: Sight = EVERYTHING,
) -> list[Entry]:
    """The first entries of the river, all where `limit` is None; of one feed only, unread ones only, if asked."""
    seen, values = condition(sight)
    conditions = [seen, "e.read = 0"] if unread else [seen]
    if feed_id is not None:
        conditions.append("e.feed_id = ?")
        values += (feed_id,)
    sql = f"{_ENTRIES} WHERE {' AND '.join(conditions)} ORDER BY e.sort_at DESC, e.key DESC LIMIT ?"
    return [_entry(row) for row in db.rows(sql, (*values, -1 if limit is None else limit))]


def stored(db: Database, feed_id: int, ids: Collection[str]) -> dict[str, StoredEntry]:
    """What is stored of a feed's entries by their ids in the feed; unknown ids are left out."""
    found: dict[str, StoredEntry] = {}
    for marks, batch in batches(list(ids)):
        for row in db.rows(f"{_STORED} WHERE e.id IN ({marks}) AND e.feed_id = ?", (*batch, feed_id)):
            known = _stored(row)
            found[known.data.id] = known
    return found


def between(db: Database, feed_id: int, start: datetime, end: datetime) -> list[EntryData]:
    """The present versions of a feed's entries that stand in the river from `start` to `end`, in river order."""
    rows = db.rows(
        f"{_STORED} WHERE e.feed_id = ? AND e.sort_at BETWEEN ? AND ? ORDER BY e.sort_at DESC, e.key DESC",
        (feed_id, to_milliseconds(start), to_milliseconds(end)),
    )
    return [_stored(row).data for row in rows]


def revisions(db: Database, key: int) -> list[Revision]:
    """All versions of the entry, the first one first; the last one is the present version."""
    from ticker.model import Revision

    rows = db.rows(_REVISIONS + "WHERE r.entry_key = ? ORDER BY r.number", (key,))
    return [
        Revision(number, from_milliseconds(seen_at), entry_data(id, values)) for number, seen_at, id, *values in rows
    ]


def first_unread(db: Database, keys: Sequence[int]) -> int | None:
    """The first of these entries, in their order, that the reader has not read."""
    for marks, batch in batches(keys):
        unread = {key for (key,) in db.rows(f"SELECT key FROM entry WHERE key IN ({marks}) AND read = 0", batch)}
        found = next((key for key in batch if key in unread), None)
        if found is not None:
            return found
    return None


def last_versions(db: Database, keys: Sequence[int], count: int) -> dict[int, tuple[EntryData, ...]]:
    """The last so many versions of some entries, by their keys; of each the oldest first."""
    found: dict[int, list[EntryData]] = {key: [] for key in keys}
    for marks, batch in batches(keys):
        sql = f"""
            SELECT r.entry_key, e.id, {_DATA} FROM revision r JOIN entry e ON e.key = r.entry_key
            WHERE r.entry_key IN ({marks}) AND r.number > e.revision - ? ORDER BY r.entry_key, r.number
        """
        for key, id, *values in db.rows(sql, (*batch, count)):
            found[key].append(entry_data(id, values))
    return {key: tuple(versions) for key, versions in found.items()}


def counts(db: Database, sight: Sight = EVERYTHING) -> Counts:
    """How many entries are stored and unread."""
    seen, values = condition(sight)
    total = db.rows(f"SELECT COUNT(*) FROM entry e WHERE {seen}", values)[0][0]
    unread = db.rows(f"SELECT COUNT(*) FROM entry e WHERE e.read = 0 AND {seen}", values)[0][0]
    return Counts(total, unread)


def columns(db: Database, sql: str, *values: object) -> tuple[Column, Column]:
    """The two columns of whole numbers that a query gives (for the files of this package)."""
    keys: list[Piece] = []
    times: list[Piece] = []
    with explained(db.path):
        found = db.connection.execute(sql, values)
        while rows := found.fetchmany(PIECE):  # a list of them all would take ten times the memory
            some, moments = zip(*rows, strict=True)
            keys.append(Piece.of(some))
            times.append(Piece.of(moments))
    return Column(keys), Column(times)


def _headline(row: Sequence[Any], other_feeds: int) -> Headline:
    key, feed_id, feed_name, title, sort_at, urgency, read, starred, revision = row[:9]
    hidden, withdrawn_at, pinned, key_event, later, embargo = row[9:15]
    return Headline(
        key=key,
        feed_id=feed_id,
        feed_name=feed_name,
        title=title,
        sort_at=from_milliseconds(sort_at),
        urgency=Urgency(urgency),
        read=bool(read),
        starred=bool(starred),
        revision=revision,
        hidden=bool(hidden),
        withdrawn=withdrawn_at is not None,
        pinned=bool(pinned),
        key_event=bool(key_event),
        later=bool(later),
        embargo=moment(embargo),
        other_feeds=other_feeds,
    )


def _entry(row: Sequence[Any]) -> Entry:
    from ticker.model import Entry  # the first picture does not wait for it

    key, feed_id, feed_url, feed_name, first_seen, sort_at, urgency, read, starred, revision = row[:10]
    seen_at, hidden, withdrawn_at, later, story, embargo, pinned, key_event, id = row[10:19]
    data = _present(entry_data(id, row[19:]), urgency, withdrawn_at, embargo, pinned, key_event)
    return Entry(
        key=key,
        feed_id=feed_id,
        feed_url=feed_url,
        feed_name=feed_name,
        data=data,
        first_seen=from_milliseconds(first_seen),
        sort_at=from_milliseconds(sort_at),
        urgency=Urgency(urgency),
        read=bool(read),
        starred=bool(starred),
        revision=revision,
        revised_at=from_milliseconds(seen_at) if revision > 1 else None,
        hidden=bool(hidden),
        withdrawn_at=moment(withdrawn_at),
        later=bool(later),
        story=story,
    )


def _stored(row: Sequence[Any]) -> StoredEntry:
    from ticker.model import StoredEntry

    key, urgency, withdrawn_at, embargo, pinned, key_event, id, *values = row
    data = _present(entry_data(id, values), urgency, withdrawn_at, embargo, pinned, key_event)
    return StoredEntry(key, data, Urgency(urgency))


def _present(
    data: EntryData, urgency: int, withdrawn_at: int | None, embargo: int | None, pinned: int, key_event: int
) -> EntryData:
    """The present version with what its source has said since without a new one."""
    standing = (withdrawn_at is not None, moment(embargo), bool(pinned), bool(key_event))
    stated = None if data.urgency is None else Urgency(urgency)
    if (data.withdrawn, data.embargo, data.pinned, data.key_event, data.urgency) == (*standing, stated):
        return data
    withdrawn, ends, is_pinned, is_turn = standing
    return replace(data, withdrawn=withdrawn, embargo=ends, pinned=is_pinned, key_event=is_turn, urgency=stated)
