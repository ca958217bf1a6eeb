"""The state line in words: how many feeds, when the next one is asked, what is wrong. Pure."""

from __future__ import annotations

from datetime import datetime

from ticker.l10n import dates, numbers
from ticker.l10n.messages import _, ngettext
from ticker.l10n.region import Region
from ticker.store.feeds import Overview


def state_of(feeds: Overview, now: datetime, region: Region, *, replay: bool) -> str:
    """One line about the feeds, what matters most at its start: a short line loses its end.

    In a replay the tape decides when a feed is asked, so no time is named.
    """
    total = numbers.number(feeds.total, region)
    parts = [ngettext("{count} feed", "{count} feeds", feeds.total).format(count=total)]
    if feeds.failing:
        text = ngettext("{count} of {total} feeds with an error", "{count} of {total} feeds with errors", feeds.failing)
        parts = [text.format(count=numbers.number(feeds.failing, region), total=total), _("F shows more")]
    if feeds.offline_since is not None and not replay:
        offline = _("offline since {time}").format(time=dates.clock_time_or_date(feeds.offline_since, now, region))
        parts.insert(0, offline)
    elif feeds.unpolled and not replay:
        parts.append(_("first fetch is under way"))
    elif feeds.next_poll is not None and not replay:
        parts.append(_("next fetch {time}").format(time=dates.clock_time_or_date(feeds.next_poll, now, region)))
    return " · ".join(parts)
