"""The loop: what is due is polled, host by host, many hosts side by side, one host never in a hurry."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta

import httpx

from ticker import schedule
from ticker.clock import Clock
from ticker.errors import TickerError, UnavailableError, ungrouped
from ticker.feeds.apart import Parser
from ticker.model import Change, ChangeKind, Feed
from ticker.net.access import NO_ACCESS, Access
from ticker.poller.asker import BETWEEN_REQUESTS, Asker, by_host, host_of
from ticker.poller.lock import PollerLock
from ticker.poller.network import Network, is_answered, is_unreached
from ticker.poller.reading import Reading
from ticker.poller.steps import Steps, Uptime
from ticker.poller.wishes import Granter, Wish, open_wishes
from ticker.store import agenda, feeds, network
from ticker.store.database import Database

LOOK_SECONDS = 0.5
LOCK_SECONDS = 2.0
HOSTS_AT_ONCE = 32
LATE = timedelta(minutes=1)  # a poll that is later than this was held up: by suspend, by no network, by no poller
SPREAD_SECONDS = 180.0
PROBE_SECONDS = 60.0
_MANY_ENTRIES = 1000
_NOTHING_DUE = timedelta(hours=1)

Report = Callable[[Feed, list[Change]], None]


async def run(
    db: Database,
    client: httpx.AsyncClient,
    clock: Clock,
    lock: PollerLock,
    access: Access = NO_ACCESS,
    *,
    uptime: Uptime | None = None,
) -> None:
    """Poll for ever what is due. Where another poller holds the lock, wait until it is free.

    Between two polls it sleeps; what other processes write (a new feed, a wish) is seen within LOOK_SECONDS. Polls
    that were held up are spread over some minutes. Where the reader's own network is away, the feeds keep their next
    poll, and one of them is tried every PROBE_SECONDS. Where somebody sets the clock, and `uptime` shows it, all that
    is planned moves with it: no server is asked too early, and no feed too late. Raises DamagedError where the
    database is damaged: it would ask for ever for what it cannot keep.
    """
    while not lock.acquire():
        await clock.sleep(LOCK_SECONDS)
    with ungrouped():
        async with Parser() as parser, asyncio.TaskGroup() as tasks:
            steps = Steps(clock, uptime)
            rounds = _Rounds(Asker(db, client, clock, access, parser), steps)
            while True:
                version = _version(db)
                await _rest(db, clock, steps, version, until=rounds.start_due(tasks))


async def run_once(
    db: Database,
    client: httpx.AsyncClient,
    clock: Clock,
    wanted: Iterable[Feed],
    report: Report = lambda _feed, _changes: None,
    access: Access = NO_ACCESS,
) -> None:
    """Poll some feeds once each and end; `report` is told of every one.

    A failure is the feed's here, even where the network is away: whoever asked shall see it. Raises DamagedError where
    the database is damaged.
    """
    slots = asyncio.Semaphore(HOSTS_AT_ONCE)
    seen = Network(away=feeds.overview(db).offline_since is not None)

    async def work(asker: Asker, waiting: list[Feed]) -> None:
        for feed in waiting:
            async with slots:
                reading = await asker.read(feed, last=feed is waiting[-1])
                report(feed, asker.record(feed, reading) or [])
            if is_answered(reading.failure) and seen.answered(feed):
                asker.came_back(feed)
            if feed is not waiting[-1]:
                await clock.sleep(BETWEEN_REQUESTS)

    with ungrouped():
        async with Parser() as parser, asyncio.TaskGroup() as tasks:
            asker = Asker(db, client, clock, access, parser)
            for waiting in by_host(wanted).values():
                tasks.create_task(work(asker, waiting))
    asker.optimise()


class _Rounds:
    """What the loop remembers from one look at the store to the next."""

    def __init__(self, asker: Asker, steps: Steps) -> None:
        self._asker = asker
        self._steps = steps
        self._db = db = asker.db
        self._clock = clock = asker.clock
        self._slots = asyncio.Semaphore(HOSTS_AT_ONCE)
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._network = Network(away=feeds.overview(db).offline_since is not None)
        self._probes = 0
        self._next_probe = clock.now()
        self._added = 0
        self._rests_until = clock.now()

    def start_due(self, tasks: asyncio.TaskGroup) -> datetime:
        """Start to poll what is due on hosts that are not being asked, and give the moment of the next look.

        Where the store cannot be read or written just now (another process, a full disk), nobody is asked for a while.
        """
        now = self._clock.now()
        try:
            self._heed_clock(now)
            if now < self._rests_until:
                return self._rests_until
            return self._start(tasks, now)
        except UnavailableError:
            self._rests_until = now + timedelta(seconds=PROBE_SECONDS)
            return self._rests_until

    def _heed_clock(self, now: datetime) -> None:
        """Let all that is planned follow the clock where it was set."""
        step = self._steps.step()
        if step:
            agenda.follow_clock(self._db, step)
            self._steps.heed(step)
            self._next_probe += step
            self._rests_until += step
        agenda.set_right(self._db, now)

    def _start(self, tasks: asyncio.TaskGroup, now: datetime) -> datetime:
        self._busy = {host: task for host, task in self._busy.items() if not task.done()}
        due = [feed for feed in agenda.due(self._db, now) if host_of(feed) not in self._busy]
        ready = self._probe(due, now) if self._network.away else self._in_time(due, now)
        for host, waiting in by_host(ready).items():
            self._busy[host] = tasks.create_task(self._work(waiting))
        for host, wishes in open_wishes(self._db).items():
            if host not in self._busy:
                self._busy[host] = tasks.create_task(self._grant(wishes))
        if self._busy:
            return now + timedelta(seconds=LOOK_SECONDS)
        if self._network.away and due:
            return self._next_probe
        return agenda.next_poll(self._db) or now + _NOTHING_DUE

    def _probe(self, due: list[Feed], now: datetime) -> list[Feed]:
        """One of the feeds, each in its turn, once in PROBE_SECONDS."""
        if not due or now < self._next_probe:
            return []
        self._next_probe = now + timedelta(seconds=PROBE_SECONDS)
        self._probes += 1
        return [due[self._probes % len(due)]]

    def _in_time(self, due: list[Feed], now: datetime) -> list[Feed]:
        """The feeds without those that were held up: these come at a moment of chance, all within a few minutes.

        The more there are, the longer it takes. A moment that lies in hours that the feed skips waits for their end.
        """
        late = [feed for feed in due if _is_late(feed, now)]
        window = min(float(len(by_host(late))), SPREAD_SECONDS)
        moments = {
            feed.id: schedule.allowed_hour(now + timedelta(seconds=window * random.random()), feed.hints)  # noqa: S311
            for feed in late
        }
        if moments:
            agenda.put_off(self._db, moments)
        return [feed for feed in due if feed.id not in moments]

    async def _work(self, waiting: list[Feed]) -> None:
        """Poll the feeds of one host one after another, with a pause after each request."""
        for feed in waiting:
            async with self._slots:
                self._finish(feed, await self._asker.read(feed, last=feed is waiting[-1]))
            await self._clock.sleep(BETWEEN_REQUESTS)
            if self._network.away or self._clock.now() < self._rests_until:
                break

    async def _grant(self, wishes: list[Wish]) -> None:
        """Fetch what readers wish for from one host, at the same pace."""
        asker = self._asker
        granter = Granter(asker.db, asker.client, asker.clock, lambda: asker.clock.sleep(BETWEEN_REQUESTS))
        for wish in wishes:
            async with self._slots:
                await granter.grant(wish)
            await asker.clock.sleep(BETWEEN_REQUESTS)

    def _finish(self, feed: Feed, reading: Reading) -> None:
        """Store what a poll brought, unless it only shows once more that the network is away."""
        unreached = is_unreached(reading.failure)
        if unreached and self._network.away:
            return
        changes = self._asker.record(feed, reading)
        if changes is None:
            # Nothing is known of this poll: to go on would ask the same servers again and again.
            self._rests_until = self._clock.now() + timedelta(seconds=PROBE_SECONDS)
            return
        if unreached and self._network.unreached(feed, host_of(feed)):
            now = self._clock.now()
            self._next_probe = now + timedelta(seconds=PROBE_SECONDS)
            with suppress(TickerError):  # the store is busy: then the failures stay the feeds'
                network.went_away(self._db, self._network.failed.values(), now)
        elif is_answered(reading.failure) and self._network.answered(feed):
            self._asker.came_back(feed)
        self._added += sum(change.kind is ChangeKind.ENTRY_ADDED for change in changes)
        if self._added >= _MANY_ENTRIES:
            self._added = 0
            self._asker.optimise()


def _is_late(feed: Feed, now: datetime) -> bool:
    return feed.health.last_poll is not None and feed.next_poll is not None and now - feed.next_poll > LATE


def _version(db: Database) -> int:
    """What `data_version` says; a number of its own where the store cannot be read just now."""
    try:
        return db.data_version()
    except UnavailableError:
        return -1


async def _rest(db: Database, clock: Clock, steps: Steps, version: int, until: datetime) -> None:
    """Wait until that moment, or until the clock is set or another process has written since this data `version`."""
    seconds = max((until - clock.now()).total_seconds(), 0.0)
    if seconds <= LOOK_SECONDS:
        await clock.sleep(seconds)
        return
    asleep = asyncio.ensure_future(clock.sleep(seconds))
    watching = asyncio.ensure_future(_disturbed(db, clock, steps, version, until))
    try:
        await asyncio.wait({asleep, watching}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        asleep.cancel()
        watching.cancel()
    if watching.done():
        watching.result()


async def _disturbed(db: Database, clock: Clock, steps: Steps, version: int, until: datetime) -> None:
    """Wait, in real time, until another process has written, the clock was set or has leapt past that moment.

    Other processes know no other time, and a sleep does not count the time for which the machine was suspended.
    """
    while _version(db) == version and clock.now() < until and not steps.step():  # noqa: ASYNC110 - nobody here could set an event
        await asyncio.sleep(LOOK_SECONDS)
