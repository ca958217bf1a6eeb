"""`ticker replay`: play a tape through the whole program, on the screen or without one."""

from __future__ import annotations

import asyncio
import math
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

import click

from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.face import check_terminal, poller_command, run_session
from ticker.cli.options import json_option, setup_of
from ticker.cli.poll import run_until_stopped
from ticker.errors import N_, UsageError
from ticker.l10n import dates
from ticker.l10n.messages import _
from ticker.model import Change, ChangeKind
from ticker.store import changes as change_log
from ticker.store import entries, feeds
from ticker.store.database import Database, open_database
from ticker.text.sanitise import drawable

DEFAULT_SPEED = "60"


def replay_command() -> click.Command:
    """The verb `replay`."""
    return click.Command(
        "replay",
        callback=_replay,
        help=_("Play a tape as if its news came in now: a shipped one by name (putin-kim) or a folder."),
        params=[
            click.Argument(["tape"], metavar=_("TAPE")),
            click.Option(
                ["--speed"],
                default=DEFAULT_SPEED,
                show_default=True,
                metavar=_("FACTOR"),
                help=_("How many times as fast as it was; max is without waiting."),
            ),
            click.Option(["--headless"], is_flag=True, help=_("Without a screen: print what changes.")),
            json_option(),
            click.Option(["--child"], is_flag=True, hidden=True),
            click.Option(["--anchor"], type=int, hidden=True),
        ],
    )


@click.pass_context
def _replay(
    ctx: click.Context, tape: str, speed: str, headless: bool, as_json: bool, child: bool, anchor: int | None
) -> int:
    setup = setup_of(ctx)
    factor = speed_of(speed)
    if child:
        run_until_stopped(_play_as_child(setup, tape, factor, anchor), child=True)
    elif headless or as_json:
        asyncio.run(_play_headless(setup, tape, factor, as_json=as_json))
    else:
        return replay_on_screen(setup, tape, speed=factor)
    return 0


def speed_of(text: str) -> float:
    """The factor that `--speed` means; math.inf for max. Raises UsageError for what is no positive number."""
    if text == "max":
        return math.inf
    try:
        factor = float(text.rstrip("x×").replace(",", "."))
    except ValueError:
        factor = math.nan
    if not 0 < factor < math.inf:
        raise UsageError(N_("“{text}” is no speed. Possible: a positive number, or max."), text=text)
    return factor


def replay_on_screen(setup: Setup, name: str, *, speed: float) -> int:
    """Play a tape on the screen, on a database that is deleted afterwards; gives the exit code."""
    from ticker.tape import shelf
    from ticker.tape.clock import TapeClock
    from ticker.ui.keymap import checked
    from ticker.ui.session import Replay, Session

    keymap = checked(setup.settings.keys)
    path = shelf.find(name)
    tape = shelf.load(path)
    check_terminal()
    with tempfile.TemporaryDirectory(prefix="ticker-") as place:
        database = Path(place) / "replay.db"
        anchor = time.time_ns()
        options = (str(path), "--speed", _spelled(speed), "--anchor", str(anchor))
        session = Session(
            database=database,
            # Without waiting the tape is over at once: the screen shows the hour at its end.
            clock=TapeClock(tape.end, math.inf)
            if math.isinf(speed)
            else TapeClock(tape.start, speed, anchor, end=tape.end),
            region=setup.region,
            settings=setup.settings,
            config_file=setup.config_path,
            keymap=keymap,
            poller=poller_command(database, "replay", "--child", *options),
            replay=Replay(tape.title, speed, tape.end),
        )
        _outcome, code = run_session(session)
        return code


def _spelled(speed: float) -> str:
    return "max" if math.isinf(speed) else repr(speed)


async def _play(db: Database, name: str, speed: float, anchor: int | None) -> AsyncIterator[list[Change]]:
    from ticker.poller.replay import play, subscribe
    from ticker.tape import shelf
    from ticker.tape.clock import TapeClock

    tape = shelf.take_down(name)
    subscribe(db, tape)
    yield change_log.since(db, 0)
    async for changes in play(db, tape, TapeClock(tape.start, speed, anchor)):
        yield changes


async def _play_as_child(setup: Setup, name: str, speed: float, anchor: int | None) -> None:
    with open_database(setup.database) as db:
        async for _changes in _play(db, name, speed, anchor):
            pass


async def _play_headless(setup: Setup, name: str, speed: float, *, as_json: bool) -> None:
    show = _print_json if as_json else _print_line
    with tempfile.TemporaryDirectory(prefix="ticker-") as place, open_database(Path(place) / "replay.db") as db:
        async for changes in _play(db, name, speed, None):
            for change in changes:
                show(db, change, setup)


def _print_json(db: Database, change: Change, _setup: Setup) -> None:
    feed = feeds.get(db, change.feed_id)
    stored = entries.entry(db, change.entry_key) if change.entry_key is not None else None
    output.say(output.as_json(output.change(change, feed.url if feed else "", stored), lines=True))


def _print_line(db: Database, change: Change, setup: Setup) -> None:
    stored = entries.entry(db, change.entry_key) if change.entry_key is not None else None
    if stored is None:
        return
    mark = "↻ " if change.kind is ChangeKind.ENTRY_REVISED else ""
    title = drawable(stored.data.title or stored.data.summary or stored.data.id)
    output.say(f"{dates.clock_time(change.at, setup.region)}  {drawable(stored.feed_name)}: {mark}{title}")
