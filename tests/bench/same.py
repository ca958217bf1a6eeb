"""Whether a database that was disturbed says the same as one that nobody disturbed."""

from __future__ import annotations

from collections import Counter

from ticker.store.database import Database


def differences(db: Database, quiet: Database) -> list[str]:
    """What is lost, doubled or made up in `db`, and where it contradicts itself, in a line each.

    When something was stored does not count: accidents take time.
    """
    found: list[str] = []
    for name, ask in (("a version", _versions), ("a word of the index", words), ("a line of the log", _log)):
        mine, theirs = ask(db), ask(quiet)
        for what, some in (("lost", theirs - mine), ("doubled or made up", mine - theirs)):
            if some:
                found.append(f"{name} is {what}, {some.total()} in all: {min(some)}")
    return found + [text for text, sql in _CONTRADICTIONS.items() if db.rows(sql) != [(0,)]]


def _versions(db: Database) -> Counter[str]:
    return _counted(
        db,
        "SELECT f.url, e.id, e.headline, e.sort_at, e.revision, e.withdrawn_at, r.number, r.title, r.summary, r.content"
        " FROM entry e JOIN feed f ON f.id = e.feed_id JOIN revision r ON r.entry_key = e.key",
    )


def words(db: Database) -> Counter[str]:
    """Each word of the search index with the number of entries that it finds."""
    db.rows("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab ('main', 'search', 'row')")
    return _counted(db, "SELECT term, doc FROM temp.vocabulary")


def _log(db: Database) -> Counter[str]:
    return _counted(
        db,
        "SELECT f.url, e.id, c.kind FROM change c JOIN entry e ON e.key = c.entry_key JOIN feed f ON f.id = e.feed_id"
        " WHERE c.kind IN ('entry-added', 'entry-revised')",
    )


def _counted(db: Database, sql: str) -> Counter[str]:
    return Counter(repr(row) for row in db.rows(sql))


# How many rows say something else than others do; nobody parts stories or prunes here.
_CONTRADICTIONS = {
    "a story is remembered of an entry that never was": (
        "SELECT COUNT(*) FROM story_gist WHERE entry_key NOT IN (SELECT key FROM entry)"
    ),
    "a mark is not what the last action made it": (
        "SELECT COUNT(*) FROM (SELECT a.value AS value, j.value AS key, MAX(a.id) FROM action a, json_each(a.keys) j"
        " WHERE a.mark = 'starred' GROUP BY j.value) l JOIN entry e ON e.key = l.key WHERE e.starred <> l.value"
    ),
}
