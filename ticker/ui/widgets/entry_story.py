"""Who else tells the story of an entry, and since when. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ticker.l10n import dates, numbers
from ticker.l10n.dates import NBSP
from ticker.l10n.messages import _, ngettext
from ticker.l10n.region import Region
from ticker.model import Entry, Headline
from ticker.text.sanitise import drawable
from ticker.ui.widgets.setter import Setter

_NAMED = 5  # outlets; a night with forty of them needs no page


def others(setter: Setter, entry: Entry, told: Sequence[Headline], now: datetime, region: Region) -> None:
    """Name the other outlets that tell the story, each with its first telling; nothing where there are none."""
    first: dict[int, Headline] = {}
    for headline in told:
        if headline.feed_id != entry.feed_id:
            first.setdefault(headline.feed_id, headline)
    if not first:
        return
    names = [_outlet(headline, now, region) for headline in list(first.values())[:_NAMED]]
    names[0] = _("Also told by: {outlets}").format(outlets=names[0])
    left = len(first) - len(names)
    if left:
        more = ngettext("and {count} more", "and {count} more", left).format(count=numbers.number(left, region))
        names[-1] = f"{names[-1]} {more}"
    setter.row(names, "meta")


def _outlet(headline: Headline, now: datetime, region: Region) -> str:
    moment = dates.clock_time_or_date(headline.sort_at, now, region)
    return f"{drawable(headline.feed_name)}, {moment}".replace(" ", NBSP)
