"""The versions of an entry on its page: what was changed from each to the next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ticker.l10n import dates, numbers
from ticker.l10n import versions as names
from ticker.l10n.messages import _
from ticker.l10n.region import Region
from ticker.model import Revision
from ticker.revise import size_of_change
from ticker.text.blocks import Span, from_plain
from ticker.text.magnitude import Size
from ticker.text.sanitise import sanitise
from ticker.text.worddiff import Kind, Stretch, compare
from ticker.ui.widgets.entry_body import set_block
from ticker.ui.widgets.setter import Setter


def history(setter: Setter, versions: Sequence[Revision], region: Region) -> None:
    """The versions from the newest to the first: of each what is new in it, of the first its text."""
    for before, after in reversed(list(pairwise(versions))):
        _version(setter, after, region, size_of_change(before.data, after.data))
        for rows in (compare(before.data.title or "", after.data.title or ""), compare(_text(before), _text(after))):
            _changes(setter, rows)
    _version(setter, versions[0], region)
    for block in from_plain(_text(versions[0])):
        set_block(setter, block)


def _version(setter: Setter, version: Revision, region: Region, size: Size | None = None) -> None:
    text = _("Version {number}, seen {date}").format(
        number=numbers.number(version.number, region), date=dates.full(version.seen_at, region)
    )
    setter.gap()
    setter.paragraph([Span(text)], "heading", gap=size is None)
    if size is not None:
        setter.paragraph([Span(names.size_of_change(size, region))], "meta")


def _text(version: Revision) -> str:
    return version.data.content or version.data.summary or ""


def _changes(setter: Setter, rows: Sequence[Sequence[Stretch]]) -> None:
    """The changed paragraphs; the marks can be told apart without colour."""
    for row in rows:
        if any(stretch.kind is not Kind.SAME for stretch in row):
            setter.paragraph([_marked(stretch) for stretch in row if stretch.text], "change")


def _marked(stretch: Stretch) -> Span:
    text = sanitise(stretch.text)
    if stretch.kind is Kind.ADDED:
        return Span(f"{{+{text}+}}", strong=True)
    return Span(f"[-{text}-]", strike=True) if stretch.kind is Kind.REMOVED else Span(text)
