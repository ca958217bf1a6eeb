"""The tables, as a list of steps that lead from an empty file to the present schema.

    feed       a subscribed source, its validators and its health
    entry      one row per entry: what the river and a headline need, and nothing long
    revision   every version of every entry, the present one too (`entry.revision` is its number)
    change     the log that the faces read
    tombstone  the ids of entries that the reader deleted: they do not come back
    action     what the reader marked: the journal of undo
    position   how far the reader has come in an entry
    article    the full article behind an entry's link, where the reader asked for it
    picture    the images of an entry, where the reader asked for them
    found_feed the feeds that a page names, which was subscribed to in their place
    setting    what a face wants to remember, and whether the poller finds the network away

Each version of an entry is one row of `revision` that is never touched again: a correction adds a row and changes
the number in `entry`. So no version can be lost and none is stored twice; a page of headlines never reads a long
text, and only the headline (one line) stands twice.

Times are milliseconds since 1970 in UTC, intervals seconds, sizes bytes; `authors`, `categories`, `enclosures` and
`hints` are JSON texts. `revision.extra` is a JSON object of what few entries have: a key stands only where it says
something.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from ticker.store import search_index

APPLICATION_ID = 0x7469636B  # "tick"; SQLite keeps it at byte 68 of the file

_FIRST = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    # AUTOINCREMENT: the change log names feeds and entries that are gone, so no number may come back.
    """
    CREATE TABLE feed (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        url TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT,
        link TEXT,
        language TEXT,
        description TEXT,
        custom_title TEXT,
        interval_wish INTEGER,
        hints TEXT NOT NULL,
        added INTEGER NOT NULL,
        etag TEXT,
        last_modified TEXT,
        body_digest BLOB,
        body_size INTEGER NOT NULL DEFAULT 0,
        bytes_received INTEGER NOT NULL DEFAULT 0,
        bytes_saved INTEGER NOT NULL DEFAULT 0,
        moved_to TEXT,
        moved_polls INTEGER NOT NULL DEFAULT 0,
        next_poll INTEGER,
        interval INTEGER,
        interval_reason TEXT,
        last_poll INTEGER,
        last_success INTEGER,
        status INTEGER,
        failures INTEGER NOT NULL DEFAULT 0,
        failing_since INTEGER,
        failure_cause TEXT,
        failure_status INTEGER,
        failure_detail TEXT,
        failure_retry_at INTEGER
    )
    """,
    "CREATE INDEX feed_next_poll ON feed (next_poll)",
    """
    CREATE TABLE entry (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        headline TEXT NOT NULL,
        first_seen INTEGER NOT NULL,
        sort_at INTEGER NOT NULL,
        urgency INTEGER NOT NULL,
        read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        revision INTEGER NOT NULL,
        UNIQUE (id, feed_id)
    )
    """,
    # SQLite adds the key to the end of every index: these three hold the river order whole.
    "CREATE INDEX entry_river ON entry (sort_at)",
    "CREATE INDEX entry_feed_river ON entry (feed_id, sort_at)",
    "CREATE INDEX entry_unread_river ON entry (read, sort_at)",
    """
    CREATE TABLE revision (
        entry_key INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        seen_at INTEGER NOT NULL,
        title TEXT,
        link TEXT,
        authors TEXT NOT NULL,
        published INTEGER,
        updated INTEGER,
        summary TEXT,
        content TEXT,
        content_html TEXT,
        categories TEXT NOT NULL,
        enclosures TEXT NOT NULL,
        language TEXT,
        PRIMARY KEY (entry_key, number)
    )
    """,
    """
    CREATE TABLE change (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        feed_id INTEGER NOT NULL,
        entry_key INTEGER
    )
    """,
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)

_MARKS_OF_SOURCES = (
    "ALTER TABLE revision ADD COLUMN extra TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE entry ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE entry ADD COLUMN withdrawn_at INTEGER",
    "ALTER TABLE entry ADD COLUMN embargo INTEGER",
    "ALTER TABLE entry ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE entry ADD COLUMN key_event INTEGER NOT NULL DEFAULT 0",
)

_MARKS_OF_READERS = (
    "ALTER TABLE entry ADD COLUMN later INTEGER NOT NULL DEFAULT 0",
    # The key stands before `hidden` and `embargo`, so the river order still comes out of the index without sorting,
    # and what `ticker.store.sight` asks is answered there too.
    "DROP INDEX entry_river",
    "DROP INDEX entry_feed_river",
    "DROP INDEX entry_unread_river",
    "CREATE INDEX entry_river ON entry (sort_at, key, hidden, embargo)",
    "CREATE INDEX entry_feed_river ON entry (feed_id, sort_at, key, hidden, embargo)",
    "CREATE INDEX entry_unread_river ON entry (read, sort_at, key, hidden, embargo)",
    "CREATE INDEX entry_starred_river ON entry (sort_at, key, hidden, embargo) WHERE starred = 1",
    "CREATE INDEX entry_later_river ON entry (sort_at, key, hidden, embargo) WHERE later = 1",
    "CREATE INDEX entry_embargo ON entry (embargo) WHERE embargo IS NOT NULL",
    """
    CREATE TABLE action (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        mark TEXT NOT NULL,
        value INTEGER NOT NULL,
        keys TEXT NOT NULL
    )
    """,
)

_READING = (
    """
    CREATE TABLE position (
        entry_key INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
        paragraph INTEGER NOT NULL,
        left_at INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE article (
        entry_key INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
        url TEXT NOT NULL,
        wished_at INTEGER,
        fetched_at INTEGER,
        etag TEXT,
        last_modified TEXT,
        title TEXT,
        html TEXT,
        failure_cause TEXT,
        failure_status INTEGER,
        failure_detail TEXT
    )
    """,
    "CREATE INDEX article_wish ON article (wished_at) WHERE wished_at IS NOT NULL",
    """
    CREATE TABLE picture (
        entry_key INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
        url TEXT NOT NULL,
        wished_at INTEGER,
        fetched_at INTEGER,
        body BLOB,
        width INTEGER NOT NULL DEFAULT 0,
        height INTEGER NOT NULL DEFAULT 0,
        failure_cause TEXT,
        failure_status INTEGER,
        failure_detail TEXT,
        PRIMARY KEY (entry_key, url)
    )
    """,
    "CREATE INDEX picture_wish ON picture (wished_at) WHERE wished_at IS NOT NULL",
    "CREATE INDEX picture_age ON picture (fetched_at) WHERE body IS NOT NULL",
)

_FOUND_FEEDS = (
    """
    CREATE TABLE found_feed (
        feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        url TEXT NOT NULL,
        title TEXT,
        type TEXT,
        PRIMARY KEY (feed_id, number)
    )
    """,
)

_KNOWN = (
    """
    CREATE TABLE known_entries (
        feed_id INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
        digests BLOB NOT NULL
    )
    """,
)

_RESTLESS = (
    "ALTER TABLE feed ADD COLUMN restless INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feed ADD COLUMN restless_since INTEGER",
)

_VIEWS = (
    "CREATE INDEX entry_urgent_river ON entry (sort_at, key, hidden, embargo, read) WHERE urgency <= 2",
    "CREATE INDEX entry_feed_unread ON entry (feed_id, hidden, embargo) WHERE read = 0",
)
_PLACE_IN_ARTICLE = ("ALTER TABLE position ADD COLUMN full INTEGER NOT NULL DEFAULT 0",)

_TOMBSTONES = (
    """
    CREATE TABLE tombstone (
        feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        PRIMARY KEY (feed_id, id)
    ) WITHOUT ROWID
    """,
)

_BACKLOG = ("ALTER TABLE feed ADD COLUMN backlog TEXT",)

Statement = str | Callable[[sqlite3.Connection], None]

_SEARCH: tuple[Statement, ...] = (
    search_index.TABLE,
    search_index.rebuild,
    # Entries of one story have the same number here; NULL is one that no other feed tells.
    "ALTER TABLE entry ADD COLUMN story INTEGER",
    "CREATE INDEX entry_story ON entry (story) WHERE story IS NOT NULL",
)

_STORIES = (
    # No reference to `entry`: what it counts must be taken back word by word, also of entries that are gone.
    """
    CREATE TABLE story_gist (
        entry_key INTEGER PRIMARY KEY,
        feed_id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        terms TEXT NOT NULL
    )
    """,
    "CREATE INDEX story_gist_age ON story_gist (at)",
    """
    CREATE TABLE story_term (
        term TEXT NOT NULL,
        entry_key INTEGER NOT NULL,
        PRIMARY KEY (term, entry_key)
    ) WITHOUT ROWID
    """,
    "CREATE TABLE story_count (term TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE story_split (
        one INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
        other INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
        PRIMARY KEY (one, other)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX story_split_other ON story_split (other)",
)

_GROUPS = ('ALTER TABLE feed ADD COLUMN "group" TEXT',)

# What these two held is kept in memory by the process that writes (`ticker.store.recent`).
_RECENT = ("DROP TABLE story_term", "DROP TABLE story_count", "DROP INDEX story_gist_age")

STEPS: tuple[tuple[Statement, ...], ...] = (
    _FIRST,
    _MARKS_OF_SOURCES,
    _MARKS_OF_READERS,
    _READING,
    _FOUND_FEEDS,
    _KNOWN,
    _RESTLESS,
    _VIEWS,
    _TOMBSTONES,
    _PLACE_IN_ARTICLE,
    _BACKLOG,
    _SEARCH,
    _STORIES,
    _GROUPS,
    _RECENT,
)
"""Step n leads from version n - 1 to version n. A step that was released is never edited: add another one."""


def version(connection: sqlite3.Connection) -> int:
    """The schema version that the file says it has; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, steps: Sequence[Sequence[Statement]] = STEPS) -> None:
    """Take the steps that the file has not taken yet, each with its version number in one transaction."""
    for number, step in enumerate(steps, start=1):
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            # Asked under the lock: another process may have taken the step a moment ago.
            if version(connection) < number:
                for statement in step:
                    if isinstance(statement, str):
                        connection.execute(statement)
                    else:
                        statement(connection)
                connection.execute(f"PRAGMA user_version = {number}")
