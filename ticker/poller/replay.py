"""The loop of a replay: the tape says when which feed is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import httpx

from ticker.errors import N_, Failure, Remark
from ticker.feeds.apart import Parser
from ticker.feeds.parse import parse
from ticker.model import Change
from ticker.net.body import Body, BodyBrokenError, BodyTooLargeError
from ticker.net.client import make_client
from ticker.net.fetch import Limits
from ticker.poller.poll import poll
from ticker.store import feeds
from ticker.store.database import Database, memory_database
from ticker.tape.clock import TapeClock
from ticker.tape.model import Take, Tape
from ticker.tape.transport import TapeTransport


def subscribe(db: Database, tape: Tape) -> None:
    """Subscribe to the feeds of the tape, as of its start."""
    for url in feeds_of(tape):
        feeds.add(db, url, tape.start)


def feeds_of(tape: Tape) -> tuple[str, ...]:
    """The addresses that are subscribed to: those that the tape names, else those that a feed came from.

    Only addresses of the web: a tape of somebody else's must not lead to a folder of this machine.
    """
    if tape.feeds:
        return tuple(feed for feed in tape.feeds if feed.startswith(("http://", "https://")))
    return tuple(dict.fromkeys(take.url for take in tape.takes if _is_feed(take)))


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


class Player:
    """Plays a tape take by take, into whichever database.

    Every poll happens at the moment of its take, to the millisecond, so that nothing depends on the speed.
    `transport` is a fresh one of this tape where the caller wants to look at it afterwards.
    """

    def __init__(self, tape: Tape, parser: Parser, transport: TapeTransport | None = None, position: int = 0) -> None:
        self._tape = tape
        self._parser = parser
        self._transport = transport or TapeTransport(tape)
        self._client = make_client(self._transport)
        self.position = position
        self.unasked: list[Take] = []

    @property
    def played(self) -> frozenset[int]:
        """The positions of the takes that were given out."""
        return frozenset(self._transport.played)

    @property
    def next_at(self) -> datetime | None:
        """When the next take was; None at the end of the tape."""
        # The second hop of a redirect came with the first.
        while self.position < len(self._tape.takes) and self.position in self._transport.played:
            self.position += 1
        return self._tape.takes[self.position].at if self.position < len(self._tape.takes) else None

    async def play_next(self, db: Database) -> list[Change]:
        """Play the next take, and give the changes: none where nobody subscribes to its address."""
        take = self._tape.takes[self.position]
        self.position += 1
        feed = feeds.by_url(db, take.url)
        if feed is None:
            self._transport.skip(take.url)  # a redirect must not find it later
            self.unasked.append(take)
            return []
        return await poll(db, self._client, feed, take.at, parser=self._parser)

    async def close(self) -> None:
        """Let go of the tape."""
        await self._client.aclose()


async def play(
    db: Database,
    tape: Tape,
    clock: TapeClock,
    transport: TapeTransport | None = None,
    *,
    until: datetime | None = None,
) -> AsyncIterator[list[Change]]:
    """Play the tape through the whole pipeline, up to its end or `until`; gives the changes of each poll.

    Two replays store the same at any speed. `transport` is as for `Player`.
    """
    async with Parser() as parser:
        player = Player(tape, parser, transport)
        try:
            while (at := player.next_at) is not None and (until is None or at <= until):
                await clock.sleep_until(at)
                yield await player.play_next(db)
        finally:
            await player.close()


async def rehearse(tape: Tape) -> list[Remark]:
    """Play the tape for oneself, and tell what does not fit: other validators, answers nobody asked for."""
    transport = TapeTransport(tape)
    with memory_database() as db:
        subscribe(db, tape)
        async with Parser() as parser:
            player = Player(tape, parser, transport)
            while player.next_at is not None:
                await player.play_next(db)
            await player.close()
    unasked = N_("{at} {url}: nobody asks for it")
    return transport.mismatches + [Remark(unasked, at=take.at.isoformat(), url=take.url) for take in player.unasked]
