"""What the screen asks of the store: the river, pages of it, entries, feeds, and what has changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ticker.clock import Clock, SystemClock, to_milliseconds
from ticker.errors import DamagedError, TickerError
from ticker.headline import Change, Headline
from ticker.store import agenda, changes, entries, feeds, settings, stories, views
from ticker.store.database import Database, open_database
from ticker.store.entries import Counts
from ticker.store.feeds import Overview
from ticker.store.sight import Sight
from ticker.store.views import View, ViewCounts, ViewKind
from ticker.ui.notes import Notes
from ticker.ui.order import Order
from ticker.ui.reads import Troubles, nothing, or_else, or_told
from ticker.ui.writes import Writes

if TYPE_CHECKING:
    from ticker.model import Entry, Feed, FoundFeed, Revision
    from ticker.store.recording import Recording
    from ticker.ui.refresh import Refresh

ALL = View()
CRAWL_SPAN = timedelta(days=1)
CRAWL_LENGTH = 20
CACHE = 256
"""kB of the file that a connection keeps: what the screen reads lies in the cache of the system too."""


def _no_order() -> Order:
    return Order()


def _no_overview() -> Overview:
    return Overview(0, 0, 0, None)


class Library(Notes):
    """The reader's side of one database.

    It belongs to the thread that made it; what is said to work from any thread opens a connection of its own.
    What the reader writes never waits long and never raises: where another process is writing it is done a moment
    later (`news` does it), and what cannot be done at all is the `complaint`. What cannot be read is as if it were not
    there, and is a complaint too; only what is said to work from any thread raises a TickerError then.
    """

    def __init__(
        self, path: Path, clock: Clock | None = None, zone: tzinfo | None = None, *, embargoed: bool = False
    ) -> None:
        """Open the database. Raises UsageError or UnavailableError as `open_database` does.

        `clock` tells when an embargo is over, `zone` what a query means by a day; without them the machine's.
        `embargoed` shows entries whose embargo is not over too.
        """
        self._embargoed = embargoed
        self._path = path
        self.troubles = Troubles(path)
        self._zone = zone
        self._clock = clock or SystemClock()
        self._released = self._clock.now()
        self._db: Database = open_database(path, cache=CACHE)
        self._version = self._db.data_version()
        self._seq = changes.last_seq(self._db)
        self._writes = Writes(self._db)
        self._pending = {}

    def close(self) -> None:
        """Let go of the database; what the reader did and could not be written yet is written before."""
        self._writes.finish()
        self._db.close()

    @or_else(list)
    def news(self) -> list[Change]:
        """What other processes have changed since the last call; nearly free where that is nothing.

        Entries whose embargo has ended meanwhile come as added ones: that is when they come to the reader.
        """
        self._writes.catch_up()
        if not self._writes.waiting:
            self._pending.clear()
        version = self._db.data_version()
        found: list[Change] = []
        if version != self._version or self._writes.late():
            self._version = version
            found = changes.since(self._db, self._seq)
            if found:
                self._seq = found[-1].seq
        before, self._released = self._released, self._clock.now()
        if self._embargoed:
            return found
        return found + entries.released(self._db, before, self._released)

    def complaint(self) -> TickerError | None:
        """What could not be written or read since the last call, and why; None where all is well."""
        return self._writes.complaint() or self.troubles.untold()

    def damage(self) -> DamagedError | None:
        """Why the database cannot be relied upon any more; None where it can."""
        return self.troubles.damage

    def _sight(self) -> Sight:
        return Sight(None if self._embargoed else self._clock.now())

    @or_else(_no_order)
    def first_order(self, limit: int) -> Order:
        """The newest entries of the river, enough for a first picture."""
        return Order(*entries.first_keys(self._db, limit, self._sight()))

    @or_told
    def order(self, view: View, limit: int = -1, wanted: Callable[[], bool] | None = None) -> Order:
        """The entries of a view, with a `limit` only the newest; from any thread.

        Raises GivenUp soon after `wanted` begins to say no.
        """
        with open_database(self._path, create=False, cache=CACHE) as db:
            if wanted is not None:
                db.while_wanted(wanted)
            return Order(*views.keys(db, view, self._clock.now(), self._zone, limit))

    @or_else(list)
    def places(self, keys: Sequence[int], view: View = ALL) -> list[tuple[int, int]]:
        """(time in milliseconds, key) of some entries: where they stand in a view.

        Those that are gone, hidden or not free yet (embargo), or not in the view, are left out.
        """
        return views.places(self._db, view, keys, self._clock.now(), self._zone)

    @or_else(list)
    def crawl(self, now: datetime) -> list[Headline]:
        """What the crawl shows: unread headlines of the last day, the urgent ones first."""
        since = to_milliseconds(now - CRAWL_SPAN)
        return entries.headlines(self._db, views.fresh(self._db, since, self._sight(), CRAWL_LENGTH))

    @or_else(list)
    def headlines(self, keys: Sequence[int]) -> list[Headline]:
        """The rows of some entries, in that order."""
        return self._marked(entries.headlines(self._db, keys))

    def _marked(self, headlines: list[Headline]) -> list[Headline]:
        """The headlines with their embargo only as long as it lasts, and with marks that are still to be written."""
        now = self._clock.now()
        headlines = [
            headline._replace(embargo=None) if headline.embargo is not None and headline.embargo <= now else headline
            for headline in headlines
        ]
        if not self._pending:
            return headlines
        return [headline._replace(**self._pending.get(headline.key, {})) for headline in headlines]

    @or_else(nothing)
    def entry(self, key: int) -> Entry | None:
        """One entry with its text."""
        entry, pending = entries.entry(self._db, key), self._pending.get(key)
        return replace(entry, **pending) if entry is not None and pending else entry

    @or_else(list)
    def revisions(self, key: int) -> list[Revision]:
        """All versions of an entry, from the first."""
        return entries.revisions(self._db, key)

    @or_told
    def figures(self, view: View, asked: Sequence[View]) -> tuple[Counts, ViewCounts]:
        """How many entries a view has, and the figures of all views, also those that ask a query; from any thread."""
        now = self._clock.now()
        with open_database(self._path, create=False, cache=CACHE) as db:
            return views.figures(db, view, now, self._zone), views.counts(db, now, self._zone, asked)

    @or_else(list)
    def saved_searches(self) -> list[View]:
        """The searches and filters that the reader has saved, in the order in which he did."""
        saved = json.loads(settings.get(self._db, settings.SAVED_SEARCHES) or "[]")
        return [View(ViewKind(kind), query=query) for kind, query in saved]

    @or_else(nothing)
    def save_searches(self, searches: Sequence[View]) -> None:
        """Keep these searches and no others."""
        text = json.dumps([(view.kind.value, view.query) for view in searches], ensure_ascii=False)
        self._writes.do(lambda: settings.put(self._db, settings.SAVED_SEARCHES, text), None)

    @or_else(list)
    def entries_of(self, feed_id: int) -> list[Entry]:
        """All entries of a feed with their texts, but those under embargo and those that the reader has hidden."""
        found = entries.latest(self._db, None, feed_id=feed_id, sight=self._sight())
        return [entry for entry in found if not entry.hidden]

    @or_else(nothing)
    def feed(self, feed_id: int) -> Feed | None:
        """One feed; None where it was removed."""
        return feeds.get(self._db, feed_id)

    @or_else(list)
    def stories(self, keys: Sequence[int] | None = None) -> list[tuple[int, int, int]]:
        """(story, time in milliseconds, key) of all entries in a story, or only of those in the stories of `keys`."""
        return views.story_members(self._db, keys)

    @or_else(list)
    def told_too(self, key: int) -> list[Headline]:
        """The other entries of an entry's story, the first one to appear first."""
        return stories.members(self._db, key, self._sight())

    @or_else(list)
    def part_from_story(self, key: int, now: datetime) -> list[int]:
        """Take an entry out of its story for good; gives those that it was with."""
        return stories.split(self._db, key, now)

    @or_else(nothing)
    def first_unread(self, keys: Sequence[int]) -> int | None:
        """The first of these entries that is unread."""
        return entries.first_unread(self._db, keys)

    @or_told
    def first_unread_afresh(self, keys: Sequence[int]) -> int | None:
        """What `first_unread` gives, from any thread."""
        with open_database(self._path, create=False, cache=CACHE) as db:
            return entries.first_unread(db, keys)

    @or_else(nothing)
    def last_look(self) -> int | None:
        """When the reader last looked at the river, in milliseconds since 1970; None where he never did."""
        value = settings.get(self._db, settings.LAST_LOOK)
        return int(value) if value else None

    def remember_look(self, now: datetime) -> None:
        """The reader looks away."""
        self._writes.do(lambda: settings.put(self._db, settings.LAST_LOOK, str(to_milliseconds(now))), None)

    @or_else(_no_overview)
    def overview(self) -> Overview:
        """The feeds in figures; cheap."""
        return feeds.overview(self._db)

    @or_else(list)
    def feeds(self) -> list[Feed]:
        """All subscribed feeds."""
        return feeds.all_feeds(self._db)

    def subscribe(self, address: str, now: datetime, title: str | None = None) -> Feed:
        """Subscribe to a feed; it is due at once. A known address changes nothing."""
        from ticker.model import Feed

        return self._writes.do(lambda: feeds.add(self._db, address, now, title=title), Feed(0, address))

    def unsubscribe(self, feed_id: int, now: datetime) -> None:
        """End a subscription and delete its entries."""
        self._writes.do(lambda: feeds.remove(self._db, feed_id, now), None)

    @or_else(list)
    def found_feeds(self, feed_id: int) -> list[FoundFeed]:
        """What the page names that was subscribed to in the place of a feed."""
        from ticker.store import found_feeds

        return found_feeds.of_feed(self._db, feed_id)

    def choose_feed(self, feed_id: int, url: str, now: datetime) -> None:
        """Let the subscription to a page be to one of the feeds that it names."""
        from ticker.store import found_feeds

        self._writes.do(lambda: found_feeds.choose(self._db, feed_id, url, now), None)

    @or_else(dict)
    def daily_counts(self, now: datetime, days: int) -> dict[int, tuple[int, ...]]:
        """How many entries each feed published on each of the last days, today last; by feed id."""
        return feeds.daily_counts(self._db, now, days)

    def ask_now(self, feed_ids: Sequence[int], now: datetime) -> Refresh:
        """Wish for a poll of some feeds at once; those that may not be asked now are left alone."""
        from ticker.ui.refresh import Refresh

        before = {feed.id: feed for feed in self.feeds()}
        for feed_id in feed_ids:
            self._writes.do(partial(agenda.ask_now, self._db, feed_id, now), None)
        due = {feed.id for feed in self.feeds() if feed.next_poll is not None and feed.next_poll <= now}
        planned = {id: before[id].next_poll or now for id in feed_ids if id in due and id in before}
        return Refresh(now, planned, refused=len(feed_ids) - len(planned))

    def give_up(self, refresh: Refresh) -> None:
        """Let the feeds that have not been asked yet wait for their planned time again."""
        self._writes.do(lambda: agenda.put_off(self._db, refresh.open), None)

    def start_anew(self) -> None:
        """Nothing is as it was: what was changed so far counts as seen."""
        self._version = self._db.data_version()
        self._seq = changes.last_seq(self._db)
        self._released = self._clock.now()

    @or_else(nothing)
    def recording(self) -> Recording | None:
        """How the recording fares that the poller makes; None where there is none."""
        from ticker.store import recording

        return recording.state(self._db)

    def record_to(self, path: Path | None) -> None:
        """Have the poller record what it fetches; None ends that."""
        from ticker.store import recording

        self._writes.do(lambda: recording.wish(self._db, path), None)
