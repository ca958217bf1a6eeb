"""What RSS, RDF, Atom and CDF mean: a feed as its reader hands it over becomes a document."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ticker.feeds import fast
from ticker.feeds.assemble import (
    MAX_ENTRIES,
    Body,
    Files,
    Remarks,
    finished,
    html_body,
    language_tag,
    on_earth,
    summary_and_content,
    text_body,
    unique,
)
from ticker.feeds.captions import CREDIT, TITLE
from ticker.feeds.dates import from_struct, parse_date
from ticker.feeds.fast_names import UnsureError
from ticker.feeds.hints import poll_hints
from ticker.feeds.identity import entry_id
from ticker.feeds.raw import Raw
from ticker.model import Document, Enclosure, EntryData, FeedData
from ticker.text.links import absolute
from ticker.text.markup import label_text, title_text
from ticker.text.sanitise import one_line

Raws = dict[str, Any]
"""A dictionary of feedparser's: a feed, an entry or a part of one."""

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_DATES = ("published", "created", "updated")


def parse_syndication(text: str, encoding: str, *, url: str, remarks: Remarks, quick: bool = False) -> Document | None:
    """The feed in an XML text that came from `url`; None where there is none.

    The clean majority is read by `fast`, what that is not sure of by feedparser. The HTML is cleaned here, with links
    made absolute against xml:base and `url`.
    Raises whatever feedparser raises on documents that it cannot cope with; with `quick`, UnsureError for a document
    that only feedparser can read.
    """
    raw = fast.read(text)
    if raw is None:
        if quick:
            raise UnsureError("left to feedparser")
        # Imported here, for it takes a tenth of a second and is seldom needed.
        from ticker.feeds import reference

        raw = reference.read(text, remarks)
    return None if raw is None else document(raw, text, encoding, url=url, remarks=remarks)


def document(raw: Raw, text: str, encoding: str, *, url: str, remarks: Remarks) -> Document:
    """The document that a feed makes as one of its readers has read it from `text`."""
    feed = _feed(raw.feed, url, text)
    rss = not raw.version.startswith("atom")
    if len(raw.entries) > MAX_ENTRIES:
        remarks.counts["entries left out for their number"] += len(raw.entries) - MAX_ENTRIES
        remarks.sound = False
    entries = [_entry(entry, feed, url, rss, remarks) for entry in raw.entries[:MAX_ENTRIES]]
    return finished(raw.version or "rss", encoding, feed, entries, remarks)


def _feed(raw: Raws, url: str, text: str) -> FeedData:
    description = html_body(raw.get("subtitle", ""), url).text.replace("\n", " ")
    return FeedData(
        title=title_text(raw.get("title", "")) or None,
        link=_alternate(raw.get("links", ()), url),
        language=language_tag(raw.get("language")),
        description=description or None,
        hints=poll_hints(text),
    )


def _entry(raw: Raws, feed: FeedData, url: str, rss: bool, remarks: Remarks) -> EntryData:
    links, contents, summary_detail = raw.get("links", ()), raw.get("content", ()), raw.get("summary_detail")
    details = [detail for detail in (raw.get("title_detail"), summary_detail, *contents) if detail]
    guid = one_line(raw.get("id", ""))
    title = title_text(raw.get("title", "")) or None
    link = _entry_link(raw, links, guid, url, rss, remarks)
    summary, content, content_html = summary_and_content(_bodies(raw, contents, summary_detail or {}, url))
    if not guid:
        remarks.counts["entries without an id"] += 1
    published, updated = _dates(raw, remarks)
    return EntryData(
        id=entry_id(guid, link, title, content),
        title=title,
        link=link,
        authors=_authors(raw["authors"]) if "authors" in raw else (),
        published=published,
        updated=updated,
        summary=summary,
        content=content,
        content_html=content_html,
        categories=_categories(raw["tags"]) if "tags" in raw else (),
        enclosures=_enclosures(raw, links, _base(details[0], url) if details else url),
        language=_language(details) or feed.language,
        rights=title_text(raw["rights"]) or None if "rights" in raw else None,
        source=title_text(raw["source"].get("title") or "") or None if "source" in raw else None,
        comments=_comments(raw, links, url),
        point=_point(raw) if "where" in raw or "geo_lat" in raw else None,
    )


def _language(details: list[Raws]) -> str | None:
    """The language of an entry's texts: of the first that names one."""
    for detail in details:
        if language := language_tag(detail.get("language")):
            return language
    return None


def _bodies(raw: Raws, contents: Iterable[Raws], summary_detail: Raws, url: str) -> list[Body]:
    """The texts of an entry, its contents before its summary."""
    summary = raw.get("summary")
    if not contents:
        return [_body(summary, summary_detail, url)] if summary else []
    given = [(content.get("value"), content) for content in contents]
    given.append((summary, summary_detail))
    # Where there is no summary, feedparser hands over the content in its place.
    texts = {
        (value, detail.get("type") or "text/html", detail.get("base") or ""): detail for value, detail in given if value
    }
    return [_body(value, detail, url) for (value, _, _), detail in texts.items()]


def _body(value: str, detail: Raws, url: str) -> Body:
    kind = detail.get("type") or "text/html"
    if kind in _HTML_TYPES:
        return html_body(value, _base(detail, url))
    return text_body(value, _base(detail, url)) if kind.startswith("text/") else Body()


def _base(detail: Raws, url: str) -> str:
    """What relative addresses in an element are meant against: its xml:base, itself against the feed's address."""
    base = detail.get("base")
    return (absolute(base, url) or url) if base else url


def _alternate(links: Iterable[Raws], url: str) -> str | None:
    """The page that a feed or an entry links to: the first web address, HTML before other types."""
    named = [link for link in links if link.get("rel") == "alternate" and link.get("href")]
    if len(named) > 1:
        named.sort(key=lambda link: link.get("type") not in _HTML_TYPES)
    for link in named:
        if address := absolute(link["href"], url):
            return address
    return None


def _entry_link(raw: Raws, links: Iterable[Raws], guid: str, url: str, rss: bool, remarks: Remarks) -> str | None:
    """The entry's page: its link, else a guid of RSS that says, or does not deny, that it is a permanent link.

    The default of isPermaLink is true, but many guids are bare UUIDs: only a whole web address counts, and only where
    there is no link at all (feedparser does not tell the attribute otherwise).
    """
    link = _alternate(links, url)
    if link is None and rss and raw.get("guidislink"):
        link = absolute(guid)
    if link is None:
        remarks.counts["entries without a link"] += 1
    return link


def _dates(raw: Raws, remarks: Remarks) -> tuple[datetime | None, datetime | None]:
    """When the entry was published and updated. RSS 1.0 and many Atom feeds name only one date: it counts as both."""
    published, created, updated = [_date(raw, key, remarks) for key in _DATES]
    if not (published or created or updated or any(map(raw.get, _DATES))):
        remarks.counts["entries without a date"] += 1
    return published or created or updated, updated


def _date(raw: Raws, key: str, remarks: Remarks) -> datetime | None:
    written = raw.get(key)
    if not written:
        return None
    moment = parse_date(written)
    if moment is None:
        parsed = raw.get(f"{key}_parsed")
        moment = from_struct(parsed if isinstance(parsed, time.struct_time) else None)
    if moment is None:
        remarks.counts["dates that cannot be read"] += 1
    return moment


def _categories(tags: Iterable[Raws]) -> tuple[str, ...]:
    return unique([label_text(tag.get("label") or tag.get("term") or "") for tag in tags])


def _authors(authors: Iterable[Raws]) -> tuple[str, ...]:
    return unique([_name(author.get("name") or "", author.get("email") or "") for author in authors])


def _name(name: str, email: str) -> str:
    """An author's name, else the address. feedparser takes "mail@x.example (Name)" apart, but cuts the address after
    four letters of its last label and leaves the rest in the name: "ple (Name". Of "Name (mailto:mail@x.example)" it
    leaves "Name (mailto:".
    """
    if not email:
        return label_text(name)
    if "(" in name:
        before, _, behind = name.partition("(")
        name = behind if re.fullmatch("[a-z]{0,20} *", before) else before
    elif "<" in name:
        name = name.partition("<")[0]
    elif re.fullmatch("[a-z]{1,20}", name):
        name = email + name
    return label_text(name or email)


def _comments(raw: Raws, links: Iterable[Raws], url: str) -> str | None:
    """Where readers comment: RSS names the page, Atom links to it (RFC 4685)."""
    if "comments" in raw and (address := absolute(raw["comments"], url)):
        return address
    for link in links:
        replies = link.get("rel") == "replies" and link.get("type") in _HTML_TYPES
        if replies and (address := absolute(link.get("href") or "", url)):
            return address
    return None


def _point(raw: Raws) -> tuple[float, float] | None:
    """Latitude and longitude: of GeoRSS, else of W3C Basic Geo."""
    where = raw.get("where", {})
    if where.get("type") == "Point":
        longitude, latitude = where["coordinates"][:2]
        return on_earth(latitude, longitude)
    try:
        return on_earth(float(raw.get("geo_lat", "")), float(raw.get("geo_long", "")))
    except ValueError:
        return None


def _enclosures(raw: Raws, links: Iterable[Raws], base: str) -> tuple[Enclosure, ...]:
    """Enclosures and Media RSS files, each address once; thumbnails only where there is nothing else."""
    enclosed = [link for link in links if link.get("rel") == "enclosure"]
    if not enclosed and "media_content" not in raw and "media_thumbnail" not in raw:
        return ()
    files = Files(base)
    for link in enclosed:
        files.add(link.get("href"), link.get("type"), link.get("length"), link.get("title"))
    for media in raw.get("media_content", ()):
        files.add(media.get("url"), media.get("type"), media.get("filesize"), media.get(TITLE), media.get(CREDIT))
    for media in () if files.found else raw.get("media_thumbnail", ()):
        files.add(media.get("url"), None, None, media.get(TITLE), media.get(CREDIT))
    return tuple(files.found.values())
