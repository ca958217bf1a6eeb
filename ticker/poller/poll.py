"""One poll of one feed: read, compare, store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import httpx

from ticker import habits, schedule
from ticker.clock import to_milliseconds
from ticker.errors import Cause
from ticker.feeds.apart import Parser
from ticker.model import Change, EntryData, Feed, FeedKind, Intent, IntentKind, PollResult
from ticker.poller.folder import is_folder
from ticker.poller.pages import backlog
from ticker.poller.reading import Reading, read
from ticker.poller.settling import settled
from ticker.restless import LOOK_BACK, Case, restless
from ticker.revise import revise
from ticker.store import agenda, entries, feeds, polls
from ticker.store.database import Database
from ticker.text.essence import without_date

_A_YEAR = timedelta(days=365)


def record(db: Database, feed: Feed, reading: Reading, at: datetime, *, jitter: float) -> list[Change]:
    """Store what a reading brought and when to ask again, and give the changes.

    `jitter` is a random number in [0, 1) that spreads the next polls of many feeds.
    """
    document = reading.document
    documents = [*([document] if document is not None else []), *reading.older.documents]
    parsed = settled(db, feed, documents)
    intents, held = _compared(db, feed, parsed)
    rest = backlog(feed, document, reading.older, _known_before(parsed, intents))
    decision = _decision(db, feed, reading, intents, at, jitter, has_backlog=rest is not None)
    result = PollResult(
        at=at,
        status=reading.status,
        validators=reading.validators,
        body_digest=reading.digest,
        feed=replace(document.feed, title=without_date(document.feed.title)) if document is not None else None,
        failure=reading.failure,
        next_poll=decision.at,
        intents=intents,
        interval=decision.interval,
        interval_reason=decision.reason.value,
        received=reading.received,
        moved_to=reading.moved_to,
        found=reading.found,
        known=document.known if document is not None else None,
        backlog=rest,
        restless=held,
    )
    return polls.record(db, feed.id, result)


def _known_before(parsed: Sequence[EntryData], intents: Sequence[Intent]) -> list[str]:
    """The ids of the parsed entries that are not new."""
    new = {intent.data.id for intent in intents if intent.kind is IntentKind.ADD and intent.data is not None}
    return [entry.id for entry in parsed if entry.id not in new and not entry.withdrawn]


def _decision(
    db: Database,
    feed: Feed,
    reading: Reading,
    intents: Sequence[Intent],
    at: datetime,
    jitter: float,
    *,
    has_backlog: bool,
) -> schedule.Decision:
    """When to ask again: a live blog by its own rule, all others by that of feeds."""
    told = reading.document.feed if reading.document is not None else None
    hints = told.hints if told is not None else feed.hints
    is_live = (told.kind if told is not None else feed.kind) is FeedKind.LIVEBLOG
    if reading.failure is None and has_backlog:
        pause = timedelta(seconds=schedule.LIVE.least * (1 + schedule.SPREAD * jitter))
        return schedule.Decision(at + pause, schedule.Reason.BACKLOG, schedule.LIVE.least)
    if reading.failure is None and is_live:
        return schedule.next_live_poll(
            at,
            jitter=jitter,
            arrivals=_arrivals(db, feed, intents, at, at - _A_YEAR),
            hints=hints,
            max_age=reading.max_age,
            age=reading.age,
            wish=feed.interval_wish,
        )
    # A feed that breaks off has brought news all the same, and some always do: it is asked at its own pace.
    failure = reading.failure if is_live or reading.document is None else None
    is_busy = failure is not None and failure.cause is Cause.BUSY
    return schedule.next_poll(
        at,
        pace=schedule.pace_for(feed.url, FeedKind.LIVEBLOG if is_live and not is_busy else FeedKind.FEED),
        jitter=jitter,
        failure=failure,
        failures=_failures(feed, reading),
        max_age=reading.max_age,
        age=reading.age,
        hints=hints,
        known=_history(db, feed, intents, at) if failure is None else None,
        wish=feed.interval_wish,
        ration=agenda.ration(db, feed.url),
    )


def _failures(feed: Feed, reading: Reading) -> int:
    """How many polls in a row have failed; a folder is looked into again all the same."""
    if reading.failure is None:
        return 0
    return 1 if is_folder(feed.url) else feed.health.failures + 1


def _compared(db: Database, feed: Feed, parsed: Sequence[EntryData]) -> tuple[tuple[Intent, ...], int]:
    """What is to be done about the parsed entries, and how many were held still."""
    intents = revise(entries.stored(db, feed.id, [entry.id for entry in parsed]), parsed)
    revised = {i.key: i.data for i in intents if i.kind is IntentKind.REVISE and i.key is not None and i.data}
    versions = entries.last_versions(db, list(revised), LOOK_BACK) if revised else {}
    cases = [Case(key, (*versions[key], data)) for key, data in revised.items()]
    held = restless(cases, known=feed.restless_since is not None)
    return tuple(intent for intent in intents if intent.key not in held), len(held)


def _history(db: Database, feed: Feed, intents: Sequence[Intent], at: datetime) -> habits.History:
    """How the feed publishes, with what this poll has brought."""
    return habits.history(_arrivals(db, feed, intents, at, at - habits.HISTORY_SPAN), feed.added or at, at)


def _arrivals(db: Database, feed: Feed, intents: Sequence[Intent], at: datetime, since: datetime) -> list[int]:
    """When the feed's entries since then were published (milliseconds since 1970), with what this poll has brought."""
    arrived = feeds.arrivals(db, feed.id, since)
    for intent in intents:
        if intent.kind is IntentKind.ADD and intent.data is not None:
            published = min(intent.data.published or at, at)
            if published >= since:
                arrived.append(to_milliseconds(published))
    return arrived


async def poll(
    db: Database,
    client: httpx.AsyncClient,
    feed: Feed,
    at: datetime,
    *,
    jitter: float = 0.0,
    parser: Parser | None = None,
) -> list[Change]:
    """Poll one feed and give what changed."""
    reading = await read(client, feed, at, parser=parser, known=lambda: entries.known(db, feed.id))
    return record(db, feed, reading, at, jitter=jitter)
