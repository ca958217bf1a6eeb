"""The state line in words: how many feeds, when the next one is asked, what is wrong. Pure."""

from __future__ import annotations

from datetime import datetime

from ticker.l10n import dates, numbers
from ticker.l10n.messages import _, ngettext
from ticker.l10n.region import Region
from ticker.store.feeds import Overview


def state_of(feeds: Overview, now: datetime, region: Region, *, replay: bool) -> str:
    """One line about the feeds. In a replay the tape decides when a feed is asked, so no time is named."""
    parts = [ngettext("{count} feed", "{count} feeds", feeds.total).format(count=numbers.number(feeds.total, region))]
    if feeds.failing:
        text = ngettext("{count} with an error (F shows it)", "{count} with errors (F shows them)", feeds.failing)
        parts.append(text.format(count=numbers.number(feeds.failing, region)))
    if feeds.offline_since is not None and not replay:
        parts.append(_("offline since {time}").format(time=dates.clock_time_or_date(feeds.offline_since, now, region)))
    elif feeds.unpolled and not replay:
        parts.append(_("first fetch is under way"))
    elif feeds.next_poll is not None and not replay:
        parts.append(_("next fetch {time}").format(time=dates.clock_time_or_date(feeds.next_poll, now, region)))
    return " · ".join(parts)
