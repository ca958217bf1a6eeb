"""The loop of a replay: the tape says when which feed is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator

from ticker.feeds.apart import Parser
from ticker.model import Change
from ticker.net.client import make_client
from ticker.poller.poll import poll
from ticker.store import feeds
from ticker.store.database import Database
from ticker.tape.clock import TapeClock
from ticker.tape.model import Tape
from ticker.tape.transport import TapeTransport


def subscribe(db: Database, tape: Tape) -> None:
    """Subscribe to the feeds of the tape, as of its start."""
    for url in tape.feeds:
        feeds.add(db, url, tape.start)


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
