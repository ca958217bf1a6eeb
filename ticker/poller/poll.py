"""One poll of one feed: fetch, parse, compare, store."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import httpx

from ticker import schedule
from ticker.address import normalise
from ticker.clock import to_milliseconds
from ticker.errors import Cause, Failure
from ticker.feeds.agency.items import newer
from ticker.feeds.apart import Parser
from ticker.feeds.live.identity import settle, span, vanished
from ticker.model import (
    Change,
    Document,
    EntryData,
    Feed,
    FeedKind,
    FoundFeed,
    Intent,
    IntentKind,
    PollHints,
    PollResult,
    Validators,
)
from ticker.net.access import NO_ACCESS, Access
from ticker.net.discover import feeds_on_page
from ticker.net.fetch import Answer, Pause, fetch
from ticker.restless import LOOK_BACK, Case, restless
from ticker.revise import revise
from ticker.store import entries, feeds, polls
from ticker.store.database import Database
from ticker.text.essence import without_date


@dataclass(frozen=True, slots=True)
class Reading:
    """What one request brought, parsed.

    `document` is None where there was nothing to parse: the server said that nothing has changed, or sent the same
    bytes as last time (`digest`), or there was a `failure`. A document that breaks off comes with a failure.
    `received` is the size of the body in bytes.
    """

    status: int | None
    validators: Validators = Validators()
    digest: bytes | None = None
    document: Document | None = None
    failure: Failure | None = None
    max_age: int | None = None
    age: int = 0
    received: int = 0
    moved_to: str | None = None
    found: tuple[FoundFeed, ...] = ()


async def read(
    client: httpx.AsyncClient,
    feed: Feed,
    at: datetime,
    access: Access = NO_ACCESS,
    pause: Pause | None = None,
    *,
    last: bool = True,
    parser: Parser | None = None,
    known: bytes = b"",
) -> Reading:
    """Ask the feed's server once (redirects may add requests) and parse the answer.

    `at` is the moment of the poll, `access` what the settings say about feeds that want to know who asks, `pause` is
    awaited between two requests to one host, `last` tells that no other feed of this host waits. `known` is that of the
    feed's document before. Whatever goes wrong is in the reading's `failure`.
    """
    answer = await fetch(client, feed.url, feed.validators, at, access=access, pause=pause, last=last)
    return await reading_of(answer, feed, parser, known)


async def reading_of(answer: Answer | Failure, feed: Feed, parser: Parser | None = None, known: bytes = b"") -> Reading:
    """What the answer to a request for the feed says, parsed where it has to be: by `parser` or one of its own."""
    if isinstance(answer, Failure):
        return Reading(answer.status, failure=answer)
    reading = Reading(
        answer.status,
        answer.validators,
        max_age=answer.max_age,
        age=answer.age,
        received=len(answer.body),
        moved_to=normalise(answer.moved_to) if answer.moved_to else None,
    )
    if answer.status == httpx.codes.NOT_MODIFIED:
        return replace(reading, digest=feed.body_digest)
    if parser is not None:
        return await _parsed(reading, answer, feed, parser, known)
    async with Parser() as own:
        return await _parsed(reading, answer, feed, own, known)


async def _parsed(reading: Reading, answer: Answer, feed: Feed, parser: Parser, known: bytes) -> Reading:
    # A 226 holds only what is new (RFC 3229): its bytes say nothing about the whole document.
    partial = answer.status == httpx.codes.IM_USED
    digest = None if partial else hashlib.blake2b(answer.body, digest_size=16).digest()
    if digest is not None and digest == feed.body_digest:
        return replace(reading, digest=digest)
    document = await parser.parse(answer.body, url=answer.url, content_type=answer.content_type, known=known)
    if isinstance(document, Failure):
        # The validators of what is no feed are not kept: a later 304 would bless it.
        return Reading(
            answer.status,
            failure=replace(document, status=answer.status),
            received=len(answer.body),
            found=_found(answer) if document.cause is Cause.NOT_A_FEED and feed.health.last_success is None else (),
        )
    if document.broken is not None:
        # What came is kept, what is missing is asked for again: so neither validators nor digest are.
        failure = Failure(Cause.UNREADABLE, status=answer.status, detail=document.broken)
        return Reading(answer.status, failure=failure, document=document, received=len(answer.body))
    return replace(reading, digest=digest, document=document)


def _found(answer: Answer) -> tuple[FoundFeed, ...]:
    return feeds_on_page(answer.body, url=answer.url, content_type=answer.content_type, link_headers=answer.links)


def as_of_answer(reading: Reading, took: timedelta) -> Reading:
    """The reading of a request that took so long: a Retry-After counts from the answer, not from the question."""
    failure = reading.failure
    if failure is None or failure.retry_at is None:
        return reading
    return replace(reading, failure=replace(failure, retry_at=failure.retry_at + took))


def record(db: Database, feed: Feed, reading: Reading, at: datetime, *, jitter: float) -> list[Change]:
    """Store what a reading brought and when to ask again, and give the changes.

    `jitter` is a random number in [0, 1) that spreads the next polls of many feeds.
    """
    document = reading.document
    hints: PollHints = document.feed.hints if document is not None else feed.hints
    parsed = _settled(db, feed, document) if document is not None else ()
    intents, held = _compared(db, feed, parsed)
    decision = schedule.next_poll(
        at,
        pace=schedule.pace_for(feed.url),
        jitter=jitter,
        failure=reading.failure,
        failures=feed.health.failures + 1 if reading.failure else 0,
        max_age=reading.max_age,
        age=reading.age,
        hints=hints,
        known=_history(db, feed, intents, at) if reading.failure is None else None,
        wish=feed.interval_wish,
    )
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
        restless=held,
    )
    return polls.record(db, feed.id, result)


def _settled(db: Database, feed: Feed, document: Document) -> tuple[EntryData, ...]:
    """The document's entries under the ids under which they are known, and those that its editors took out."""
    if document.feed.kind is FeedKind.AGENCY:
        stored = entries.stored(db, feed.id, [entry.id for entry in document.entries])
        return newer(document.entries, [known.data for known in stored.values()])
    if document.feed.kind is not FeedKind.LIVEBLOG:
        return document.entries
    reach = span(document.entries)
    known = entries.between(db, feed.id, *reach) if reach is not None else []
    settled = settle(document.entries, known)
    return settled if document.broken is not None else (*settled, *vanished(settled, known))


def _compared(db: Database, feed: Feed, parsed: Sequence[EntryData]) -> tuple[tuple[Intent, ...], int]:
    """What is to be done about the parsed entries, and how many were held still."""
    intents = revise(entries.stored(db, feed.id, [entry.id for entry in parsed]), parsed)
    revised = {i.key: i.data for i in intents if i.kind is IntentKind.REVISE and i.key is not None and i.data}
    versions = entries.last_versions(db, list(revised), LOOK_BACK) if revised else {}
    cases = [Case(key, (*versions[key], data)) for key, data in revised.items()]
    held = restless(cases, known=feed.restless_since is not None)
    return tuple(intent for intent in intents if intent.key not in held), len(held)


def _history(db: Database, feed: Feed, intents: tuple[Intent, ...], at: datetime) -> schedule.History:
    """How the feed publishes, with what this poll has brought."""
    since = at - schedule.HISTORY_SPAN
    arrived = feeds.arrivals(db, feed.id, since)
    for intent in intents:
        if intent.kind is IntentKind.ADD and intent.data is not None:
            published = min(intent.data.published or at, at)
            if published >= since:
                arrived.append(to_milliseconds(published))
    return schedule.history(arrived, feed.added or at, at)


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
    reading = await read(client, feed, at, parser=parser, known=entries.known(db, feed.id))
    return record(db, feed, reading, at, jitter=jitter)
