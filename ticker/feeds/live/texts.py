"""Texts of live blogs: HTML where there is any, else lines of plain text of which each is a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from ticker.feeds.assemble import Body, html_body
from ticker.model import EntryData
from ticker.text.markup import decode_entities, has_markup
from ticker.text.sanitise import one_line, sanitise

_MOST_PINNED = 3
_NEVER = datetime.min.replace(tzinfo=UTC)


def body_of(value: str, base: str) -> Body:
    """A text that may be HTML, plain, or plain with HTML's character references."""
    decoded = decode_entities(value) if "&lt;" in value and not has_markup(value) else value
    if has_markup(decoded):
        return html_body(decoded, base)
    lines = (one_line(line) for line in sanitise(decode_entities(decode_entities(value))).split("\n"))
    return Body("\n".join(line for line in lines if line))


def joined(bodies: Iterable[Body]) -> Body:
    """Several parts of one text as one; as HTML where any part has some."""
    parts = [body for body in bodies if body.text or body.html]
    text = "\n".join(body.text for body in parts if body.text)
    if not any(body.html for body in parts):
        return Body(text)
    from html import escape

    paragraphs = (f"<p>{escape(line, quote=False)}</p>" for body in parts if not body.html for line in [body.text])
    html = "".join(body.html if body.html else next(paragraphs) for body in parts)
    return Body(text, html)


def with_pinned(entries: Sequence[EntryData]) -> list[EntryData]:
    """The entries of a page in its order, marked as pinned where they are held above newer ones.

    That is so for at most three at the top that are older than the next, if all others come the newest first. One that
    stands at its own place too is left out there.
    """
    listed = list(entries)
    times = [entry.published or _NEVER for entry in listed]
    for count in range(1, min(_MOST_PINNED, len(listed) - 2) + 1):
        rest = times[count:]
        if all(later <= earlier for earlier, later in pairwise(rest)) and max(times[:count]) < rest[0]:
            held = [replace(entry, pinned=True) for entry in listed[:count]]
            texts = {(entry.published, entry.title, entry.content) for entry in held}
            return held + [e for e in listed[count:] if (e.published, e.title, e.content) not in texts]
    return listed


def newest_first(entries: Sequence[EntryData]) -> list[EntryData]:
    """The entries by the time at which they were published, the latest first; equal times stay as they stand."""
    return sorted(entries, key=lambda entry: entry.published or _NEVER, reverse=True)
