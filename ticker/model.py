"""The words of the house: plain frozen data, passed between the rooms. All times are aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from ticker.errors import Failure


class Urgency(IntEnum):
    """How urgent a news text is, on the scale of the news agencies (IPTC 7901: 1 most, 5 least urgent)."""

    FLASH = 1  # Blitz: a few words
    BULLETIN = 2  # Eil: one sentence
    HIGHLIGHTED = 3
    ROUTINE = 4
    LOW = 5


class FeedKind(StrEnum):
    """What sort of source a feed is."""

    FEED = "feed"
    LIVEBLOG = "liveblog"  # one event, told entry by entry while it lasts
    AGENCY = "agency"  # items of a news agency, as it delivers them


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


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "changed since?" with: byte for byte as received (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        return self.etag is not None or self.last_modified is not None


@dataclass(frozen=True, slots=True)
class Health:
    """How a feed fares. `status` is the last HTTP status; `failures` counts the polls since the last success.

    `failure` is the cause of the last failed poll and `failing_since` the time of the first of the present row.
    """

    last_poll: datetime | None = None
    last_success: datetime | None = None
    status: int | None = None
    failures: int = 0
    failure: Failure | None = None
    failing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A subscribed source as stored. `next_poll` is None for a feed that is never asked again (410).

    `hints` are those of its last document: they hold on while the server answers that nothing has changed.
    `interval_wish` is how often the reader wants it asked; `interval` and `interval_reason` (the value of a
    `ticker.schedule.Reason`) are the last decision, both intervals in seconds.
    `body_size` is the size of its last whole document, `bytes_received` that of all documents that came, and
    `bytes_saved` of all that did not have to come again (304); in bytes after decompression.
    `restless` entries of its last document got no new version, because their texts change at every poll without
    news (`ticker.restless`), and `restless_since` is when that was first so.
    `moved_to` is where its server has sent the last `moved_polls` answered polls in a row, for good.
    `backlog` is the page from which on older entries are still to be fetched.
    `group` is where the reader has put it (`ticker.text.groups`).
    """

    id: int
    url: str
    kind: FeedKind = FeedKind.FEED
    title: str | None = None
    link: str | None = None
    language: str | None = None
    description: str | None = None
    added: datetime | None = None
    validators: Validators = Validators()
    body_digest: bytes | None = None
    next_poll: datetime | None = None
    health: Health = Health()
    entry_count: int = 0
    custom_title: str | None = None
    hints: PollHints = PollHints()
    interval_wish: int | None = None
    interval: int | None = None
    interval_reason: str | None = None
    body_size: int = 0
    bytes_received: int = 0
    bytes_saved: int = 0
    moved_to: str | None = None
    moved_polls: int = 0
    backlog: str | None = None
    restless: int = 0
    restless_since: datetime | None = None
    group: str | None = None

    @property
    def name(self) -> str:
        """What the reader calls it: his own title, else the feed's, else its address."""
        return self.custom_title or self.title or self.url


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a list of subscriptions says of one feed: its address, the reader's own and the feed's own title, the page
    that it belongs to, and the group (`ticker.text.groups`) that the reader has put it into."""

    url: str
    custom_title: str | None = None
    title: str | None = None
    link: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """What one row of the live list needs. `other_feeds` counts those that tell its story too."""

    key: int
    feed_id: int
    feed_name: str
    title: str
    sort_at: datetime
    urgency: Urgency
    read: bool
    starred: bool
    revision: int
    hidden: bool = False
    withdrawn: bool = False
    pinned: bool = False
    key_event: bool = False
    later: bool = False
    other_feeds: int = 0
    embargo: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """The present version of a stored entry; `key` is the store's number for it, `urgency` the one that is shown."""

    key: int
    data: EntryData
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored entry. `key` is the store's own number for it, `revision` counts its versions from 1.

    `sort_at` is its place in the river, fixed when it is first seen: min(published, first_seen).
    Entries with the same number as `story` tell the same event.
    `revised_at` is when its present version was first seen, None for the first one.
    `hidden` is the reader's mark that he does not want to see it, `later` that he wants to read it later, and
    `withdrawn_at` when its source was first seen to take it back. In `data` stand the embargo, the pin and the like
    as its source last stated them, also where that came without a new version.
    """

    key: int
    feed_id: int
    feed_url: str
    feed_name: str
    data: EntryData
    first_seen: datetime
    sort_at: datetime
    urgency: Urgency
    read: bool
    starred: bool
    revision: int
    revised_at: datetime | None = None
    hidden: bool = False
    withdrawn_at: datetime | None = None
    later: bool = False
    story: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One stored version of an entry, numbered from 1."""

    number: int
    seen_at: datetime
    data: EntryData


@dataclass(frozen=True, slots=True)
class Article:
    """The full article behind an entry's link, as it was fetched when the reader asked for it.

    `html` is cleaned HTML, None where there is none (yet); `wished` tells that the poller is still to fetch it, and
    `failure` why the last try brought nothing. An article that was fetched once stays through later failures.
    """

    url: str
    html: str | None = None
    title: str | None = None
    fetched_at: datetime | None = None
    validators: Validators = Validators()
    wished: bool = False
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of an entry, made small and safe by the poller: `body` is a PNG or JPEG file, `width` and `height` are
    its pixels. `body` is None where there is none (yet).
    """

    url: str
    body: bytes | None = None
    width: int = 0
    height: int = 0
    wished: bool = False
    failure: Failure | None = None


class IntentKind(StrEnum):
    """What the store shall do with one entry of a poll."""

    ADD = "add"
    REVISE = "revise"
    UPDATE = "update"  # no new version: only urgency, embargo, pin, key event, or a withdrawal taken back
    WITHDRAW = "withdraw"  # the source takes it back; the text of the last version stays


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing for the store to do. `key` names the stored entry, None where it is new.

    `data` is the new version; of an UPDATE only what it says about urgency and the like counts; WITHDRAW has none.
    """

    kind: IntentKind
    key: int | None = None
    data: EntryData | None = None
    urgency: Urgency = Urgency.ROUTINE


class ChangeKind(StrEnum):
    """What a row of the change log tells. The values are printed as JSON: they never change."""

    FEED_ADDED = "feed-added"
    FEED_CHANGED = "feed-changed"  # title, address, health, next poll, the reader's wishes
    FEED_REMOVED = "feed-removed"
    ENTRY_ADDED = "entry-added"
    ENTRY_REVISED = "entry-revised"
    ENTRY_UPDATED = "entry-updated"  # urgency, embargo, pin, key event; or it is no longer withdrawn
    ENTRY_WITHDRAWN = "entry-withdrawn"
    ENTRY_REMOVED = "entry-removed"  # by the reader, for good
    ENTRY_MARKED = "entry-marked"  # read, starred, hidden, later
    STORY_CHANGED = "story-changed"  # the entry joined a story or left it: all that are in it have changed
    ENTRY_FETCHED = "entry-fetched"  # its full article or one of its images came, or could not be had


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the change log; `seq` only grows."""

    seq: int
    at: datetime
    kind: ChangeKind
    feed_id: int
    entry_key: int | None = None


@dataclass(frozen=True, slots=True)
class PollResult:
    """What one poll of one feed brought.

    `feed` is the parsed description where there was a new document; `failure` says why there was no answer.
    `interval` (seconds) and `interval_reason` are why `next_poll` was chosen, `received` is the size of the body in
    bytes after decompression, and `moved_to` where the server says that the feed lives for good. `found` are the feeds
    that a page names which was subscribed to in their place. `known` is that of the document, None where there was
    none. `backlog` is where older entries still have to be fetched. `restless` entries of the document were held still
    (`ticker.restless`).
    """

    at: datetime
    status: int | None = None
    validators: Validators = Validators()
    body_digest: bytes | None = None
    feed: FeedData | None = None
    failure: Failure | None = None
    next_poll: datetime | None = None
    intents: tuple[Intent, ...] = ()
    interval: int | None = None
    interval_reason: str | None = None
    received: int = 0
    moved_to: str | None = None
    found: tuple[FoundFeed, ...] = ()
    known: bytes | None = None
    backlog: str | None = None
    restless: int = 0
