"""An entry as a page: its head, its text or its versions, its links, in lines of a given measure. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ticker.l10n.region import Region
from ticker.model import Entry, Revision
from ticker.text.anatomy import anatomy
from ticker.ui.widgets.entry_body import body, links
from ticker.ui.widgets.entry_head import head
from ticker.ui.widgets.entry_history import history
from ticker.ui.widgets.page import Page
from ticker.ui.widgets.setter import Setter


def page(entry: Entry, *, width: int, now: datetime, region: Region, versions: Sequence[Revision] = ()) -> Page:
    """Set an entry in lines of at most `width` cells.

    With `versions` (all of them, from the first) the page tells what was changed from each to the next.
    """
    setter = Setter(width)
    read = anatomy(entry.data)
    head(setter, entry, read, now, region)
    start = setter.count + 1
    if versions:
        history(setter, versions, region)
    else:
        body(setter, entry, read)
        links(setter, entry.data.link)
    return Page(tuple(setter.lines), tuple(setter.links), start, dict(setter.passages))


def plain(entry: Entry, *, width: int, now: datetime, region: Region, versions: Sequence[Revision] = ()) -> str:
    """The same as plain text, for pipes and terminals without a screen."""
    lines = page(entry, width=width, now=now, region=region, versions=versions).lines
    return "\n".join("".join(piece.text for piece in line.pieces).rstrip() for line in lines)
