"""A month of polling, seen from the servers: what the feed reader score of Rachel Kroll counts, and more.

The poller is the real one, over real sockets; only the time is simulated. The program is started anew now and then, the
machine is suspended at night, the network goes away, and the clock is set on and back by hours.
"""

from __future__ import annotations

import asyncio
from calendar import day_name
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

from tests.documents import Item, rss
from tests.loopback import Headers, Reply, Request, Site
from tests.poller.public import PublicNet, SimulatedClock
from ticker.model import Validators
from ticker.net.client import make_client
from ticker.poller import loop
from ticker.poller.lock import PollerLock
from ticker.schedule import SPREAD, Reason
from ticker.store import agenda, entries, feeds
from ticker.store.database import Database, open_database

HOUR, DAY = 3600, 24 * 3600
LEAST, LONGEST = 5 * 60, DAY  # what may be asked for, written down once more: a change of ours must show here
START = datetime(2023, 9, 1, 6, 30, tzinfo=UTC)
WRONG = {day: timedelta(hours=hours) for day, hours in ((2, -3), (5, 2), (11, -6), (18, 0.7), (21, 5), (23, -0.7))}
WRONG_BETWEEN = {day: timedelta(hours=hours) for day, hours in ((8, -4), (14, -2.5), (26, -0.5))}
BEFORE = datetime(2023, 8, 1, 6, 0, tzinfo=UTC)  # when the feeds began to publish


def date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def modified(number: int) -> str:
    return date(BEFORE + timedelta(seconds=number))


Tags = Callable[[int], Validators]
TAGS: dict[str, Tags] = {
    "both": lambda number: Validators(f'"v{number}"', modified(number)),
    "weak": lambda number: Validators(f'W/"ä {number}; x"'),
    "bare": lambda number: Validators(f"v-{number}--gzip"),
    "date": lambda number: Validators(None, modified(number).replace("GMT", "+0000")),
    "none": lambda _number: Validators(),
}


@dataclass(slots=True)
class Source:
    """A feed of sixteen hours a day: how it publishes, what it says about being asked, and how it was asked.

    An entry comes every `every` minutes. `promise` is for how many seconds its answers are declared fresh, by the
    `headers`, the channel's `ttl` or Expires, told by a clock that goes `fast` by so much. `retags` gives other
    validators with each 304. Every seventh request is turned away with the status `busy`, where `patience` names the
    seconds, as a number or as a `patience_date`. In `soon` seconds it is asked again at the soonest. `wish` is
    the reader's. `via` is the status with which the subscribed address leads to another one of the host. After `last`
    requests it is gone for good.
    """

    url: str
    clock: SimulatedClock
    every: int = 320
    tags: Tags = TAGS["both"]
    headers: Headers = ()
    promise: int = 0
    expires: bool = False
    channel: str = ""
    skip_hours: frozenset[int] = frozenset()
    skip_day: int = -1
    fast: timedelta = timedelta()
    retags: bool = False
    busy: int = 0
    patience: int = 0
    patience_date: bool = False
    wish: int | None = None
    reason: Reason | None = None
    soon: int = 0
    via: int = 0
    last: int = 0
    asked: list[datetime] = field(default_factory=list)
    led: list[datetime] = field(default_factory=list)
    sins: list[str] = field(default_factory=list)
    _sent: Validators = field(default_factory=Validators)
    _newest: int = -1
    _not_before: datetime = START

    def lead(self, request: Request) -> Reply:
        """Answer at the address that leads to this one."""
        now = self.clock.true()
        self._judge(request, now)
        self.led.append(now)
        return Reply(status=self.via, headers=(("Location", self.target),))

    def answer(self, request: Request) -> Reply:
        """Answer as a server does, and note what was wrong with the question."""
        now = self.clock.true()
        self._judge(request, now)
        self.asked.append(now)
        if len(self.asked) == self.last:
            self._not_before = now + timedelta(days=400)
            return Reply(status=410)
        if self.busy and len(self.asked) % 7 == 0:
            self._not_before = now + timedelta(seconds=self.patience or HOUR)
            after = date(self._not_before) if self.patience_date else str(self.patience)
            told = (("Retry-After", after), ("Date", date(now))) if self.patience else ()
            return Reply(status=self.busy, headers=told)
        allowed = min(self.promise, LONGEST) or self.wish or HOUR
        self._not_before = now + timedelta(seconds=max(allowed, LEAST))
        newest = self.newest(now)
        unchanged = bool(self._sent) and newest == self._newest
        self._newest = newest
        if self.retags or not unchanged:
            self._sent = self.tags(len(self.asked) if self.retags else newest)
        return Reply(b"" if unchanged else self._body(), status=304 if unchanged else 200, headers=self._head(now))

    def newest(self, now: datetime) -> int:
        """The number of the newest entry."""
        days, into = divmod((now - BEFORE).total_seconds() / 60, 24 * 60)
        return int(days) * self._a_day + min(int(into) // self.every, self._a_day - 1)

    @property
    def target(self) -> str:
        """The address at which it answers."""
        return self.url.removesuffix("-old") if self.via else self.url

    @property
    def _a_day(self) -> int:
        return 16 * 60 // self.every

    def _judge(self, request: Request, now: datetime) -> None:
        validators = Validators(request.header("if-none-match"), request.header("if-modified-since"))
        if validators != self._sent:
            self.sins.append(f"{now}: {validators}, given were {self._sent}")
        if now < self._not_before:
            self.sins.append(f"{now}: not before {self._not_before}")
        # A reader whose clock is wrong cannot know better: by his time or by ours it must be right.
        if all(self._skips(moment) for moment in (now, self.clock.now())):
            self.sins.append(f"{now}: an hour to skip")
        if request.header("cookie") or request.header("referer"):
            self.sins.append(f"{now}: {request.headers}")

    def _skips(self, moment: datetime) -> bool:
        return moment.hour in self.skip_hours or moment.weekday() == self.skip_day

    def _head(self, now: datetime) -> Headers:
        named = (("ETag", self._sent.etag), ("Last-Modified", self._sent.last_modified))
        told = now + self.fast
        dated = (("Date", date(told)), ("Expires", date(told + timedelta(seconds=self.promise))))
        tags = tuple((name, value) for name, value in named if value is not None)
        return (*tags, ("Set-Cookie", "reader=17; Max-Age=9999999"), *self.headers, *(dated if self.expires else ()))

    def _body(self) -> bytes:
        items = []
        for number in range(self._newest, self._newest - 4, -1):
            days, of_day = divmod(number, self._a_day)
            at = BEFORE + timedelta(days=days, minutes=of_day * self.every)
            items.append(Item(f"Meldung {number}", date=date(at), guid=f"{self.url}/{number}"))
        skipped = "".join(f"<hour>{hour}</hour>" for hour in self.skip_hours)
        channel = f"{self.channel}<skipHours>{skipped}</skipHours>" if skipped else self.channel
        if self.skip_day >= 0:
            channel += f"<skipDays><day>{day_name[self.skip_day]}</day></skipDays>"
        return rss(items).replace(b"<item>", channel.encode() + b"<item>", 1)


def sources(clock: SimulatedClock) -> list[Source]:
    """Every combination that servers are known for, three feeds of them on one host."""

    def source(name: str, **said: object) -> Source:
        return Source(f"http://{name}.example/{name}", clock, **said)  # type: ignore[arg-type]

    def cached(seconds: int) -> Headers:
        return (("Cache-Control", f"public, max-age={seconds}"),)

    module = 'xmlns:s="http://purl.org/rss/1.0/modules/syndication/"'
    eight_a_day = f"<s:updatePeriod {module}>daily</s:updatePeriod><s:updateFrequency {module}>8</s:updateFrequency>"
    night = frozenset({22, 23, 0, 1, 2, 3, 4})
    shared = [
        Source(f"http://kurier.example/{name}", clock, every=every)
        for name, every in (("a", 60), ("b", 320), ("c", 960))
    ]
    spans = (2700, HOUR, 2 * HOUR, 4 * HOUR, 12 * HOUR)
    fresh = [
        source(f"{name}-{span}", tags=tags, headers=cached(span), promise=span)
        for name, tags in TAGS.items()
        for span in spans
    ]
    dated = [
        source(f"{name}-until-{span}", tags=tags, promise=span, expires=True)
        for name, tags in TAGS.items()
        if name != "none"
        for span in spans[1:3]
    ]
    return [
        *shared,
        *fresh,
        *dated,
        source("silent", every=120, tags=TAGS["none"]),
        source("fast", every=160, tags=TAGS["weak"], headers=cached(900), promise=900),
        source("short", tags=TAGS["bare"], headers=cached(20), promise=20),
        source("long", tags=TAGS["date"], headers=cached(6 * HOUR), promise=6 * HOUR),
        source("huge", headers=cached(30 * DAY), promise=30 * DAY, reason=Reason.CAPPED),
        source("forbidden", tags=TAGS["weak"], headers=(("Cache-Control", "no-cache, max-age=60"),)),
        source("expires", tags=TAGS["date"], promise=2 * HOUR, expires=True),
        source("ttl", channel="<ttl>180</ttl>", promise=3 * HOUR),
        source("nights", tags=TAGS["none"], skip_hours=night),
        source("retags", retags=True),
        source("retags-both", retags=True, tags=TAGS["weak"], headers=cached(2700), promise=2700),
        source("busy", busy=503, patience=3 * HOUR),
        source("busy-date", busy=429, patience=30 * HOUR, patience_date=True, tags=TAGS["date"]),
        source("ailing", busy=500, tags=TAGS["weak"]),
        source("wished", wish=3000, reason=Reason.WISH),
        source("wished-in-vain", wish=3000, headers=cached(2 * HOUR), promise=2 * HOUR, reason=Reason.MAX_AGE),
        source("eager", every=6, wish=60, last=200, reason=Reason.GONE),
        source("aged", every=60, headers=(*cached(4 * HOUR), ("Age", str(HOUR))), promise=3 * HOUR, soon=3 * HOUR),
        source("too-old", headers=(*cached(2 * HOUR), ("Age", str(3 * HOUR))), promise=HOUR),
        source("clock-ahead", every=60, expires=True, promise=2 * HOUR, fast=timedelta(hours=5)),
        source("clock-behind", every=60, expires=True, promise=3 * HOUR, fast=timedelta(hours=-5)),
        source("contradicts", headers=(*cached(2 * HOUR), ("Expires", "0")), promise=2 * HOUR),
        source("period", every=60, channel=eight_a_day, promise=3 * HOUR),
        source("sundays", every=120, skip_day=6),
        Source("http://umzug.example/moved-old", clock, via=301, tags=TAGS["weak"]),
        Source("http://umweg.example/way-old", clock, via=302, tags=TAGS["date"], headers=cached(2700), promise=2700),
    ]


@asynccontextmanager
async def running(path: Path, site: Site, clock: SimulatedClock) -> AsyncIterator[PublicNet]:
    """The poller at work, as a process of its own would be: nothing is left of an earlier one but the database."""
    clock.net = PublicNet({}, otherwise=site.url)
    with open_database(path) as db, PollerLock(path) as lock:
        async with make_client(clock.net) as client:
            work = asyncio.create_task(loop.run(db, client, clock, lock, uptime=clock.uptime))
            yield clock.net
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work


async def live(path: Path, site: Site, clock: SimulatedClock, days: int) -> None:
    """So many days of a reader who starts the program twice a day, closes the lid at night and loses the network.

    On some days the clock goes wrong by hours, on or back, while the program runs or between two runs, and is set right
    in the afternoon.
    """
    for day in range(days):
        midnight = START.replace(hour=0, minute=0) + timedelta(days=day)
        async with running(path, site, clock):
            await clock.run_until(midnight + timedelta(hours=10))
            clock.turn(WRONG.get(day, timedelta()))
            await clock.run_until(midnight + timedelta(hours=13, minutes=7 * day % 60) + clock.ahead)
        clock.moment += timedelta(seconds=2)
        clock.turn(WRONG_BETWEEN.get(day, timedelta()))
        async with running(path, site, clock) as net:
            if day % 5 == 3:
                net.cut = True
                await clock.run_until(clock.now() + timedelta(hours=3))
                net.cut = False
            await clock.run_until(midnight + timedelta(hours=17) + clock.ahead)
            clock.turn(-clock.ahead)
            await clock.run_until(midnight + timedelta(hours=21))
            if day % 2:
                clock.moment = midnight + timedelta(hours=28)
            await clock.run_until(midnight + timedelta(hours=29))


async def test_a_month_in_which_no_administrator_frowns(tmp_path: Path) -> None:
    path = tmp_path / "ticker.db"
    async with Site() as site:
        clock = SimulatedClock(PublicNet({}), START)
        asked = sources(clock)
        with open_database(path) as db:
            for source in asked:
                site.routes["/" + source.target.rpartition("/")[2]] = source.answer
                if source.via:
                    site.routes["/" + source.url.rpartition("/")[2]] = source.lead
                feed = feeds.add(db, source.url, START)
                agenda.set_interval(db, feed.id, source.wish, START)
        await live(path, site, clock, days=30)

    assert len(asked) == 62
    assert {source.url: source.sins for source in asked if source.sins} == {}
    assert bursts(asked) == []
    with open_database(path) as db:
        for source in asked:
            check_served(db, source)


def check_served(db: Database, source: Source) -> None:
    """What was asked for has arrived, and the reason for the interval is told."""
    moved = source.via == 301
    feed = feeds.by_url(db, source.target if moved else source.url)
    assert feed is not None
    assert feed.health.failure is None or source.busy or source.last
    assert len(source.asked) >= 20
    newest = entries.find(db, f"https{source.url[4:]}/{source.newest(source.asked[-1])}")
    assert newest or source.busy or source.last
    if source.soon:
        least = min((later - earlier).total_seconds() for earlier, later in pairwise(source.asked))
        assert source.soon <= least <= source.soon * (1 + SPREAD) + 60
    assert source.reason is None or feed.interval_reason == source.reason.value
    if moved:  # believed when it was said three times and a document came from there
        assert 3 <= len(source.led) <= 10
    else:
        assert len(source.led) == (len(source.asked) if source.via else 0)


def bursts(asked: Sequence[Source]) -> list[str]:
    """Where a host was asked twice within a second."""
    times: dict[str, list[datetime]] = defaultdict(list)
    for source in asked:
        times[source.url.split("/")[2]] += [*source.asked, *source.led]
    return [
        f"{host}: {first} and {second}"
        for host, moments in times.items()
        for first, second in pairwise(sorted(moments))
        if second - first < timedelta(seconds=1)
    ]
