"""`ticker record`: keep what feeds send, to be played again."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ticker.address import normalise
from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.feeds import find
from ticker.cli.options import examples, json_option, setup_of
from ticker.cli.poll import run_until_stopped
from ticker.clock import uptime
from ticker.errors import N_, UnavailableError, UsageError
from ticker.l10n import numbers
from ticker.l10n.messages import _, ngettext
from ticker.l10n.moments import span_of
from ticker.model import Feed
from ticker.store import agenda, feeds
from ticker.store.database import Database, open_database

if TYPE_CHECKING:
    from ticker.tape.recorder import Recorder


def record_command() -> click.Command:
    """The verb `record`."""
    return click.Command(
        "record",
        callback=_record,
        help=_(
            "Record feeds to a WARC file. Recorded are subscribed feeds, any address, or all that are subscribed "
            "(--all), until Ctrl+C; the database is not written to. “ticker replay” plays the file."
        ),
        epilog=examples("ticker record --all --for 2h --out abend.warc.gz"),
        params=[
            click.Argument(["named"], nargs=-1, metavar=_("FEED|ADDRESS …")),
            click.Option(
                ["--out"], required=True, metavar=_("FILE"), help=_("Where to: FILE.warc.gz, or FILE.warc unpacked.")
            ),
            click.Option(["--all", "everything"], is_flag=True, help=_("All subscribed feeds.")),
            click.Option(["--for", "span"], metavar="2h", help=_("How long: 90s, 30m, 2h, 1d.")),
            json_option(),
        ],
    )


@click.pass_context
def _record(
    ctx: click.Context, named: tuple[str, ...], out: str, everything: bool, span: str | None, as_json: bool
) -> int:
    setup = setup_of(ctx)
    seconds = None if span is None else span_of(span)
    wanted = _wanted(setup, named, everything=everything)
    path = _free(Path(out))
    with tempfile.TemporaryDirectory(prefix="ticker-") as place, open_database(Path(place) / "record.db") as db:
        now = setup.clock.now()
        for url, wish in wanted.items():
            feed = feeds.add(db, url, now)
            agenda.set_interval(db, feed.id, wish, now)
        if not as_json:
            text = ngettext("Recording {count} feed; ^C ends it.", "Recording {count} feeds; ^C ends it.", len(wanted))
            click.echo(text.format(count=numbers.number(len(wanted), setup.region)), err=True)
        takes = _until_over(db, setup, path, seconds)
    size = path.stat().st_size
    if as_json:
        output.say(output.as_json({"file": str(path), "feeds": list(wanted), "takes": takes, "bytes": size}))
    else:
        text = ngettext("{count} answer recorded, {size}: {path}", "{count} answers recorded, {size}: {path}", takes)
        size_text = numbers.size(size, setup.region)
        output.say(text.format(count=numbers.number(takes, setup.region), size=size_text, path=path))
    return 0


def _wanted(setup: Setup, named: Sequence[str], *, everything: bool) -> dict[str, int | None]:
    """The addresses to record, with how often they are asked where the reader has a wish (seconds)."""
    if everything == bool(named):
        raise UsageError(N_("Either feeds or --all: what shall be recorded?"))
    stored = _stored(setup)
    if everything:
        if not stored:
            raise UsageError(N_("No feed is subscribed to. This adds one: ticker add ADDRESS"))
        return {feed.url: feed.interval_wish for feed in stored}
    return dict(_meant(stored, text) for text in named)


def _stored(setup: Setup) -> list[Feed]:
    if not setup.database.exists():
        return []
    with open_database(setup.database, create=False) as db:
        return [feed for feed in feeds.all_feeds(db) if feed.url.startswith(("http://", "https://"))]  # no folders


def _meant(stored: Sequence[Feed], text: str) -> tuple[str, int | None]:
    """A subscribed feed, or any other address that is written with its scheme."""
    try:
        feed = find(stored, text)
        return feed.url, feed.interval_wish
    except UsageError:
        if "://" in text:
            return normalise(text), None
        raise


def _free(path: Path) -> Path:
    """A file that is not there yet, in a folder that is. Raises UsageError otherwise."""
    if not path.name.endswith((".warc.gz", ".warc")):
        raise UsageError(N_("A recording is a file that ends with .warc.gz or .warc: {path}"), path=path)
    if path.exists():
        raise UsageError(N_("{path} is there already."), path=path)
    if not path.absolute().parent.is_dir():
        raise UsageError(N_("There is no folder {path}."), path=path.absolute().parent)
    return path


def _until_over(db: Database, setup: Setup, path: Path, seconds: float | None) -> int:
    """Poll and record until the time is over or a signal comes; gives the number of takes.

    Raises UnavailableError where the file could not be written to its end.
    """
    from ticker.net.access import Access
    from ticker.net.client import make_client
    from ticker.poller import recording
    from ticker.poller.lock import PollerLock
    from ticker.poller.loop import run
    from ticker.tape.recorder import Deck

    deck = Deck(setup.clock)
    deck.recorder = recorder = recording.start(db, path, setup.clock)
    access = Access(setup.settings.feed)

    async def work() -> None:
        with PollerLock(db.path) as lock:
            async with make_client(around=deck.around) as client:
                polling = asyncio.ensure_future(run(db, client, setup.clock, lock, access, uptime=uptime))
                full = asyncio.ensure_future(_failed(recorder))
                try:
                    await asyncio.wait({polling, full}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    polling.cancel()
                    full.cancel()
                    await asyncio.gather(polling, full, return_exceptions=True)

    run_until_stopped(work(), child=False)
    recorder.close()
    if recorder.error is not None:
        raise UnavailableError(N_("{path} cannot be written: {reason}"), path=path, reason=recorder.error)
    return recorder.takes


async def _failed(recorder: Recorder) -> None:
    """Wait until the recorder has failed."""
    while recorder.error is None:  # noqa: ASYNC110 - the recorder knows no events
        await asyncio.sleep(0.5)
