"""The store against a plain model of it: whatever comes in whatever order, both hold the same.

`TICKER_FUZZ=2000 pytest tests/store/test_store_model.py` takes more examples than the few of every day.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.store.build import NOW
from ticker.clock import to_milliseconds
from ticker.model import ChangeKind, EntryData, PollResult
from ticker.revise import revise
from ticker.rules import parse
from ticker.store import changes, doctor, entries, feeds, marks, polls, retention, search, undo
from ticker.store.database import open_database
from ticker.store.marks import Mark
from ticker.store.retention import Keep

WORDS = ("Deichbruch", "Haushalt", "Fähre", "Streik", "Zoo", "Tunnel", "Gipfel", "Straße")
URLS = ("https://kurier.example/feed", "https://bote.example/atom")
KEPT = {Keep.STARRED: Mark.STARRED, Keep.LATER: Mark.LATER}

words = st.sampled_from(WORDS)
items: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    id=st.sampled_from("abcdefg"),
    title=st.lists(words, min_size=1, max_size=2),
    summary=words,
    content=st.none() | words,
    age=st.integers(-600, 3 * 24 * 60),
    withdrawn=st.sampled_from((False, False, False, True)),
)
documents = st.lists(items, max_size=6)


@dataclass
class Held:
    """What the model knows of an entry: its versions and how it stands."""

    feed: str
    id: str
    sort_at: datetime
    versions: list[EntryData]
    withdrawn: bool = False
    marks: dict[Mark, bool] = field(default_factory=lambda: dict.fromkeys(Mark, False))


class Store(RuleBasedStateMachine):
    """Random polls, corrections, withdrawals, marks, undoing, pruning and restarts."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "ticker.db"
        shutil.copy(_empty(), self.path)
        self.db = open_database(self.path)
        self.now = NOW
        self.held: dict[int, Held] = {}
        self.count = 0  # of all entries that there ever were: the key of the last one
        self.buried: set[tuple[str, str]] = set()
        self.actions: list[tuple[Mark, bool, list[int]]] = []
        self.log: list[tuple[ChangeKind, int]] = []
        self.seq = 0

    def teardown(self) -> None:
        self.db.close()
        assert doctor.examine(self.path).well
        self.folder.cleanup()

    # What happens

    @rule(url=st.sampled_from(URLS), document=documents, minutes=st.integers(1, 24 * 60))
    def poll(self, url: str, document: list[dict[str, Any]], minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        parsed = [_data(item, self.now) for item in document]
        feed = feeds.add(self.db, url, self.now)
        intents = revise(entries.stored(self.db, feed.id, [data.id for data in parsed]), parsed)
        polls.record(self.db, feed.id, PollResult(self.now, 200, next_poll=self.now, intents=intents))
        first = {data.id: data for data in reversed(parsed)}
        there = {held.id for held in self.held.values() if held.feed == url}
        # What is new comes first, then what became of the others; both from the last to the first.
        last_first = list(dict.fromkeys(data.id for data in parsed))[::-1]
        for id in sorted(last_first, key=there.__contains__):
            self._arrives(url, first[id])

    def _arrives(self, url: str, data: EntryData) -> None:
        known = next(((key, held) for key, held in self.held.items() if (held.feed, held.id) == (url, data.id)), None)
        if known is None:
            if not data.withdrawn and (url, data.id) not in self.buried:
                self.count += 1
                assert data.published is not None
                self.held[self.count] = Held(url, data.id, min(data.published, self.now), [data])
                self.log.append((ChangeKind.ENTRY_ADDED, self.count))
            return
        key, held = known
        if data.withdrawn:
            if not held.withdrawn:
                held.withdrawn = True
                self.log.append((ChangeKind.ENTRY_WITHDRAWN, key))
            return
        before = held.versions[-1]
        data = replace(data, content=data.content or before.content)
        if _text(data) != _text(before):
            held.versions.append(data)
            self.log.append((ChangeKind.ENTRY_REVISED, key))
        elif held.withdrawn:
            self.log.append((ChangeKind.ENTRY_UPDATED, key))
        held.withdrawn = False

    @precondition(lambda self: self.count)
    @rule(
        mark=st.sampled_from(Mark),
        value=st.booleans(),
        chosen=st.sets(st.integers(0, 99), min_size=1),
        bulk=st.booleans(),
    )
    def mark(self, mark: Mark, value: bool, chosen: set[int], bulk: bool) -> None:
        keys = sorted({1 + number % self.count for number in chosen})  # some of them may be gone
        keys = keys if bulk else keys[:1]
        undoable = mark is not Mark.READ or bulk
        changed = self._set(mark, value, keys)
        assert marks.set_mark(self.db, mark, keys, value, self.now, undoable=undoable) == changed
        if changed and undoable:
            self.actions.append((mark, value, changed))

    def _set(self, mark: Mark, value: bool, keys: Sequence[int]) -> list[int]:
        changed = [key for key in keys if key in self.held and self.held[key].marks[mark] is not value]
        for key in changed:
            self.held[key].marks[mark] = value
            self.log.append((ChangeKind.ENTRY_MARKED, key))
        return changed

    @rule()
    def undo(self) -> None:
        undone = undo.undo(self.db, self.now)
        while self.actions:
            mark, value, keys = self.actions.pop()
            if changed := self._set(mark, not value, keys):
                assert undone is not None
                assert (undone.mark, undone.value, list(undone.keys)) == (mark, value, changed)
                return
        assert undone is None

    @rule(hours=st.integers(1, 72), keep=st.sets(st.sampled_from(list(KEPT))))
    def prune(self, hours: int, keep: set[Keep]) -> None:
        before = self.now - timedelta(hours=hours)
        spared = [KEPT[kind] for kind in keep]
        gone = [
            key
            for key, held in self.held.items()
            if held.sort_at < before and not any(held.marks[mark] for mark in spared)
        ]
        assert retention.plan(self.db, before, keep).entries == len(gone)
        self._look_at_the_log()  # what is older than that goes with it
        assert retention.prune(self.db, before, self.now, keep) == len(gone)
        for key in gone:
            held = self.held.pop(key)
            self.buried.add((held.feed, held.id))
        removed = [change for change in changes.since(self.db, self.seq) if change.kind is ChangeKind.ENTRY_REMOVED]
        assert sorted(change.entry_key or 0 for change in removed) == sorted(gone)
        self.seq, self.log = changes.last_seq(self.db), []

    @precondition(lambda self: self.held)
    @rule(url=st.sampled_from(URLS))
    def unsubscribe(self, url: str) -> None:
        for feed in feeds.all_feeds(self.db):
            if feed.url == url:
                feeds.remove(self.db, feed.id, self.now)
        self.held = {key: held for key, held in self.held.items() if held.feed != url}
        self.buried = {(feed, id) for feed, id in self.buried if feed != url}

    @rule()
    def restart(self) -> None:
        self.db.close()
        self.db = open_database(self.path, create=False)

    @rule(word=words)
    def look_for(self, word: str) -> None:
        found, _times = search.keys(self.db, parse(word), now=self.now, zone=UTC)
        assert set(found) == {key for key, held in self.held.items() if word in _words(held.versions[-1])}

    # What must hold

    @invariant()
    def the_river_is_the_same(self) -> None:
        river = sorted(self.held, key=lambda key: (self.held[key].sort_at, key), reverse=True)
        keys, times = entries.keys(self.db)
        assert list(keys) == river
        assert list(times) == [to_milliseconds(self.held[key].sort_at) for key in river]
        for line in entries.headlines(self.db, river):
            held = self.held[line.key]
            assert (line.title, line.revision) == (held.versions[-1].title, len(held.versions))
            assert line.withdrawn is held.withdrawn
            marked = {mark: getattr(line, mark.value) for mark in Mark}
            assert marked == held.marks
        assert entries.counts(self.db).unread == sum(not held.marks[Mark.READ] for held in self.held.values())

    @invariant()
    def every_version_is_kept(self) -> None:
        for key, held in self.held.items():
            kept = entries.revisions(self.db, key)
            assert [_text(revision.data) for revision in kept] == [_text(version) for version in held.versions]

    @invariant()
    def the_log_tells_all_of_it(self) -> None:
        self._look_at_the_log()

    def _look_at_the_log(self) -> None:
        told = [
            (change.kind, change.entry_key)
            for change in changes.since(self.db, self.seq)
            if change.entry_key is not None and change.kind is not ChangeKind.STORY_CHANGED
        ]
        assert told == self.log
        self.seq, self.log = changes.last_seq(self.db), []


def _data(item: dict[str, Any], now: datetime) -> EntryData:
    return EntryData(
        id=item["id"],
        title=" ".join(item["title"]),
        summary=f"Mehr über {item['summary']}",
        content=None if item["content"] is None else f"Alles zu {item['content']} von heute",
        published=now - timedelta(minutes=item["age"]),
        withdrawn=item["withdrawn"],
    )


def _text(data: EntryData) -> tuple[str | None, ...]:
    return data.title, data.summary, data.content


def _words(data: EntryData) -> set[str]:
    return set(" ".join(filter(None, _text(data))).split())


def _empty() -> Path:
    """A database with nothing in it, made once."""
    if not _made:
        folder = tempfile.TemporaryDirectory()
        with closing(open_database(Path(folder.name) / "ticker.db")) as db:
            db.rows("PRAGMA journal_mode = DELETE")
        _made.append(folder)
    return Path(_made[0].name) / "ticker.db"


_made: list[tempfile.TemporaryDirectory[str]] = []

TestStore = Store.TestCase
TestStore.settings = settings(
    max_examples=int(os.environ.get("TICKER_FUZZ", "120")),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
