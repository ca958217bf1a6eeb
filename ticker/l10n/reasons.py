"""How often a feed is asked and why, in one short line for the reader."""

from __future__ import annotations

import re
from datetime import datetime

from ticker.errors import N_
from ticker.l10n.causes import cause
from ticker.l10n.dates import NBSP
from ticker.l10n.messages import translation
from ticker.l10n.region import Region
from ticker.model import Feed
from ticker.schedule import Reason

_REASONS = {
    Reason.USUAL: N_("every {interval}, because the source says nothing else"),
    Reason.LEAST: N_("every {interval}, because more often would be impolite"),
    Reason.WISH: N_("every {interval}, as wished"),
    Reason.QUIET: N_("again after {interval}, because little is to be expected before"),
    Reason.MAX_AGE: N_("every {interval}, because the server says so (max-age)"),
    Reason.TTL: N_("every {interval}, because the feed says so (ttl)"),
    Reason.UPDATE_PERIOD: N_("every {interval}, because the feed says so (updatePeriod)"),
    Reason.CAPPED: N_("every {interval}, although the source names a longer time"),
    Reason.SKIPPED: N_("every {interval}, except when the feed wants none (skipHours, skipDays)"),
    Reason.BACKOFF: N_("again after {interval}, because the last fetch failed"),
    Reason.RETRY_AFTER: N_("again after {interval}, because the server asks for it (Retry-After)"),
    Reason.GONE: N_("never again, because the feed is gone for good"),
    Reason.LIVE: N_("every {interval}, while it is live"),
    Reason.CALM: N_("again after {interval}, because the live blog has calmed down"),
    Reason.ENDING: N_("every {interval}, the coverage has ended, corrections may follow"),
    Reason.ENDED: N_("not any more, because the coverage has ended"),
    Reason.BACKLOG: N_("again after {interval}, because older entries are still to be fetched"),
    Reason.RATION: N_("every {interval}, because the operator allows no more requests an hour"),
}


def explain(feed: Feed, region: Region) -> str:
    """The feed's interval with its reason: "alle 15 Minuten, weil der Server es so angibt (max-age)"."""
    _ = translation(region.locale).gettext
    if feed.interval_reason is None:
        return _("not fetched yet")
    interval = _interval(feed.interval or 0, region)
    return _(_REASONS[Reason(feed.interval_reason)]).format(interval=interval)


def why_not(feed: Feed, region: Region, now: datetime) -> str:
    """Why a feed is not asked although the reader wishes it: its server's own words, or that it was asked just now."""
    failure = feed.health.failure
    if feed.interval_reason == Reason.ENDED:
        return explain(feed, region)
    if failure is not None and (failure.retry_at is not None or feed.next_poll is None):
        return cause(failure, region, now)
    return translation(region.locale).gettext(N_("asked less than a minute ago"))


def _interval(seconds: int, region: Region) -> str:
    """The interval in one unit, never a single one of it: "alle 60 Minuten", not "alle 1 Stunde".

    To one place below ten of the unit: whoever reads of 20 minutes does not ask for seconds.
    """
    from babel.units import format_unit

    value, unit = next(
        (round(seconds / length, 1 if seconds < 10 * length else None), unit)
        for unit, length in (("hour", 3600), ("minute", 60), ("second", 1))
        if seconds >= 2 * length or length == 1
    )
    return re.sub(r"(?<=\d) ", NBSP, format_unit(value, f"duration-{unit}", locale=region.locale))
