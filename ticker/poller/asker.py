"""Asking feeds, and storing what they answer: no fault of a feed, of the store or of ours stops the others."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import httpx

from ticker.clock import Clock
from ticker.errors import Cause, DamagedError, Failure, TickerError
from ticker.feeds.apart import Parser
from ticker.model import Change, Feed
from ticker.net.access import Access
from ticker.poller.poll import record
from ticker.poller.reading import Reading, as_of_answer, read
from ticker.store import entries, network
from ticker.store.database import Database

BETWEEN_REQUESTS = 1.0
"""Seconds from one request to the next one to a host."""


@dataclass(frozen=True, slots=True)
class Asker:
    """What feeds are asked, read and stored with."""

    db: Database
    client: httpx.AsyncClient
    clock: Clock
    access: Access
    parser: Parser

    async def read(self, feed: Feed, *, last: bool) -> Reading:
        """Ask one feed, the `last` one of its host for now.

        A fault of ours in it becomes its health and must not stop the others.
        """
        start = self.clock.now()
        try:
            reading = await read(
                self.client,
                feed,
                start,
                self.access,
                lambda: self.clock.sleep(BETWEEN_REQUESTS),
                last=last,
                parser=self.parser,
                known=lambda: entries.known(self.db, feed.id),
            )
        except DamagedError:
            raise
        except Exception as error:
            return _fault(error)
        return as_of_answer(reading, max(self.clock.now() - start, timedelta()))

    def record(self, feed: Feed, reading: Reading) -> list[Change] | None:
        """Store what a poll brought, as of the moment of the answer: intervals run from there.

        A fault of ours becomes the feed's health. Where the store was busy for longer than it waits, the feed is still
        due and comes up again; None tells so. Raises DamagedError where the database is damaged.
        """
        jitter = random.random()  # noqa: S311 - spreads load, hides nothing
        try:
            try:
                return record(self.db, feed, reading, self.clock.now(), jitter=jitter)
            except TickerError:
                raise
            except Exception as error:
                self.db.check()  # what is read of a damaged file may look like a fault of ours
                return record(self.db, feed, _fault(error), self.clock.now(), jitter=jitter)
        except DamagedError:
            raise
        except TickerError:
            return None

    def came_back(self, feed: Feed) -> None:
        """Note that the reader's own network is there again, as this feed has shown."""
        with suppress(TickerError):  # the store is busy: the next start of the program sets it right
            network.came_back(self.db, feed.id, self.clock.now())

    def optimise(self) -> None:
        """Let the store look how large its tables have become."""
        with suppress(TickerError):  # another time will do
            self.db.optimise()


def by_host(wanted: Iterable[Feed]) -> dict[str, list[Feed]]:
    """The feeds by the host that is asked for them."""
    hosts: dict[str, list[Feed]] = defaultdict(list)
    for feed in wanted:
        hosts[host_of(feed)].append(feed)
    return dict(hosts)


def host_of(feed: Feed) -> str:
    """The host that is asked for the feed; empty for a folder of this machine."""
    return urlsplit(feed.url).hostname or ""


def _fault(error: Exception) -> Reading:
    return Reading(None, failure=Failure(Cause.UNREADABLE, detail=f"{type(error).__name__}: {error}"))
