"""A page that was subscribed to and names several feeds: the reader chooses among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ticker.l10n.messages import _
from ticker.text.sanitise import drawable

if TYPE_CHECKING:
    from ticker.model import FoundFeed
    from ticker.ui.app import TickerApp


def offer(app: TickerApp, feed_id: int) -> bool:
    """Let the reader choose among the feeds that the page of a subscription names; False where it names none."""
    library, session = app.library, app.session
    found = library.found_feeds(feed_id)
    page = next((feed.url for feed in library.feeds() if feed.id == feed_id), None)
    if not found or page is None:
        return False

    def choose(chosen: FoundFeed | None) -> None:
        if chosen is not None:
            library.choose_feed(feed_id, chosen.url, session.clock.now())
            app.say(_("Subscribed: {name}").format(name=drawable(chosen.title or chosen.url)))

    from ticker.ui.screens.choose_feed import ChooseFeedScreen

    app.push_screen(ChooseFeedScreen(page, found), choose)
    return True
