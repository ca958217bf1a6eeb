"""What a poll of a feed brought, written down as one whole."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from ticker.errors import Failure
from ticker.model import (
    Change,
    ChangeKind,
    Feed,
    FeedKind,
    Health,
    IntentKind,
    PollResult,
    Validators,
)
from ticker.store import changes, feeds, found_feeds, linking, retention, search_index
from ticker.store.database import Database, transaction
from ticker.store.intents import carry_out

_POLLS_TO_MOVE = 3


def record(db: Database, feed_id: int, result: PollResult) -> list[Change]:
    """Write the result of a poll in one transaction and give what changed, in the order of the log.

    A feed that has been removed meanwhile gets nothing written. FEED_CHANGED comes only where a reader could see
    a difference: in the feed's description, its address or its health, in its first success or its end; not for a
    quiet poll. A feed whose server said three times in a row that it has moved for good gets its new address with
    the next document, unless that address is subscribed already. The feeds that a page names are kept for the reader
    to choose from; a single one takes the place of the page at once.
    The entries are written from the last to the first, so of those with the same time the feed's first one
    stands highest in the river.
    """
    with transaction(db) as connection:
        before = feeds.get(db, feed_id)
        if before is None:
            return []
        after = _polled(before, result)
        feeds.update(connection, after)
        if result.known is not None and result.failure is None:
            connection.execute("REPLACE INTO known_entries (feed_id, digests) VALUES (?, ?)", (feed_id, result.known))
        moved = _has_moved(after, result) and feeds.move(connection, feed_id, after.moved_to or after.url)
        noted: list[Change | None] = []
        if moved or _visible(after) != _visible(before):
            noted.append(changes.append(connection, result.at, ChangeKind.FEED_CHANGED, feed_id))
        new = [intent.data.id for intent in result.intents if intent.kind is IntentKind.ADD and intent.data]
        gone = retention.buried(connection, feed_id, new)
        wanted = [intent for intent in result.intents if intent.data is None or intent.data.id not in gone]
        written = carry_out(connection, feed_id, result.at, wanted)
        noted += written.changes
        if after.kind is not FeedKind.LIVEBLOG:  # the updates of a live blog are pieces of one text
            noted += linking.link(db, feed_id, result.at, written.added)
        noted += _keep_found(connection, before, result)
        search_index.update(connection, written.added, written.revised)
        return [change for change in noted if change is not None]


def _keep_found(connection: sqlite3.Connection, feed: Feed, result: PollResult) -> list[Change | None]:
    if feed.health.last_success is not None:
        return []
    if len(result.found) == 1:
        return [found_feeds.take(connection, feed.id, result.found[0].url, result.at)]
    found_feeds.replace(connection, feed.id, result.found)
    return []


def _polled(feed: Feed, result: PollResult) -> Feed:
    feed = replace(
        feed,
        next_poll=result.next_poll,
        interval=result.interval,
        interval_reason=result.interval_reason,
        bytes_received=feed.bytes_received + result.received,
    )
    if result.failure is not None:
        return replace(feed, health=_failed(feed.health, result, result.failure))
    again = result.moved_to is not None and result.moved_to == feed.moved_to
    polled = replace(
        feed,
        validators=_validators(feed.validators, result),
        body_digest=result.body_digest or feed.body_digest,
        # Only a body that has a digest is a whole document.
        body_size=result.received if result.received and result.body_digest else feed.body_size,
        bytes_saved=feed.bytes_saved + (feed.body_size if result.status == 304 else 0),
        moved_to=result.moved_to,
        moved_polls=feed.moved_polls + 1 if again else int(result.moved_to is not None),
        backlog=result.backlog,
        health=Health(last_poll=result.at, last_success=result.at, status=result.status),
    )
    told = result.feed
    if told is None:
        return polled
    return replace(
        polled,
        title=told.title,
        link=told.link,
        language=told.language,
        description=told.description,
        hints=told.hints,
        kind=told.kind,
        restless=result.restless,
        restless_since=(feed.restless_since or result.at) if result.restless else None,
    )


def _has_moved(feed: Feed, result: PollResult) -> bool:
    """Whether the new address is to be believed: said often enough, and a feed came from there."""
    return result.feed is not None and feed.moved_polls >= _POLLS_TO_MOVE


def _failed(health: Health, result: PollResult, failure: Failure) -> Health:
    return replace(
        health,
        last_poll=result.at,
        status=result.status,
        failures=health.failures + 1,
        failure=failure,
        failing_since=health.failing_since or result.at,
    )


def _validators(stored: Validators, result: PollResult) -> Validators:
    """A 304 brings the stored ones up to date field by field (RFC 9111, section 3.2); any other answer replaces them.

    A failed poll never comes here: its validators could belong to an error page, and the next 304 would bless it.
    """
    received = result.validators
    if result.status != 304:
        return received
    return Validators(received.etag or stored.etag, received.last_modified or stored.last_modified)


def _visible(feed: Feed) -> tuple[object, ...]:
    health = feed.health
    return (
        (feed.title, feed.link, feed.language, feed.description, feed.kind),
        (health.failures, health.failure, health.failing_since),
        health.last_success is None,
        feed.next_poll is None,
        feed.restless_since,
    )
