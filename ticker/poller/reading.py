"""What a feed's server or folder answers, read: the document, or why there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import httpx

from ticker.address import normalise
from ticker.errors import Cause, Failure
from ticker.feeds.apart import Parser
from ticker.feeds.charset import decode
from ticker.feeds.live.embeds import live_blogs_in
from ticker.model import Document, Feed, FoundFeed, Validators
from ticker.net.access import NO_ACCESS, Access
from ticker.net.discover import feeds_on_page
from ticker.net.fetch import Answer, Pause, fetch
from ticker.poller.folder import is_folder, look
from ticker.poller.pages import Older, older


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
    older: Older = Older()


Known = Callable[[], bytes]
"""Gives what is known of the entries of a feed's last document; most answers hold none to compare with."""


def nothing_known() -> bytes:
    """For a feed whose document comes for the first time."""
    return b""


async def read(
    client: httpx.AsyncClient,
    feed: Feed,
    at: datetime,
    access: Access = NO_ACCESS,
    pause: Pause | None = None,
    *,
    last: bool = True,
    parser: Parser | None = None,
    known: Known = nothing_known,
) -> Reading:
    """Ask the feed's server once (redirects may add requests) and parse the answer.

    `at` is the moment of the poll, `access` what the settings say about feeds that want to know who asks, `pause` is
    awaited between two requests to one host, `last` tells that no other feed of this host waits. `known` gives what
    is known of the feed's document before. Whatever goes wrong is in the reading's `failure`.
    """
    if is_folder(feed.url):
        return await read_folder(feed, at, parser)
    answer = await fetch(client, feed.url, feed.validators, at, access=access, pause=pause, last=last)
    if parser is None:
        async with Parser() as own:
            return await _with_older(client, feed, at, pause, own, await reading_of(answer, feed, own, known))
    return await _with_older(client, feed, at, pause, parser, await reading_of(answer, feed, parser, known))


async def read_folder(feed: Feed, at: datetime, parser: Parser | None = None) -> Reading:
    """What is new in the folder of a feed that the reader himself has named."""
    if parser is None:
        async with Parser() as own:
            return await read_folder(feed, at, own)
    seen = await look(feed, at, parser)
    return Reading(None, digest=seen.digest, document=seen.document, failure=seen.failure, received=seen.received)


async def _with_older(
    client: httpx.AsyncClient, feed: Feed, at: datetime, pause: Pause | None, parser: Parser, reading: Reading
) -> Reading:
    """The reading with the next pages of the feed's backlog, if it has one and its server answers."""
    if feed.backlog is None or reading.failure is not None:
        return reading
    return replace(reading, older=await older(client, feed, at, parser, pause))


async def reading_of(
    answer: Answer | Failure, feed: Feed, parser: Parser | None = None, known: Known = nothing_known
) -> Reading:
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


async def _parsed(reading: Reading, answer: Answer, feed: Feed, parser: Parser, known: Known) -> Reading:
    # A 226 holds only what is new (RFC 3229): its bytes say nothing about the whole document.
    partial = answer.status == httpx.codes.IM_USED
    digest = None if partial else hashlib.blake2b(answer.body, digest_size=16).digest()
    if digest is not None and digest == feed.body_digest:
        return replace(reading, digest=digest)
    document = await parser.parse(answer.body, url=answer.url, content_type=answer.content_type, known=known())
    if isinstance(document, Failure):
        is_new = feed.health.last_success is None
        # The validators of what is no feed are not kept: a later 304 would bless it.
        return Reading(
            answer.status,
            failure=replace(document, status=answer.status),
            received=len(answer.body),
            found=found_on_page(answer) if is_new and document.cause is Cause.NOT_A_FEED else (),
        )
    if document.broken is not None:
        # What came is kept, what is missing is asked for again: so neither validators nor digest are.
        failure = Failure(Cause.UNREADABLE, status=answer.status, detail=document.broken)
        return Reading(answer.status, failure=failure, document=document, received=len(answer.body))
    return replace(reading, digest=digest, document=document)


def found_on_page(answer: Answer) -> tuple[FoundFeed, ...]:
    """What the page that was answered offers to follow: live blogs that it embeds, then feeds that it names."""
    named = feeds_on_page(answer.body, url=answer.url, content_type=answer.content_type, link_headers=answer.links)
    embedded = live_blogs_in(decode(answer.body, answer.content_type).text, answer.url)
    return (*embedded, *named)


def as_of_answer(reading: Reading, took: timedelta) -> Reading:
    """The reading of a request that took so long: a Retry-After counts from the answer, not from the question."""
    failure = reading.failure
    if failure is None or failure.retry_at is None:
        return reading
    return replace(reading, failure=replace(failure, retry_at=failure.retry_at + took))
