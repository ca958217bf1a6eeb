"""The REST interface of WordPress' plugin Liveblog: entries and what became of them later.

`entries/<start>/<end>` (seconds since 1970) holds every change of that time, `get-entries/<page>/<last>` one page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ticker.errors import N_
from ticker.feeds.assemble import finished, unique
from ticker.feeds.live.ending import says_over
from ticker.feeds.live.texts import body_of, newest_first
from ticker.feeds.source import Adapter, Source
from ticker.feeds.values import Object, line, mapping, objects, text
from ticker.model import Document, EntryData, FeedData, FeedKind, PollHints
from ticker.text.links import absolute
from ticker.text.markup import clean, plain, title_text

_REASON = N_("the document holds the entries of a live blog (WordPress Liveblog)")
_PAGED = re.compile(r"(/get-entries/)(\d{1,6})(/)")
_TYPES = ("new", "update", "delete")
_LATEST = 4_102_444_800  # the year 2100


def recognise(source: Source) -> str | None:
    """The reason where a JSON document holds entries of the plugin."""
    entries = _entries(source.json)
    known = all("id" in entry and entry.get("type") in _TYPES and "entry_time" in entry for entry in entries)
    is_empty = not entries and "/liveblog/v1/" in source.url and "entries" in mapping(source.json)
    return _REASON if (entries and known) or is_empty else None


def read(source: Source) -> Document:
    """The entries of a document that was recognised: of each the latest version, a deleted one withdrawn."""
    latest: dict[str, Object] = {}
    times: dict[str, datetime] = {}
    for raw in sorted(_entries(source.json), key=_timestamp):
        id = line(raw.get("id")) or ""
        if entered := _moment(raw.get("entry_time")):
            times.setdefault(id, entered)
        gone = {"type": "delete", "timestamp": raw.get("timestamp")}
        latest[id] = latest.get(id, {}) | (gone if raw["type"] == "delete" else raw)
    entries = newest_first([_entry(id, raw, times.get(id), source.url) for id, raw in latest.items()])
    said = next((entry.content for entry in entries if not entry.withdrawn), None)
    feed = FeedData(hints=PollHints(over=says_over(said)), kind=FeedKind.LIVEBLOG)
    document = finished("wp-liveblog", source.encoding, feed, entries, source.remarks)
    return replace(document, next_page=_next_page(source))


ADAPTER = Adapter("wp-liveblog", recognise, read)


def _entries(value: Any) -> list[Object]:
    return objects(mapping(value).get("entries"))


def _entry(id: str, raw: Object, published: datetime | None, url: str) -> EntryData:
    body = body_of(text(raw.get("render")) or text(raw.get("content")) or text(raw.get("html")), url)
    changed = _moment(raw.get("timestamp"))
    return EntryData(
        id=id,
        title=title_text(text(raw.get("headline"))) or None,
        link=absolute(text(raw.get("share_link")), url or None),
        authors=_authors(raw),
        published=published or changed,
        updated=changed if changed != published else None,
        content=body.text or None,
        content_html=body.html,
        withdrawn=raw.get("type") == "delete",
        key_event=raw.get("key_event") is True,
    )


def _authors(raw: Object) -> tuple[str, ...]:
    named = unique(title_text(text(author.get("name"))) for author in objects(raw.get("authors")))
    return named or unique([plain(clean(text(raw.get("author_link")), None))])


def _timestamp(raw: Object) -> float:
    value = raw.get("timestamp")
    return value if isinstance(value, (int, float)) else 0


def _moment(value: Any) -> datetime | None:
    seconds = text(value)
    if not seconds.isascii() or not seconds.isdigit() or not 0 < int(seconds[:12]) < _LATEST:
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def _next_page(source: Source) -> str | None:
    page, pages = source.json.get("page"), source.json.get("pages")
    paged = _PAGED.search(source.url)
    if paged is None or not (isinstance(page, int) and isinstance(pages, int) and page < pages):
        return None
    return f"{source.url[: paged.start()]}{paged[1]}{page + 1}{source.url[paged.end() - 1 :]}"
