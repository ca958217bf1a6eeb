"""Documents in a few words, and what is read from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from ticker.errors import Failure
from ticker.feeds import fast, reference, syndication
from ticker.feeds.assemble import Remarks
from ticker.feeds.parse import parse
from ticker.feeds.raw import Raw
from ticker.model import Document, EntryData

URL = "https://blatt.example/feeds/alles.xml"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)


def document(text: str) -> Document:
    parsed = parse(text.encode(), url=URL)
    assert not isinstance(parsed, Failure), parsed
    return parsed


def rss(items: str, head: str = "") -> Document:
    return document(f'<rss version="2.0" {NAMESPACES}><channel>{head}{items}</channel></rss>')


def rss_entry(elements: str, head: str = "") -> EntryData:
    (entry,) = rss(f"<item><guid>tag:1</guid>{elements}</item>", head).entries
    return entry


def atom_entry(elements: str, attributes: str = "") -> EntryData:
    (entry,) = document(
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><entry><id>tag:1</id>{elements}</entry></feed>'
    ).entries
    return entry


def texts(value: object) -> Iterator[str]:
    """Every string in a value of dataclasses, tuples and strings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from texts(member)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def read_twice(text: str) -> tuple[Document | None, Document | Exception | None]:
    """What the fast reader makes of a feed's text, None where it is not sure, and what feedparser makes of it."""
    raw = fast.read(text)
    quick = None if raw is None else finished(raw, text, Remarks())
    remarks = Remarks()
    try:
        raw = reference.read(text, remarks)
    except Exception as error:  # as parse takes it
        return quick, error
    return quick, None if raw is None else finished(raw, text, remarks)


def finished(raw: Raw, text: str, remarks: Remarks) -> Document:
    return syndication.document(raw, text, "utf-8", url=URL, remarks=remarks)
