"""What the store costs with many entries, beside bare SQLite doing the least possible in the same run.

    python -m tests.bench.store [COUNT …]

Without numbers 10,000 and 100,000 entries; a million takes some minutes. Milliseconds are CPU time: the median, for
searches the 95th percentile of all typed beginnings of the words. While one types the first hits come first, then
their number and all of them, from other threads that are given up with the next key: so what one waits for is `first
hits`, and, in wall time, `first hits amid all of before`. Bare SQLite keeps the same texts in one table with
one index by time, and searches with a plain FTS5 table.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

from tests.bench.fill import END, fill
from tests.bench.table import TICKER, Figure
from ticker.model import EntryData, Intent, IntentKind, PollResult
from ticker.rules import parse
from ticker.store import entries, feeds, polls, search
from ticker.store.database import Database, GivenUp, open_database
from ticker.store.sight import Sight

BARE = "bare SQLite"
POLL = 50
PAGE = 200
FIRST_HITS = 1000
SEARCHES = (
    ("one rare word", ("ortsteil4711",)),
    ("one common word", ("brücke",)),
    ("two words", ("brücke stadtrat",)),
    ("three words", ("brücke stadtrat vertagt",)),
)


def measured(count: int) -> list[Figure]:
    """All figures with so many entries stored."""
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = Path(folder) / "ticker.db", Path(folder) / "bare.db"
        fill(ours, count)
        with open_database(ours) as db, closing(sqlite3.connect(bare)) as connection:
            _fill_bare(connection, db)
            return _figures(db, connection, count, ours, bare)


def _figures(db: Database, bare: sqlite3.Connection, count: int, ours_file: Path, bare_file: Path) -> list[Figure]:
    at, sight = f" ({count:,})".replace(",", " "), Sight(END)
    keys, times = entries.keys(db, sight)
    half = len(keys) // 2
    there, middle = keys[half : half + 128], int(times[half])
    found = [
        Figure(f"a poll brings {POLL}{at}", TICKER, _median(lambda number: _poll(db, number)), "ms"),
        Figure(f"a poll brings {POLL}{at}", BARE, _median(lambda number: _poll_bare(bare, number)), "ms"),
        Figure(f"the first page{at}", TICKER, _median(lambda _: entries.first_keys(db, PAGE, sight)), "ms"),
        Figure(f"the first page{at}", BARE, _median(lambda _: _page(bare, END_MS)), "ms"),
        Figure(f"128 headlines from the middle{at}", TICKER, _median(lambda _: entries.headlines(db, there)), "ms"),
        Figure(f"128 headlines from the middle{at}", BARE, _median(lambda _: _page(bare, middle)), "ms"),
    ]
    for name, texts in SEARCHES:
        typed = [text[:end] for text in texts for end in range(4, len(text) + 1)]
        found += [
            Figure(f"{name}, first hits, p95{at}", TICKER, _p95([_timed(_first, db, text) for text in typed]), "ms"),
            Figure(f"{name}, counted, p95{at}", TICKER, _p95([_timed(_count, db, text) for text in typed]), "ms"),
            Figure(f"{name}, first hits amid all of before, p95{at}", TICKER, _amid(db, ours_file, typed), "ms"),
            Figure(f"{name}, all hits, p95{at}", TICKER, _p95([_timed(_search, db, text) for text in typed]), "ms"),
            Figure(f"{name}, all hits, p95{at}", BARE, _p95([_timed(_match, bare, text) for text in typed]), "ms"),
        ]
    db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return [
        *found,
        Figure(f"an entry in the file{at}", TICKER, ours_file.stat().st_size / count, "bytes"),
        Figure(f"an entry in the file{at}", BARE, bare_file.stat().st_size / count, "bytes"),
    ]


END_MS = int(END.timestamp() * 1000)


def _poll(db: Database, number: int) -> None:
    feed = feeds.add(db, f"https://neu{number}.example/feed", END)
    intents = tuple(Intent(IntentKind.ADD, None, _entry(number, row)) for row in range(POLL))
    polls.record(db, feed.id, PollResult(END, 200, next_poll=END + timedelta(hours=1), intents=intents))


def _entry(number: int, row: int) -> EntryData:
    title = f"Meldung {number}-{row} aus Ortsteil{number * POLL + row}"
    return EntryData(id=f"{number}-{row}", title=title, summary=f"{title}. Mehr in Kürze.", published=END)


def _poll_bare(connection: sqlite3.Connection, number: int) -> None:
    with connection:
        for row in range(POLL):
            data = _entry(number, row)
            place = connection.execute(
                "INSERT INTO entry VALUES (?, ?, ?, ?, ?)", (data.id, END_MS, data.title, data.summary, "")
            ).lastrowid
            connection.execute(
                "INSERT INTO search (rowid, title, summary) VALUES (?, ?, ?)", (place, data.title, data.summary)
            )


def _fill_bare(connection: sqlite3.Connection, db: Database) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("CREATE TABLE entry (id, at INTEGER, title, summary, content)")
    connection.execute("CREATE INDEX entry_at ON entry (at)")
    with connection:
        connection.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
            db.rows(
                "SELECT e.id, e.sort_at, r.title, r.summary, r.content FROM entry e JOIN revision r"
                " ON r.entry_key = e.key AND r.number = e.revision ORDER BY e.sort_at"
            ),
        )
        connection.execute("CREATE VIRTUAL TABLE search USING fts5 (title, summary, content, content = 'entry')")
        connection.execute("INSERT INTO search (search) VALUES ('rebuild')")


def _page(connection: sqlite3.Connection, before: int) -> None:
    connection.execute(
        "SELECT rowid, at, title FROM entry WHERE at <= ? ORDER BY at DESC LIMIT ?", (before, PAGE)
    ).fetchall()


def _search(db: Database, text: str) -> None:
    search.keys(db, parse(text, typing=True), now=END, sight=Sight(END))


def _first(db: Database, text: str) -> None:
    """What the screen shows first while one types."""
    search.keys(db, parse(text, typing=True), now=END, sight=Sight(END), limit=FIRST_HITS)


def _count(db: Database, text: str) -> None:
    search.figures(db, parse(text, typing=True), now=END, sight=Sight(END))


def _amid(db: Database, file: Path, typed: list[str]) -> float:
    """How long one waits who types on while another thread reads all hits of what he typed before: wall, p95."""
    return _p95([_typed_on(db, file, text, behind) for text in typed for behind in (0.002, 0.02, 0.05, 0.1)])


def _typed_on(db: Database, file: Path, text: str, behind: float) -> float:
    """Milliseconds to the first hits after a key that comes so many seconds after the one before."""
    wanted = threading.Event()
    wanted.set()

    def all_of_before() -> None:
        with open_database(file) as own, suppress(GivenUp):
            own.while_wanted(wanted.is_set)
            _search(own, text)

    reader = threading.Thread(target=all_of_before)
    reader.start()
    reader.join(behind)
    started = time.perf_counter()
    wanted.clear()
    reader.join()
    _first(db, text)
    return (time.perf_counter() - started) * 1000


def _match(connection: sqlite3.Connection, text: str) -> None:
    query = " ".join(f'"{word}"' for word in text.split()) + "*"
    connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (query,)).fetchall()


def _timed(work: Callable[..., object], *values: object) -> float:
    started = time.process_time()
    work(*values)
    return (time.process_time() - started) * 1000


def _median(work: Callable[[int], object], runs: int = 15) -> float:
    return statistics.median(_timed(work, number) for number in range(runs))


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def rows(short: bool) -> list[Figure]:
    """For the table of all benchmarks."""
    return measured(3_000 if short else 100_000)


def main(counts: list[int]) -> None:
    """Print the table."""
    for count in counts:
        for one in measured(count):
            print(f"{one.task:<66}{one.program:<14}{one.value:>12.2f} {one.unit}")


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [10_000, 100_000])
