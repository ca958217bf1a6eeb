"""The programming interface of tagesschau (api2, api2u): the home page, news by desk or region as JSON.

https://tagesschau.api.bund.dev: for private use, at most 60 requests an hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ticker.errors import N_
from ticker.feeds.assemble import finished, summary_and_content, unique
from ticker.feeds.live.texts import body_of
from ticker.feeds.source import Adapter, Source
from ticker.feeds.values import Object, line, mapping, moment, objects, text
from ticker.model import Document, Enclosure, EntryData, FeedData, Urgency
from ticker.text.links import absolute
from ticker.text.markup import title_text

_REASON = N_("the document is an answer of the interface of tagesschau (api2u)")
_LISTS = ("news", "regional", "searchResults")
_WIDEST = ("16x9-1920", "16x9-1280", "16x9-960", "16x9-640", "16x9-512", "16x9-384", "1x1-840", "1x1-640", "1x1-432")
_OLD_VARIANTS = ("videowebl", "videowebm", "videowebs")


def recognise(source: Source) -> str | None:
    """The reason where a JSON document is an answer of the interface."""
    items = list(_items(source.json))
    known = all(("sophoraId" in item or "externalId" in item) and "title" in item for item in items)
    return _REASON if items and known else None


def read(source: Source) -> Document:
    """The entries of an answer that was recognised, in the editors' order."""
    entries = [_entry(item, source.url) for item in _items(source.json)]
    asked = parse_qs(urlsplit(source.url).query)
    desk = next(iter(asked.get("ressort", [])), "")
    feed = FeedData(title=f"tagesschau {desk}".strip(), link="https://www.tagesschau.de/", language="de")
    document = finished("tagesschau", source.encoding, feed, entries, source.remarks)
    return replace(document, next_page=absolute(text(mapping(source.json).get("nextPage"))))


ADAPTER = Adapter("tagesschau", recognise, read)


def _items(value: Any) -> Iterator[Object]:
    for name in _LISTS:
        yield from objects(mapping(value).get(name))


def _entry(item: Object, url: str) -> EntryData:
    details = text(item.get("details"))
    whole = "".join(_blocks(item)) or ("" if details.startswith("http") else details)
    summary, content, content_html = summary_and_content(
        [body_of(whole, url), body_of(text(item.get("firstSentence")), url)]
    )
    tags = [title_text(text(tag.get("tag"))) for tag in objects(item.get("tags"))]
    return EntryData(
        id=line(item.get("sophoraId")) or line(item.get("externalId")) or "",
        title=title_text(text(item.get("title"))) or None,
        link=absolute(text(item.get("shareURL"))) or absolute(text(item.get("detailsweb"))),
        published=moment(item.get("date")),
        summary=summary,
        content=content,
        content_html=content_html,
        categories=unique([title_text(text(item.get("topline"))), *tags, title_text(text(item.get("ressort")))]),
        enclosures=tuple(_files(item)),
        language="de",
        urgency=Urgency.BULLETIN if item.get("breakingNews") is True else None,
    )


def _blocks(item: Object) -> Iterator[str]:
    """The parts of the text as HTML; pictures, films and what points elsewhere are passed over."""
    for block in objects(item.get("content")):
        match block.get("type"):
            case "text":
                yield f"<p>{text(block.get('value'))}</p>"
            case "headline":
                yield text(block.get("value"))
            case "quotation":
                yield f"<blockquote>{text(mapping(block.get('quotation')).get('text'))}</blockquote>"
            case "box":
                box = mapping(block.get("box"))
                yield f"<h3>{escape(text(box.get('title')))}</h3><p>{text(box.get('text'))}</p>"
            case "list":
                listed = mapping(block.get("list"))
                items = "".join(f"<li>{text(row.get('url'))}</li>" for row in objects(listed.get("items")))
                yield f"<h3>{escape(text(listed.get('title')))}</h3><ul>{items}</ul>"


def _files(item: Object) -> Iterator[Enclosure]:
    image = mapping(item.get("teaserImage"))
    variants = mapping(image.get("imageVariants"))
    addresses = [text(variants.get(name)) for name in _WIDEST]
    addresses += [text(mapping(image.get(name)).get("imageurl")) for name in _OLD_VARIANTS]
    if place := absolute(next(filter(None, addresses), "")):
        caption, credit = title_text(text(image.get("alttext"))), title_text(text(image.get("copyright")))
        yield Enclosure(place, "image/*", title=caption or None, credit=credit or None)
    streams = mapping(item.get("streams"))
    film = next((text(streams.get(name)) for name in ("h264m", "h264s", "h264xl") if streams.get(name)), "")
    if place := absolute(film):
        yield Enclosure(place, "video/mp4")
