"""Live blogs as schema.org describes them (LiveBlogPosting, as JSON-LD in a page): https://schema.org/LiveBlogPosting."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from ticker.errors import N_
from ticker.feeds.assemble import finished, language_tag, unique
from ticker.feeds.live.ending import says_over
from ticker.feeds.live.identity import numbered
from ticker.feeds.live.jsonld import Script, is_a, mend, nodes, scripts
from ticker.feeds.live.texts import body_of, newest_first, with_pinned
from ticker.feeds.sniff import Content
from ticker.feeds.source import Adapter, Source
from ticker.feeds.values import Object, mapping, members, moment, objects, text
from ticker.model import Document, Enclosure, EntryData, FeedData, FeedKind, PollHints
from ticker.text.links import absolute
from ticker.text.markup import title_text
from ticker.text.sanitise import one_line
from ticker.text.trackers import normalise_link

_NAME = "LiveBlogPosting"
_UPDATES = "liveBlogUpdate"
_REASON = N_("the page describes itself as a live blog (LiveBlogPosting)")
_UPDATES_START = re.compile(r'"liveBlogUpdate"\s*:\s*\[')


def recognise(source: Source) -> str | None:
    """The reason where a page or a JSON document holds a live blog."""
    if source.content not in (Content.HTML, Content.JSON, Content.TEXT) or _UPDATES not in source.text:
        return None
    return _REASON if _found(source) is not None else None


def read(source: Source) -> Document:
    """The live blog of a page that was recognised."""
    found = _found(source)
    assert found is not None, "recognise comes first"
    blog, updates, broken = found
    reader = _Reader(source, blog, updates)
    entries = reader.entries()
    feed = reader.feed(entries)
    listed = newest_first(numbered(with_pinned(entries)))
    document = finished("liveblogposting", source.encoding, feed, listed, source.remarks)
    return replace(document, broken=broken, is_whole=broken is None)


ADAPTER = Adapter("liveblogposting", recognise, read)

_Found = tuple[Object, list[Object], str | None]


def _found(source: Source) -> _Found | None:
    """The live blog of a page, its updates, and where it breaks off if it does."""
    is_data = source.content is Content.JSON
    read_scripts = [Script(source.text, source.json)] if is_data else scripts(source.text)
    known = {id(node): node for script in read_scripts for node in nodes(script.value)}
    by_id = {node["@id"]: node for node in known.values() if isinstance(node.get("@id"), str) and len(node) > 1}
    blogs = [node for node in known.values() if is_a(node, _NAME) and _UPDATES in node]
    if blogs:
        blog = max(blogs, key=lambda node: (_is_about(node, source.url), len(members(node[_UPDATES]))))
        return blog, list(_updates(blog[_UPDATES], by_id)), None
    return next(_salvaged(read_scripts), None)


def _is_about(blog: Object, url: str) -> bool:
    """Whether a live blog is the page's own and not one that it points to."""
    if not url:
        return False
    page = normalise_link(url)
    named = (text(address) for address in (blog.get("url"), blog.get("@id"), *members(blog.get("mainEntityOfPage"))))
    return any(normalise_link(absolute(address, url) or "") == page for address in named if address)


def _updates(value: Any, by_id: dict[str, Object]) -> Iterator[Object]:
    """The updates, whether one stands alone, in lists inside lists, as list items or as a reference to a node."""
    for member in members(value):
        if isinstance(member, list):
            yield from _updates(member, by_id)
        elif isinstance(member, str) and member in by_id:
            yield by_id[member]
        elif isinstance(member, dict):
            if "itemListElement" in member:
                yield from _updates(member["itemListElement"], by_id)
            elif is_a(member, "ListItem") and "item" in member:
                yield from _updates(member["item"], by_id)
            elif set(member) <= {"@id", "@type"}:
                yield by_id.get(text(member.get("@id")), member)
            else:
                yield member


def _salvaged(read_scripts: Sequence[Script]) -> Iterator[_Found]:
    """What can be read of a live blog that breaks off: the updates before the break, and what stood before them."""
    decoder = json.JSONDecoder(strict=False)
    for script in read_scripts:
        if script.value is not None or _NAME not in script.text:
            continue
        mended = mend(script.text)
        start = _UPDATES_START.search(mended)
        if start is None:
            continue
        updates: list[Object] = []
        at = start.end()
        while True:
            at = re.compile(r"[\s,]*").match(mended, at).end()  # type: ignore[union-attr] # matches anything
            try:
                update, at = decoder.raw_decode(mended, at)
            except (ValueError, RecursionError):
                break
            updates += objects(update)
        head = mended[: start.start()].rstrip().rstrip(",")
        yield _head(head), updates, f"the live blog breaks off after {len(updates)} entries"


def _head(text: str) -> Object:
    """The live blog itself as far as it stood before its updates; nothing where that cannot be told."""
    start = max(text.rfind('{"@context"'), text.rfind('{"@type"'), 0)
    for candidate in (text[start:] + "}", text[text.find("{") :] + "}"):
        try:
            value = json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
        return mapping(value)
    return {}


class _Reader:
    """Reads one live blog; `updates` are all of its updates."""

    def __init__(self, source: Source, blog: Object, updates: list[Object]) -> None:
        self._source = source
        self._blog = blog
        self._updates = updates
        self._counts = source.remarks.counts
        self._page = absolute(text(blog.get("url")), source.url or None) or absolute(source.url)
        self._base = self._page or source.url
        self._language = language_tag(blog.get("inLanguage")) or _page_language(source.text)
        self._own_images = {image.url for image in _images(blog.get("image"), self._base)}
        self._ids = Counter(self._given_id(update) for update in updates)

    def feed(self, entries: Sequence[EntryData]) -> FeedData:
        """The live blog's own words about itself."""
        description = title_text(text(self._blog.get("description"))) or None
        last = max((entry for entry in entries if entry.published), key=_published, default=None)
        said = (description, last.title, last.content) if last else (description,)
        return FeedData(
            title=title_text(text(self._blog.get("headline")) or text(self._blog.get("name"))) or None,
            link=self._page,
            language=self._language,
            description=description,
            hints=PollHints(ends=moment(self._blog.get("coverageEndTime")), over=any(map(says_over, said))),
            kind=FeedKind.LIVEBLOG,
        )

    def entries(self) -> list[EntryData]:
        """The updates that say anything."""
        read = [self._entry(update) for update in self._updates]
        kept = [entry for entry in read if entry.title or entry.content or entry.enclosures]
        self._counts["entries without any text"] += len(read) - len(kept)
        return kept

    def _entry(self, update: Object) -> EntryData:
        body = body_of(_words(update), self._base)
        published = moment(update.get("datePublished")) or moment(update.get("dateCreated"))
        updated = moment(update.get("dateModified"))
        given = self._given_id(update)
        own = given if given and self._ids[given] == 1 else ""
        self._counts["entries without an id"] += not own
        self._counts["entries without a date"] += not (published or updated)
        return EntryData(
            id=own,
            title=title_text(text(update.get("headline")) or text(update.get("name"))) or None,
            link=absolute(text(update.get("url")), self._base) or self._page,
            authors=_names(update.get("author")),
            published=published or updated,
            updated=updated,
            content=body.text or None,
            content_html=body.html,
            categories=unique(title_text(text(word)) for word in _keywords(update.get("keywords"))),
            enclosures=self._enclosures(update),
            language=language_tag(update.get("inLanguage")) or self._language,
        )

    def _given_id(self, update: Object) -> str:
        """The id that an update has of its own: `@id`, `identifier` or its address, unless that is the page's."""
        for given in (update.get("@id"), update.get("identifier"), update.get("url")):
            value = one_line(text(given) or text(given.get("value") if isinstance(given, dict) else None))
            if not value:
                continue
            address = absolute(value, self._base) if "/" in value or value.startswith("#") else None
            if address is None:
                return value
            if "#" in address or self._page is None or normalise_link(address) != normalise_link(self._page):
                return address
        return ""

    def _enclosures(self, update: Object) -> tuple[Enclosure, ...]:
        found: dict[str, Enclosure] = {}
        for key in ("image", "video", "audio", "associatedMedia"):
            for image in _images(update.get(key), self._base):
                if image.url not in self._own_images:
                    found.setdefault(image.url, image)
        return tuple(found.values())


def _published(entry: EntryData) -> datetime:
    assert entry.published is not None
    return entry.published


def _words(update: Object) -> str:
    for key in ("articleBody", "text", "description"):
        value = update.get(key)
        if parts := [text(part) for part in members(value) if text(part)]:
            return "\n".join(parts)
    return ""


def _names(value: Any) -> tuple[str, ...]:
    """The names of people, each as a string or as an object with one name or several."""
    names: list[str] = []
    for person in members(value):
        given = members(person.get("name")) if isinstance(person, dict) else [person]
        names += [title_text(text(name)) for name in given]
    return unique(name for name in names if not name.startswith(("http://", "https://")))


def _keywords(value: Any) -> list[Any]:
    words: list[Any] = []
    for word in members(value):
        words += word.split(",") if isinstance(word, str) else [mapping(word).get("name")]
    return words


def _images(value: Any, base: str) -> Iterator[Enclosure]:
    """Files that go with a node: as an address, as an object, or a list of either."""
    for file in members(value):
        node = file if isinstance(file, dict) else {"url": file}
        address = next((text(node.get(key)) for key in ("contentUrl", "url", "@id") if text(node.get(key))), "")
        place = absolute(address, base or None)
        if place is None or place.startswith("mailto:"):
            continue
        yield Enclosure(
            place,
            one_line(text(node.get("encodingFormat"))).lower() or ("image/*" if is_a(node, "ImageObject") else None),
            title=title_text(text(node.get("caption"))) or None,
            credit=next(iter(_names(node.get("creditText")) or _names(node.get("creator"))), None),
        )


_HTML_LANGUAGE = re.compile(r"<html\b[^>]{0,1000}?\slang\s*=\s*[\"']?([A-Za-z-]{2,35})", re.IGNORECASE)


def _page_language(page: str) -> str | None:
    found = _HTML_LANGUAGE.search(page, 0, 4096)
    return language_tag(found[1]) if found else None
