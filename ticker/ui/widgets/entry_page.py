"""An entry as a page: kicker, headline, source, dates, text and links, broken into lines of a given measure. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from rich.cells import cell_len

from ticker.l10n import dates, numbers
from ticker.l10n.messages import _
from ticker.l10n.region import Region
from ticker.model import Entry, Revision, Urgency
from ticker.text import blocks as text_blocks
from ticker.text.blocks import Block, BlockKind, Span
from ticker.text.sanitise import drawable, sanitise
from ticker.text.worddiff import Kind, Stretch, compare
from ticker.text.wrap import wrap
from ticker.ui.widgets.headline_row import headline
from ticker.ui.widgets.page import Line, Page, Piece


def page(entry: Entry, *, width: int, now: datetime, region: Region, versions: Sequence[Revision] = ()) -> Page:
    """Set an entry in lines of at most `width` cells.

    With `versions` (all of them, from the first) the page tells what was changed from each to the next.
    """
    setter = _Setter(width)
    _head(setter, entry, now, region)
    if versions:
        _history(setter, versions, region)
        return Page(tuple(setter.lines), tuple(setter.links))
    content = text_blocks.blocks(entry.data.content_html) if entry.data.content_html else ()
    content = content or text_blocks.from_plain(entry.data.content or entry.data.summary or "")
    for block in content:
        _block(setter, block)
    if not content:
        setter.paragraph([Span(_("This entry has no text."))], "meta")
    _links(setter, entry.data.link)
    return Page(tuple(setter.lines), tuple(setter.links))


def age_line(entry: Entry, now: datetime, region: Region) -> str:
    """When the entry was published: the full date and, where that is news, how long ago that is."""
    moment = entry.data.published or entry.first_seen
    text = dates.full(moment, region)
    if abs(now - moment) < timedelta(days=7):
        text += f" · {dates.relative(moment, now, region)}"
    return text if entry.data.published else _("seen: {date}").format(date=text)


@dataclass(slots=True)
class _Setter:
    """The page that is being set."""

    width: int
    lines: list[Line] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    count: int = 0

    def number(self, address: str) -> int:
        """The number of a link, counted in order of first appearance."""
        if address not in self.links:
            self.links.append(address)
        return self.links.index(address) + 1

    def paragraph(self, spans: Sequence[Span], part: str, *, first: str = "", rest: str = "", gap: bool = True) -> None:
        """Set one paragraph; `first` and `rest` stand before its first and its further lines."""
        self.count += 1
        room = max(1, self.width - cell_len(first or rest))
        for row, line in enumerate(wrap(spans, room, cell_len)):
            lead = first if row == 0 else rest
            pieces = [Piece(lead, "meta")] if lead else []
            self.lines.append(Line((*pieces, *(self._piece(span, part) for span in line)), self.count))
        if gap:
            self.gap()

    def gap(self) -> None:
        """An empty line, never two."""
        if self.lines and self.lines[-1].pieces:
            self.lines.append(Line((), self.count))

    def _piece(self, span: Span, part: str) -> Piece:
        number = self.number(span.link) if span.link else None
        if number is not None:
            part = "link"
        elif span.code:
            part = "code"
        elif span.strong and part == "text":
            part = "strong"
        elif part == "change":
            part = "added" if span.strong else "removed" if span.strike else "text"
        return Piece(span.text, part, number, emphasis=span.emphasis, strike=span.strike)


def _head(setter: _Setter, entry: Entry, now: datetime, region: Region) -> None:
    data = entry.data
    kicker = _kicker(entry)
    if kicker:
        urgent = entry.urgency <= Urgency.BULLETIN
        setter.paragraph([Span(kicker)], "urgent" if urgent else "kicker", gap=False)
    title = headline(data.title, entry.urgency) if data.title else _("Without a title")
    setter.paragraph([Span(drawable(title))], "title")
    source = [entry.feed_name]
    if data.authors:
        source.append(_("By {names}").format(names=numbers.join(data.authors, region)))
    setter.paragraph([Span(drawable(" · ".join(source)))], "meta", gap=False)
    setter.paragraph([Span(age_line(entry, now, region))], "meta", gap=False)
    if entry.revised_at is not None:
        changed = _("Version {number}, changed {date}").format(
            number=numbers.number(entry.revision, region), date=dates.full(entry.revised_at, region)
        )
        setter.paragraph([Span(f"↻ {changed}")], "kicker", gap=False)
    setter.lines.append(Line((Piece("─" * setter.width, "rule"),), setter.count))
    setter.gap()


def _kicker(entry: Entry) -> str:
    """What stands over the headline: the urgency, else the first category."""
    if entry.urgency is Urgency.FLASH:
        return _("FLASH")
    if entry.urgency is Urgency.BULLETIN:
        return _("BREAKING NEWS")
    return drawable(entry.data.categories[0]) if entry.data.categories else ""


def _block(setter: _Setter, block: Block) -> None:
    if block.kind is not BlockKind.LIST_ITEM:
        setter.gap()
    match block.kind:
        case BlockKind.HEADING:
            setter.paragraph(block.spans, "heading", gap=False)
        case BlockKind.LIST_ITEM:
            indent = "  " * max(0, block.level - 1)
            mark = f"{block.ordinal}. " if block.ordinal is not None else "• "
            setter.paragraph(block.spans, "text", first=indent + mark, rest=indent + " " * len(mark), gap=False)
        case BlockKind.QUOTE:
            setter.paragraph(block.spans, "quote", first="▎ ", rest="▎ ")
        case BlockKind.PREFORMATTED:
            for row in "".join(span.text for span in block.spans).split("\n"):
                setter.paragraph([Span(row or " ", code=True)], "code", gap=False)
            setter.gap()
        case BlockKind.IMAGE:
            caption = "".join(span.text for span in block.spans).strip()
            if caption:
                setter.paragraph([Span(caption)], "meta", first="▣ ", rest="  ")
        case BlockKind.RULE:
            setter.paragraph([Span("· · ·")], "meta")
        case _:
            indent = "  " * block.level
            setter.paragraph(block.spans, "text", first=indent, rest=indent)


def _history(setter: _Setter, versions: Sequence[Revision], region: Region) -> None:
    """The versions from the newest to the first: of each what is new in it, of the first its text."""
    for before, after in reversed(list(pairwise(versions))):
        _version(setter, after, region)
        for rows in (compare(before.data.title or "", after.data.title or ""), compare(_text(before), _text(after))):
            _changes(setter, rows)
    _version(setter, versions[0], region)
    for block in text_blocks.from_plain(_text(versions[0])):
        _block(setter, block)


def _version(setter: _Setter, version: Revision, region: Region) -> None:
    text = _("Version {number}, seen {date}").format(
        number=numbers.number(version.number, region), date=dates.full(version.seen_at, region)
    )
    setter.gap()
    setter.paragraph([Span(text)], "heading")


def _text(version: Revision) -> str:
    return version.data.content or version.data.summary or ""


def _changes(setter: _Setter, rows: Sequence[Sequence[Stretch]]) -> None:
    """The changed paragraphs; the marks can be told apart without colour."""
    for row in rows:
        if any(stretch.kind is not Kind.SAME for stretch in row):
            setter.paragraph([_marked(stretch) for stretch in row if stretch.text], "change")


def _marked(stretch: Stretch) -> Span:
    text = sanitise(stretch.text)
    if stretch.kind is Kind.ADDED:
        return Span(f"{{+{text}+}}", strong=True)
    return Span(f"[-{text}-]", strike=True) if stretch.kind is Kind.REMOVED else Span(text)


def _links(setter: _Setter, link: str | None) -> None:
    if link:
        setter.number(link)
    if not setter.links:
        return
    setter.gap()
    setter.paragraph([Span(_("Links"))], "heading", gap=False)
    for number, address in enumerate(setter.links, 1):
        mark = f"[{number}] "
        lines = list(_cut(drawable(address), max(1, setter.width - len(mark))))
        for row, text in enumerate(lines):
            lead = Piece(mark if row == 0 else " " * len(mark), "number")
            setter.lines.append(Line((lead, Piece(text, "link", number)), setter.count + number))


def _cut(text: str, width: int) -> Iterator[str]:
    """An address in lines: cut by cells, for it has no words."""
    line = ""
    for character in text:
        if cell_len(line + character) > width:
            yield line
            line = ""
        line += character
    yield line
