"""What is to be played of a tape, and what comes of it."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ticker.cli import output
from ticker.cli.arguments import Setup
from ticker.errors import N_, UsageError
from ticker.l10n.moments import moment_of
from ticker.model import Change
from ticker.store import changes as change_log
from ticker.store import entries, feeds
from ticker.store.database import Database

if TYPE_CHECKING:
    from ticker.tape.model import Tape


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be played: a tape, from which to which of its moments, how fast, and whether again and again.

    `still` stands at the first of them.
    """

    path: Path
    tape: Tape
    at: datetime
    until: datetime
    speed: float
    loop: bool = False
    still: bool = False


def wish_of(setup: Setup, name: str, speed: str, at: str | None, until: str | None, *, loop: bool) -> Wish:
    """What the options ask for. Raises UsageError for what cannot be."""
    from ticker.tape import shelf

    factor = speed_of(speed)
    path = shelf.find(name)
    tape = shelf.load(path)
    start = tape.start if at is None else moment_of(at, tape.start, setup.region)
    end = tape.end if until is None else moment_of(until, start, setup.region)
    if end < start:
        raise UsageError(N_("The end lies before the start."))
    return Wish(path, tape, start, end, factor, loop)


def speed_of(text: str) -> float:
    """The factor that `--speed` means; math.inf for max. Raises UsageError for what is no positive number."""
    if text == "max":
        return math.inf
    try:
        factor = float(text.rstrip("x×").replace(",", "."))
    except ValueError:
        factor = math.nan
    if not 0 < factor < math.inf:
        raise UsageError(N_("“{text}” is no speed. Possible: a positive number, or max."), text=text)
    return factor


async def changes_of(db: Database, wish: Wish) -> AsyncIterator[list[Change]]:
    """Play into the database, and give what changes, the subscriptions first."""
    from ticker.poller.replay import play, subscribe
    from ticker.tape.clock import TapeClock

    subscribe(db, wish.tape)
    yield change_log.since(db, 0)
    async for changes in play(db, wish.tape, TapeClock(wish.at, wish.speed), until=wish.until):
        yield changes


def as_json(db: Database, change: Change) -> dict[str, object]:
    feed = feeds.get(db, change.feed_id)
    stored = entries.entry(db, change.entry_key) if change.entry_key is not None else None
    return output.change(change, feed.url if feed else "", stored)
