"""`ticker parse`: how a document is understood. The tool for reports about a feed."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from ticker import address
from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.options import json_option, setup_of
from ticker.errors import N_, Failure, UsageError
from ticker.l10n import dates
from ticker.l10n.causes import cause
from ticker.l10n.messages import _
from ticker.model import Document, Validators


def parse_command() -> click.Command:
    """The verb `parse`."""
    return click.Command(
        "parse",
        callback=_parse,
        help=_("Say how a document is understood: a file, standard input (-) or an address."),
        params=[click.Argument(["source"], metavar=_("FILE|-|ADDRESS")), json_option()],
    )


@click.pass_context
def _parse(ctx: click.Context, source: str, as_json: bool) -> None:
    setup = setup_of(ctx)
    parsed = _understood(source, setup)
    if isinstance(parsed, Failure):
        reason = cause(parsed, setup.region)
        if as_json:
            output.say(output.as_json(output.document(None, source, reason)))
        raise UsageError(N_("{source} is no feed: {reason}"), source=source, reason=reason)
    if as_json:
        output.say(output.as_json(output.document(parsed, source)))
    else:
        _describe(parsed, setup)


def _understood(source: str, setup: Setup) -> Document | Failure:
    if source == "-":
        return asyncio.run(_parsed(sys.stdin.buffer.read(), ""))
    if source.lower().startswith(("http://", "https://")):
        return asyncio.run(_fetched(address.normalise(source), setup))
    try:
        body = Path(source).read_bytes()
    except OSError as error:
        raise UsageError(N_("{path} cannot be read: {reason}"), path=source, reason=error.strerror or error) from None
    return asyncio.run(_parsed(body, ""))


async def _parsed(body: bytes, url: str, content_type: str | None = None) -> Document | Failure:
    from ticker.feeds.apart import Parser

    async with Parser() as parser:
        return await parser.parse(body, url=url, content_type=content_type)


async def _fetched(url: str, setup: Setup) -> Document | Failure:
    from ticker.net.access import Access
    from ticker.net.client import make_client
    from ticker.net.fetch import fetch

    async with make_client() as client:
        answer = await fetch(client, url, Validators(), setup.clock.now(), access=Access(setup.settings.feed))
    if isinstance(answer, Failure):
        raise UsageError(N_("{address} cannot be fetched: {reason}"), address=url, reason=cause(answer, setup.region))
    return await _parsed(answer.body, answer.url, answer.content_type)


def _describe(parsed: Document, setup: Setup) -> None:
    from ticker.text.sanitise import drawable

    facts = [
        (_("Format"), parsed.format),
        *([(_("Why"), _(parsed.reason))] if parsed.reason else []),
        (_("Encoding"), parsed.encoding),
        (_("Title"), parsed.feed.title),
        (_("Address"), parsed.feed.link),
        (_("Language"), parsed.feed.language),
        (_("Description"), parsed.feed.description),
        (_("Entries"), str(len(parsed.entries))),
        *((_("Warning"), warning) for warning in (parsed.broken, *parsed.warnings) if warning),
    ]
    width = max(len(name) for name, _value in facts)
    for name, value in facts:
        output.say(f"{name + ':':<{width + 1}} {drawable(value or '–')}")
    for data in parsed.entries:
        date = dates.full(data.published, setup.region) if data.published else _("without a date")
        output.say()
        output.say(drawable(data.title or data.summary or data.id))
        output.say(f"  {date}")
        output.say(f"  {drawable(data.link or data.id)}")
