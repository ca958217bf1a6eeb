"""`ticker replay`: play a tape through the whole program, on the screen or without one."""

from __future__ import annotations

import asyncio
import math
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.face import check_terminal, poller_command, run_session
from ticker.cli.options import examples, json_option, setup_of
from ticker.cli.picture import SIZE, draw, size_of
from ticker.cli.playing import Wish, changes_of, speed_of, wish_of
from ticker.cli.playing import as_json as as_json_line
from ticker.cli.poll import check_pipe, run_until_stopped
from ticker.clock import to_milliseconds
from ticker.errors import N_, UnavailableError, UsageError
from ticker.l10n import dates
from ticker.l10n.messages import _
from ticker.model import Change, ChangeKind, Urgency
from ticker.store import entries
from ticker.store.database import Database, open_database
from ticker.text.sanitise import drawable

if TYPE_CHECKING:
    from ticker.ui.session import Session

DEFAULT_SPEED = "60"


def replay_command() -> click.Command:
    """The verb `replay`."""
    return click.Command(
        "replay",
        callback=_replay,
        help=_(
            "Play a tape as if its news came in now. TAPE is a shipped one (putin-kim), a WARC file or a folder. "
            "The database is left alone."
        ),
        epilog=examples(
            "ticker replay putin-kim --speed 600",
            "ticker replay putin-kim --at 10:15 --text -",
            "ticker replay eil-nacht --headless --json --speed max",
        ),
        params=[
            click.Argument(["name"], metavar=_("TAPE"), required=False),
            click.Option(
                ["--speed"],
                default=DEFAULT_SPEED,
                show_default=True,
                metavar=_("FACTOR"),
                help=_("How many times faster than it was; max does not wait at all."),
            ),
            click.Option(
                ["--at"], metavar=_("TIME"), help=_("Begin at 2023-09-13T10:00, 10:00, or +90m from the start.")
            ),
            click.Option(["--until"], metavar=_("TIME"), help=_("End at that time.")),
            click.Option(["--loop"], is_flag=True, help=_("On the screen: begin again at the end.")),
            click.Option(["--list", "as_list"], is_flag=True, help=_("Name the shipped tapes.")),
            click.Option(["--headless"], is_flag=True, help=_("Without a screen: print what changes.")),
            click.Option(
                ["--diff"],
                metavar=_("TAPE"),
                help=_(
                    "Tell which entries differ from those of another tape, or of a kept output of --headless --json."
                ),
            ),
            click.Option(["--svg"], metavar=_("FILE"), help=_("Draw the screen at the time --at into an SVG file.")),
            click.Option(
                ["--text"],
                metavar=_("FILE"),
                help=_("Write the screen at the time --at as text; - is standard output."),
            ),
            click.Option(
                ["--size"], default=SIZE, show_default=True, metavar=SIZE, help=_("Columns and rows of the picture.")
            ),
            json_option(),
            click.Option(["--child"], is_flag=True, hidden=True),
        ],
    )


@click.pass_context
def _replay(
    ctx: click.Context,
    name: str | None,
    speed: str,
    at: str | None,
    until: str | None,
    loop: bool,
    as_list: bool,
    headless: bool,
    diff: str | None,
    svg: str | None,
    text: str | None,
    size: str,
    as_json: bool,
    child: bool,
) -> int:
    setup = setup_of(ctx)
    if as_list:
        from ticker.cli.tape import list_shipped

        list_shipped(as_json=as_json)
        return 0
    if name is None:
        raise UsageError(N_("Which tape? ticker replay --list names the shipped ones."))
    if child:
        check_pipe()
        run_until_stopped(_play_as_child(setup, name), child=True)
        return 0
    wish = wish_of(setup, name, speed, at, until, loop=loop)
    if diff is not None:
        from ticker.cli.replay_diff import print_differences

        return print_differences(setup, wish, diff, in_json=as_json)
    if svg is not None or text is not None:
        _draw(setup, wish if at is not None else _at_its_end(wish), svg, text, size_of(size))
    elif headless or as_json:
        asyncio.run(_play_headless(setup, wish, as_json=as_json))
    else:
        return _on_screen(setup, wish)
    return 0


def _at_its_end(wish: Wish) -> Wish:
    return replace(wish, at=wish.until)


# On the screen


def replay_on_screen(setup: Setup, name: str, *, speed: float) -> int:
    """Play a tape on the screen, on a database that is deleted afterwards; gives the exit code."""
    return _on_screen(setup, wish_of(setup, name, str(speed), None, None, loop=False))


def _on_screen(setup: Setup, wish: Wish) -> int:
    from ticker.ui.keymap import checked

    checked(setup.settings.keys)
    check_terminal()
    with tempfile.TemporaryDirectory(prefix="ticker-") as place:
        database = Path(place) / "replay.db"
        poller = poller_command(database, "replay", "--child", str(wish.path.absolute()))
        _outcome, code = run_session(_session(setup, wish, database, poller))
        return code


def _session(setup: Setup, wish: Wish, database: Path, poller: tuple[str, ...] | None) -> Session:
    """A session over a new database in which the course of the replay stands."""
    from ticker.course import CourseClock, begun, present
    from ticker.store import replay
    from ticker.ui.keymap import checked
    from ticker.ui.session import Replay, Session

    now = present()
    course = begun(wish.at, wish.until, wish.speed, now)
    clock = CourseClock(course.paused(now) if wish.still else course)
    with open_database(database) as db:
        replay.put_course(db, course)
    return Session(
        database=database,
        clock=clock,
        region=setup.region,
        settings=setup.settings,
        config_file=setup.config_path,
        keymap=checked(setup.settings.keys),
        poller=poller,
        replay=Replay(wish.tape.title, clock, wish.tape.start, wish.until, loop=wish.loop),
    )


async def _play_as_child(setup: Setup, name: str) -> None:
    from ticker.poller.projector import follow
    from ticker.store import replay
    from ticker.tape import shelf

    tape = shelf.take_down(name)
    with open_database(setup.database, create=False) as db:
        if replay.get_course(db) is None:  # somebody's own database: no tape is to be played into it
            raise UsageError(N_("{path} is no database of a replay."), path=setup.database)
        await follow(db, tape)


# Without a screen


async def _play_headless(setup: Setup, wish: Wish, *, as_json: bool) -> None:
    """Print what changes from the beginning of the wish on; what was before is played without a word."""
    with tempfile.TemporaryDirectory(prefix="ticker-") as place, open_database(Path(place) / "replay.db") as db:
        async for changes in changes_of(db, wish):
            for change in changes:
                if change.at >= wish.at:
                    _print(db, change, setup, as_json=as_json)


def _print(db: Database, change: Change, setup: Setup, *, as_json: bool) -> None:
    if as_json:
        output.say(output.as_json(as_json_line(db, change), lines=True))
        return
    stored = entries.entry(db, change.entry_key) if change.entry_key is not None else None
    if stored is not None:
        mark = "↻ " if change.kind is ChangeKind.ENTRY_REVISED else ""
        title = drawable(stored.data.title or stored.data.summary or stored.data.id)
        output.say(f"{dates.clock_time(change.at, setup.region)}  {drawable(stored.feed_name)}: {mark}{title}")


# Pictures


def _draw(setup: Setup, wish: Wish, svg: str | None, text: str | None, size: tuple[int, int]) -> None:
    """Draw the screen as it is at the beginning of the wish, and write it down."""
    from ticker.store import replay

    async def picture(place: Path) -> tuple[str, str]:
        session = _session(setup, replace(wish, speed=speed_of(DEFAULT_SPEED), still=True), place / "replay.db", None)
        with open_database(session.database) as db:
            urgent = [
                to_milliseconds(change.at)
                async for changes in changes_of(db, replace(wish, until=wish.at, speed=math.inf))
                for change in changes
                if change.kind is ChangeKind.ENTRY_ADDED and _is_urgent(db, change)
            ]
            replay.put_survey(db, replay.Survey(urgent=tuple(urgent)))
        return await draw(session, size)

    with tempfile.TemporaryDirectory(prefix="ticker-") as place:
        drawn, written = asyncio.run(picture(Path(place)))
    for name, content in ((svg, drawn), (text, written)):
        if name == "-":
            output.say(content.rstrip("\n"))
        elif name is not None:
            try:
                Path(name).write_text(content, encoding="utf-8")
            except OSError as error:
                raise UnavailableError(
                    N_("{path} cannot be written: {reason}"), path=name, reason=error.strerror
                ) from None


def _is_urgent(db: Database, change: Change) -> bool:
    stored = entries.entry(db, change.entry_key) if change.entry_key is not None else None
    return stored is not None and stored.urgency <= Urgency.BULLETIN
