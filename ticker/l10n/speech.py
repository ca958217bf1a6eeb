"""News as one says it: whole words for screen readers, without marks, signs and columns. Pure."""

from __future__ import annotations

from datetime import datetime

from ticker.l10n import dates
from ticker.l10n.messages import translation
from ticker.l10n.region import Region, local
from ticker.model import ChangeKind, Entry, Urgency
from ticker.text.sanitise import drawable
from ticker.text.urgency import strip_marks

_ENDS = (".", "!", "?", "…", ":", "“", "”", "»", "‘")


def clock_time(moment: datetime, region: Region) -> str:
    """The time of day as one says it: "10 Uhr 42", at the full hour "10 Uhr"; "10:42", "10:42 AM"."""
    if not region.locale.startswith("de"):
        return dates.clock_time_in_words(moment, region)
    here = local(moment, region)
    return f"{here.hour} Uhr {here.minute}" if here.minute else f"{here.hour} Uhr"


def time(moment: datetime, now: datetime, region: Region) -> str:
    """The time of day, of another day with the day before it: "Gestern, 10 Uhr 42"."""
    spoken = clock_time(moment, region)
    if local(moment, region).date() == local(now, region).date():
        return spoken
    return f"{dates.day(moment, now, region)}, {spoken}"


def sentence(entry: Entry, kind: ChangeKind, now: datetime, region: Region) -> str:
    """An entry in whole words: "Eilmeldung. Nordfenster, 10 Uhr 42: Brücke gesperrt."

    `kind` tells what happened: an entry that was corrected or withdrawn says so.
    """
    _ = translation(region.locale).gettext
    words = []
    if kind is ChangeKind.ENTRY_WITHDRAWN or entry.withdrawn_at is not None:
        words.append(_("Withdrawn."))
    elif kind is ChangeKind.ENTRY_REVISED:
        words.append(_("Corrected."))
    if entry.urgency is Urgency.FLASH:
        words.append(_("News flash."))
    elif entry.urgency is Urgency.BULLETIN:
        words.append(_("Breaking news."))
    title = drawable(strip_marks(entry.data.title or entry.data.summary or entry.data.id))
    place = f"{drawable(entry.feed_name)}, {time(entry.sort_at, now, region)}:"
    words += [place, title if title.endswith(_ENDS) else f"{title}."]
    return " ".join(words).replace("\xad", "")
