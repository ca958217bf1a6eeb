"""`ticker list` and `ticker show`."""

from __future__ import annotations

import shutil
import sys

import click

from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.feeds import json_option
from ticker.cli.group import setup_of
from ticker.errors import N_, UsageError
from ticker.l10n import dates
from ticker.l10n.messages import _
from ticker.model import Entry
from ticker.store import entries, feeds
from ticker.store.database import Database, open_database

SHOWN = 20
PLAIN_WIDTH = 80


def list_command() -> click.Command:
    """The verb `list`."""
    return click.Command(
        "list",
        callback=_list,
        help=_("List the newest entries."),
        params=[
            click.Option(
                ["--limit", "-n"],
                type=click.IntRange(min=0),
                default=SHOWN,
                show_default=True,
                metavar=_("COUNT"),
                help=_("How many; 0 is all."),
            ),
            click.Option(["--unread"], is_flag=True, help=_("Only unread ones.")),
            click.Option(["--feed"], metavar=_("ADDRESS"), help=_("Only of this feed.")),
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
            click.Option(["--feed"], metavar=_("ADDRESS"), help=_("Of this feed, where several know the id.")),
            json_option(),
        ],
    )


@click.pass_context
def _list(ctx: click.Context, limit: int, unread: bool, feed: str | None, as_json: bool) -> None:
    setup = setup_of(ctx)
    found = _latest(setup, limit, unread, feed)
    if as_json:
        output.say(output.as_json([output.entry(entry) for entry in found]))
        return
    if not found:
        output.say(_("There are no entries."))
    for entry in found:
        output.say(_line(entry, setup))


def _latest(setup: Setup, limit: int, unread: bool, feed: str | None) -> list[Entry]:
    if not setup.database.exists():
        return []
    with open_database(setup.database, create=False) as db:
        return entries.latest(db, limit or None, feed_id=_feed_id(db, feed), unread=unread)


def _feed_id(db: Database, url: str | None) -> int | None:
    if url is None:
        return None
    feed = feeds.by_url(db, url)
    if feed is None:
        raise UsageError(N_("No feed with the address {address} is subscribed to."), address=url)
    return feed.id


def _line(entry: Entry, setup: Setup) -> str:
    from ticker.text.sanitise import drawable

    region = setup.region
    time = f"{dates.short_date(entry.sort_at, region)} {dates.clock_time(entry.sort_at, region)}"
    marks = ("●" if not entry.read else " ") + ("★" if entry.starred else " ") + ("↻" if entry.revision > 1 else " ")
    title = entry.data.title or entry.data.summary or entry.data.id
    return f"{entry.key:>6} {marks} {time}  {drawable(entry.feed_name)}: {drawable(title)}"


@click.pass_context
def _show(ctx: click.Context, id: str, feed: str | None, as_json: bool) -> None:
    setup = setup_of(ctx)
    entry = _find(setup, id, feed)
    if as_json:
        output.say(output.as_json(output.entry(entry)))
    else:
        output.say(_page(entry, setup))


def _find(setup: Setup, id: str, feed: str | None) -> Entry:
    """The entry of that id in its feed, else of that number. Raises UsageError for none or for several."""
    if not setup.database.exists():
        raise UsageError(N_("There is no entry {id}."), id=id)
    with open_database(setup.database, create=False) as db:
        found = entries.find(db, id, feed)
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


def _page(entry: Entry, setup: Setup) -> str:
    from ticker.ui.widgets.entry_page import page
    from ticker.ui.widgets.page import MEASURE

    width = min(MEASURE, shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns) if sys.stdout.isatty() else PLAIN_WIDTH
    lines = page(entry, width=width, now=setup.clock.now(), region=setup.region).lines
    return "\n".join("".join(piece.text for piece in line.pieces).rstrip() for line in lines)
