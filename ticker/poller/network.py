"""Tells the trouble of one feed from the reader's own network being away."""

from __future__ import annotations

from ticker.errors import Cause, Failure
from ticker.model import Feed

UNREACHED = frozenset({Cause.DNS, Cause.CONNECT, Cause.TIMEOUT})
"""The failures that a missing network brings about: not a byte came from anywhere."""

_HOSTS = 2  # that must fail one after the other, none answering between


def is_unreached(failure: Failure | None) -> bool:
    """Whether nobody at all was reached."""
    return failure is not None and failure.cause in UNREACHED


def is_answered(failure: Failure | None) -> bool:
    """Whether some server answered. Where the settings' secrets are not to be had none was asked."""
    return not is_unreached(failure) and (failure is None or failure.cause is not Cause.ACCESS)


class Network:
    """What the polls say about the network: it is away when several hosts that used to answer fail in a row.

    `away` is how it was when the program last looked. Feeds that turn out to fail while others answer are no
    witnesses any more until they answer themselves, so two dead servers are not taken for a missing network twice.
    """

    def __init__(self, *, away: bool) -> None:
        self.away = away
        self.failed: dict[str, Feed] = {}
        self._doubtful: set[int] = set()

    def unreached(self, feed: Feed, host: str) -> bool:
        """A poll of this feed (as it was before) reached nobody. True if the network turns out to be away.

        The feeds that showed it are in `failed`, by host.
        """
        if not self.away and feed.health.failures == 0 and feed.id not in self._doubtful:
            self.failed.setdefault(host, feed)
            self.away = len(self.failed) >= _HOSTS
            return self.away
        return False

    def answered(self, feed: Feed) -> bool:
        """Some server answered this feed's poll, be it with an error. True if the network turns out to be back."""
        back = self.away
        if back:
            self._doubtful.update(failed.id for failed in self.failed.values())
        self._doubtful.discard(feed.id)
        self.failed.clear()
        self.away = False
        return back
