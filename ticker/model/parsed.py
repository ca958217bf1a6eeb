"""What is read from documents: entries and feeds as their source tells them. All times are aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ticker.headline import FeedKind, Urgency


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with an entry. `length` is in bytes where the publisher names it.

    `title` is its caption and `credit` who made it, as the publisher words both (Media RSS title, credit).
    """

    url: str
    type: str | None = None
    length: int | None = None
    title: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class EntryData:
    """One entry as parsed: every string sanitised, every link absolute http(s) or mailto.

    `id` is unique within its feed (guid, an http address as https, else normalised link, else a hash). `summary` and
    `content` are plain text whose paragraphs are parted by a newline; `content_html` is cleaned HTML. A date that is
    missing or cannot be read is None, never "now".

    `source` names the outlet that the entry was taken from, `comments` is where readers comment, `rights` who owns
    the text, `point` where it plays (latitude and longitude in degrees, WGS 84; GeoRSS).
    What only some sources tell: `urgency` as stated by the source itself, `embargo` the moment before which nobody
    may publish it (Sperrfrist), `withdrawn` that its source takes it back, `pinned` that it is held at the top of
    a live blog and `key_event` that it marks a turn there.
    """

    id: str
    title: str | None = None
    link: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    summary: str | None = None
    content: str | None = None
    content_html: str | None = None
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    language: str | None = None
    rights: str | None = None
    source: str | None = None
    comments: str | None = None
    point: tuple[float, float] | None = None
    urgency: Urgency | None = None
    embargo: datetime | None = None
    withdrawn: bool = False
    pinned: bool = False
    key_event: bool = False


@dataclass(frozen=True, slots=True)
class PollHints:
    """What a feed document says about when to ask again.

    `ttl` and `update_period` are in seconds; `skip_hours` are hours of the day in GMT (0 to 23) and `skip_days`
    days of the week (0 Monday to 6 Sunday). Source: RSS 2.0 ttl, skipHours, skipDays; the RSS 1.0 syndication
    module's updatePeriod and updateFrequency.
    A live blog names the moment at which its coverage ends (`ends`), or says that it is `over`.
    """

    ttl: int | None = None
    update_period: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    ends: datetime | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class FeedData:
    """A feed's own words about itself, sanitised; `kind` is what its document shows it to be."""

    title: str | None = None
    link: str | None = None
    language: str | None = None
    description: str | None = None
    hints: PollHints = PollHints()
    kind: FeedKind = FeedKind.FEED


@dataclass(frozen=True, slots=True)
class Document:
    """How a document was understood.

    `format` is feedparser's version word (rss20, atom10, rss10, rss091u …), json10, json11, or the name of another
    reader (`ticker.feeds.adapters`). `warnings` are English remarks on what is wrong with the document and was mended
    or passed over.

    `reason` is why it was taken for what it is, a catalogue id. `next_page` is where older entries stand. `broken`
    is where the document ends before its time: its entries count, but it is to be asked for again.
    `is_whole` tells that it shows every entry of its span: one that is missing between two others was taken out.
    `unchanged` counts the entries that were known already and were not read again; `known` is what the reader of the
    feed's next document is to be given for that.
    """

    format: str
    encoding: str
    feed: FeedData
    entries: tuple[EntryData, ...] = ()
    warnings: tuple[str, ...] = ()
    reason: str | None = None
    next_page: str | None = None
    broken: str | None = None
    is_whole: bool = False
    unchanged: int = 0
    known: bytes = field(default=b"", compare=False)


LIVEBLOG_TYPE = "liveblog"


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page names. `url` is fit to be subscribed to; `title` and `type` are None where they are not said.

    `type` is the media type in lower case, or LIVEBLOG_TYPE for a live blog that the page is or embeds.
    """

    url: str
    title: str | None
    type: str | None
