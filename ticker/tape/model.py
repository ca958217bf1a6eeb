"""What a tape is: recorded HTTP exchanges in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from ticker.errors import Cause
from ticker.model import Validators

FAULTS = (Cause.DNS, Cause.CONNECT, Cause.TLS, Cause.TIMEOUT, Cause.BROKEN)
"""What can keep an answer, or its rest, from coming."""


@dataclass(frozen=True, slots=True)
class Take:
    """One question to a server and its answer.

    `at` is when the answer came (aware, UTC), `request` the validators that were sent, `headers` those of the
    answer as name and value (each character a byte), `body` its bytes as they went over the wire.
    `fault` is one of `FAULTS` where no answer came (`status` is None then) or only the first part of its body; `detail`
    is what the HTTP library said of it.
    """

    at: datetime
    url: str
    request: Validators
    status: int | None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    fault: Cause | None = None
    detail: str = ""

    def header(self, name: str) -> str | None:
        """The first value of that header of the answer."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Tape:
    """Takes in time order, at least one.

    `feeds` are the addresses that are subscribed to at the start. A tape that another program made names none: then
    they are those that answer with a feed.
    """

    title: str
    description: str
    feeds: tuple[str, ...]
    takes: tuple[Take, ...]

    @property
    def start(self) -> datetime:
        """When the first answer came (aware, UTC)."""
        return self.takes[0].at

    @property
    def end(self) -> datetime:
        """When the last answer came (aware, UTC)."""
        return self.takes[-1].at


def cut(tape: Tape, start: datetime | None, end: datetime | None, feeds: Iterable[str] = ()) -> Tape | None:
    """The part of the tape from `start` to `end` (both included, None for its own), of some `feeds` or of all.

    A part plays by itself: the last whole document that a feed sent before `start` comes at `start`, asked for without
    validators. Where only some feeds are wanted, the addresses that they were redirected to stay on it too.
    None where nothing is left.
    """
    first, last = start or tape.start, end or tape.end
    wanted = _reached(tape, feeds)
    takes = [take for take in tape.takes if take.at <= last and take.url in wanted]
    opening = {
        take.url: replace(take, at=first, request=Validators())
        for take in takes
        if take.at < first and take.status == 200 and take.fault is None
    }
    later = [take for take in takes if take.at >= first]
    kept = (*opening.values(), *later)
    if not kept:
        return None
    return replace(tape, feeds=tuple(feed for feed in tape.feeds if feed in wanted), takes=kept)


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
