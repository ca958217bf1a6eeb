"""`ticker refresh`: ask feeds again now, as far as their servers allow it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import click

from ticker.cli import EXIT_INTERRUPTED, output, progress
from ticker.cli.arguments import Setup
from ticker.cli.feeds import no_feeds, wanted_feeds
from ticker.cli.options import json_option, setup_of
from ticker.cli.poll import count, result_json, result_line
from ticker.l10n import numbers
from ticker.l10n.messages import _, ngettext
from ticker.l10n.reasons import why_not
from ticker.l10n.region import Region
from ticker.model import Change, ChangeKind, Feed
from ticker.store import agenda, feeds
from ticker.store.database import Database, open_database
from ticker.text.sanitise import drawable


def refresh_command() -> click.Command:
    """The verb `refresh`."""
    return click.Command(
        "refresh",
        callback=_refresh,
        help=_(
            "Ask feeds now whether something is new, all or some. FEED is an address, or a part of title or address. "
            "Not asked is a feed whose server wants to be left alone for a while, or that is gone for good. "
            "Ends with 1 where a feed failed, or none might be asked."
        ),
        params=[click.Argument(["named"], metavar=f"[{_('FEED…')}]", nargs=-1), json_option()],
    )


class Outcome(StrEnum):
    """What became of the wish to refresh a feed. The values are printed as JSON: they never change."""

    ASKED = "asked"
    HANDED_OVER = "handed-over"  # another ticker fetches into this database, and will ask it
    WAITS = "waits"  # its server asked for patience
    GONE = "gone"  # its server asked never to be asked again


@dataclass(frozen=True, slots=True)
class _Refreshed:
    """A feed as it is afterwards, and what the poll changed."""

    feed: Feed
    outcome: Outcome
    changes: Sequence[Change] = ()

    @property
    def failed(self) -> bool:
        """Whether it was asked in vain."""
        return self.outcome is Outcome.ASKED and self.feed.health.failure is not None


@dataclass(slots=True)
class _Told:
    """What became of the feeds so far, said as it happens: a line each, and below them how far it is.

    `total` is how many are meant; `silent` prints nothing.
    """

    setup: Setup
    total: int
    silent: bool
    done: list[_Refreshed] = field(default_factory=list)
    _added: int = 0
    _failed: int = 0

    def __call__(self, one: _Refreshed) -> None:
        self.done.append(one)
        self._added += count(one.changes, ChangeKind.ENTRY_ADDED)
        self._failed += one.failed
        if not self.silent:
            self.clear()
            output.say(_line(one, self.setup))
            self.show()

    def show(self) -> None:
        """Tell on a terminal how far it is."""
        if self._rewrites:
            region = self.setup.region
            done, total = numbers.number(len(self.done), region), numbers.number(self.total, region)
            parts = [
                _("Fetching: {done} of {total} (Ctrl+C stops)").format(done=done, total=total),
                _counted(ngettext("{count} new entry", "{count} new entries", self._added), self._added, region),
            ]
            if self._failed:
                parts.append(_counted(ngettext("{count} failed", "{count} failed", self._failed), self._failed, region))
            progress.show(" · ".join(parts))

    def clear(self) -> None:
        """Leave only the lines."""
        if self._rewrites:
            progress.clear()

    @property
    def _rewrites(self) -> bool:
        return not self.silent and self.total > 1 and progress.is_seen()


@click.pass_context
def _refresh(ctx: click.Context, named: tuple[str, ...], as_json: bool) -> int:
    setup = setup_of(ctx)
    wanted = wanted_feeds(setup, named)
    done, stopped = _refreshed(setup, wanted, as_json=as_json) if wanted else ([], False)
    if as_json:
        output.say(
            output.as_json([{**result_json(one.feed, one.changes), "outcome": one.outcome.value} for one in done])
        )
    elif not wanted:
        output.say(no_feeds())
    elif stopped:
        output.say(_("Stopped: {summary}").format(summary=_sum(done, setup.region)))
    elif len(done) > 1:
        output.say(_sum(done, setup.region))
    if stopped:
        return EXIT_INTERRUPTED
    return _exit_code(done)


def _exit_code(done: Sequence[_Refreshed]) -> int:
    """1 where a script should look: a feed failed, or not one of those that were meant might be asked."""
    refused = (Outcome.WAITS, Outcome.GONE)
    return int(any(one.failed for one in done) or (bool(done) and all(one.outcome in refused for one in done)))


def _refreshed(setup: Setup, wanted: Sequence[Feed], *, as_json: bool) -> tuple[list[_Refreshed], bool]:
    """Ask the feeds that may be asked, or have the poller that is at work do it; say of each what became of it.

    Lines are printed as it happens, what is given back is in the order of `wanted`. True stands with it where the
    reader broke it off: those that were not asked by then are due when they were before.
    """
    from ticker.poller.lock import PollerLock

    tell = _Told(setup, len(wanted), silent=as_json)
    with open_database(setup.database, create=False) as db, PollerLock(setup.database) as lock:
        alone = lock.acquire()
        due = []
        for feed in wanted:
            wished, refused = _wish(db, feed, setup)
            if refused is None and alone:
                due.append(wished)
            else:
                tell(_Refreshed(wished, refused or Outcome.HANDED_OVER))
        tell.show()
        try:
            asyncio.run(_poll(db, setup, due, tell))
            stopped = False
        except KeyboardInterrupt:
            told = {one.feed.id for one in tell.done}
            agenda.put_off(db, {feed.id: feed.next_poll for feed in wanted if feed.next_poll and feed.id not in told})
            stopped = True
        finally:
            tell.clear()
    places = {feed.id: place for place, feed in enumerate(wanted)}
    return sorted(tell.done, key=lambda one: places[one.feed.id]), stopped


def _wish(db: Database, feed: Feed, setup: Setup) -> tuple[Feed, Outcome | None]:
    """Wish for a poll of the feed at once: the feed as it is then, and why that may not be (None where it may)."""
    now = setup.clock.now()
    agenda.ask_now(db, feed.id, now)
    wished = feeds.get(db, feed.id) or feed
    if wished.next_poll is None:
        return wished, Outcome.GONE
    return wished, Outcome.WAITS if wished.next_poll > now else None


async def _poll(db: Database, setup: Setup, due: Sequence[Feed], tell: Callable[[_Refreshed], None]) -> None:
    from ticker.net.access import Access
    from ticker.net.client import make_client
    from ticker.poller.loop import run_once

    def report(feed: Feed, changes: list[Change]) -> None:
        tell(_Refreshed(feeds.get(db, feed.id) or feed, Outcome.ASKED, changes))

    async with make_client() as client:
        await run_once(db, client, setup.clock, due, report, Access(setup.settings.feed))


def _line(one: _Refreshed, setup: Setup) -> str:
    name = drawable(one.feed.name)
    if one.outcome is Outcome.ASKED:
        return result_line(one.feed, one.changes, setup)
    if one.outcome is Outcome.HANDED_OVER:
        return _("{name}: another ticker fetches it").format(name=name)
    why = why_not(one.feed, setup.region, setup.clock.now())
    return _("{name}: not asked – {reason}").format(name=name, reason=why)


def _sum(done: Sequence[_Refreshed], region: Region) -> str:
    """What it all brought: "3 Feeds gefragt · 12 neue Meldungen · 1 gestört"."""
    asked = [one for one in done if one.outcome is Outcome.ASKED]
    changes = [change for one in asked for change in one.changes]
    added, revised = count(changes, ChangeKind.ENTRY_ADDED), count(changes, ChangeKind.ENTRY_REVISED)
    failed = sum(one.failed for one in asked)
    handed_over = sum(1 for one in done if one.outcome is Outcome.HANDED_OVER)
    passed_over = len(done) - len(asked) - handed_over
    parts = [
        (ngettext("{count} feed asked", "{count} feeds asked", len(asked)), len(asked)),
        (ngettext("{count} new entry", "{count} new entries", added), added),
        (ngettext("{count} corrected", "{count} corrected", revised), revised),
        (ngettext("{count} failed", "{count} failed", failed), failed),
        (ngettext("{count} left to another ticker", "{count} left to another ticker", handed_over), handed_over),
        (ngettext("{count} not asked", "{count} not asked", passed_over), passed_over),
    ]
    always = 2
    return " · ".join(_counted(text, n, region) for place, (text, n) in enumerate(parts) if n or place < always)


def _counted(text: str, n: int, region: Region) -> str:
    return text.format(count=numbers.number(n, region))
