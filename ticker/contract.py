"""What verbs print and the screen hands over as JSON: a fixed contract (README). Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from ticker.excerpts import Hit
from ticker.model import Change, Document, Entry, EntryData, Feed, FeedData, FoundFeed, Revision
from ticker.revise import size_of_change

Json = Mapping[str, object]


def as_json(value: object, *, lines: bool = False) -> str:
    """One JSON value: indented, or as a single line. Keys stay in their order."""
    if lines:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(value, ensure_ascii=False, indent=2)


def moment(value: datetime | None) -> str | None:
    """ISO 8601 in UTC with offset, cut to seconds where there are no more."""
    return None if value is None else value.astimezone(UTC).isoformat()


def entry_data(data: EntryData, feed: str) -> dict[str, object]:
    """An entry as parsed; `feed` is the address or file that it comes from."""
    return {
        "id": data.id,
        "feed": feed,
        "title": data.title,
        "link": data.link,
        "authors": list(data.authors),
        "published": moment(data.published),
        "updated": moment(data.updated),
        "summary": data.summary,
        "content": data.content,
        "content_html": data.content_html,
        "categories": list(data.categories),
        "enclosures": [
            {"url": e.url, "type": e.type, "length": e.length, "title": e.title, "credit": e.credit}
            for e in data.enclosures
        ],
        "language": data.language,
        "rights": data.rights,
        "source": data.source,
        "comments": data.comments,
        "point": None if data.point is None else list(data.point),
        "urgency": None if data.urgency is None else data.urgency.value,
        "embargo": moment(data.embargo),
        "withdrawn": data.withdrawn,
        "pinned": data.pinned,
        "key_event": data.key_event,
    }


def entry(stored: Entry) -> dict[str, object]:
    """A stored entry."""
    return {
        **entry_data(stored.data, stored.feed_url),
        "first_seen": moment(stored.first_seen),
        "sort_at": moment(stored.sort_at),
        "read": stored.read,
        "starred": stored.starred,
        "hidden": stored.hidden,
        "later": stored.later,
        "story": stored.story,
        "withdrawn_at": moment(stored.withdrawn_at),
        "revision": stored.revision,
    }


def hit(found: Hit) -> dict[str, object]:
    """A stored entry that a search has found, with the places of what was searched for."""
    return {
        **entry(found.entry),
        "title_marks": [list(span) for span in found.title.marks],
        "snippet": {"text": found.text.text, "marks": [list(span) for span in found.text.marks]},
    }


def revision(version: Revision, feed: str, before: Revision | None = None) -> dict[str, object]:
    """One version of a stored entry; `before` is the one that it replaced."""
    change = None if before is None else size_of_change(before.data, version.data).name.lower()
    return {
        "revision": version.number,
        "seen_at": moment(version.seen_at),
        "change": change,
        **entry_data(version.data, feed),
    }


def document(
    parsed: Document | None, source: str, complaint: str | None = None, found: Sequence[FoundFeed] = ()
) -> dict[str, object]:
    """How a document was understood; None is one that is no feed, with the reason as `complaint`.

    `found` is what else a page offers.
    """
    told = parsed.feed if parsed else FeedData()
    return {
        "format": parsed.format if parsed else None,
        "kind": told.kind.value if parsed else None,
        "reason": parsed.reason if parsed else None,
        "encoding": parsed.encoding if parsed else None,
        "feed": {
            "title": told.title,
            "link": told.link,
            "language": told.language,
            "description": told.description,
        },
        "entries": [entry_data(data, source) for data in parsed.entries] if parsed else [],
        "warnings": _warnings(parsed) if parsed else [complaint],
        "found": [{"url": other.url, "title": other.title, "type": other.type} for other in found],
    }


def _warnings(parsed: Document) -> list[str]:
    return [*([parsed.broken] if parsed.broken else []), *parsed.warnings]


def feed(stored: Feed) -> dict[str, object]:
    """A subscribed feed with its health."""
    health = stored.health
    failure = health.failure
    return {
        "url": stored.url,
        "title": stored.name,
        "group": stored.group,
        "link": stored.link,
        "kind": stored.kind.value,
        "language": stored.language,
        "description": stored.description,
        "entries": stored.entry_count,
        "added": moment(stored.added),
        "last_poll": moment(health.last_poll),
        "last_success": moment(health.last_success),
        "next_poll": moment(stored.next_poll),
        "status": health.status,
        "interval": stored.interval,
        "interval_reason": stored.interval_reason,
        "interval_wish": stored.interval_wish,
        "bytes_received": stored.bytes_received,
        "bytes_saved": stored.bytes_saved,
        "failures": health.failures,
        "restless": None
        if stored.restless_since is None
        else {"entries": stored.restless, "since": moment(stored.restless_since)},
        "error": None
        if failure is None
        else {"cause": failure.cause.value, "detail": failure.detail, "since": moment(health.failing_since)},
    }


def change(logged: Change, feed_url: str, stored: Entry | None) -> dict[str, object]:
    """A row of the change log with the entry as it is after it."""
    return {
        "seq": logged.seq,
        "at": moment(logged.at),
        "change": logged.kind.value,
        "feed": feed_url,
        "entry": None if stored is None else entry(stored),
    }
