"""An entry as a page: its head, its text or its versions, its links, in lines of a given measure. Pure."""

from __future__ import annotations

from datetime import datetime

from ticker.l10n.region import Region
from ticker.text.anatomy import anatomy
from ticker.ui.widgets.entry_article import article_text
from ticker.ui.widgets.entry_body import body, links, set_block
from ticker.ui.widgets.entry_head import head
from ticker.ui.widgets.entry_history import history
from ticker.ui.widgets.entry_picture import lead_images, picture
from ticker.ui.widgets.entry_story import others
from ticker.ui.widgets.page import Page
from ticker.ui.widgets.setter import Layout, Setter
from ticker.ui.widgets.sheet import Aspect, Sheet


def page(sheet: Sheet, *, width: int, now: datetime, region: Region, layout: Layout = Layout()) -> Page:
    """Set an entry in lines of at most `width` cells.

    The versions (all of them, from the first) tell what was changed from each to the next; the full article takes the
    place of what the feed tells.
    """
    setter = Setter(width, layout)
    read = anatomy(sheet.entry.data)
    head(setter, sheet.entry, read, now, region)
    start = setter.count + 1
    if sheet.aspect is Aspect.VERSIONS:
        history(setter, sheet.versions, region)
        return _finished(setter, start)

    def place(url: str) -> None:
        if url in sheet.pictures:
            picture(setter, sheet.pictures[url], region)

    for image in lead_images(sheet.entry) if sheet.pictures else ():
        set_block(setter, image, place)
    if sheet.aspect is Aspect.ARTICLE and sheet.article is not None:
        article_text(setter, sheet.article, sheet.entry.data.title, region, place)
    if sheet.aspect is Aspect.TEXT or sheet.article is None or sheet.article.html is None:
        body(setter, sheet.entry, read, place)
    others(setter, sheet.entry, sheet.others, now, region)
    links(setter, sheet.entry.data.link)
    return _finished(setter, start)


def plain(sheet: Sheet, *, width: int, now: datetime, region: Region) -> str:
    """The same as plain text, for pipes and terminals without a screen."""
    lines = page(sheet, width=width, now=now, region=region).lines
    return "\n".join("".join(piece.text for piece in line.pieces).rstrip() for line in lines)


def _finished(setter: Setter, start: int) -> Page:
    return Page(tuple(setter.lines), tuple(setter.links), start, dict(setter.passages))
