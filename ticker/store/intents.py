"""What a poll found out about entries, carried out on their rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ticker.clock import to_milliseconds
from ticker.model import Change, ChangeKind, EntryData, Intent, IntentKind, Urgency
from ticker.store import changes
from ticker.store.rows import entry_values, headline, milliseconds

# Two processes may poll a feed that was just added: the second finds the entry there, and that is all right.
_ENTRY = """
    INSERT INTO entry (key, feed_id, id, headline, first_seen, sort_at, withdrawn_at, urgency, embargo, pinned,
        key_event, revision)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (id, feed_id) DO NOTHING
"""
_REVISION = """
    INSERT INTO revision (entry_key, number, seen_at, title, link, authors, published, updated, summary, content,
        content_html, categories, enclosures, language, extra)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the changes in the order of the log, the new entries and those with a new version, by key."""

    changes: list[Change]
    added: list[tuple[int, EntryData]]
    revised: list[tuple[int, EntryData]]


def carry_out(connection: sqlite3.Connection, feed_id: int, at: datetime, intents: Sequence[Intent]) -> Written:
    """Do to a feed's entries what is intended, inside the caller's transaction.

    New ones are written first, all together, then the others are changed; both from the last intent to the first.
    """
    new = [intent for intent in reversed(intents) if intent.kind is IntentKind.ADD]
    added = _add(connection, feed_id, at, new)
    written = Written(
        changes.append_all(connection, at, ChangeKind.ENTRY_ADDED, feed_id, [key for key, _ in added]), added, []
    )
    for intent in reversed(intents):
        if intent.kind is not IntentKind.ADD and (change := _change(connection, feed_id, at, intent)) is not None:
            written.changes.append(change)
            if change.kind is ChangeKind.ENTRY_REVISED and change.entry_key and intent.data:
                written.revised.append((change.entry_key, intent.data))
    return written


def _add(
    connection: sqlite3.Connection, feed_id: int, at: datetime, intents: Sequence[Intent]
) -> list[tuple[int, EntryData]]:
    """Write new entries, all at once, and give those that were not there yet with their keys."""
    if not intents:
        return []
    last = changes.last_number(connection, "entry")
    added: dict[int, EntryData] = {}
    rows: list[tuple[object, ...]] = []
    seen = to_milliseconds(at)
    for key, intent in enumerate(intents, start=last + 1):
        data = _given(intent)
        placed = to_milliseconds(min(data.published or at, at))
        withdrawn = seen if data.withdrawn else None
        rows.append((key, feed_id, data.id, headline(data), seen, placed, withdrawn, *_standing(data, intent.urgency)))
        added[key] = data
    if connection.executemany(_ENTRY, rows).rowcount < len(rows):
        there = {key for (key,) in connection.execute("SELECT key FROM entry WHERE key > ?", (last,))}
        added = {key: data for key, data in added.items() if key in there}
    connection.executemany(_REVISION, ((key, 1, seen, *entry_values(data)) for key, data in added.items()))
    return list(added.items())


def _change(connection: sqlite3.Connection, feed_id: int, at: datetime, intent: Intent) -> Change | None:
    match intent:
        case Intent(IntentKind.REVISE, key=int() as key):
            return _revise(connection, feed_id, at, key, _given(intent), intent.urgency)
        case Intent(IntentKind.UPDATE, key=int() as key):
            return _update(connection, feed_id, at, key, _given(intent), intent.urgency)
        case Intent(IntentKind.WITHDRAW, key=int() as key):
            return _withdraw(connection, feed_id, at, key)
    raise _lacking(intent)


def _given(intent: Intent) -> EntryData:
    if intent.data is None:
        raise _lacking(intent)
    return intent.data


def _lacking(intent: Intent) -> ValueError:
    return ValueError(f"an intent that lacks something: {intent}")


def _revise(
    connection: sqlite3.Connection, feed_id: int, at: datetime, key: int, data: EntryData, urgency: Urgency
) -> Change | None:
    row = connection.execute(
        "UPDATE entry SET headline = ?, urgency = ?, embargo = ?, pinned = ?, key_event = ?, withdrawn_at = NULL,"
        " revision = revision + 1 WHERE key = ? AND feed_id = ? RETURNING revision",
        (headline(data), *_standing(data, urgency), key, feed_id),
    ).fetchone()
    if row is None:
        return None
    connection.execute(_REVISION, (key, row[0], to_milliseconds(at), *entry_values(data)))
    return changes.append(connection, at, ChangeKind.ENTRY_REVISED, feed_id, key)


def _update(
    connection: sqlite3.Connection, feed_id: int, at: datetime, key: int, data: EntryData, urgency: Urgency
) -> Change | None:
    row = connection.execute(
        "UPDATE entry SET urgency = ?, embargo = ?, pinned = ?, key_event = ?, withdrawn_at = NULL"
        " WHERE key = ? AND feed_id = ? RETURNING key",
        (*_standing(data, urgency), key, feed_id),
    ).fetchone()
    return changes.append(connection, at, ChangeKind.ENTRY_UPDATED, feed_id, key) if row is not None else None


def _withdraw(connection: sqlite3.Connection, feed_id: int, at: datetime, key: int) -> Change | None:
    row = connection.execute(
        "UPDATE entry SET withdrawn_at = ? WHERE key = ? AND feed_id = ? AND withdrawn_at IS NULL RETURNING key",
        (to_milliseconds(at), key, feed_id),
    ).fetchone()
    return changes.append(connection, at, ChangeKind.ENTRY_WITHDRAWN, feed_id, key) if row is not None else None


def _standing(data: EntryData, urgency: Urgency) -> tuple[object, ...]:
    """The columns of `entry` that its source may change without a new version."""
    return urgency.value, milliseconds(data.embargo), data.pinned, data.key_event
