"""`ticker tape`: what is on a tape, parts of it, and its two forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.options import examples, json_option, setup_of
from ticker.errors import N_, UnavailableError, UsageError
from ticker.l10n import dates, numbers
from ticker.l10n.messages import _, describe, ngettext
from ticker.l10n.moments import moment_of
from ticker.text.sanitise import drawable, one_line

if TYPE_CHECKING:
    from ticker.tape.model import Tape


def tape_command() -> click.Command:
    """The verb `tape`."""
    return click.Group(
        "tape",
        callback=_list,
        invoke_without_command=True,
        help=_(
            "Look into tapes, cut, edit and check them. A tape holds what servers answered: a WARC file or a folder. "
            "Without a verb the shipped ones are listed."
        ),
        params=[json_option()],
        commands=[_info_command(), _cut_command(), _unpack_command(), _pack_command(), _check_command()],
        subcommand_metavar=_("[VERB …]"),
    )


def _tape_argument() -> click.Argument:
    return click.Argument(["name"], metavar=_("TAPE"))


def _info_command() -> click.Command:
    return click.Command(
        "info", callback=_info, help=_("Tell what is on a tape."), params=[_tape_argument(), json_option()]
    )


def _cut_command() -> click.Command:
    time = _("A time: 2023-09-13T10:00, 10:00, or +90m from the start.")
    return click.Command(
        "cut",
        callback=_cut,
        help=_("Copy a part of a tape; it plays by itself."),
        epilog=examples("ticker tape cut putin-kim --from 10:00 --to 12:00 --out morgen.warc.gz"),
        params=[
            _tape_argument(),
            click.Option(["--from", "start"], metavar=_("TIME"), help=time),
            click.Option(["--to", "end"], metavar=_("TIME"), help=_("Up to that time, included.")),
            click.Option(
                ["--feed", "wanted"],
                multiple=True,
                metavar=_("ADDRESS"),
                help=_("Only this feed, by a part of its address; may be given several times."),
            ),
            click.Option(
                ["--out"], required=True, metavar=_("FILE"), help=_("FILE.warc.gz, FILE.warc, or else a new folder.")
            ),
            json_option(),
        ],
    )


def _unpack_command() -> click.Command:
    params = [_tape_argument(), click.Argument(["out"], metavar=_("FOLDER")), json_option()]
    return click.Command("unpack", callback=_unpack, help=_("Write a tape as a folder, to be edited."), params=params)


def _pack_command() -> click.Command:
    params = [_tape_argument(), click.Argument(["out"], metavar=_("FILE")), json_option()]
    return click.Command("pack", callback=_pack, help=_("Write a tape as a WARC file."), params=params)


def _check_command() -> click.Command:
    return click.Command(
        "check",
        callback=_check,
        help=_("Read a tape to its end, play it, and tell what is wrong with it."),
        params=[_tape_argument(), json_option()],
    )


# list, info


@click.pass_context
def _list(ctx: click.Context, as_json: bool) -> None:
    if ctx.invoked_subcommand is None:
        list_shipped(as_json=as_json)


def list_shipped(*, as_json: bool) -> None:
    """Print the tapes that ship with the program."""
    from ticker.tape import shelf

    tapes = {name: shelf.take_down(name) for name in shelf.names()}
    if as_json:
        output.say(output.as_json([{"name": name, **_described(shelf.find(name), tapes[name])} for name in tapes]))
        return
    width = max(map(len, tapes), default=0)
    for name, tape in tapes.items():
        output.say(f"{name:<{width}}  {drawable(tape.title)}")


@click.pass_context
def _info(ctx: click.Context, name: str, as_json: bool) -> None:
    from ticker.tape import shelf

    setup = setup_of(ctx)
    path = shelf.find(name)
    tape = shelf.load(path)
    if as_json:
        output.say(output.as_json(_described(path, tape)))
        return
    output.say(drawable(tape.title))
    if tape.description:
        output.say(drawable(tape.description))
    region = setup.region
    length = numbers.duration((tape.end - tape.start).total_seconds(), region)
    output.say(f"{dates.span(tape.start, tape.end, region)} ({length})")
    count = len(tape.takes)
    size = numbers.size(sum(len(take.body) for take in tape.takes), region)
    text = ngettext("{count} answer, {size}", "{count} answers, {size}", count)
    output.say(text.format(count=numbers.number(count, region), size=size) + ": " + _kinds(tape, setup))
    per_url = Counter(take.url for take in tape.takes)
    output.say("\n".join(f"{per_url[url]:6}  {one_line(url)}" for url in _feeds(tape)))


def _feeds(tape: Tape) -> Sequence[str]:
    from ticker.poller.replay import feeds_of

    return feeds_of(tape)


def _kinds(tape: Tape, setup: Setup) -> str:
    """How often which status or fault is on the tape."""
    counts = Counter(_kind(take.status, take.fault) for take in tape.takes)
    parts = [f"{numbers.number(counts[kind], setup.region)} × {kind}" for kind in sorted(counts)]
    return numbers.join(parts, setup.region)


def _kind(status: int | None, fault: str | None) -> str:
    return " ".join(str(part) for part in (status, fault) if part is not None)


def _described(path: Path, tape: Tape) -> dict[str, object]:
    return {
        "tape": str(path),
        "title": tape.title,
        "description": tape.description,
        "start": output.moment(tape.start),
        "end": output.moment(tape.end),
        "feeds": list(_feeds(tape)),
        "takes": len(tape.takes),
        "bytes": sum(len(take.body) for take in tape.takes),
        "answers": dict(sorted(Counter(_kind(take.status, take.fault) for take in tape.takes).items())),
    }


# cut, unpack, pack


@click.pass_context
def _cut(
    ctx: click.Context, name: str, start: str | None, end: str | None, wanted: tuple[str, ...], out: str, as_json: bool
) -> None:
    from ticker.tape import cutting, shelf

    setup = setup_of(ctx)
    tape = shelf.take_down(name)
    first = None if start is None else moment_of(start, tape.start, setup.region)
    last = None if end is None else moment_of(end, first or tape.start, setup.region)
    if last is not None and last < (first or tape.start):
        raise UsageError(N_("The end lies before the start."))
    part = cutting.cut(tape, first, last, _wanted(_feeds(tape), wanted))
    if part is None:
        raise UsageError(N_("The tape holds nothing of that time."))
    _write(part, Path(out), setup, as_json=as_json)


def _wanted(feeds: Sequence[str], parts: Sequence[str]) -> list[str]:
    """The feeds whose addresses have one of the parts in them. Raises UsageError for a part that fits none."""
    for part in parts:
        if not any(part in feed for feed in feeds):
            raise UsageError(
                N_("No feed of the tape fits “{text}”. There are: {known}."),
                text=one_line(part),
                known=", ".join(feeds),
            )
    return [feed for feed in feeds if any(part in feed for part in parts)]


@click.pass_context
def _unpack(ctx: click.Context, name: str, out: str, as_json: bool) -> None:
    from ticker.tape import folderwriter, shelf

    tape = shelf.take_down(name)
    folderwriter.write(tape, Path(out))
    _report(tape, Path(out), setup_of(ctx), as_json=as_json)


@click.pass_context
def _pack(ctx: click.Context, name: str, out: str, as_json: bool) -> None:
    from ticker.tape import shelf

    if not _is_warc(Path(out)):
        raise UsageError(N_("A recording is a file that ends with .warc.gz or .warc: {path}"), path=out)
    _write(shelf.take_down(name), Path(out), setup_of(ctx), as_json=as_json)


def _is_warc(path: Path) -> bool:
    return path.name.endswith((".warc.gz", ".warc"))


def _write(tape: Tape, path: Path, setup: Setup, *, as_json: bool) -> None:
    """Write the tape in the form that the name asks for. Raises UsageError where something is there already."""
    from ticker.tape import folderwriter, warcwriter

    if _is_warc(path):
        try:
            with path.open("xb", buffering=0) as file:
                warcwriter.write(tape, file, compress=path.suffix == ".gz")
        except FileExistsError:
            raise UsageError(N_("{path} is there already."), path=path) from None
        except OSError as error:
            raise UnavailableError(N_("{path} cannot be written: {reason}"), path=path, reason=error.strerror) from None
    else:
        folderwriter.write(tape, path)
    _report(tape, path, setup, as_json=as_json)


def _report(tape: Tape, path: Path, setup: Setup, *, as_json: bool) -> None:
    if as_json:
        output.say(output.as_json(_described(path, tape)))
        return
    count = len(tape.takes)
    text = ngettext("{count} answer written: {path}", "{count} answers written: {path}", count)
    output.say(text.format(count=numbers.number(count, setup.region), path=path))


# check


@click.pass_context
def _check(ctx: click.Context, name: str, as_json: bool) -> int:
    import asyncio

    from ticker.poller.replay import rehearse
    from ticker.tape import shelf, warc

    setup_of(ctx)
    path = shelf.find(name)
    tape, remarks = (shelf.load(path), []) if path.is_dir() else warc.examine(path)
    remarks = remarks + asyncio.run(rehearse(tape))
    if as_json:
        output.say(output.as_json({**_described(path, tape), "remarks": [str(remark) for remark in remarks]}))
    elif remarks:
        output.say("\n".join(one_line(describe(remark)) for remark in remarks))
    else:
        output.say(_("The tape is whole and plays as it was recorded."))
    return 1 if remarks else 0
