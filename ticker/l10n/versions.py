"""The versions of entries in words: how much was changed, and what is not taken for a change."""

from __future__ import annotations

from ticker.errors import N_
from ticker.l10n import dates, numbers
from ticker.l10n.messages import translation
from ticker.l10n.region import Region
from ticker.model import Feed
from ticker.text.magnitude import Size

_SIZES = {
    Size.NONE: N_("no word changed"),
    Size.DETAILS: N_("details changed"),
    Size.TYPO: N_("spelling corrected"),
    Size.NUMBER: N_("number changed"),
    Size.SENTENCE: N_("wording changed"),
    Size.HEADLINE: N_("headline rewritten"),
}


def size_of_change(size: Size, region: Region) -> str:
    """How much was changed, in a few words: "Zahl geändert"."""
    return translation(region.locale).gettext(_SIZES[size])


def held_still(feed: Feed, region: Region) -> str | None:
    """Why some entries of the feed get no new versions; None where all is as it should be."""
    if not feed.restless or feed.restless_since is None:
        return None
    text = translation(region.locale).ngettext(
        "{count} entry changes at every fetch (a clock or random characters in its text): no new versions since {date}",
        "{count} entries change at every fetch (a clock or random characters in their text): no new versions since"
        " {date}",
        feed.restless,
    )
    count, since = numbers.number(feed.restless, region), dates.full(feed.restless_since, region)
    return text.format(count=count, date=since)
