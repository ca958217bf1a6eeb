"""Feeds asked now because the reader wishes it: which of them may be, and how that gets on."""

from __future__ import annotations

from collections.abc import Sequence

from ticker.l10n.messages import _
from ticker.ui.library import Library
from ticker.ui.refresh import Refresh
from ticker.ui.session import Session


def begin(feed_ids: Sequence[int], library: Library, session: Session) -> tuple[Refresh | None, str | None]:
    """Wish for a poll of some feeds; gives the refresh, and what there is to say where none begins."""
    if session.replay is not None:
        return None, _("In a replay the tape says when a feed is asked.")
    now = session.clock.now()
    refresh = library.ask_now(feed_ids, now)
    if refresh.planned or len(feed_ids) != 1:
        return refresh, None
    feed = library.feed(feed_ids[0])
    if feed is None:
        return None, None
    from ticker.l10n.reasons import why_not

    reason = why_not(feed, session.region, now)
    return None, _("{name}: not asked – {reason}").format(name=feed.name, reason=reason)
