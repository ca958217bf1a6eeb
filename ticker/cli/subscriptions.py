"""`ticker add` and `ticker remove`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ticker import address
from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.feeds import counted, wanted_feeds
from ticker.cli.options import agrees, examples, json_option, on_terminal, setup_of
from ticker.errors import N_, Cause, UsageError
from ticker.l10n.causes import cause
from ticker.l10n.messages import _
from ticker.model import LIVEBLOG_TYPE, Feed, FeedKind, FoundFeed, Validators
from ticker.store import feeds
from ticker.store.database import open_database
from ticker.text.sanitise import drawable, one_line

if TYPE_CHECKING:
    from ticker.poller.reading import Reading

_HOPELESS = (Cause.NOT_A_FEED, Cause.GONE)
_PAGE = "HTML page"  # what `ticker.feeds` calls it
_MOST_HOPS = 3
_MEANWHILE = timedelta(minutes=1)  # how long a poller that runs beside us leaves alone what we store just now


def add_command() -> click.Command:
    """The verb `add`."""
    return click.Command(
        "add",
        callback=_add,
        help=_("Subscribe to a feed, or to one that a page names. The address is fetched once, to see what it is."),
        epilog=examples(
            "ticker add https://www.zeitung.example/rss.xml",
            "ticker add www.zeitung.example --first --title Zeitung",
            "ticker add --folder /srv/dpa",
        ),
        params=[
            click.Argument(["url"], metavar=_("ADDRESS"), required=False),
            click.Option(
                ["--folder"],
                metavar=_("DIR"),
                help=_("Instead of an address: a folder into which an agency delivers files."),
            ),
            click.Option(["--title"], metavar=_("NAME"), help=_("What to call it, instead of its own title.")),
            click.Option(["--first"], is_flag=True, help=_("Where a page names several feeds: the first one.")),
            json_option(),
        ],
    )


def remove_command() -> click.Command:
    """The verb `remove`."""
    return click.Command(
        "remove",
        callback=_remove,
        help=_("End subscriptions and delete their entries. FEED is an address, or a part of title or address."),
        params=[
            click.Argument(["named"], metavar=_("FEED…"), nargs=-1, required=True),
            click.Option(["--yes"], is_flag=True, help=_("Do not ask first.")),
            json_option(),
        ],
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """What one request to an address found: `url` is the one to subscribe to.

    `at` is the moment of the answer (aware UTC).
    """

    url: str
    at: datetime
    reading: Reading


@click.pass_context
def _add(
    ctx: click.Context, url: str | None, folder: str | None, title: str | None, first: bool, as_json: bool
) -> None:
    setup = setup_of(ctx)
    name = one_line(title or "") or None
    if (url is None) == (folder is None):
        raise UsageError(N_("Either an address or --folder is needed."))
    if folder is not None:
        feed, is_new = _watch(setup, Path(folder), name)
    else:
        feed, is_new = _subscribe(setup, address.normalise(url or ""), name, first=first, as_json=as_json)
    if not is_new and name not in (None, feed.name):
        raise UsageError(
            N_("{name} is subscribed to already. This renames it: ticker feeds set {address} title=…"),
            name=drawable(feed.name),
            address=feed.url,
        )
    if as_json:
        output.say(output.as_json(output.feed(feed)))
    elif not is_new:
        output.say(_("Already subscribed: {name}").format(name=drawable(feed.name)))
    else:
        output.say(_added(feed, setup))


def _subscribe(setup: Setup, typed: str, name: str | None, *, first: bool, as_json: bool) -> tuple[Feed, bool]:
    """The feed at the address, or that of the page there, and whether the subscription is new.

    A server that cannot be asked just now is subscribed to all the same: its health says what is wrong, and the
    poller asks again. What does answer, but is no feed and names none, raises UsageError, and nothing is written.
    """
    known = _known(setup, typed)
    if known is not None:
        return known, False
    look = asyncio.run(_look(setup, typed))
    is_page = True
    for _hop in range(_MOST_HOPS):
        if not look.reading.found or not is_page:
            break
        chosen = _chosen(look, first=first, as_json=as_json)
        known = _known(setup, chosen.url)
        if known is not None:
            return known, False
        if chosen.url == look.url:
            break
        is_page = chosen.type == LIVEBLOG_TYPE  # the frame of a live blog is a page that names it
        look = asyncio.run(_look_on(setup, chosen.url))
    failure = look.reading.failure
    if failure is not None and failure.cause in _HOPELESS:
        reason = cause(failure, setup.region)
        if failure.cause is Cause.NOT_A_FEED and failure.detail == _PAGE:
            raise UsageError(
                N_("{address} cannot be subscribed to: {reason} that names none"), address=look.url, reason=reason
            )
        raise UsageError(N_("{address} cannot be subscribed to: {reason}"), address=look.url, reason=reason)
    return _store(setup, look, name)


def _watch(setup: Setup, folder: Path, name: str | None) -> tuple[Feed, bool]:
    """The feed of a folder of this machine, and whether the subscription is new."""
    from ticker.poller.folder import address_of
    from ticker.poller.reading import read_folder

    if not folder.is_dir():
        raise UsageError(N_("{path} is no folder."), path=folder)
    url = address_of(folder)
    known = _known(setup, url)
    if known is not None:
        return known, False
    at = setup.clock.now()
    return _store(setup, _Look(url, at, asyncio.run(read_folder(Feed(id=0, url=url), at))), name)


def _known(setup: Setup, url: str) -> Feed | None:
    """The feed where it is subscribed already; looked up without creating a database."""
    if not setup.database.exists():
        return None
    with open_database(setup.database, create=False) as db:
        return feeds.by_url(db, url)


async def _look(setup: Setup, url: str) -> _Look:
    """Ask an address once. A feed that has moved for good is to be subscribed to where it is now."""
    from ticker.net.access import Access
    from ticker.net.client import make_client
    from ticker.net.fetch import Answer, fetch
    from ticker.poller.reading import as_of_answer, found_on_page, reading_of

    asked = setup.clock.now()
    async with make_client() as client:
        answer = await fetch(client, url, Validators(), asked, access=Access(setup.settings.feed))
    at = setup.clock.now()
    reading = as_of_answer(await reading_of(answer, Feed(id=0, url=url)), max(at - asked, timedelta()))
    url = reading.moved_to or url
    reading = replace(reading, moved_to=None)
    document = reading.document
    if document is not None and document.feed.kind is FeedKind.LIVEBLOG and isinstance(answer, Answer):
        others = found_on_page(answer)
        if others:
            page = FoundFeed(url, document.feed.title, LIVEBLOG_TYPE)
            reading = replace(reading, found=(page, *(other for other in others if other.url != url)))
    return _Look(url, at, reading)


async def _look_on(setup: Setup, url: str) -> _Look:
    """Ask the next address, not at once after the one before: most pages name feeds on their own host."""
    from ticker.poller.asker import BETWEEN_REQUESTS

    await setup.clock.sleep(BETWEEN_REQUESTS)
    return await _look(setup, url)


def _chosen(look: _Look, *, first: bool, as_json: bool) -> FoundFeed:
    """The feed of a page to subscribe to. Raises UsageError where there are several and nobody can be asked."""
    if first or len(look.reading.found) == 1:
        return look.reading.found[0]
    if as_json:
        named = [{"url": feed.url, "title": feed.title, "type": feed.type} for feed in look.reading.found]
        output.say(output.as_json({"feeds": named}))
    elif on_terminal():
        return _asked_for(look.reading.found, look.url)
    raise UsageError(
        N_("{address} names several feeds: {addresses}. --first takes the first one."),
        address=look.url,
        addresses=", ".join(feed.url for feed in look.reading.found),
    )


def _asked_for(found: Sequence[FoundFeed], page: str) -> FoundFeed:
    """The feed that the reader picks by its number."""

    def picked(text: str) -> FoundFeed:
        if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= len(found)):
            raise click.UsageError(_("A number from 1 to {last} is needed.").format(last=len(found)))
        return found[int(text) - 1]

    output.say(_("{address} names several feeds:").format(address=page))
    for number, feed in enumerate(found, start=1):
        named = drawable(feed.title or feed.url)
        if feed.type == LIVEBLOG_TYPE:
            named = _("{title} (live blog)").format(title=named)
        output.say(f"{number:>3}  {named}\n     {feed.url}")
    choice: FoundFeed = click.prompt(_("Number"), value_proc=picked)
    return choice


def _store(setup: Setup, look: _Look, name: str | None) -> tuple[Feed, bool]:
    """Subscribe, with the answer's entries stored already."""
    from ticker.poller.poll import record

    with open_database(setup.database) as db:
        known = feeds.by_url(db, look.url)
        if known is not None:
            return known, False
        feed = feeds.add(db, look.url, look.at, title=name, next_poll=look.at + _MEANWHILE)
        record(db, feed, look.reading, look.at, jitter=0.0)
        return feeds.get(db, feed.id) or feed, True


def _added(feed: Feed, setup: Setup) -> str:
    if feed.health.failure is not None:
        return _("Subscribed, but not reached yet: {address} – {reason}").format(
            address=feed.url, reason=cause(feed.health.failure, setup.region)
        )
    return _("Subscribed: {name}, {entries}").format(name=drawable(feed.name), entries=counted(feed, setup.region))


@click.pass_context
def _remove(ctx: click.Context, named: tuple[str, ...], yes: bool, as_json: bool) -> int:
    setup = setup_of(ctx)
    chosen = wanted_feeds(setup, named)
    lines = [_named(feed, setup) for feed in chosen]
    if not yes and not _confirmed(lines, as_json=as_json):
        output.say(_("Nothing was removed."))
        return 1
    with open_database(setup.database, create=False) as db:
        for feed in chosen:
            feeds.remove(db, feed.id, setup.clock.now())
    if as_json:
        output.say(output.as_json([output.feed(feed) for feed in chosen]))
    else:
        for line in lines:
            output.say(_("Removed: {feed}").format(feed=line))
    return 0


def _named(feed: Feed, setup: Setup) -> str:
    """What it is called, its address and how much it holds, in a line."""
    name = (drawable(feed.name),) if feed.name != feed.url else ()
    return ", ".join((*name, feed.url, counted(feed, setup.region)))


def _confirmed(lines: Sequence[str], *, as_json: bool) -> bool:
    """Whether the reader wants these feeds removed. Raises UsageError where nobody can be asked."""
    if as_json or not on_terminal():
        raise UsageError(N_("All entries of a feed go with it. --yes removes them without a question."))
    for line in lines:
        output.say(line)
    return agrees(_("Remove, with all entries? [y/N]"))
