"""`ticker parse`: how a document is understood. The tool for reports about a feed."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
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
from ticker.model import LIVEBLOG_TYPE, Document, FoundFeed, Validators


def parse_command() -> click.Command:
    """The verb `parse`."""
    return click.Command(
        "parse",
        callback=_parse,
        help=_("Show how a document is understood. It is a file, an address, or standard input (-)."),
        params=[click.Argument(["source"], metavar=_("FILE|-|ADDRESS")), json_option()],
    )


@click.pass_context
def _parse(ctx: click.Context, source: str, as_json: bool) -> None:
    setup = setup_of(ctx)
    look = _understood(source, setup)
    if isinstance(look.parsed, Failure):
        reason = cause(look.parsed, setup.region)
        if as_json:
            output.say(output.as_json(output.document(None, source, reason, look.found)))
        else:
            _describe_found(look)
        raise UsageError(N_("{source} is no feed: {reason}"), source=source, reason=reason)
    if as_json:
        output.say(output.as_json(output.document(look.parsed, source, found=look.found)))
    else:
        _describe(look.parsed, look, setup)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a document is, what else a page offers (`found`), and by what else it could be read (`others`, reasons)."""

    parsed: Document | Failure
    found: tuple[FoundFeed, ...] = ()
    others: tuple[str, ...] = ()


def _understood(source: str, setup: Setup) -> _Look:
    if source == "-":
        return asyncio.run(_parsed(sys.stdin.buffer.read(), ""))
    if source.lower().startswith(("http://", "https://")):
        return asyncio.run(_fetched(address.normalise(source), setup))
    try:
        body = Path(source).read_bytes()
    except OSError as error:
        raise UsageError(N_("{path} cannot be read: {reason}"), path=source, reason=error.strerror or error) from None
    return asyncio.run(_parsed(body, ""))


async def _parsed(body: bytes, url: str, content_type: str | None = None, links: Sequence[str] = ()) -> _Look:
    from ticker.feeds.adapters import reasons
    from ticker.feeds.apart import Parser
    from ticker.feeds.charset import decode
    from ticker.feeds.live.embeds import live_blogs_in
    from ticker.feeds.sniff import Content, sniff
    from ticker.net.discover import feeds_on_page

    async with Parser() as parser:
        parsed = await parser.parse(body, url=url, content_type=content_type)
    text = decode(body, content_type).text
    if sniff(body, text) is not Content.HTML:
        return _Look(parsed)
    named = feeds_on_page(body, url=url, content_type=content_type, link_headers=links)
    used = None if isinstance(parsed, Failure) else parsed.reason
    others = tuple(reason for reason in reasons(text, Content.HTML, url).values() if reason != used)
    return _Look(parsed, (*live_blogs_in(text, url), *named), others)


async def _fetched(url: str, setup: Setup) -> _Look:
    from ticker.net.access import Access
    from ticker.net.client import make_client
    from ticker.net.fetch import fetch

    async with make_client() as client:
        answer = await fetch(client, url, Validators(), setup.clock.now(), access=Access(setup.settings.feed))
    if isinstance(answer, Failure):
        raise UsageError(N_("{address} cannot be fetched: {reason}"), address=url, reason=cause(answer, setup.region))
    return await _parsed(answer.body, answer.url, answer.content_type, answer.links)


def _found_facts(look: _Look) -> list[tuple[str, str | None]]:
    """What else a page offers, and why it could be read in another way, each with its name."""
    facts: list[tuple[str, str | None]] = [(_("Also"), _(reason)) for reason in look.others]
    for feed in look.found:
        name = _("Live blog") if feed.type == LIVEBLOG_TYPE else _("Feed")
        facts.append((name, f"{feed.url} ({feed.title})" if feed.title else feed.url))
    return facts


def _say_facts(facts: Sequence[tuple[str, str | None]]) -> None:
    from ticker.text.sanitise import drawable

    width = max((len(name) for name, _value in facts), default=0)
    for name, value in facts:
        output.say(f"{name + ':':<{width + 1}} {drawable(value or '–')}")


def _describe_found(look: _Look) -> None:
    """What a page that is no feed offers all the same."""
    if facts := _found_facts(look):
        output.say(_("The page is none itself. It names:"))
        _say_facts(facts)


def _describe(parsed: Document, look: _Look, setup: Setup) -> None:
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
        *_found_facts(look),
    ]
    _say_facts(facts)
    for data in parsed.entries:
        date = dates.full(data.published, setup.region) if data.published else _("without a date")
        output.say()
        output.say(drawable(data.title or data.summary or data.id))
        output.say(f"  {date}")
        output.say(f"  {drawable(data.link or data.id)}")
