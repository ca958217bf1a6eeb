"""What the store keeps: feeds, entries, their versions, what was fetched for them. All times are aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ticker.errors import Failure
from ticker.headline import FeedKind, Urgency
from ticker.model.parsed import EntryData, PollHints


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
