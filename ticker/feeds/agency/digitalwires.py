"""dpa-digitalwires: items of the agency dpa as JSON, one alone or several in `entries`."""

from __future__ import annotations

from typing import Any

from ticker.errors import N_
from ticker.feeds.agency.items import dated, delivery, is_taken_back, item_id, names, signal_words, urgency_of
from ticker.feeds.assemble import Body, language_tag, summary_and_content, unique
from ticker.feeds.live.texts import body_of, joined
from ticker.feeds.source import Adapter, Source
from ticker.feeds.values import Object, line, mapping, members, moment, objects, text
from ticker.model import Document, Enclosure, EntryData
from ticker.text.links import absolute
from ticker.text.markup import title_text

_REASON = N_("the document holds items of the agency dpa (digitalwires)")
_SUBJECTS = ("dpasubject_names", "geosubject_names", "keyword_names", "genre_names")
_BODIES = ("article_html", "infobox_html", "linkbox_html")


def recognise(source: Source) -> str | None:
    """The reason where a JSON document holds items of digitalwires."""
    items = _items(source.json)
    return _REASON if items and all(map(_is_item, items)) else None


def read(source: Source) -> Document:
    """The items of a document that was recognised."""
    items = [(_version(item), _entry(item, source)) for item in _items(source.json)]
    return delivery("digitalwires", source, items)


ADAPTER = Adapter("digitalwires", recognise, read)


def _items(value: Any) -> list[Object]:
    if isinstance(value, dict) and not _is_item(value):
        return objects(value.get("entries"))
    return objects(value)


def _is_item(item: Object) -> bool:
    return text(item.get("format")).startswith("digitalwires") or ("urn" in item and "article_html" in item)


def _version(item: Object) -> int:
    version = item.get("version")
    return version if isinstance(version, int) else 1


def _entry(item: Object, source: Source) -> EntryData:
    signals = [text(signal) for signal in members(item.get("signal"))]
    summary, content, content_html = summary_and_content(
        [_content(item, source.url), body_of(text(item.get("teaser")), source.url)]
    )
    title = title_text(text(item.get("headline"))) or None
    tags = [title_text(text(name)) for key in _SUBJECTS for name in members(item.get(key))]
    version = _version(item)
    entry = EntryData(
        id=item_id(source, line(item.get("urn")) or "", title, content),
        title=title,
        authors=names(text(item.get("byline"))),
        published=None,
        updated=moment(item.get("version_created")) or moment(item.get("updated")),
        summary=summary,
        content=content,
        content_html=content_html,
        categories=unique([title_text(text(item.get("kicker"))), *tags, *signal_words(signals)]),
        enclosures=_files(item),
        language=language_tag(item.get("language")),
        rights=line(item.get("copyrightnotice")),
        source=line(item.get("creditline")),
        urgency=urgency_of(item.get("urgency")),
        embargo=moment(item.get("embargoed")),
        withdrawn=is_taken_back(text(item.get("pubstatus")), *signals),
    )
    return dated(entry, version)


def _content(item: Object, url: str) -> Body:
    """The text with its dateline, behind the note on what was corrected; of a picture its caption."""
    parts = [text(item.get(key)) for key in _BODIES]
    dateline = text(item.get("dateline"))
    if dateline and "<p>" in parts[0]:
        parts[0] = parts[0].replace("<p>", f"<p>{dateline}", 1)
    notes = [
        text(note.get("ednote"))
        for note in objects(item.get("ednotes"))
        if "correction" in text(note.get("role")) and note.get("is_publishable") is True
    ]
    if not any(parts):
        captions = [text(said.get("description")) for said in objects(item.get("descriptions"))]
        parts = captions[:1]
    return joined(body_of(part, url) for part in [*notes[:1], *parts])


def _files(item: Object) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for file in objects(item.get("associations")):
        largest = max(objects(file.get("renditions")), key=_size, default={})
        if place := absolute(text(largest.get("url"))):
            caption = title_text(text(file.get("caption")) or text(file.get("headline")))
            enclosure = Enclosure(
                place,
                (line(largest.get("mimetype")) or "").lower() or None,
                title=caption or None,
                credit=line(file.get("creditline")),
            )
            found.setdefault(place, enclosure)
    return tuple(found.values())


def _size(rendition: Object) -> int:
    width = mapping(rendition).get("width") or rendition.get("size")
    return width if isinstance(width, int) else 0
