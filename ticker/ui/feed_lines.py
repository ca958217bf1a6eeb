"""The feeds in words: a line of the table for each, and all that is to tell of the selected one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len
from textual.content import Content

from ticker.l10n import dates, numbers
from ticker.l10n.causes import cause, trouble
from ticker.l10n.messages import _, ngettext
from ticker.l10n.reasons import explain
from ticker.l10n.region import Region, local
from ticker.l10n.versions import held_still
from ticker.model import Feed
from ticker.text.rows import wrapped
from ticker.text.sanitise import drawable
from ticker.ui.sparkline import sparkline
from ticker.ui.widgets.headline_row import fit

DAYS = 14
"""Days whose entries are counted, one cell each."""

_TIME, _RATE, _GAP, _MARK = 8, 7, "  ", 2
_LEAST_STATE = 14
_Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FeedLines:
    """How feeds are told of at a moment (`now`, aware UTC), in lines of so many cells; a replay fetches nothing."""

    region: Region
    now: datetime
    columns: int
    in_replay: bool = False

    def heading(self) -> Content:
        """What stands in which column."""
        days = _("{days} days").format(days=numbers.number(DAYS, self.region))
        cells = self._cells(_("Feed"), (days, _("a day")), (_("last"), _("next")), _("State"))
        return Content.styled("".join(text for text, _style in [(" " * _MARK, ""), *cells]), "$quiet")

    def line(self, feed: Feed, counts: Sequence[int], found: int) -> Content:
        """One feed; `counts` are its entries of the last days, today last, `found` the feeds that its page names."""
        state, style = self._trouble(feed, found)
        last = self._column_time(feed.health.last_poll)
        coming = "" if self.in_replay else self._column_time(feed.next_poll)
        rate = numbers.number(_rate(counts), self.region) if any(counts) else ""
        bars = sparkline(counts) if any(counts) else ""
        name = drawable(feed.name.partition("://")[2] or feed.name)
        cells = self._cells(name, (bars, rate), (last, coming), drawable(state), style)
        mark = ("! ", "$error") if feed.health.failure is not None else ("  ", "")
        return Content.assemble(*[Content.styled(text, style) if style else text for text, style in [mark, *cells]])

    def details(self, feed: Feed, counts: Sequence[int], found: int) -> Content:
        """All that is to tell of one feed, the most important first."""
        lines = [Content.styled(drawable(feed.name), "bold")]
        if any(counts):
            rate = _("{count} a day").format(count=numbers.number(_rate(counts), self.region))
            lines = [Content.assemble(lines[0], "  ", Content.styled(sparkline(counts), "$accent"), f" {rate}")]
        if feed.health.failure is not None:
            lines.append(self._told(trouble(feed.health, self.region, self.now), "$error"))
        if found:
            lines.append(self._told(self._choice(found), "$accent"))
        still = held_still(feed, self.region)
        if still is not None:
            lines.append(self._told(still, "$warning"))
        lines += [self._told(self._state(feed)), self._told(self._manner(feed))]
        if feed.name != feed.url:
            lines.append(Content.styled(drawable(feed.url), "$quiet"))
        return Content("\n").join(lines)

    def _told(self, text: str, style: str = "") -> Content:
        return Content.styled("\n".join(wrapped(drawable(text), max(1, self.columns), cell_len)), style)

    def _cells(
        self, name: str, published: tuple[str, str], polls: tuple[str, str], state: str, state_style: str = ""
    ) -> list[_Piece]:
        """The columns that there is room for: name and next poll always, then state, bars, rate, last poll."""
        wide, middle, narrow = self.columns >= 100, self.columns >= 70, self.columns < 50
        pieces: list[_Piece] = []
        if middle:
            pieces += [(_GAP, ""), (fit(published[0], DAYS), "$accent")]
        if wide:
            pieces += [(_right(published[1], _RATE), ""), (_GAP, ""), (fit(polls[0], _TIME), "$quiet")]
        pieces += [(_GAP, ""), (fit(polls[1], _TIME), "$quiet")]
        room = self.columns - _MARK - sum(cell_len(text) for text, _style in pieces)
        if narrow:
            return [(fit(name, max(1, room)), ""), *pieces]
        named = min(32, room - len(_GAP) - _LEAST_STATE)
        rest = room - named - len(_GAP)
        return [(fit(name, named), ""), *pieces, (_GAP, ""), (fit(state, rest), state_style)]

    def _trouble(self, feed: Feed, found: int) -> _Piece:
        """What needs the reader, and its style; nothing where all is well."""
        if found:
            return self._choice(found), "$accent"
        if feed.health.failure is not None:
            return cause(feed.health.failure, self.region, self.now), "$error"
        if feed.restless and feed.restless_since is not None:
            return _("held still"), "$warning"
        if feed.health.last_poll is None:
            return _("not fetched yet"), "$quiet"
        return (_("is not fetched any more"), "$quiet") if feed.next_poll is None else ("", "")

    def _column_time(self, moment: datetime | None) -> str:
        if moment is None:
            return ""
        today = local(moment, self.region).date() == local(self.now, self.region).date()
        return dates.clock_time(moment, self.region) if today else dates.short_date(moment, self.region)

    def _choice(self, found: int) -> str:
        named = ngettext("It names {count} feed: Enter chooses", "It names {count} feeds: Enter chooses", found)
        return named.format(count=numbers.number(found, self.region))

    def _state(self, feed: Feed) -> str:
        count = ngettext("{count} entry", "{count} entries", feed.entry_count)
        parts = [count.format(count=numbers.number(feed.entry_count, self.region))]
        if feed.group is not None:
            parts.insert(0, drawable(feed.group))
        if feed.health.last_poll is None:
            parts.append(_("not fetched yet"))
        else:
            age = dates.relative(feed.health.last_poll, self.now, self.region)
            parts.append(_("fetched {age}").format(age=age))
        if not self.in_replay:
            if feed.next_poll is None:
                parts.append(_("is not fetched any more"))
            elif feed.health.last_poll is not None:
                time = dates.clock_time_or_date(feed.next_poll, self.now, self.region)
                parts.append(_("next fetch {time}").format(time=time))
        return " · ".join(parts)

    def _manner(self, feed: Feed) -> str:
        """How often it is asked and why, and what it saves to ask for changes only."""
        parts = [drawable(explain(feed, self.region))]
        if feed.bytes_saved:
            parts.append(_("{size} saved").format(size=numbers.size(feed.bytes_saved, self.region)))
        return " · ".join(parts)


def _rate(counts: Sequence[int]) -> int:
    """How many entries a day the feed publishes, over the days since its first."""
    first = next((day for day, count in enumerate(counts) if count), len(counts))
    return round(sum(counts) / max(1, len(counts) - first))


def _right(text: str, width: int) -> str:
    """The text at the right end of so many cells."""
    return " " * max(0, width - cell_len(text)) + text
