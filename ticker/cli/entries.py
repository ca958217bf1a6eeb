"""`ticker list` and `ticker show`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

import click

from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.feeds import find
from ticker.cli.options import (
    count_of,
    examples,
    filter_option,
    json_option,
    limit_option,
    setup_of,
    sight_of,
)
from ticker.errors import N_, UsageError
from ticker.l10n import dates
from ticker.l10n.messages import _
from ticker.model import Entry, Headline, Revision
from ticker.query import All, Is, Query, State
from ticker.rules import parse
from ticker.store import entries, feeds, search, stories
from ticker.store.database import Database, open_database

SHOWN = 20
PLAIN_WIDTH = 80


def list_command() -> click.Command:
    """The verb `list`."""
    return click.Command(
        "list",
        callback=_list,
        help=_("List the newest entries."),
        epilog=examples("ticker list -n 50 --unread", "ticker list --filter 'ist:eil seit:gestern'"),
        params=[
            limit_option(SHOWN, _("How many; 0 is all.")),
            click.Option(["--unread"], is_flag=True, help=_("Only unread ones.")),
            filter_option(),
            click.Option(
                ["--feed"], metavar=_("FEED"), help=_("Only of this feed (address, or a part of title or address).")
            ),
            json_option(),
        ],
    )


def show_command() -> click.Command:
    """The verb `show`."""
    return click.Command(
        "show",
        callback=_show,
        help=_("Show one entry: by the number that list prints, or by its id."),
        params=[
            click.Argument(["id"], metavar="ID"),
            click.Option(["--feed"], metavar=_("FEED"), help=_("Of this feed, where several know the id.")),
            click.Option(["--revisions"], is_flag=True, help=_("Show all versions and what was changed.")),
            json_option(),
        ],
    )


@click.pass_context
def _list(ctx: click.Context, limit: str, unread: bool, query: str | None, feed: str | None, as_json: bool) -> None:
    setup = setup_of(ctx)
    asked = parse(query) if query is not None else None
    found = _latest(setup, count_of(limit), unread, feed, asked)
    if as_json:
        output.say(output.as_json([output.entry(entry) for entry in found]))
        return
    if not found:
        output.say(_("Nothing was found.") if unread or feed or asked else _("There are no entries."))
    for entry in found:
        output.say(line_of(entry, setup))


def _latest(setup: Setup, limit: int, unread: bool, feed: str | None, query: Query | None) -> list[Entry]:
    if not setup.database.exists():
        return []
    with open_database(setup.database, create=False) as db:
        now = setup.clock.now()
        sight = sight_of(setup)
        if query is not None:
            wanted = All((query, Is(State.UNREAD))) if unread else query
            keys, _times = search.keys(db, wanted, now=now, zone=setup.region.timezone, sight=sight)
            return _of_feed(db, keys, _feed_id(db, feed), limit or len(keys))
        return entries.latest(db, limit or None, feed_id=_feed_id(db, feed), unread=unread, sight=sight)


def _of_feed(db: Database, keys: Sequence[int], feed_id: int | None, limit: int) -> list[Entry]:
    """The first entries of these keys, of one feed only if asked."""
    if feed_id is None:
        return entries.some(db, keys[:limit])
    return [entry for entry in entries.some(db, keys) if entry.feed_id == feed_id][:limit]


def _feed_id(db: Database, named: str | None) -> int | None:
    return None if named is None else find(feeds.all_feeds(db), named).id


def line_of(entry: Entry, setup: Setup, headline: str | None = None) -> str:
    """An entry on one line; `headline` (fit to be drawn) in the place of its own."""
    from ticker.text.sanitise import drawable

    region = setup.region
    time = f"{dates.short_date(entry.sort_at, region)} {dates.clock_time(entry.sort_at, region)}"
    marks = ("●" if not entry.read else " ") + ("★" if entry.starred else " ") + ("↻" if entry.revision > 1 else " ")
    title = entry.data.title or entry.data.summary or entry.data.id
    return f"{entry.key:>6} {marks} {time}  {drawable(entry.feed_name)}: {headline or drawable(title)}"


@click.pass_context
def _show(ctx: click.Context, id: str, feed: str | None, revisions: bool, as_json: bool) -> None:
    setup = setup_of(ctx)
    if not setup.database.exists():
        raise UsageError(N_("There is no entry {id}."), id=id)
    with open_database(setup.database, create=False) as db:
        entry = _find(db, id, feed)
        versions = entries.revisions(db, entry.key) if revisions else []
        others = [] if as_json else stories.members(db, entry.key, sight_of(setup))
    if as_json:
        befores = (None, *versions)
        told = [output.revision(now, entry.feed_url, was) for was, now in zip(befores, versions, strict=False)]
        output.say(output.as_json(told if revisions else output.entry(entry)))
    else:
        output.say(_page(entry, setup, versions, others))


def _find(db: Database, id: str, feed: str | None) -> Entry:
    """The entry of that id in its feed, else of that number. Raises UsageError for none or for several."""
    url = find(feeds.all_feeds(db), feed).url if feed is not None else None
    found = entries.find(db, id, url)
    if not found and id.isascii() and id.isdigit() and len(id) < 19:
        numbered = entries.entry(db, int(id))
        found = [numbered] if numbered is not None else []
    if not found:
        raise UsageError(N_("There is no entry {id}."), id=id)
    if len(found) > 1:
        addresses = ", ".join(entry.feed_url for entry in found)
        raise UsageError(
            N_("Several feeds have an entry {id}: {addresses}. --feed tells which."), id=id, addresses=addresses
        )
    return found[0]


def _page(entry: Entry, setup: Setup, versions: Sequence[Revision], others: Sequence[Headline]) -> str:
    from ticker.ui.widgets.entry_page import plain
    from ticker.ui.widgets.page import MEASURE
    from ticker.ui.widgets.sheet import Aspect, Sheet

    width = min(MEASURE, shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns) if sys.stdout.isatty() else PLAIN_WIDTH
    sheet = Sheet(entry, Aspect.VERSIONS if versions else Aspect.TEXT, versions, others=others)
    return plain(sheet, width=width, now=setup.clock.now(), region=setup.region)
