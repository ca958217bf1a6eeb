"""ninjs, the JSON of the IPTC for news items (https://iptc.org/std/ninjs/), in versions 1 and 2, alone or in lists."""

from __future__ import annotations

from typing import Any

from ticker.errors import N_
from ticker.feeds.agency.items import dated, delivery, is_taken_back, item_id, names, signal_words, urgency_of
from ticker.feeds.assemble import Body, language_tag, summary_and_content, unique
from ticker.feeds.live.texts import body_of
from ticker.feeds.source import Adapter, Source
from ticker.feeds.values import Object, line, mapping, members, moment, objects, text
from ticker.model import Document, Enclosure, EntryData
from ticker.text.links import absolute
from ticker.text.markup import title_text

_REASON = N_("the document holds news items in the agencies' format ninjs")
_TYPES = frozenset(
    ["text", "audio", "video", "picture", "graphic", "composite", "planning", "event", "component", "story", "advisory"]
)
_SIGNS = ("versioncreated", "versionCreated", "pubstatus", "pubStatus", "firstcreated", "firstCreated")
_LISTS = ("item", "items", "_items", "data")
_DEEPEST = 4


def recognise(source: Source) -> str | None:
    """The reason where a JSON document holds items in ninjs and nothing else."""
    return _REASON if _items(source.json) else None


def read(source: Source) -> Document:
    """The items of a document that was recognised."""
    items = [(_version(item), _entry(item, source)) for item in _items(source.json)]
    return delivery("ninjs", source, items)


ADAPTER = Adapter("ninjs", recognise, read)


def _items(value: Any, depth: int = 0) -> list[Object]:
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [item for member in value for item in _items(member, depth + 1)]
    node = mapping(value)
    if _is_item(node):
        return [node]
    return next((found for key in _LISTS if key in node and (found := _items(node[key], depth + 1))), [])


def _is_item(node: Object) -> bool:
    named = any(isinstance(node.get(key), str) for key in ("uri", "guid"))
    return named and text(node.get("type")) in _TYPES and any(key in node for key in _SIGNS)


def _version(item: Object) -> int:
    version = text(item.get("version"))
    return int(version[:9]) if version.isascii() and version.isdigit() else 1


def _first(item: Object, *keys: str) -> str:
    """The first text under these keys; ninjs 2 has lists of {value} under most of them."""
    for key in keys:
        for member in members(item.get(key)):
            said = text(member.get("value")) if isinstance(member, dict) else text(member)
            if said:
                return said
    return ""


def _entry(item: Object, source: Source) -> EntryData:
    url = source.url
    summary, content, content_html = summary_and_content(
        [
            _body(item, url),
            body_of(_first(item, "description_html", "description_text", "description_caption", "descriptions"), url),
        ]
    )
    title = title_text(_first(item, "headline", "headlines", "title")) or None
    given = text(mapping(item.get("altids")).get("itemid")) or text(item.get("uri")) or text(item.get("guid"))
    status = _first(item, "pubstatus", "pubStatus")
    signals = [text(signal) for key in ("signal", "signals") for signal in members(item.get(key))]
    about = members(item.get("subject")) or members(item.get("subjects"))
    subjects = [title_text(text(mapping(tag).get("name"))) for tag in about]
    keywords = [title_text(text(word)) for word in members(item.get("keywords")) if isinstance(word, str)]
    address = text(item.get("uri")) or text(item.get("guid"))
    entry = EntryData(
        id=item_id(source, line(given) or "", title, content),
        title=title,
        link=absolute(text(item.get("url"))) or (absolute(address) if "/media/" not in address else None),
        authors=names(_first(item, "byline", "by")) or _authors(item),
        published=moment(_first(item, "firstpublished", "firstcreated", "firstCreated") or None),
        updated=moment(_first(item, "versioncreated", "versionCreated", "contentmodified") or None),
        summary=summary,
        content=content,
        content_html=content_html,
        categories=unique([*subjects, *keywords, *signal_words(signals)]),
        enclosures=_files(item),
        language=language_tag(item.get("language")),
        rights=line(_first(item, "copyrightnotice", "copyrightNotice")) or line(item.get("copyrightholder")),
        source=line(_first(item, "source", "provider", "infosource")),
        urgency=urgency_of(item.get("urgency")),
        embargo=moment(_first(item, "embargoed", "embargo") or None),
        withdrawn=is_taken_back(status, *signals),
    )
    return dated(entry, _version(item))


def _body(item: Object, url: str) -> Body:
    given = [text(item.get(key)) for key in ("body_html", "body_xhtml", "body_text")]
    given += [text(body.get("value")) for body in objects(item.get("bodies"))]
    return body_of(next(filter(None, given), ""), url)


def _authors(item: Object) -> tuple[str, ...]:
    return unique(title_text(text(author.get("name"))) for author in objects(item.get("authors")))


def _files(item: Object) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    associations = item.get("associations")
    related = list(associations.values()) if isinstance(associations, dict) else members(associations)
    for file in (item, *(member for member in related if isinstance(member, dict))):
        renditions = file.get("renditions")
        listed = list(renditions.values()) if isinstance(renditions, dict) else members(renditions)
        largest = max((mapping(rendition) for rendition in listed), key=_width, default={})
        place = absolute(text(largest.get("href")) or text(largest.get("url")))
        if place is None:
            continue
        kind = (line(largest.get("mimetype")) or line(largest.get("contentType")) or "").lower()
        caption = title_text(_first(file, "description_text", "description_caption", "headline", "headlines"))
        credit = line(_first(file, "byline", "description_creditline", "by"))
        found.setdefault(place, Enclosure(place, kind or None, title=caption or None, credit=credit))
    return tuple(found.values())


def _width(rendition: Object) -> int:
    width = rendition.get("width")
    return width if isinstance(width, int) else 0
