"""Which entries of a feed are the same."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ticker.model import EntryData
from ticker.text.trackers import normalise_link

_HTTP = "http://"


def entry_id(guid: str | None, link: str | None, title: str | None, content: str | None) -> str:
    """What an entry is known by in its feed: its guid, else its normalised link, else "sha256:…" of its text.

    Many guids are addresses, and change their scheme on the day on which a site does: http counts as https.
    """
    if guid:
        return f"https://{guid[len(_HTTP) :]}" if guid.startswith(_HTTP) else guid
    if link:
        return normalise_link(link)
    return f"sha256:{_digest(title, content)}"


def distinct(entries: Sequence[EntryData]) -> tuple[EntryData, ...]:
    """The entries, each with an id of its own, without exact repeats (same id, link and text; the first is kept).

    An id that stands for several entries stands for none of them: each is then known by the id and its normalised
    link, and where that is shared too, by a hash of its text as well. So the ids do not depend on the order.
    """
    if len({entry.id for entry in entries}) == len(entries):
        return tuple(entries)
    unique: dict[tuple[str | None, ...], EntryData] = {}
    for entry in entries:
        place = normalise_link(entry.link) if entry.link else None
        unique.setdefault((entry.id, place, entry.title, entry.summary, entry.content), entry)
    told_apart = _renamed(_renamed(unique.values(), _with_link), _with_hash)
    return tuple({entry.id: entry for entry in told_apart}.values())


def _renamed(entries: Iterable[EntryData], rename: Callable[[EntryData], str]) -> list[EntryData]:
    """The entries, those renamed that share their id with another."""
    listed = list(entries)
    count = Counter(entry.id for entry in listed)
    return [entry if count[entry.id] == 1 else replace(entry, id=rename(entry)) for entry in listed]


def _with_link(entry: EntryData) -> str:
    return f"{entry.id} {normalise_link(entry.link)}" if entry.link else entry.id


def _with_hash(entry: EntryData) -> str:
    place = normalise_link(entry.link) if entry.link else None
    return f"{entry.id} sha256:{_digest(entry.title, entry.summary, entry.content, place)}"


def _digest(*texts: str | None) -> str:
    joined = "\0".join(text or "" for text in texts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()
