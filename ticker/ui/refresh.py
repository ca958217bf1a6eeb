"""A refresh that the reader has asked for: how far it is and what it brought. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ticker.l10n import numbers
from ticker.l10n.messages import _, ngettext
from ticker.l10n.region import Region
from ticker.model import Change, ChangeKind, Feed


@dataclass(frozen=True, slots=True)
class Refresh:
    """The feeds (by id) that were asked for at a moment.

    `planned` are the next polls that they had before, for giving up; `refused` counts feeds that may not be asked now.
    """

    since: datetime
    planned: dict[int, datetime]
    refused: int = 0
    done: frozenset[int] = frozenset()
    failed: frozenset[int] = frozenset()
    added: int = 0
    revised: int = 0

    @property
    def over(self) -> bool:
        """Whether every feed has answered or failed."""
        return len(self.done) == len(self.planned)

    @property
    def open(self) -> dict[int, datetime]:
        """The next polls, as planned before, of the feeds that have not been asked yet."""
        return {feed_id: at for feed_id, at in self.planned.items() if feed_id not in self.done}

    def with_changes(self, changes: Sequence[Change]) -> Refresh:
        """What the poller has logged since."""
        mine = [change.kind for change in changes if change.feed_id in self.planned]
        return replace(
            self,
            added=self.added + mine.count(ChangeKind.ENTRY_ADDED),
            revised=self.revised + mine.count(ChangeKind.ENTRY_REVISED),
        )

    def with_feeds(self, feeds: Sequence[Feed]) -> Refresh:
        """The feeds as they are now: one that was polled after the wish is done. A feed that is gone is done too."""
        known = {feed.id: feed for feed in feeds}
        polled = [feed_id for feed_id in self.planned if self._polled(known.get(feed_id))]
        failed = [id for id in polled if id in known and known[id].health.failure is not None]
        return replace(self, done=frozenset(polled), failed=frozenset(failed))

    def _polled(self, feed: Feed | None) -> bool:
        return feed is None or (feed.health.last_poll is not None and feed.health.last_poll >= self.since)

    def line(self, region: Region) -> str:
        """One line: how far it is, or what it brought."""

        def counted(singular: str, plural: str, n: int) -> str:
            return ngettext(singular, plural, n).format(count=numbers.number(n, region))

        parts = []
        if not self.over:
            done = numbers.number(len(self.done), region)
            total = numbers.number(len(self.planned), region)
            parts.append(_("Fetching: {done} of {total} (Esc stops)").format(done=done, total=total))
        elif self.planned:
            parts.append(counted("{count} feed asked", "{count} feeds asked", len(self.planned)))
        if self.planned:
            parts.append(counted("{count} new entry", "{count} new entries", self.added))
        if self.revised:
            parts.append(counted("{count} corrected", "{count} corrected", self.revised))
        if self.failed:
            parts.append(counted("{count} failed", "{count} failed", len(self.failed)))
        if self.refused:
            parts.append(counted("{count} not asked", "{count} not asked", self.refused))
        return " · ".join(parts)
