"""`ticker feeds` and `ticker feeds set`; and which feed a person means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence

import click

from ticker import address, schedule
from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.options import examples, json_option, setup_of
from ticker.errors import N_, UsageError
from ticker.l10n import dates, numbers
from ticker.l10n.causes import trouble
from ticker.l10n.messages import _, ngettext
from ticker.l10n.reasons import explain
from ticker.l10n.region import Region
from ticker.l10n.versions import held_still
from ticker.model import Feed
from ticker.store import agenda, feeds
from ticker.store.database import Database, open_database
from ticker.text import collation
from ticker.text.groups import group_of
from ticker.text.sanitise import drawable, one_line

_NAMED = 5  # how many feeds an error names
_SHORT = 2  # characters of a word that no nearest name is looked for in
_DEFAULT = "default"
_INTERVAL = re.compile(r"([0-9]{1,6}) ?(m|min|h|d)")
_UNITS = {"m": 60, "min": 60, "h": 3600, "d": 86_400}


def feeds_command() -> click.Command:
    """The verb `feeds`."""
    return click.Group(
        "feeds",
        callback=_feeds,
        invoke_without_command=True,
        help=_("List the feeds and how they fare."),
        params=[json_option()],
        commands={"set": _set_command()},
        subcommand_metavar=_("[VERB …]"),
    )


def _set_command() -> click.Command:
    return click.Command(
        "set",
        callback=_set,
        help=_(
            "Set the title, the group or the interval of a feed. Possible: title=NAME, title= (its own); group=NAME, "
            "group=NAME/NAME, group= (none); interval=30m, interval=2h, interval=default (left to ticker). "
            "FEED is an address, or a part of title or address."
        ),
        epilog=examples("ticker feeds set zeitung title=Zeitung group=Zeitungen/Nord interval=30m"),
        params=[
            click.Argument(["named"], metavar=_("FEED")),
            click.Argument(["wishes"], metavar=_("NAME=VALUE…"), nargs=-1, required=True),
            json_option(),
        ],
    )


@click.pass_context
def _feeds(ctx: click.Context, as_json: bool) -> None:
    if ctx.invoked_subcommand is not None:
        return
    setup = setup_of(ctx)
    stored = sorted(all_feeds(setup), key=lambda feed: collation.key(feed.name))
    if as_json:
        output.say(output.as_json([output.feed(feed) for feed in stored]))
        return
    if not stored:
        output.say(no_feeds())
    for feed in stored:
        output.say(_line(feed, setup))


def all_feeds(setup: Setup) -> list[Feed]:
    """All feeds; none where there is no database yet."""
    if not setup.database.exists():
        return []
    with open_database(setup.database, create=False) as db:
        return feeds.all_feeds(db)


def no_feeds() -> str:
    """What to do where nothing is subscribed to."""
    return _("No feed is subscribed to. This adds one: ticker add ADDRESS")


def _line(feed: Feed, setup: Setup) -> str:
    region = setup.region
    parts = [counted(feed, region)]
    if feed.group is not None:
        parts.insert(0, drawable(feed.group))
    if feed.interval_wish is not None:
        parts.append(_("wanted interval {span}").format(span=numbers.duration(feed.interval_wish, region)))
    if feed.health.failure is not None:
        parts.append(trouble(feed.health, region, setup.clock.now()))
    still = held_still(feed, region)
    if still is not None:
        parts.append(still)
    if feed.next_poll is not None:
        parts.append(_("next fetch {time}").format(time=dates.full(feed.next_poll, region)))
    address = [feed.url] if feed.name != feed.url else []
    return "\n  ".join([drawable(feed.name), *address, " · ".join(parts), explain(feed, region)])


def counted(feed: Feed, region: Region) -> str:
    """How many entries a feed has, in words."""
    count = ngettext("{count} entry", "{count} entries", feed.entry_count)
    return count.format(count=numbers.number(feed.entry_count, region))


# Which feed is meant


def wanted_feeds(setup: Setup, named: Sequence[str]) -> list[Feed]:
    """The subscribed feeds that a person named, each once; all of them where nothing is named. See `find`."""
    stored = all_feeds(setup)
    if not named:
        return stored
    return list({feed.id: feed for feed in (find(stored, text) for text in named)}.values())


def find(stored: Sequence[Feed], text: str) -> Feed:
    """The feed that a person means: by its address as stored or as typed, else by its title, else by a part of either.

    Upper and lower case are the same but in an address. Raises UsageError, with the candidates or the nearest name,
    where no feed or more than one fits.
    """
    typed = one_line(text)
    part = typed.casefold()
    ways: tuple[Callable[[Feed], bool], ...] = (
        lambda feed: feed.url == typed,
        lambda feed: feed.url == _as_address(typed),
        lambda feed: part in (name.casefold() for name in _names(feed)),
        lambda feed: bool(part) and any(part in name.casefold() for name in (*_names(feed), feed.url)),
    )
    for way in ways:
        fitting = [feed for feed in stored if way(feed)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            shown = [f"{drawable(feed.name)} ({feed.url})" for feed in fitting[:_NAMED]]
            raise UsageError(
                N_("“{text}” fits {count} feeds: {names}"),
                text=typed,
                count=len(fitting),
                names=", ".join(shown) + (" …" if len(fitting) > _NAMED else ""),
            )
    raise _unknown(stored, typed)


def _names(feed: Feed) -> list[str]:
    """What a feed can be called: as the reader named it and as it calls itself."""
    return [drawable(name) for name in (feed.custom_title, feed.title) if name]


def _as_address(typed: str) -> str | None:
    try:
        return address.normalise(typed)
    except UsageError:
        return None


def _unknown(stored: Sequence[Feed], typed: str) -> UsageError:
    words = {
        word.casefold(): feed
        for feed in stored
        for name in (*_names(feed), feed.url)
        for word in (name, *re.split(r"[\s/.:]+", name))
        if len(word) > _SHORT
    }
    near = difflib.get_close_matches(typed.casefold(), words, n=1, cutoff=0.6)
    if near:
        nearest = words[near[0]]
        return UsageError(
            N_("No feed fits “{text}”. Did you mean {name} ({address})?"),
            text=typed,
            name=drawable(nearest.name),
            address=nearest.url,
        )
    return UsageError(N_("No feed fits “{text}”. This lists all: ticker feeds"), text=typed)


# What is wanted of a feed


@click.pass_context
def _set(ctx: click.Context, named: str, wishes: tuple[str, ...], as_json: bool) -> None:
    setup = setup_of(ctx)
    (feed,) = wanted_feeds(setup, (named,))
    changes = [_change(feed, wish, setup) for wish in wishes]  # all are checked before the first one is made
    with open_database(setup.database, create=False) as db:
        for change in changes:
            change(db)
        after = feeds.get(db, feed.id) or feed
    output.say(output.as_json(output.feed(after)) if as_json else _line(after, setup))


def _change(feed: Feed, wish: str, setup: Setup) -> Callable[[Database], None]:
    """What `name=value` does to a feed. Raises UsageError where that cannot be set."""
    now = setup.clock.now()
    name, equals, value = wish.partition("=")
    if equals and name == "interval":
        seconds = _interval(value, feed, setup.region)
        return lambda db: agenda.set_interval(db, feed.id, seconds, now)
    if equals and name == "title":
        title = one_line(value) or None
        return lambda db: feeds.rename(db, feed.id, title, now)
    if equals and name == "group":
        group = group_of([value])
        return lambda db: feeds.set_group(db, feed.id, group, now)
    raise UsageError(
        N_("“{wish}” cannot be set. Possible: interval=30m, interval=2h, interval=default, title=NAME, group=NAME."),
        wish=one_line(wish),
    )


def _interval(text: str, feed: Feed, region: Region) -> int | None:
    """The seconds that are meant, None for the default. Raises UsageError for what is none or may not be."""
    if text == _DEFAULT:
        return None
    span = _INTERVAL.fullmatch(text)
    if span is None:
        raise UsageError(N_("“{text}” is no interval. Possible: 30m, 2h, 1d, default."), text=one_line(text))
    seconds = int(span[1]) * _UNITS[span[2]]
    least = schedule.pace_for(feed.url, feed.kind).least
    if not least <= seconds <= schedule.LONGEST:
        raise UsageError(
            N_("A feed like {address} is asked at most every {least} and at least every {longest}."),
            address=feed.url,
            least=numbers.duration(least, region),
            longest=numbers.duration(schedule.LONGEST, region),
        )
    return seconds
