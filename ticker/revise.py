"""What changed: a feed's entries as stored, against the same as parsed just now. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ticker.model import EntryData, Intent, IntentKind, Urgency
from ticker.text import urgency


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """The present version of a stored entry; `key` is the store's number for it, `urgency` the one that is shown."""

    key: int
    data: EntryData
    urgency: Urgency


def revise(stored: Mapping[str, StoredEntry], parsed: Sequence[EntryData]) -> tuple[Intent, ...]:
    """What the store shall do about the parsed entries, in their order; `stored` is by the id in the feed.

    An unknown id is added. A known one is revised if a reader would see another text: title, link, authors,
    categories, summary or content. White space, the query of a link, the order of authors and categories, dates,
    enclosures and the HTML behind the same text make no revision: feeds change them all the time without news.
    An entry that brings no content keeps the stored one. Where a document holds an id more than once, the first
    one counts. What is missing from the document causes nothing: entries leave their feed and stay in the store.
    One that its source takes back is withdrawn and keeps its last text, whatever the document holds in its place;
    one that was taken back before it was ever seen is passed over. Embargo, pin, key event and urgency make no
    revision; where only these differ, or a withdrawn entry has come back, the entry is updated.
    """
    first: dict[str, EntryData] = {}
    for data in parsed:
        first.setdefault(data.id, data)
    intents = (_intent(stored.get(data.id), data) for data in first.values())
    return tuple(intent for intent in intents if intent is not None)


def _intent(known: StoredEntry | None, data: EntryData) -> Intent | None:
    if known is None:
        return None if data.withdrawn else Intent(IntentKind.ADD, None, data, urgency_of(data))
    if data.withdrawn:
        return None if known.data.withdrawn else Intent(IntentKind.WITHDRAW, known.key)
    if data.content is None and known.data.content is not None:
        data = replace(data, content=known.data.content, content_html=known.data.content_html)
    if _readable(data) != _readable(known.data):
        return Intent(IntentKind.REVISE, known.key, data, urgency_of(data))
    if (_standing(data), urgency_of(data)) != (_standing(known.data), known.urgency):
        return Intent(IntentKind.UPDATE, known.key, data, urgency_of(data))
    return None


def urgency_of(data: EntryData) -> Urgency:
    """The urgency that its source states, else the one that its headline or a category claims."""
    return data.urgency if data.urgency is not None else urgency.urgency(data.title, data.categories)


def _standing(data: EntryData) -> tuple[object, ...]:
    return data.withdrawn, data.embargo, data.pinned, data.key_event


def _readable(data: EntryData) -> tuple[object, ...]:
    return (
        _words(data.title),
        (data.link or "").partition("#")[0].partition("?")[0],
        frozenset(map(_words, data.authors)),
        frozenset(map(_words, data.categories)),
        _words(data.summary),
        _words(data.content),
    )


def _words(text: str | None) -> str:
    """The text with single spaces only; str.split also parts at no-break spaces."""
    return " ".join((text or "").split())
