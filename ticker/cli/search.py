"""`ticker search`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import islice

import click

from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.entries import line_of
from ticker.cli.options import count_of, examples, json_option, limit_option, setup_of, sight_of
from ticker.excerpts import Excerpt, Hit
from ticker.l10n.messages import _
from ticker.model import Entry
from ticker.query import Query
from ticker.rules import parse
from ticker.store import search
from ticker.store.database import open_database

SHOWN = 20
_WITH_VALUE, _JOINED_VALUE, _FLAGS = ("-n", "--limit"), "--limit=", ("--json", "-h", "--help")

# Select Graphic Rendition (ECMA-48, 8.3.117): bold, and not bold any more.
_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"


class _SearchCommand(click.Command):
    """Takes as options only those it has: `-hafen` is a word that must not be there, and not `-h` and more."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, options_first(args))


def options_first(words: Sequence[str]) -> list[str]:
    """The arguments with the options of this verb in front of a `--`. Pure."""
    options: list[str] = []
    rest: list[str] = []
    words_left = iter(words)
    for word in words_left:
        if word == "--":
            rest += words_left
        elif word in _WITH_VALUE:
            options += [word, *islice(words_left, 1)]
        elif word in _FLAGS or word.startswith(_JOINED_VALUE):
            options.append(word)
        else:
            rest.append(word)
    return [*options, "--", *rest]


def search_command() -> click.Command:
    """The verb `search`."""
    return _SearchCommand(
        "search",
        callback=_search,
        help=_(
            "Search in all entries; the best hits come first. QUERY is words, “a phrase”, -without, OR, feed:NAME, "
            "since:3d, until:13.9., is:unread and more (see README)."
        ),
        epilog=examples(
            "ticker search bahnhof seit:3t",
            "ticker search '\"bis auf Weiteres\" -sport feed:zeitung'",
        ),
        params=[
            click.Argument(["query"], nargs=-1, required=True, metavar=_("QUERY")),
            limit_option(SHOWN, _("How many.")),
            json_option(),
        ],
    )


@click.pass_context
def _search(ctx: click.Context, query: tuple[str, ...], limit: str, as_json: bool) -> None:
    setup = setup_of(ctx)
    found = _hits(setup, parse(_joined(query)), count_of(limit))
    if as_json:
        output.say(output.as_json([output.hit(hit) for hit in found]))
        return
    if not found:
        output.say(_("Nothing was found."))
    for hit in found:
        _say(hit, setup)


def _joined(words: tuple[str, ...]) -> str:
    """The query as it was meant: the shell has taken away the quotation marks of a phrase."""
    if len(words) == 1:
        return words[0]
    return " ".join(f'"{word}"' if " " in word and '"' not in word and ":" not in word else word for word in words)


def _hits(setup: Setup, query: Query, limit: int) -> list[Hit]:
    if not limit or not setup.database.exists():
        return []
    with open_database(setup.database, create=False) as db:
        now = setup.clock.now()
        return search.hits(db, query, now=now, zone=setup.region.timezone, sight=sight_of(setup), limit=limit)


def _say(hit: Hit, setup: Setup) -> None:
    output.say(line_of(hit.entry, setup, _shown(hit.title) if hit.entry.data.title else None))
    if hit.text.text and _says_more(hit.text, hit.entry):
        before, after = ("… " if hit.text.cut_before else ""), (" …" if hit.text.cut_after else "")
        output.say(f"         {before}{_shown(hit.text)}{after}")


def _says_more(text: Excerpt, entry: Entry) -> bool:
    return bool(text.marks) or not entry.data.title


def _shown(found: Excerpt) -> str:
    """The text on one line, what was found in bold on a terminal."""
    from ticker.text.sanitise import sanitise

    bold, plain = (_BOLD, _PLAIN) if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else ("", "")
    text, place = "", 0
    for start, end in found.marks:
        text += f"{sanitise(found.text[place:start])}{bold}{sanitise(found.text[start:end])}{plain}"
        place = end
    return (text + sanitise(found.text[place:])).replace("\n", " ")
