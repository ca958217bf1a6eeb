"""`ticker poll`: the poller, alone, once, or as the child process of the screen."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import sys
from collections.abc import Coroutine, Sequence
from contextlib import suppress

import click

from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.options import json_option, setup_of
from ticker.clock import uptime
from ticker.errors import N_, UnavailableError, UsageError, ungrouped
from ticker.l10n import dates, numbers
from ticker.l10n.causes import cause
from ticker.l10n.messages import _, ngettext
from ticker.model import Change, ChangeKind, Feed
from ticker.store import agenda, feeds
from ticker.store.database import Database, open_database

CHILD_NICE = 19
"""How much a child steps back behind the other programs (POSIX: 0 to 19)."""


def poll_command() -> click.Command:
    """The verb `poll`."""
    return click.Command(
        "poll",
        callback=_poll,
        help=_("Fetch feeds without a screen, for ever or once."),
        params=[
            click.Option(["--once"], is_flag=True, help=_("Fetch what is due, then exit.")),
            click.Option(
                ["--all", "everything"],
                is_flag=True,
                help=_("With --once: fetch the feeds that are not due too, unless their server asked to wait."),
            ),
            json_option(),
            click.Option(["--child"], is_flag=True, hidden=True),
        ],
    )


@click.pass_context
def _poll(ctx: click.Context, once: bool, everything: bool, as_json: bool, child: bool) -> None:
    setup = setup_of(ctx)
    if child:
        check_pipe()
    with open_database(setup.database) as db:
        if once:
            _once(db, setup, everything=everything, as_json=as_json)
        else:
            run_until_stopped(_forever(db, setup), child=child)


def _once(db: Database, setup: Setup, *, everything: bool, as_json: bool) -> None:
    from ticker.net.access import Access
    from ticker.net.client import make_client
    from ticker.poller.lock import PollerLock
    from ticker.poller.loop import run_once

    now = setup.clock.now()
    access = Access(setup.settings.feed)
    agenda.set_right(db, now)
    if everything:
        for feed in feeds.all_feeds(db):
            agenda.ask_now(db, feed.id, now)
    results: list[tuple[Feed, list[Change]]] = []

    def report(feed: Feed, changes: list[Change]) -> None:
        results.append((feed, changes))

    async def work() -> None:
        async with make_client() as client:
            await run_once(db, client, setup.clock, agenda.due(db, now), report, access)

    with PollerLock(setup.database) as lock:
        if not lock.acquire():
            raise UnavailableError(N_("Another ticker fetches into {path} already."), path=setup.database)
        asyncio.run(work())
    stored = {feed.id: feed for feed in feeds.all_feeds(db)}
    found = [(stored[feed.id], changes) for feed, changes in results if feed.id in stored]
    if as_json:
        output.say(output.as_json([result_json(feed, changes) for feed, changes in found]))
        return
    for feed, changes in found:
        output.say(result_line(feed, changes, setup))
    if not found:
        output.say(_nothing_due(db, setup))


def count(changes: Sequence[Change], kind: ChangeKind) -> int:
    """How many changes are of that kind."""
    return sum(1 for change in changes if change.kind is kind)


def result_json(feed: Feed, changes: Sequence[Change]) -> dict[str, object]:
    """What a poll of a feed brought, as JSON; `feed` as it is after it."""
    return {
        **output.feed(feed),
        "added_entries": count(changes, ChangeKind.ENTRY_ADDED),
        "revised_entries": count(changes, ChangeKind.ENTRY_REVISED),
    }


def result_line(feed: Feed, changes: Sequence[Change], setup: Setup) -> str:
    """What a poll of a feed brought, in words; `feed` as it is after it."""
    if feed.health.failure is not None:
        return f"{feed.name}: {cause(feed.health.failure, setup.region)}"
    added, revised = count(changes, ChangeKind.ENTRY_ADDED), count(changes, ChangeKind.ENTRY_REVISED)
    text = ngettext("{count} new entry", "{count} new entries", added).format(count=numbers.number(added, setup.region))
    if revised:
        corrected = ngettext("{count} corrected", "{count} corrected", revised)
        text += ", " + corrected.format(count=numbers.number(revised, setup.region))
    return f"{feed.name}: {text}"


def _nothing_due(db: Database, setup: Setup) -> str:
    coming = agenda.next_poll(db)
    if coming is None:
        return _("No feed is subscribed to. This adds one: ticker add ADDRESS")
    return _("No feed is due. The next one is: {date}").format(date=dates.full(coming, setup.region))


async def _forever(db: Database, setup: Setup) -> None:
    from ticker.net.access import Access
    from ticker.net.client import make_client
    from ticker.poller import recording
    from ticker.poller.lock import PollerLock
    from ticker.poller.loop import run
    from ticker.tape.recorder import Deck

    access, deck = Access(setup.settings.feed), Deck(setup.clock)
    with PollerLock(setup.database) as lock:
        async with make_client(around=deck.around) as client, asyncio.TaskGroup() as tasks:
            tasks.create_task(recording.follow(db, deck, lock))
            await run(db, client, setup.clock, lock, access, uptime=uptime)


def check_pipe() -> None:
    """Raises UsageError where the input is no pipe: a child of the screen lives as long as the screen holds it."""
    mode = os.fstat(sys.stdin.fileno()).st_mode
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        raise UsageError(N_("--child is for the screen, which starts it with a pipe as its input."))


def run_until_stopped(work: Coroutine[None, None, None], *, child: bool) -> None:
    """Run until the work ends or a signal asks to stop; a child also stops when its parent's pipe closes.

    A child works on what the screen leaves free of the processor: a key waits half as long where all cores are busy.
    """
    if child:
        os.nice(CHILD_NICE)

    async def guarded() -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.ensure_future(work)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)
        if child:
            loop.add_reader(sys.stdin.fileno(), _stop_at_end, task)
        with suppress(asyncio.CancelledError), ungrouped():
            await task

    asyncio.run(guarded())


def _stop_at_end(task: asyncio.Future[None]) -> None:
    if not os.read(sys.stdin.fileno(), 1024):
        task.cancel()
