"""The first line of the screen: the name or the replay, and the time."""

from __future__ import annotations

from datetime import datetime

from ticker.l10n import dates
from ticker.l10n.messages import _
from ticker.l10n.region import Region
from ticker.ui.session import Replay
from ticker.ui.widgets.bars import Bar

ROOMY = 72
"""Cells from which the date is written out."""


class Masthead(Bar):
    """Shows what is being played, and the session's time."""

    def show_time(self, now: datetime, region: Region, replay: Replay | None, mark: str | None = None) -> None:
        """Show the moment, and a mark of what is under way; nothing is drawn where the words stay the same."""
        left = "ticker"
        if replay is not None:
            left = " · ".join([_("Replay"), replay.title])
        if mark is not None:
            left = f"{left} · {mark}"
        roomy = self.size.width >= ROOMY
        self.show(left, dates.full(now, region) if roomy else dates.clock_time_in_words(now, region))
