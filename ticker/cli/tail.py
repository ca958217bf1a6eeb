"""`ticker tail`: new entries as lines, for a corner of the desk, a pipe, a screen reader."""

from __future__ import annotations

import asyncio
import os
import select
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from ticker.cli import output, tail_lines
from ticker.cli.arguments import Setup
from ticker.cli.options import count_of, filter_option, json_option, limit_option, setup_of, sight_of
from ticker.cli.poll import run_until_stopped
from ticker.errors import N_, UnavailableError, UsageError
from ticker.l10n.messages import _
from ticker.model import Change, ChangeKind, Entry
from ticker.query import Query
from ticker.rules import parse
from ticker.store import entries, search
from ticker.store.database import Database, open_database

if TYPE_CHECKING:
    from ticker.ui.library import Library
    from ticker.ui.poller_process import PollerProcess

SHOWN = 10
LOOK_SECONDS = 0.25
RESTART_SECONDS = 10.0
_TOLD = (ChangeKind.ENTRY_ADDED, ChangeKind.ENTRY_REVISED, ChangeKind.ENTRY_WITHDRAWN)


def tail_command() -> click.Command:
    """The verb `tail`."""
    return click.Command(
        "tail",
        callback=_tail,
        help=_("Print new entries as lines, as they come in. Ctrl+C ends it."),
        params=[
            limit_option(SHOWN, _("How many of the latest entries come first.")),
            click.Option(["--follow/--no-follow"], default=True, help=_("Wait for more, or exit after the latest.")),
            filter_option(),
            click.Option(["--poll"], is_flag=True, help=_("Fetch feeds too, where no other ticker does.")),
            click.Option(["--speak"], is_flag=True, help=_("Whole words without signs, for screen readers.")),
            json_option(),
        ],
    )


@click.pass_context
def _tail(
    ctx: click.Context, limit: str, follow: bool, query: str | None, poll: bool, speak: bool, as_json: bool
) -> None:
    setup = setup_of(ctx)
    if speak and as_json:
        raise UsageError(N_("{one} and {other} exclude each other."), one="--speak", other="--json")
    count = count_of(limit)
    wanted = parse(query) if query is not None else None
    form = form_of(as_json=as_json, speak=speak, coloured=_is_coloured())
    if follow:
        run_until_stopped(_follow(setup, form, count, wanted, poll=poll), child=False)
    elif setup.database.exists():
        _print_latest(setup, form, count, wanted)


def form_of(*, as_json: bool, speak: bool, coloured: bool) -> tail_lines.Form:
    """How each entry is written."""
    if as_json:
        return tail_lines.as_json
    if speak:
        return tail_lines.as_sentence
    return tail_lines.as_coloured_line if coloured else tail_lines.as_line


def _is_coloured() -> bool:
    """Whether a terminal reads it that knows colours, and its user wants them (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"


def _print_latest(setup: Setup, form: tail_lines.Form, count: int, query: Query | None) -> None:
    with open_database(setup.database, create=False) as db:
        if query is None:
            found = entries.latest(db, count, sight=sight_of(setup))
        else:
            keys = _found(db, setup, query, count)
            found = [entry for key in keys if (entry := entries.entry(db, key)) is not None]
    _print(((entry, ChangeKind.ENTRY_ADDED) for entry in reversed(found)), setup, form)


def _found(db: Database, setup: Setup, query: Query, limit: int | None) -> Sequence[int]:
    """The keys of what a query finds, in river order."""
    now = setup.clock.now()
    keys, _times = search.keys(db, query, now=now, zone=setup.region.timezone, sight=sight_of(setup), limit=limit)
    return keys


def _print(told: Iterable[tuple[Entry, ChangeKind]], setup: Setup, form: tail_lines.Form) -> None:
    now = setup.clock.now()
    for entry, kind in told:
        output.say(form(entry, kind, now, setup.region))
    sys.stdout.flush()


async def _follow(setup: Setup, form: tail_lines.Form, count: int, query: Query | None, *, poll: bool) -> None:
    from ticker.ui.library import Library

    library = Library(setup.database, setup.clock, embargoed=setup.settings.show_embargoed)
    poller = _poller(setup) if poll else None
    try:
        _print_latest(setup, form, count, query)
        if poller is not None:
            await poller.start()
        while not _has_no_reader():
            with suppress(UnavailableError):  # the store is busy: the next look will do
                _print(_told(library, library.news(), setup, query), setup, form)
            if (damage := library.damage()) is not None:
                raise damage
            await setup.clock.sleep(LOOK_SECONDS)
    finally:
        if poller is not None:
            await poller.stop()
        library.close()


def _told(
    library: Library, changes: Iterable[Change], setup: Setup, query: Query | None
) -> list[tuple[Entry, ChangeKind]]:
    """The entries that a reader is told of, each once with the last that happened to it, in the order of the river."""
    kinds = {change.entry_key: change.kind for change in changes if change.kind in _TOLD}
    seen = {key for _time, key in library.places([key for key in kinds if key is not None])}
    if seen and query is not None:
        with open_database(setup.database, create=False) as db:
            seen &= set(_found(db, setup, query, None))
    found = [(entry, kinds[entry.key]) for key in seen if (entry := library.entry(key)) is not None]
    return sorted(found, key=lambda pair: (pair[0].sort_at, pair[0].key))


def _poller(setup: Setup) -> PollerProcess:
    """The poller as a child; where another one works on the database it waits until that has left."""
    from ticker.cli.face import poller_command
    from ticker.text.sanitise import one_line
    from ticker.ui.poller_process import PollerProcess

    def died(code: int, last_words: str) -> None:
        text = _("Fetching has stopped (code {code}): {reason}").format(code=code, reason=one_line(last_words))
        click.echo(f"ticker: {text}", err=True)
        if code != UsageError.exit_code:  # the settings or the database: neither gets better by itself
            asyncio.get_running_loop().call_later(RESTART_SECONDS, restart)

    def restart() -> None:
        restarts.append(asyncio.ensure_future(process.start()))

    settings = ("--config", setup.config_file) if setup.config_file is not None else ()
    restarts: list[asyncio.Future[None]] = []  # who starts a task must hold on to it
    process = PollerProcess(poller_command(setup.database, *settings, "poll", "--child"), died)
    return process


def _has_no_reader() -> bool:
    """Whether what we print goes into a pipe whose other end is closed: no write need wait to find out."""
    look = select.poll()
    with suppress(OSError, ValueError):
        look.register(sys.stdout.fileno(), 0)
        return any(event & (select.POLLERR | select.POLLNVAL) for _file, event in look.poll(0))
    return False
