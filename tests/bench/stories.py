"""How well and how fast entries are linked as stories.

Run as `python -m tests.bench.stories`. Well: precision and recall over the pairs of the labelled tellings in
tests/stories/set.txt, for those that the scoring was tuned with, those held back, and all. Fast: CPU milliseconds for
an arrival that is linked, beside one that is not (an update of a live blog), over 10,000 entries of three days.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from pathlib import Path

from tests.bench.fill import END, PLACES, THINGS, WHAT, WHO, fill
from tests.bench.table import TICKER, Figure
from tests.stories.labelled import Score, Telling, pairs, scored, tellings
from ticker.model import EntryData, FeedKind, Intent, IntentKind, PollResult
from ticker.store import feeds, polls
from ticker.store.database import Database, open_database

STORED = 10_000
ARRIVALS = 500


def score(some: Sequence[Telling]) -> Score:
    """What is joined of these tellings, in a database of their own."""
    with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "ticker.db") as db:
        return scored(db, list(some))


def per_arrival(stored: int = STORED, arrivals: int = ARRIVALS) -> tuple[float, float]:
    """CPU milliseconds for an arrival with and without linking, the mean of many."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ticker.db"
        fill(path, stored)
        with open_database(path) as db:
            return _arrivals(db, "linked", FeedKind.FEED, arrivals), _arrivals(db, "live", FeedKind.LIVEBLOG, arrivals)


@dataclass(frozen=True, slots=True)
class Crowd:
    """CPU milliseconds for an arrival with and without linking; of what was told again and what was new, the share
    that was joined with something."""

    linked: float
    bare: float
    again: float
    new: float


def crowded(stored: int, arrivals: int = ARRIVALS) -> Crowd:
    """The same over so many entries that are all of the last three days, in a language as uneven as ours (Zipf's law).

    Half of what arrives tells something again that is stored, in other words.
    """
    chance = random.Random(11)
    told = [_words(chance, 24) for _ in range(stored)]
    new = [_again(chance.choice(told), chance) if number % 2 else _words(chance, 24) for number in range(arrivals)]
    with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "ticker.db") as db:
        for start in range(0, stored, 2_000):
            _tell(db, f"stored{start}", FeedKind.FEED, told[start : start + 2_000], at_once=2_000)
        linked, bare = _tell(db, "linked", FeedKind.FEED, new), _tell(db, "live", FeedKind.LIVEBLOG, new)
        joined = db.rows(
            "SELECT e.id, e.story IS NOT NULL FROM entry e JOIN feed f ON f.id = e.feed_id"
            " WHERE f.url = 'https://linked.example/feed'"
        )
    found = [sum(is_in for id, is_in in joined if int(id) % 2 == told) / (arrivals / 2) for told in (0, 1)]
    return Crowd(linked, bare, again=found[1], new=found[0])


_SYLLABLES = [first + rest for first in "bdfghklmnprstwz" for rest in ("a", "ei", "o", "u", "ern", "is", "alt", "en")]
_VOCABULARY = [one + two + three for three in _SYLLABLES[::11] for two in _SYLLABLES[::3] for one in _SYLLABLES[::2]]
_OFTEN = list(accumulate(1 / (rank + 20) for rank in range(len(_VOCABULARY))))


def _words(chance: random.Random, count: int) -> list[str]:
    return chance.choices(_VOCABULARY, cum_weights=_OFTEN, k=count)


def _again(told: list[str], chance: random.Random) -> list[str]:
    """Two thirds of the words, in another order, and some others."""
    return [*chance.sample(told, 16), *_words(chance, 8)]


def _tell(db: Database, name: str, kind: FeedKind, told: Sequence[list[str]], at_once: int = 1) -> float:
    """Let a feed tell all of it, so many in a poll; the CPU milliseconds for each."""
    feed = feeds.add(db, f"https://{name}.example/feed", END)
    with db.connection:
        db.connection.execute("UPDATE feed SET kind = ? WHERE id = ?", (kind.value, feed.id))
    data = [
        EntryData(
            id=f"{number}",
            title=" ".join(words[:8]),
            summary=" ".join(words[8:]),
            published=END - timedelta(seconds=number * 7919 % 250_000),
        )
        for number, words in enumerate(told)
    ]
    started = time.process_time()
    for start in range(0, len(data), at_once):
        intents = tuple(Intent(IntentKind.ADD, None, one) for one in data[start : start + at_once])
        polls.record(db, feed.id, PollResult(END, 200, next_poll=END + timedelta(hours=1), intents=intents))
    return (time.process_time() - started) * 1000 / len(data)


def _arrivals(db: Database, name: str, kind: FeedKind, count: int) -> float:
    chance = random.Random(7)
    feed = feeds.add(db, f"https://{name}.example/feed", END)
    with db.connection:
        db.connection.execute("UPDATE feed SET kind = ? WHERE id = ?", (kind.value, feed.id))
    started = time.process_time()
    for number in range(count):
        title = f"{chance.choice(WHO)} {chance.choice(WHAT)} {chance.choice(THINGS)} in {chance.choice(PLACES)}"
        data = EntryData(
            id=f"{number}", title=title, summary=f"{title}. Das teilte eine Sprecherin mit.", published=END
        )
        intents = (Intent(IntentKind.ADD, None, data),)
        polls.record(db, feed.id, PollResult(END, 200, next_poll=END + timedelta(hours=1), intents=intents))
    return (time.process_time() - started) * 1000 / count


def main() -> None:
    """Print the tables."""
    known = list(tellings())
    print(
        f"{'tellings':<12}{'number':>8}{'pairs':>8}{'right':>8}{'wrong':>8}{'missed':>8}{'precision':>11}{'recall':>8}"
    )
    for name, some in (
        ("tuned with", [telling for telling in known if not telling.held]),
        ("held back", [telling for telling in known if telling.held]),
        ("all", known),
    ):
        one = score(some)
        print(
            f"{name:<12}{len(some):>8}{pairs(some):>8}{one.right:>8}{one.wrong:>8}{one.missed:>8}"
            f"{one.precision:>11.3f}{one.recall:>8.3f}"
        )
    crowd = crowded(100_000)
    print(f"\nan arrival among 100,000 of three days: {crowd.linked:.2f} ms linked, {crowd.bare:.2f} ms not linked")
    print(f"of what tells one of them again {crowd.again:.0%} are joined with it, of what is new {crowd.new:.0%}")
    linked, bare = per_arrival()
    print(f"\nan arrival: {linked:.2f} ms linked, {bare:.2f} ms not linked: {linked - bare:.2f} ms for the linking")


def rows(short: bool) -> list[Figure]:
    """For the table of all benchmarks."""
    one = score(list(tellings()))
    linked, bare = per_arrival(*((2_000, 100) if short else (STORED, ARRIVALS)))
    stored = 3_000 if short else 100_000
    crowd = crowded(stored, 100 if short else ARRIVALS)
    return [
        Figure(f"an entry arrives, {stored:,} of three days", TICKER, crowd.linked, "ms"),
        Figure(f"an entry arrives, {stored:,} of three days", "without linking", crowd.bare, "ms"),
        Figure(f"told again among {stored:,}, found", TICKER, crowd.again, "share"),
        Figure("stories: precision", TICKER, one.precision, "share"),
        Figure("stories: recall", TICKER, one.recall, "share"),
        Figure("an entry arrives", TICKER, linked, "ms"),
        Figure("an entry arrives", "without linking", bare, "ms"),
    ]


if __name__ == "__main__":
    main()
