"""`ticker doctor`: is the database well, and what a report of a fault should name."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

import click

from ticker import __version__, paths
from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.options import json_option, setup_of
from ticker.errors import N_, TickerError, UnavailableError
from ticker.l10n import dates, numbers
from ticker.l10n.messages import _, describe, ngettext
from ticker.l10n.region import Region
from ticker.store import schema
from ticker.store.doctor import Examination, Repair, examine, repair
from ticker.text.sanitise import one_line

_LIBRARIES = ("textual", "rich", "httpx", "feedparser", "nh3", "click", "babel", "tzdata")
_TERMINAL = (
    "TERM",
    "COLORTERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "NO_COLOR",
    "LANG",
    "LC_ALL",
    "TMUX",
    "SSH_TTY",
)
_NAMES = {
    "entry": N_("entries"),
    "revision": N_("versions"),
    "feed": N_("feeds"),
    "change": N_("changes in the log"),
    "tombstone": N_("deleted entries (tombstones)"),
    "article": N_("full articles"),
    "picture": N_("pictures"),
    "action": N_("actions that can be undone"),
}


def doctor_command() -> click.Command:
    """The verb `doctor`."""
    return click.Command(
        "doctor",
        callback=_doctor,
        help=_("Examine the database, and tell what a fault report needs."),
        params=[
            click.Option(
                ["--repair"],
                is_flag=True,
                help=_("Mend what is wrong; a file that cannot be mended is replaced by what can be read of it."),
            ),
            json_option(),
        ],
    )


@click.pass_context
def _doctor(ctx: click.Context, repair: bool, as_json: bool) -> int:
    setup = setup_of(ctx)
    done = _repaired(setup) if repair else None
    found, trouble = _examined(setup)
    if as_json:
        output.say(output.as_json(_json(setup, found, trouble, done)))
    else:
        for line in _lines(setup, found, trouble, done):
            output.say(line)
    return 1 if trouble is not None or (found is not None and not found.well) else 0


def _examined(setup: Setup) -> tuple[Examination | None, TickerError | None]:
    """What the database is like, nothing where there is none yet; and why it could not be examined."""
    try:
        return (examine(setup.database) if setup.database.exists() else None), None
    except TickerError as error:
        return None, error


def _repaired(setup: Setup) -> Repair:
    from ticker.poller.lock import PollerLock

    with PollerLock(setup.database) as lock:
        if not lock.acquire():
            raise UnavailableError(N_("Another ticker fetches into {path} already."), path=setup.database)
        return repair(setup.database, setup.clock.now())


def _lines(setup: Setup, found: Examination | None, trouble: TickerError | None, done: Repair | None) -> Iterator[str]:
    if done is not None:
        yield from _done(done, setup.region)
    if trouble is not None:
        yield describe(trouble)
    elif found is None:
        yield _("There is no database {path} yet.").format(path=setup.database)
    else:
        yield from _health(found, setup.region)
    yield ""
    for name, value in _surroundings(setup, os.environ).items():
        told = ", ".join(f"{key} {said}" for key, said in value.items()) if isinstance(value, Mapping) else str(value)
        yield f"{name}: {one_line(told)}"


def _done(done: Repair, region: Region) -> Iterator[str]:
    if done.damaged is None:
        mended = ngettext(
            "Mended: {count} row; all that is derived was made anew.",
            "Mended: {count} rows; all that is derived was made anew.",
            done.mended,
        )
        yield mended.format(count=numbers.number(done.mended, region))
        return
    carried_over = done.carried_over
    yield _("Replaced by a new file with what could be read: {entries} entries in {versions} versions.").format(
        entries=numbers.number(carried_over.get("entry", 0), region),
        versions=numbers.number(carried_over.get("revision", 0), region),
    )
    yield _("The damaged file is kept: {path}").format(path=done.damaged)


def _health(found: Examination, region: Region) -> Iterator[str]:
    yield str(found.path)
    size = numbers.size(found.size, region)
    yield "  " + _("{size}, of it {free} free; log {log}; schema {schema}").format(
        size=size,
        free=numbers.size(found.free, region),
        log=numbers.size(found.log_size, region),
        schema=found.schema,
    )
    for table, name in _NAMES.items():
        if table in found.rows:
            yield f"  {numbers.number(found.rows[table], region):>11} {_(name)}"
    if found.oldest is not None and found.newest is not None:
        yield "  " + _("time of the entries: {span}").format(span=dates.days(found.oldest, found.newest, region))
    if found.well:
        yield "  " + _("Nothing is wrong.")
        return
    for line in found.damage:
        yield "  " + _("damaged: {what}").format(what=one_line(line))
    if found.orphans:
        orphans = ngettext("{count} row belongs to nothing", "{count} rows belong to nothing", found.orphans)
        yield "  " + orphans.format(count=numbers.number(found.orphans, region))
    if found.lost_versions:
        lost = ngettext(
            "{count} entry has lost its present version",
            "{count} entries have lost their present version",
            found.lost_versions,
        )
        yield "  " + lost.format(count=numbers.number(found.lost_versions, region))
    yield "  " + _("This mends it: ticker doctor --repair")


def _json(
    setup: Setup, found: Examination | None, trouble: TickerError | None, done: Repair | None
) -> dict[str, object]:
    return {
        "well": trouble is None and (found is None or found.well),
        "database": str(setup.database),
        "error": None if trouble is None else str(trouble),
        "size": found and found.size,
        "log_size": found and found.log_size,
        "free": found and found.free,
        "schema": found and found.schema,
        "rows": dict(found.rows) if found else {},
        "oldest": output.moment(found.oldest) if found else None,
        "newest": output.moment(found.newest) if found else None,
        "damage": list(found.damage) if found else [],
        "orphans": found.orphans if found else 0,
        "lost_versions": found.lost_versions if found else 0,
        "repair": None
        if done is None
        else {
            "mended": done.mended,
            "carried_over": dict(done.carried_over),
            "damaged": None if done.damaged is None else str(done.damaged),
        },
        **_surroundings(setup, os.environ),
    }


def _surroundings(setup: Setup, environ: Mapping[str, str]) -> dict[str, object]:
    """What a report of a fault should name; nothing of it is secret."""
    columns, rows = shutil.get_terminal_size()
    config = Path(setup.config_file) if setup.config_file else paths.config_file(environ)
    return {
        "ticker": f"{__version__} (schema {len(schema.STEPS)})",
        "python": f"{platform.python_version()} ({sys.executable})",
        "system": platform.platform(),
        "libraries": {"sqlite": sqlite3.sqlite_version, **{name: _version(name) for name in _LIBRARIES}},
        "settings": str(config) if config.exists() else f"{config} (-)",
        "locale": setup.region.locale,
        "timezone": str(setup.region.timezone) if setup.region.timezone else "-",
        "terminal": {
            "size": f"{columns}x{rows}",
            "stdin": "tty" if sys.stdin.isatty() else "-",
            "stdout": "tty" if sys.stdout.isatty() else "-",
            **{name: environ[name] for name in _TERMINAL if name in environ},
        },
    }


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "-"
