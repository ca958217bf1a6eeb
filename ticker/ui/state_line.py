"""The state line in words: how many feeds, when the next one is asked, what is wrong. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ticker.l10n import dates, numbers
from ticker.l10n.messages import _, ngettext
from ticker.l10n.region import Region
from ticker.model import Feed


def state_of(feeds: Sequence[Feed], region: Region, *, replay: bool) -> str:
    """One line about the feeds. In a replay the tape decides when a feed is asked, so no time is named."""
    parts = [ngettext("{count} feed", "{count} feeds", len(feeds)).format(count=numbers.number(len(feeds), region))]
    failing = sum(1 for feed in feeds if feed.health.failure is not None)
    if failing:
        text = ngettext("{count} with an error (F shows it)", "{count} with errors (F shows them)", failing)
        parts.append(text.format(count=numbers.number(failing, region)))
    waiting = sum(1 for feed in feeds if feed.health.last_poll is None)
    coming = [feed.next_poll for feed in feeds if feed.next_poll is not None and feed.health.last_poll is not None]
    if waiting and not replay:
        parts.append(_("first fetch is under way"))
    elif coming and not replay:
        parts.append(_("next fetch {time}").format(time=dates.clock_time_in_words(min(coming), region)))
    return " · ".join(parts)
