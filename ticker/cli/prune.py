"""`ticker prune`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

import click

from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.cli.options import agrees, examples, json_option, on_terminal, setup_of
from ticker.errors import N_, UsageError
from ticker.l10n import dates, numbers
from ticker.l10n.messages import _, ngettext
from ticker.store.database import open_database
from ticker.store.retention import Keep, Plan, plan, prune
from ticker.text.sanitise import drawable

_AGE = re.compile(r"([0-9]{1,5}) ?(h|d|w|y)")
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "y": 365}


def prune_command() -> click.Command:
    """The verb `prune`."""
    return click.Command(
        "prune",
        callback=_prune,
        help=_("Delete old entries for good. Without this verb everything is kept for ever."),
        epilog=examples("ticker prune --older-than 180d --keep starred --keep later --dry-run"),
        params=[
            click.Option(
                ["--older-than"],
                required=True,
                metavar=_("AGE"),
                help=_("How old they must be: 180d, 26w, 1y (hours h, days d, weeks w, years y)."),
            ),
            click.Option(
                ["--keep"],
                multiple=True,
                type=click.Choice([kind.value for kind in Keep]),
                help=_("What stays in spite of its age; may be given several times."),
            ),
            click.Option(["--dry-run"], is_flag=True, help=_("Only show what would go.")),
            click.Option(["--yes"], is_flag=True, help=_("Do not ask first.")),
            json_option(),
        ],
    )


@click.pass_context
def _prune(ctx: click.Context, older_than: str, keep: Sequence[str], dry_run: bool, yes: bool, as_json: bool) -> int:
    setup = setup_of(ctx)
    now = setup.clock.now()
    before, kept = _before(older_than, now), [Keep(name) for name in keep]
    with open_database(setup.database, create=False) as db:
        planned = plan(db, before, kept)
        if not as_json:
            _show(planned, setup)
        deleted = 0
        if planned.entries and not dry_run:
            if not yes and not _confirmed(as_json=as_json):
                output.say(_("Nothing was deleted."))
                return 1
            deleted = prune(db, planned.before, now, kept)
    if as_json:
        output.say(output.as_json(_json(planned, deleted)))
    elif deleted:
        text = ngettext("{count} entry was deleted.", "{count} entries were deleted.", deleted)
        output.say(text.format(count=numbers.number(deleted, setup.region)))
    return 0


def _before(text: str, now: datetime) -> datetime:
    """The moment that lies so long ago. Raises UsageError for what is no age."""
    match = _AGE.fullmatch(text.strip().lower())
    try:
        if match is not None and int(match[1]):
            return now - timedelta(days=int(match[1]) * _DAYS[match[2]])
    except OverflowError:  # before the first day of the calendar
        pass
    raise UsageError(N_("“{text}” is no age. It is written like this: 180d, 26w, 1y"), text=text)


def _show(planned: Plan, setup: Setup) -> None:
    region = setup.region
    before = dates.full(planned.before, region)
    if not planned.entries:
        output.say(_("There are no entries from before {date} to delete.").format(date=before))
        return
    text = ngettext("{count} entry from before {date}:", "{count} entries from before {date}:", planned.entries)
    output.say(text.format(count=numbers.number(planned.entries, region), date=before))
    for share in planned.shares:
        span = dates.days(share.oldest, share.newest, region)
        output.say(f"{numbers.number(share.entries, region):>9}  {drawable(share.feed_name)}  ({span})")
    told = (
        (planned.unread, ngettext("{count} of them is unread.", "{count} of them are unread.", planned.unread)),
        (planned.starred, ngettext("{count} of them is starred.", "{count} of them are starred.", planned.starred)),
        (
            planned.later,
            ngettext("{count} of them was to be read later.", "{count} of them were to be read later.", planned.later),
        ),
        (planned.kept, ngettext("{count} more is kept.", "{count} more are kept.", planned.kept)),
    )
    for count, text in told:
        if count:
            output.say(text.format(count=numbers.number(count, region)))


def _json(planned: Plan, deleted: int) -> dict[str, object]:
    return {
        "before": output.moment(planned.before),
        "entries": planned.entries,
        "kept": planned.kept,
        "unread": planned.unread,
        "starred": planned.starred,
        "later": planned.later,
        "feeds": [
            {
                "title": share.feed_name,
                "entries": share.entries,
                "oldest": output.moment(share.oldest),
                "newest": output.moment(share.newest),
            }
            for share in planned.shares
        ],
        "deleted": deleted,
    }


def _confirmed(*, as_json: bool) -> bool:
    """Whether the reader wants them deleted. Raises UsageError where nobody can be asked."""
    if as_json or not on_terminal():
        raise UsageError(N_("Entries that are deleted do not come back. --yes deletes them without a question."))
    return agrees(_("Delete them for good? [y/N]"))
