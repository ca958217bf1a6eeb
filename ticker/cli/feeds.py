"""`ticker add` and `ticker feeds`."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import click

from ticker import address
from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.group import setup_of
from ticker.errors import N_, Cause, UsageError
from ticker.l10n import dates, numbers
from ticker.l10n.causes import cause
from ticker.l10n.messages import _, ngettext
from ticker.model import Feed
from ticker.store import feeds
from ticker.store.database import open_database


def add_command() -> click.Command:
    """The verb `add`."""
    return click.Command(
        "add",
        callback=_add,
        help=_("Subscribe to a feed. It is fetched once, to see that it is one."),
        params=[click.Argument(["url"], metavar=_("ADDRESS")), json_option()],
    )


def feeds_command() -> click.Command:
    """The verb `feeds`."""
    return click.Command(
        "feeds",
        callback=_feeds,
        help=_("List the feeds and how they fare."),
        params=[json_option()],
    )


def json_option() -> click.Option:
    """The option that every verb has."""
    return click.Option(["--json", "as_json"], is_flag=True, help=_("Print JSON (see README)."))


@click.pass_context
def _add(ctx: click.Context, url: str, as_json: bool) -> None:
    setup = setup_of(ctx)
    wanted = address.normalise(url)
    known = _known(setup, wanted)
    feed = known or asyncio.run(_subscribe(setup, wanted))
    if as_json:
        output.say(output.as_json(output.feed(feed)))
    elif known is not None:
        output.say(_("Already subscribed: {name}").format(name=feed.name))
    else:
        output.say(_added(feed, setup))


def _known(setup: Setup, url: str) -> Feed | None:
    """The feed where it is subscribed already; looked up without creating a database."""
    if not setup.database.exists():
        return None
    with open_database(setup.database, create=False) as db:
        return feeds.by_url(db, url)


async def _subscribe(setup: Setup, url: str) -> Feed:
    """Ask the address once and subscribe, with the answer's entries stored already.

    A server that cannot be asked just now is subscribed to all the same: its health says what is wrong, and the
    poller asks again. What does answer, but is no feed, raises UsageError, and nothing is written.
    """
    from ticker.net.client import make_client
    from ticker.poller.poll import read, record

    at = setup.clock.now()
    candidate = Feed(id=0, url=url)
    async with make_client() as client:
        reading = await read(client, candidate, at)
    if reading.failure is not None and reading.failure.cause is Cause.NOT_A_FEED:
        raise UsageError(
            N_("{address} cannot be subscribed to: {reason}"),
            address=url,
            reason=cause(reading.failure, setup.region),
        )
    with open_database(setup.database) as db:
        feed = feeds.add(db, url, at)
        record(db, replace(candidate, id=feed.id), reading, at, jitter=0.0)
        stored = feeds.get(db, feed.id)
    assert stored is not None, "it was added a moment ago"
    return stored


def _added(feed: Feed, setup: Setup) -> str:
    if feed.health.failure is not None:
        return _("Subscribed, but not reached yet: {address} – {reason}").format(
            address=feed.url, reason=cause(feed.health.failure, setup.region)
        )
    count = ngettext("{count} entry", "{count} entries", feed.entry_count)
    return _("Subscribed: {name}, {entries}").format(
        name=feed.name, entries=count.format(count=numbers.number(feed.entry_count, setup.region))
    )


@click.pass_context
def _feeds(ctx: click.Context, as_json: bool) -> None:
    setup = setup_of(ctx)
    stored = all_feeds(setup)
    if as_json:
        output.say(output.as_json([output.feed(feed) for feed in stored]))
        return
    if not stored:
        output.say(_("No feed is subscribed to. This adds one: ticker add ADDRESS"))
    for feed in stored:
        output.say(_line(feed, setup))


def all_feeds(setup: Setup) -> list[Feed]:
    """All feeds; none where there is no database yet."""
    if not setup.database.exists():
        return []
    with open_database(setup.database, create=False) as db:
        return feeds.all_feeds(db)


def _line(feed: Feed, setup: Setup) -> str:
    region = setup.region
    count = ngettext("{count} entry", "{count} entries", feed.entry_count)
    parts = [count.format(count=numbers.number(feed.entry_count, region))]
    if feed.health.failure is not None:
        parts.append(cause(feed.health.failure, region))
    if feed.next_poll is not None:
        parts.append(_("next fetch {time}").format(time=dates.full(feed.next_poll, region)))
    return f"{feed.name}\n  {feed.url}\n  {' · '.join(parts)}"
