"""`ticker import` and `ticker export`: lists of subscriptions from other readers, and for them."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from ticker import address
from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.feeds import all_feeds
from ticker.cli.options import json_option, setup_of
from ticker.errors import N_, Failure, UnavailableError, UsageError
from ticker.l10n import numbers
from ticker.l10n.causes import cause
from ticker.l10n.messages import _, describe, ngettext
from ticker.model import Feed, Validators
from ticker.store import subscriptions
from ticker.store.database import open_database
from ticker.text.sanitise import drawable

if TYPE_CHECKING:
    from ticker.feeds.opml import Listed, Unread

_STANDARD = "-"
_WEB = ("http", "https")
_LINES = 50  # unreadable lines that are named; JSON names all


def import_command() -> click.Command:
    """The verb `import`."""
    return click.Command(
        "import",
        callback=_import,
        help=_(
            "Subscribe to the feeds of a list. That is an OPML file of another reader, or newsboat's file of "
            "addresses. They are fetched when ticker or ticker poll runs. What is subscribed to already stays as it is."
        ),
        params=[
            click.Argument(["source"], metavar=_("FILE|-|ADDRESS")),
            json_option(),
        ],
    )


def export_command() -> click.Command:
    """The verb `export`."""
    return click.Command(
        "export",
        callback=_export,
        help=_("Write the subscriptions as OPML, for other readers. Without FILE to standard output."),
        params=[
            click.Argument(["file"], metavar=f"[{_('FILE')}]", required=False),
            click.Option(["--force"], is_flag=True, help=_("Replace the file where there is one.")),
            json_option(),
        ],
    )


@click.pass_context
def _import(ctx: click.Context, source: str, as_json: bool) -> int:
    from ticker.feeds import lists

    setup = setup_of(ctx)
    listed = lists.read(_body(setup, source))
    wanted = listed.subscriptions
    added: list[Feed] = []
    if wanted:
        with open_database(setup.database) as db:
            added = subscriptions.add_all(db, wanted, setup.clock.now())
    new = {feed.url for feed in added}
    known = [one.url for one in wanted if one.url not in new]
    if as_json:
        unread = [{"line": one.line, "text": one.text, "reason": describe(one.reason)} for one in listed.unread]
        brought = {"added": [output.feed(feed) for feed in added], "known": known, "unreadable": unread}
        output.say(output.as_json(brought))
    else:
        for line in _told(listed, len(added), len(known), setup):
            output.say(line)
    return 1 if listed.unread and not wanted else 0


def _body(setup: Setup, source: str) -> bytes:
    """The bytes of a list, and no more than a list may have. Raises UsageError or UnavailableError for none."""
    from ticker.feeds.opml import LARGEST

    if source == _STANDARD:
        return sys.stdin.buffer.read(LARGEST + 1)
    if source.lower().startswith(("http://", "https://")):
        return asyncio.run(_fetched(setup, address.normalise(source)))
    try:
        with Path(source).expanduser().open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(N_("{path} cannot be read: {reason}"), path=source, reason=reason) from None


async def _fetched(setup: Setup, url: str) -> bytes:
    from ticker.net.client import make_client
    from ticker.net.fetch import fetch

    async with make_client() as client:
        answer = await fetch(client, url, Validators(), setup.clock.now())
    if isinstance(answer, Failure):
        raise UnavailableError(
            N_("{address} cannot be fetched: {reason}"), address=url, reason=cause(answer, setup.region)
        )
    return answer.body


def _told(listed: Listed, added: int, known: int, setup: Setup) -> list[str]:
    """What was wrong line by line, and how many of which there were."""
    lines = [_line(one) for one in listed.unread[:_LINES]]
    more = len(listed.unread) - _LINES
    if more > 0:
        further = ngettext("… and {count} more line", "… and {count} more lines", more)
        lines.append(further.format(count=numbers.number(more, setup.region)))
    counts = (numbers.number(count, setup.region) for count in (added, known, len(listed.unread)))
    summary = _("{new} new, {known} there already, {unread} not readable")
    return [*lines, summary.format(**dict(zip(("new", "known", "unread"), counts, strict=True)))]


def _line(one: Unread) -> str:
    reason = describe(one.reason)
    if one.text and one.text not in reason:
        reason = f"{drawable(one.text)}: {reason}"
    return _("line {number}: {reason}").format(number=one.line, reason=reason)


@click.pass_context
def _export(ctx: click.Context, file: str | None, force: bool, as_json: bool) -> None:
    from ticker.feeds import opml

    setup = setup_of(ctx)
    stored = all_feeds(setup)
    folders = [feed.url for feed in stored if urlsplit(feed.url).scheme not in _WEB]
    listed = [subscriptions.of(feed) for feed in stored if feed.url not in folders]
    text = opml.write(listed, _("Feeds of ticker"), setup.clock.now())
    target = None if file in (None, _STANDARD) else Path(str(file)).expanduser()
    if target is not None:
        _write(target, text, replace=force)
    if as_json:
        told = {"file": None if target is None else str(target), "feeds": len(listed), "left_out": folders}
        output.say(output.as_json(told if target is not None else {**told, "opml": text}))
        return
    output.say(text.rstrip("\n") if target is None else _exported(len(listed), target, setup))
    if folders:
        left = ngettext(
            "Left out: {count} folder of this machine", "Left out: {count} folders of this machine", len(folders)
        )
        click.echo(left.format(count=numbers.number(len(folders), setup.region)), err=True)


def _write(target: Path, text: str, *, replace: bool) -> None:
    """Write a file, whole or not at all. Raises UsageError where there is one already and none is to be replaced."""
    beside = target.parent / f".{target.name}.part"
    try:
        if target.exists() and not replace:
            raise UsageError(N_("{path} exists already. --force replaces it."), path=target)
        beside.write_text(text, encoding="utf-8")
        beside.replace(target)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            beside.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or error
        raise UnavailableError(N_("{path} cannot be written: {reason}"), path=target, reason=reason) from None


def _exported(count: int, target: Path, setup: Setup) -> str:
    text = ngettext("{count} feed written: {path}", "{count} feeds written: {path}", count)
    return text.format(count=numbers.number(count, setup.region), path=target)
