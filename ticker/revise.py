"""What changed: a feed's entries as stored, against the same as parsed just now. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ticker.model import EntryData, Intent, IntentKind, StoredEntry, Urgency
from ticker.text import urgency
from ticker.text.essence import essence
from ticker.text.magnitude import Size, headline_size, size
from ticker.text.trackers import normalise_link


def revise(stored: Mapping[str, StoredEntry], parsed: Sequence[EntryData]) -> tuple[Intent, ...]:
    """What the store shall do about the parsed entries, in their order; `stored` is by the id in the feed.

    An unknown id is added. A known one is revised if a reader would see other news: title, link, authors, categories,
    summary or content. White space, counters and time stamps (`ticker.text.essence`), parameters of the link that
    only track, the order of authors and categories, dates, enclosures and the HTML behind the same text make no
    revision: feeds change them all the time without news.
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


def size_of_change(before: EntryData, after: EntryData) -> Size:
    """How much was changed from one version of an entry to the next; NONE where a reader sees no difference."""
    found = max(
        headline_size(before.title, after.title),
        size(before.content or before.summary, after.content or after.summary),
        size(before.summary, after.summary) if before.content and after.content else Size.NONE,
    )
    return Size.DETAILS if found is Size.NONE and _details(before) != _details(after) else found


def _intent(known: StoredEntry | None, data: EntryData) -> Intent | None:
    if known is None:
        return None if data.withdrawn else Intent(IntentKind.ADD, None, data, urgency_of(data))
    if data.withdrawn:
        return None if known.data.withdrawn else Intent(IntentKind.WITHDRAW, known.key)
    if data.content is None and known.data.content is not None:
        data = replace(data, content=known.data.content, content_html=known.data.content_html)
    if _reads_otherwise(known.data, data):
        return Intent(IntentKind.REVISE, known.key, data, urgency_of(data))
    if (_standing(data), urgency_of(data)) != (_standing(known.data), known.urgency):
        return Intent(IntentKind.UPDATE, known.key, data, urgency_of(data))
    return None


def urgency_of(data: EntryData) -> Urgency:
    """The urgency that its source states, else the one that its headline or a category claims."""
    return data.urgency if data.urgency is not None else urgency.urgency(data.title, data.categories)


def _standing(data: EntryData) -> tuple[object, ...]:
    return data.withdrawn, data.embargo, data.pinned, data.key_event


def _reads_otherwise(before: EntryData, after: EntryData) -> bool:
    # Most entries of most polls are as they were: only the others are worth looking at closely.
    if any(old != new and essence(old) != essence(new) for old, new in zip(_texts(before), _texts(after), strict=True)):
        return True
    return _details(before) != _details(after)


def _texts(data: EntryData) -> tuple[str | None, str | None, str | None]:
    return data.title, data.summary, data.content


def _details(data: EntryData) -> tuple[object, ...]:
    return (
        normalise_link(data.link or ""),
        frozenset(_words(name) for name in data.authors),
        frozenset(_words(name) for name in data.categories),
    )


def _words(text: str) -> str:
    """The text with single spaces only; str.split also parts at no-break spaces."""
    return " ".join(text.split())
