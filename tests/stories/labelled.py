"""The labelled tellings of set.txt, and how well the linking of stories does on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

from ticker.model import EntryData, Intent, IntentKind, PollResult
from ticker.store import entries, feeds, polls
from ticker.store.database import Database

FILE = Path(__file__).with_name("set.txt")
START = datetime(2023, 9, 13, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Telling:
    """One outlet's telling of an event; those of the same group are easily taken for one another."""

    group: str
    event: int
    held: bool
    title: str
    lead: str


@dataclass(frozen=True, slots=True)
class Score:
    """Of pairs of tellings: rightly joined, wrongly joined, not joined."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of the joined pairs that belong together."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The share of the pairs that belong together which were joined."""
        return self.right / max(self.right + self.missed, 1)


def tellings() -> Iterator[Telling]:
    """All of the file, in its order."""
    group, held, event = "", False, 0
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("=="):
            _, group, kind = line.split()
            held = kind == "held"
        elif line.startswith("--"):
            event += 1
        elif line and not line.startswith("#"):
            title, _, lead = line.partition(" | ")
            yield Telling(group, event, held, title, lead)


def pairs(some: list[Telling]) -> int:
    """How many pairs are labelled: all of one event, and those of a group that are of different ones."""
    return sum(one.group == other.group for one, other in combinations(some, 2))


def scored(db: Database, some: list[Telling]) -> Score:
    """Let the tellings arrive one after another, each from a feed of its own, and compare what was joined."""
    keys: list[int] = []
    for number, telling in enumerate(some):
        at = START + timedelta(minutes=number)
        feed = feeds.add(db, f"https://outlet{number}.example/feed", at)
        data = EntryData(id=str(number), title=telling.title, summary=telling.lead, published=at, language="de")
        intents = (Intent(IntentKind.ADD, None, data),)
        changes = polls.record(db, feed.id, PollResult(at, 200, next_poll=at + timedelta(hours=1), intents=intents))
        keys += [change.entry_key for change in changes if change.kind.value == "entry-added" and change.entry_key]
    stored = [entries.entry(db, key) for key in keys]
    stories = [entry.story if entry is not None else None for entry in stored]
    right = wrong = missed = 0
    for (one, mine), (other, theirs) in combinations(zip(some, stories, strict=True), 2):
        joined = mine is not None and mine == theirs
        if one.event == other.event:
            right, missed = right + joined, missed + (not joined)
        else:
            wrong += joined
    return Score(right, wrong, missed)
