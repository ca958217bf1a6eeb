"""What items of news agencies have in common, whatever their format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from ticker.feeds.assemble import finished, unique
from ticker.feeds.identity import entry_id
from ticker.feeds.source import Source
from ticker.feeds.values import text
from ticker.model import Document, EntryData, FeedData, FeedKind, Urgency
from ticker.text.markup import title_text

_TAKEN_BACK = frozenset(
    ["cancel", "canceled", "cancelled", "cancellation", "withdrawn", "withheld", "withhold", "retracted", "annulled"]
) | {"kill", "killed", "mandatory-kill", "delete", "deleted"}
_BY = re.compile(r"^(?:von|by|par|de)\b:?\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|/|&|\bund\b|\band\b)\s*", re.IGNORECASE)
_AGENCIES = frozenset(
    ["dpa", "dpa-korrespondent", "afp", "reuters", "epd", "kna", "sid", "apa", "sda", "ap", "associated press"]
)


def urgency_of(value: Any) -> Urgency | None:
    """The urgency of an item: 1 to 8 in the older standards, of which 5 to 8 are one to us; None for what says none."""
    written = text(value).strip()
    if not written.isascii() or not written.isdigit() or int(written[:9]) not in range(1, 10):
        return None
    return Urgency(min(int(written), Urgency.LOW))


def is_taken_back(*words: str) -> bool:
    """Whether a status or a signal (a word, or a code as in `stat:canceled`) takes the item back."""
    return any(re.split(r"[:/#]", word.strip().lower())[-1] in _TAKEN_BACK for word in words)


def signal_words(codes: Iterable[str]) -> list[str]:
    """What signals say about a version, in the words of the standard: correction, update, repeat …"""
    known = ("correction", "update", "repeat", "kill", "cancellation", "rectification", "correct")
    found = [re.split(r"[:/#]", code.strip().lower())[-1] for code in codes]
    return [word for word in found if word in known]


def names(byline: str) -> tuple[str, ...]:
    """The people of a byline: "Von Ida Lerch und Jon Falk, dpa" names two."""
    people = _AND.split(_BY.sub("", title_text(byline)))
    return unique(person for person in people if person.lower() not in _AGENCIES)


def item_id(source: Source, given: str, title: str | None, content: str | None) -> str:
    """The id of an item; one without takes the name of its file, for the next version has the same."""
    parts = urlsplit(source.url)
    name = unquote(PurePosixPath(parts.path).name) if parts.scheme == "file" else ""
    return entry_id(given or (f"file:{name}" if name else None), None, title, content)


def delivery(
    form: str, source: Source, items: Sequence[tuple[int, EntryData]], *, title: str | None = None
) -> Document:
    """The document of some items, each with its version number; of several versions of one the highest counts."""
    latest: dict[str, tuple[int, EntryData]] = {}
    for version, entry in items:
        held = latest.get(entry.id)
        if held is None or version >= held[0]:
            latest[entry.id] = version, entry
    source.remarks.counts["earlier versions left out"] += len(items) - len(latest)
    entries = [entry for _version, entry in latest.values()]
    owner = title or next((entry.source for entry in entries if entry.source), None)
    languages = {entry.language for entry in entries}
    feed = FeedData(title=owner, language=languages.pop() if len(languages) == 1 else None, kind=FeedKind.AGENCY)
    return finished(form, source.encoding, feed, entries, source.remarks)


def newer(parsed: Sequence[EntryData], known: Sequence[EntryData]) -> tuple[EntryData, ...]:
    """The parsed items without versions that are older than what is known of them.

    Wires and folders do not keep the order; and what was taken back comes back with a new version only.
    """
    held = {entry.id: entry for entry in known}
    return tuple(entry for entry in parsed if entry.id not in held or not _is_older(entry, held[entry.id]))


def _is_older(entry: EntryData, known: EntryData) -> bool:
    ours, theirs = entry.updated or entry.published, known.updated or known.published
    if ours is None or theirs is None:
        return False
    return ours < theirs or (known.withdrawn and not entry.withdrawn and ours == theirs)


def dated(entry: EntryData, version: int) -> EntryData:
    """The entry with the time of its version as that of its publication where it names no other."""
    if entry.published is None:
        return replace(entry, published=entry.updated, updated=None if version <= 1 else entry.updated)
    return entry
