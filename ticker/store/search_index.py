"""What a search looks into: for each entry the words of its present version, written with it in one transaction.

The table `search` holds for each entry a set of tokens and nothing else (no text, no positions):

    weltraumbahnhof     a word, folded as `ticker.text.folding` does
    ·welt ·eltr …       all runs of four letters in its words: with them any part of a compound is found
    «w «we «wel         the beginnings of its words, for what is still being typed
    °meier §politik     the words of its authors and categories

Measured on 100,000 entries of 1 kB of text: 0.9 kB an entry. A trigram index with positions takes three times that, one
of all ends of words too, and a list of all words that have a part in them takes 30 µs for each to ask.
"""

# ruff: noqa: S608 - what is put together into SQL here are constants of this file

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from ticker.text.folding import Kept, folded_words, runs, words

if TYPE_CHECKING:
    from ticker.model import EntryData

GRAM = 4  # letters
PART, BEGIN, AUTHOR, CATEGORY = "·", "«", "°", "§"

TABLE = (
    "CREATE VIRTUAL TABLE search USING fts5(tokens, content = '', columnsize = 0, detail = none, tokenize = 'ascii')"
)

_TEXTS = "r.entry_key, r.title, r.summary, r.content, r.authors, r.categories"
_VERSION = f"SELECT {_TEXTS} FROM revision r WHERE r.entry_key = ? AND r.number = ?"
_PRESENT = f"""
    SELECT {_TEXTS} FROM entry e JOIN revision r ON r.entry_key = e.key AND r.number = e.revision ORDER BY e.key
"""


def tokens(texts: Iterable[str | None], authors: Iterable[str], categories: Iterable[str]) -> str:
    """All tokens of an entry, parted by spaces. The same entry has the same ones, so that they can be taken out again.

    A run of letters that two words have stands there twice: the index holds it once, and that costs less than to look.
    """
    found = list(map(_TOKENS.__getitem__, dict.fromkeys(runs("\n".join(filter(None, texts))))))
    found += [f"{AUTHOR}{word}" for name in authors for word in words(name)]
    found += [f"{CATEGORY}{word}" for name in categories for word in words(name)]
    return " ".join(found)


def _tokens(run: str) -> str:
    found: list[str] = []
    for word in folded_words(run):
        found.append(word)
        found += [f"{BEGIN}{word[:length]}" for length in range(1, min(GRAM, len(word) + 1))]
        found += [f"{PART}{gram}" for gram in grams(word)]
    return " ".join(found)


_TOKENS = Kept(_tokens)


def grams(word: str) -> list[str]:
    """All runs of `GRAM` letters in a word; none in a shorter one."""
    return [word[start : start + GRAM] for start in range(len(word) - GRAM + 1)]


def update(
    connection: sqlite3.Connection, added: Iterable[tuple[int, EntryData]], revised: Iterable[tuple[int, EntryData]]
) -> None:
    """Let new entries, and the new versions of others in the place of those before, be found.

    To be called last in the caller's transaction: FTS5 writes what it has gathered whenever another statement begins
    that may be rolled back by itself, and whenever the keys go back. Written at once it takes a third of the time.
    """
    fresh = dict(revised)
    for key, data in sorted((*added, *fresh.items()), key=itemgetter(0)):
        if key in fresh:
            (number,) = connection.execute("SELECT revision FROM entry WHERE key = ?", (key,)).fetchone()
            remove_version(connection, key, number - 1)
        held = tokens((data.title, data.summary, data.content), data.authors, data.categories)
        connection.execute("INSERT INTO search (rowid, tokens) VALUES (?, ?)", (key, held))


def remove(connection: sqlite3.Connection, keys: Sequence[int]) -> None:
    """Let entries be found no more. They must still be stored, for what is taken out is made from their text."""
    for key in keys:
        for (number,) in connection.execute("SELECT revision FROM entry WHERE key = ?", (key,)).fetchall():
            remove_version(connection, key, number)


def remove_version(connection: sqlite3.Connection, key: int, number: int) -> None:
    """Take out what was put in for that version of an entry."""
    for row in connection.execute(_VERSION, (key, number)).fetchall():
        connection.execute("INSERT INTO search (search, rowid, tokens) VALUES ('delete', ?, ?)", _indexed(row))


def remove_feed(connection: sqlite3.Connection, feed_id: int) -> None:
    """Let the entries of a feed be found no more, before they are deleted with it."""
    rows = connection.execute("SELECT key FROM entry WHERE feed_id = ?", (feed_id,)).fetchall()
    remove(connection, [key for (key,) in rows])


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the index anew from what is stored, inside the caller's transaction."""
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    found = connection.execute(_PRESENT)
    connection.executemany("INSERT INTO search (rowid, tokens) VALUES (?, ?)", map(_indexed, found))


def _indexed(row: Sequence[str]) -> tuple[object, str]:
    key, title, summary, content, authors, categories = row
    return key, tokens((title, summary, content), json.loads(authors), json.loads(categories))
