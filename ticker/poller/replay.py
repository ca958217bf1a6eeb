"""The loop of a replay: the tape says when which feed is asked."""

from __future__ import annotations

import math
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from ticker.errors import Failure
from ticker.feeds.apart import Parser
from ticker.feeds.parse import parse
from ticker.model import Change
from ticker.net.body import Body, BodyBrokenError, BodyTooLargeError
from ticker.net.client import make_client
from ticker.net.fetch import Limits
from ticker.poller.poll import poll
from ticker.store import feeds
from ticker.store.database import Database, open_database
from ticker.tape.clock import TapeClock
from ticker.tape.model import Take, Tape
from ticker.tape.transport import TapeTransport


def subscribe(db: Database, tape: Tape) -> None:
    """Subscribe to the feeds of the tape, as of its start."""
    for url in feeds_of(tape):
        feeds.add(db, url, tape.start)


def feeds_of(tape: Tape) -> tuple[str, ...]:
    """The addresses that are subscribed to: those that the tape names, else those that a feed came from."""
    return tape.feeds or tuple(dict.fromkeys(take.url for take in tape.takes if _is_feed(take)))


def _is_feed(take: Take) -> bool:
    if take.status != httpx.codes.OK:
        return False
    try:
        body = Body(take.header("content-encoding") or "", Limits().max_body)
        body.feed(take.body)
        document = parse(body.finish(), url=take.url, content_type=take.header("content-type") or "")
    except (BodyBrokenError, BodyTooLargeError):
        return False
    return not isinstance(document, Failure)


async def play(
    db: Database, tape: Tape, clock: TapeClock, transport: TapeTransport | None = None
) -> AsyncIterator[list[Change]]:
    """Play the tape through the whole pipeline; gives the changes of each poll.

    Every poll happens at the moment of its take, to the millisecond, so two replays store the same at any speed.
    `transport` is a fresh one of this tape where the caller wants to look at it afterwards.
    """
    transport = transport or TapeTransport(tape)
    async with make_client(transport) as client, Parser() as parser:
        for number, take in enumerate(tape.takes):
            if number in transport.played:
                continue  # the second hop of a redirect came with the first
            await clock.sleep_until(take.at)
            feed = feeds.by_url(db, take.url)
            if feed is not None:
                yield await poll(db, client, feed, take.at, parser=parser)


async def rehearse(tape: Tape) -> list[str]:
    """Play the tape for oneself, and tell in English what does not fit: other validators, answers nobody asked for."""
    transport = TapeTransport(tape)
    with tempfile.TemporaryDirectory(prefix="ticker-") as place, open_database(Path(place) / "tape.db") as db:
        subscribe(db, tape)
        async for _changes in play(db, tape, TapeClock(tape.start, math.inf), transport):
            pass
    unasked = [take for number, take in enumerate(tape.takes) if number not in transport.played]
    return transport.mismatches + [f"{take.at.isoformat()} {take.url}: nobody asks for it" for take in unasked]
