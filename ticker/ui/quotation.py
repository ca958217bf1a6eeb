"""A passage of an entry as one hands it on: in quotation marks, with source, date and address. Pure."""

from __future__ import annotations

from ticker.l10n import dates
from ticker.l10n.messages import _
from ticker.l10n.region import Region
from ticker.model import Entry
from ticker.text.sanitise import one_line
from ticker.text.trackers import untracked

_SOFT_HYPHEN = "\xad"
# Marks of a quotation inside of one: single ones take the place of double ones. The other way round is never needed.
_DOUBLE = frozenset('„«»“”"')
_SINGLE = {"de": ("‚", "‘"), "en": ("‘", "’"), "ch": ("‹", "›")}


def quotation(entry: Entry, passage: str, region: Region) -> str:
    """The passage in the marks of the region, then source, date, headline and address, one line each."""
    moment = entry.data.published or entry.first_seen
    text = _inner(one_line(passage.replace(_SOFT_HYPHEN, "")), region)
    lines = [_("“{text}”").format(text=text)]
    source = _("{source}, {date}").format(source=one_line(entry.feed_name), date=dates.full(moment, region))
    title = one_line(entry.data.title or "")
    lines.append(f"{source}: {title}" if title and title != one_line(passage) else source)
    if entry.data.link:
        lines.append(untracked(entry.data.link))
    return "\n".join(lines)


def _inner(text: str, region: Region) -> str:
    """The text with its own double quotation marks as single ones."""
    form = "ch" if region.locale in ("de_CH", "de_LI") else region.locale[:2]
    start, end = _SINGLE[form]
    made, inside = "", False
    for character in text:
        if character in _DOUBLE:
            made += end if inside else start
            inside = not inside
        else:
            made += character
    return made if not inside else text
