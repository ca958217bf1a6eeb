"""The programming interface of Sourcefabric's Live Blog 3 (which dpa runs too): posts, each of one item or several.

One page of posts is `client_blogs/<id>/posts`, what changed last first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ticker.errors import N_
from ticker.feeds.assemble import Body, finished, language_tag, unique
from ticker.feeds.live.ending import says_over
from ticker.feeds.live.texts import body_of, joined, newest_first
from ticker.feeds.source import Adapter, Source
from ticker.feeds.values import Object, line, mapping, moment, objects, text
from ticker.model import Document, Enclosure, EntryData, FeedData, FeedKind, PollHints
from ticker.text.links import absolute
from ticker.text.markup import title_text

_REASON = N_("the document is a page of posts of a Live Blog (Sourcefabric)")
_MARKS = ("lb_highlight", "sticky", "post_status")
_PUBLISHED = ("open", "")
_ADVERTISEMENT = "advert"
_CARDS = ("scorecard", "score", "result", "election")
_PATH = re.compile(r"client_blogs/[0-9a-f]{24}/posts")
_COLUMN = re.compile(r"<div\b[^>]{0,200}scorecard__column")
_TEAM = re.compile(r"<span\b[^>]{0,500}\bteam-name\b[^>]{0,500}>([^<]{0,200})<")
_SCORE = re.compile(r"<span\b[^>]{0,500}\bteam-score\b[^>]{0,500}>([^<]{0,20})<")
_ROW = re.compile(r"<li\b[^>]{0,200}>(.{0,2000}?)</li>", re.DOTALL)
_FIELD_END = re.compile(r"</(?:span|legend|td|th)\s*>", re.IGNORECASE)


def recognise(source: Source) -> str | None:
    """The reason where a JSON document is a page of posts."""
    posts = _posts(source.json)
    known = all("groups" in post and any(mark in post for mark in _MARKS) for post in posts)
    is_empty = not posts and _PATH.search(source.url) is not None and "_items" in mapping(source.json)
    return _REASON if (posts and known) or is_empty else None


def read(source: Source) -> Document:
    """The posts of a page that was recognised; what is an advertisement and nothing else is left out."""
    posts = _posts(source.json)
    kept = [post for post in posts if not _is_advertisement(post)]
    source.remarks.counts["advertisements left out"] += len(posts) - len(kept)
    entries = newest_first([_entry(post, source.url) for post in kept])
    last = next((entry for entry in entries if not (entry.withdrawn or entry.pinned)), None)
    feed = FeedData(
        language=next((entry.language for entry in entries if entry.language), None),
        hints=PollHints(over=last is not None and (says_over(last.title) or says_over(last.content))),
        kind=FeedKind.LIVEBLOG,
    )
    document = finished("liveblog3", source.encoding, feed, entries, source.remarks)
    return replace(document, next_page=_next_page(_envelope(source.json), source.url))


ADAPTER = Adapter("liveblog3", recognise, read)


def _envelope(value: Any) -> Object:
    """The page of posts, which stands in `posts` where a whole blog is embedded."""
    root = mapping(value)
    return root if "_items" in root else mapping(root.get("posts"))


def _posts(value: Any) -> list[Object]:
    return objects(_envelope(value).get("_items"))


def _items(post: Object) -> Iterator[Object]:
    """The items of a post in their order."""
    for group in objects(post.get("groups")):
        if group.get("id") != "root":
            for reference in objects(group.get("refs")):
                yield mapping(reference.get("item"))


def _is_advertisement(post: Object) -> bool:
    items = list(_items(post))
    return bool(items) and all(_ADVERTISEMENT in _type(item) for item in items)


def _type(item: Object) -> str:
    return text(item.get("item_type")).lower()


def _entry(post: Object, url: str) -> EntryData:
    items = list(_items(post))
    body = joined(_body(item, url) for item in items)
    published = moment(post.get("published_date")) or moment(post.get("firstcreated")) or moment(post.get("_created"))
    updated = moment(post.get("content_updated_date"))
    return EntryData(
        id=line(post.get("_id")) or line(post.get("guid")) or "",
        title=title_text(text(post.get("headline"))) or None,
        link=absolute(text(post.get("permalink")), url or None),
        authors=_authors(post, items),
        published=published,
        updated=updated if updated and published and updated > published else None,
        content=body.text or None,
        content_html=body.html,
        categories=unique(title_text(text(tag)) for tag in post.get("tags") or () if isinstance(tag, str)),
        enclosures=_files(items, url),
        language=language_tag(post.get("language")),
        withdrawn=post.get("deleted") is True or text(post.get("post_status")) not in _PUBLISHED,
        pinned=post.get("sticky") is True,
        key_event=post.get("lb_highlight") is True,
    )


def _body(item: Object, url: str) -> Body:
    """The text of one item. Fields of a card stand beside each other on the page, so a blank parts them here."""
    kind, raw = _type(item), text(item.get("text"))
    if any(word in kind for word in _CARDS):
        raw = scorecard(raw) or _FIELD_END.sub(lambda end: f"{end[0]} ", raw)
    body = body_of(raw, url)
    meta = mapping(item.get("meta"))
    if kind == "comment":
        name = line(item.get("commenter")) or line(item.get("name"))
        return body_of(f"{name}: {raw}", url) if name else body
    if kind == "quote" and (speaker := line(meta.get("credit")) or line(meta.get("author"))):
        return joined([body, Body(speaker)])
    if not body.text and (address := absolute(text(meta.get("original_url")), url or None)):
        words = (title_text(text(meta.get(key))) for key in ("title", "description"))
        return Body("\n".join([*(word for word in words if word), address]))
    return body


def scorecard(html: str) -> str:
    """A card of a match as one line a score and one a side's scorers; empty for what is no such card."""
    sides = [_side(column) for column in _COLUMN.split(html)[1:]]
    if len(sides) != 2 or not all(name and score for name, score, _scorers in sides):
        return ""
    (home, goals, scorers), (away, others, other_scorers) = sides
    lines = [f"{home} – {away} {goals}:{others}"]
    lines += [f"{name}: {', '.join(who)}" for name, who in ((home, scorers), (away, other_scorers)) if who]
    return "\n".join(lines)


def _side(column: str) -> tuple[str, str, list[str]]:
    """The name, the score and the scorers of one side."""
    name, score = (found[1] if (found := field.search(column)) else "" for field in (_TEAM, _SCORE))
    scorers = (title_text(_FIELD_END.sub(lambda end: f"{end[0]} ", row)) for row in _ROW.findall(column))
    return title_text(name), title_text(score), [scorer for scorer in scorers if scorer]


def _authors(post: Object, items: list[Object]) -> tuple[str, ...]:
    named = [text(post.get("byline")), *(text(item.get("byline")) for item in items)]
    publisher = mapping(post.get("publisher"))
    return unique(map(title_text, named)) or unique(
        [title_text(text(publisher.get("byline")) or text(publisher.get("display_name")))]
    )


_IMAGE = re.compile(r"<img\b[^>]{0,4000}?\bsrc\s*=\s*[\"']([^\"'<>]{1,2000})[\"']", re.IGNORECASE)
_RENDITIONS = ("original", "baseImage", "viewImage")


def _files(items: list[Object], url: str) -> tuple[Enclosure, ...]:
    """The pictures of the items."""
    found: dict[str, Enclosure] = {}
    for item in items:
        meta = mapping(item.get("meta"))
        renditions = mapping(mapping(meta.get("media")).get("renditions"))
        addresses = [text(mapping(renditions.get(name)).get("href")) for name in _RENDITIONS]
        address = next(filter(None, addresses), "")
        if not address and _type(item) == "image" and (image := _IMAGE.search(text(item.get("text")))):
            address = image[1]
        if place := absolute(address, url or None) if address else None:
            caption, credit = title_text(text(meta.get("caption"))), title_text(text(meta.get("credit")))
            found.setdefault(place, Enclosure(place, "image/*", title=caption or None, credit=credit or None))
    return tuple(found.values())


def _next_page(envelope: Object, url: str) -> str | None:
    """Where older posts stand: the link says which page, the address of this one says the rest."""
    target = text(mapping(mapping(envelope.get("_links")).get("next")).get("href"))
    found = re.search(r"[?&]page=(\d{1,6})", target)
    if found is None or not url:
        return None
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "page"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("page", found[1])])))
