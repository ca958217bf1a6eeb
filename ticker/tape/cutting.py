"""Parts of a tape that play by themselves. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from ticker.model import Validators
from ticker.tape.model import Take, Tape


def cut(tape: Tape, start: datetime | None, end: datetime | None, feeds: Iterable[str] = ()) -> Tape | None:
    """The part of the tape from `start` to `end` (both included, None for its own), of some `feeds` or of all.

    A part plays by itself: the last document that a feed sent before `start` comes at `start`, asked for without
    validators, from the address at which the feed is asked next. A feed that has moved for good by then begins at its
    new address. Where only some feeds are wanted, the addresses that they were redirected to stay on it too. None where
    nothing is left.
    """
    first, last = start or tape.start, end or tape.end
    wanted = _reached(tape, feeds)
    asked = _asked([take for take in tape.takes if take.at <= last and take.url in wanted], tape.feeds)
    earlier: dict[str, list[_Asked]] = {}
    later: dict[str, list[_Asked]] = {}
    for one in asked:
        (earlier if one.take.at < first else later).setdefault(one.feed, []).append(one)
    address = {feed: _address(feed, later.get(feed, [])) for feed in earlier}
    opening = [
        replace(document, at=first, url=address[feed], request=Validators())
        for feed, takes in earlier.items()
        if (document := _last_document(takes, later.get(feed, []))) is not None
    ]
    kept = (*opening, *(one.take for one in asked if one.take.at >= first and not _leads_away(one, address)))
    if not kept:
        return None
    return replace(tape, feeds=tuple(address.get(feed, feed) for feed in tape.feeds if feed in wanted), takes=kept)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A take, the first address of the feed that it belongs to, and whether a redirect led to it."""

    take: Take
    feed: str
    is_hop: bool

    @property
    def target(self) -> str | None:
        """Where its answer leads to."""
        location = self.take.header("location")
        return urljoin(self.take.url, location) if location else None


def _asked(takes: Iterable[Take], feeds: Sequence[str]) -> list[_Asked]:
    """Which feed each take belongs to: by its address, by a redirect just before, or by one for good long before."""
    homes = {feed: feed for feed in feeds}
    hops: dict[str, str] = {}  # redirects that nobody has followed yet: their target and the feed
    found = []
    for take in takes:
        is_hop = take.url in hops
        feed = hops.pop(take.url) if is_hop else homes.setdefault(take.url, take.url)
        one = _Asked(take, feed, is_hop)
        if one.target is not None:
            hops[one.target] = feed
            homes.setdefault(one.target, feed)
        found.append(one)
    return found


def _address(feed: str, later: Sequence[_Asked]) -> str:
    """At which address the feed is asked: at another one where nothing but redirects is left at its own."""
    own = any(one.take.url == feed and one.target is None for one in later)
    direct = (one.take.url for one in later if not one.is_hop and one.take.url != feed)
    return feed if own else next(direct, feed)


def _leads_away(one: _Asked, address: dict[str, str]) -> bool:
    """Whether it is a redirect from the address that its feed is no longer asked at."""
    return one.target is not None and one.take.url == one.feed != address.get(one.feed, one.feed)


def _last_document(earlier: Sequence[_Asked], later: Sequence[_Asked]) -> Take | None:
    """The last whole document: the one that the next question knows of, for a later one may have been no feed."""
    documents = [one.take for one in earlier if one.take.status == 200 and one.take.fault is None]
    known = [one.take.request for one in later[:1]]
    return next(
        (take for take in reversed(documents) if _validators(take) in known), documents[-1] if documents else None
    )


def _validators(take: Take) -> Validators:
    return Validators(take.header("etag"), take.header("last-modified"))


def _reached(tape: Tape, feeds: Iterable[str]) -> frozenset[str]:
    """These addresses and where they were redirected to; all of the tape where there are none."""
    reached = set(feeds) or {take.url for take in tape.takes}
    before = -1
    while before != len(reached):
        before = len(reached)
        reached |= {
            urljoin(take.url, target)
            for take in tape.takes
            if take.url in reached and (target := take.header("location"))
        }
    return frozenset(reached)
