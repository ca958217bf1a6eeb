"""The texts of the last days by their words, in the memory of the process that writes, so that alike ones are found.

The table `story_gist` is what counts; this is made from it once and follows it. A text is written there once, with a
number higher than all before, and the oldest ones go first: so what has come and what has gone is told by the two ends
of the table, whichever process wrote it and whatever was rolled back.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import chain, takewhile

from ticker.text.folding import Kept

_MANY = 1000  # texts that are gone and that it is worth making all anew for, if they are the half
_NONE = array("I")
_GONE: tuple[str, ...] = ()
_NAMED = Kept(lambda text: tuple(text.split()))  # one copy of what so many name

_ENDS = "SELECT (SELECT MIN(entry_key) FROM story_gist), (SELECT terms FROM story_gist WHERE entry_key = ?)"
_LATER = "SELECT entry_key, feed_id, at, terms FROM story_gist WHERE entry_key > ? ORDER BY entry_key"


@dataclass(slots=True)
class Recent:
    """The texts that are remembered, the oldest first: their keys, feeds and places in the river (milliseconds).

    `words` are those of each, `headlines` how many of them, the first ones, stand in its headline. `holders` are for
    each word the texts that hold it, by their places in these lists; those before `first` are gone.
    """

    keys: array[int] = field(default_factory=lambda: array("q"))
    feeds: array[int] = field(default_factory=lambda: array("q"))
    placed: array[int] = field(default_factory=lambda: array("q"))
    words: list[tuple[str, ...]] = field(default_factory=list)
    headlines: array[int] = field(default_factory=lambda: array("I"))
    named: list[tuple[str, ...]] = field(default_factory=list)  # places
    holders: dict[str, array[int]] = field(default_factory=dict)
    first: int = 0
    last: str = ""  # what the table holds of the last one

    def __len__(self) -> int:
        return len(self.keys) - self.first

    def holding(self, word: str) -> array[int]:
        """The texts that hold a word."""
        found = self.holders.get(word, _NONE)
        if found and found[0] < self.first:
            del found[: bisect_left(found, self.first)]
        return found

    def sharing(self, words: Collection[str], fewest: int) -> list[tuple[int, int]]:
        """The texts that hold so many of these words: (how many, text), those that hold most and came last first."""
        shared = Counter(chain.from_iterable(map(self.holding, words)))
        return sorted([(n, text) for text, n in shared.items() if n >= fewest], reverse=True)

    def told(self, text: int) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """What a text holds: its words, those of its headline, the places that it names."""
        words = self.words[text]
        return words, words[: self.headlines[text]], self.named[text]

    def old(self, before: int, most: int) -> int:
        """How many of the first texts, at most so many, are placed before that time."""
        return sum(1 for _ in takewhile(before.__gt__, self.placed[self.first : self.first + most]))


def follow(connection: sqlite3.Connection, recent: Recent | None) -> Recent:
    """What the table holds at this moment: `recent` brought up to date, or made anew."""
    recent = recent or Recent()
    first, last = connection.execute(_ENDS, (recent.keys[-1] if recent.keys else None,)).fetchone()
    if last != recent.last:
        recent = Recent()  # other texts have been put in the place of those that were there
    gone = bisect_left(recent.keys, first or 0)
    if gone > max(_MANY, len(recent.keys) - gone):
        recent = Recent()
    else:
        recent.words[recent.first : gone] = [_GONE] * (gone - recent.first)
        recent.first = gone
    _read(connection, recent)
    return recent


def _read(connection: sqlite3.Connection, recent: Recent) -> None:
    """Take in what was written since."""
    holders = recent.holders
    rows = connection.execute(_LATER, (recent.keys[-1] if recent.keys else -1,))
    for text, (key, feed_id, at, terms) in enumerate(rows, start=len(recent.keys)):
        recent.keys.append(key)
        recent.feeds.append(feed_id)
        recent.placed.append(at)
        recent.last = terms
        headline, lead, named = terms.split("|", 2)
        recent.words.append(words := (*map(sys.intern, headline.split()), *map(sys.intern, lead.split())))
        recent.headlines.append(headline.count(" ") + 1 if headline else 0)
        recent.named.append(_NAMED[named])
        for word in words:
            if word in holders:
                holders[word].append(text)
            else:
                holders[word] = array("I", (text,))
