"""The loop: what is due is polled, host by host, many hosts side by side, one host never in a hurry."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import httpx

from ticker.clock import Clock
from ticker.errors import Cause, Failure, TickerError
from ticker.model import Change, Feed
from ticker.poller.lock import PollerLock
from ticker.poller.poll import Reading, poll, record
from ticker.store import feeds
from ticker.store.database import Database

LOOK_SECONDS = 0.5
LOCK_SECONDS = 2.0
BETWEEN_REQUESTS = 1.0
HOSTS_AT_ONCE = 32

Report = Callable[[Feed, list[Change]], None]


def _silent(_feed: Feed, _changes: list[Change]) -> None:
    pass


async def run(db: Database, client: httpx.AsyncClient, clock: Clock, lock: PollerLock) -> None:
    """Poll for ever what is due. Where another poller holds the lock, wait until it is free."""
    while not lock.acquire():
        await clock.sleep(LOCK_SECONDS)
    busy: dict[str, asyncio.Task[None]] = {}
    slots = asyncio.Semaphore(HOSTS_AT_ONCE)

    async def work(due: list[Feed]) -> None:
        async with slots:
            await _poll_host(db, client, clock, due, _silent)
        await clock.sleep(BETWEEN_REQUESTS)

    async with asyncio.TaskGroup() as tasks:
        while True:
            busy = {host: task for host, task in busy.items() if not task.done()}
            for host, due in by_host(feeds.due(db, clock.now())).items():
                if host not in busy:
                    busy[host] = tasks.create_task(work(due))
            await clock.sleep(LOOK_SECONDS)


async def run_once(
    db: Database, client: httpx.AsyncClient, clock: Clock, wanted: Iterable[Feed], report: Report = _silent
) -> None:
    """Poll some feeds once each and end; `report` is told of every one."""
    slots = asyncio.Semaphore(HOSTS_AT_ONCE)

    async def work(due: list[Feed]) -> None:
        async with slots:
            await _poll_host(db, client, clock, due, report)

    async with asyncio.TaskGroup() as tasks:
        for due in by_host(wanted).values():
            tasks.create_task(work(due))


def by_host(wanted: Iterable[Feed]) -> dict[str, list[Feed]]:
    """The feeds by the host that is asked for them."""
    hosts: dict[str, list[Feed]] = defaultdict(list)
    for feed in wanted:
        hosts[urlsplit(feed.url).hostname or ""].append(feed)
    return dict(hosts)


async def _poll_host(db: Database, client: httpx.AsyncClient, clock: Clock, due: list[Feed], report: Report) -> None:
    """Poll the feeds of one host one after another, with a pause between two requests."""
    for feed in due:
        report(feed, await _poll_safely(db, client, clock, feed))
        if feed is not due[-1]:
            await clock.sleep(BETWEEN_REQUESTS)


async def _poll_safely(db: Database, client: httpx.AsyncClient, clock: Clock, feed: Feed) -> list[Change]:
    """Poll one feed; a fault of ours in it becomes its health and must not stop the others.

    Where the store was busy for longer than it waits, the feed is still due and comes up again.
    """
    jitter = random.random()  # noqa: S311 - spreads load, hides nothing
    try:
        try:
            return await poll(db, client, feed, clock.now(), jitter=jitter)
        except TickerError:
            raise
        except Exception as error:
            failure = Failure(Cause.UNREADABLE, detail=f"{type(error).__name__}: {error}")
            return record(db, feed, Reading(None, failure=failure), clock.now(), jitter=jitter)
    except TickerError:
        return []
