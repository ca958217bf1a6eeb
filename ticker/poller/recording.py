"""Starts and stops the recorder as a face wishes it, while the loop goes on."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from ticker.clock import Clock
from ticker.errors import TickerError
from ticker.net.fetch import Limits, cause_of
from ticker.poller.lock import PollerLock
from ticker.store import feeds, recording
from ticker.store.database import Database
from ticker.store.recording import Recording
from ticker.tape.recorder import Deck, Recorder

LOOK_SECONDS = 0.5


def start(db: Database, path: Path, clock: Clock, title: str | None = None) -> Recorder:
    """A recorder for the feeds of the database. Raises UsageError for a file that cannot be written."""
    # What is given up a moment before the fetch's own limit is given up by the program's end.
    recorder = Recorder(path, clock, cause_of, patience=Limits().total - 1)
    recorder.begin(title or path.name, [feed.url for feed in feeds.all_feeds(db)])
    return recorder


async def follow(db: Database, deck: Deck, lock: PollerLock) -> None:
    """Look for a wish to record, for ever; at the end the recording is over and the wish is met.

    Only the poller that holds the `lock` records.
    """
    version, told = -1, None
    try:
        while True:
            if lock.held and version != (seen := db.data_version()):
                version = seen
                with suppress(TickerError):  # the store is busy: the next look will do
                    _switch(db, deck)
            if told != (state := _state(deck.recorder)):
                told = state
                _tell(db, state)
            if state is not None and state.error is not None:
                _end(db, deck)
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        if deck.recorder is not None:
            _end(db, deck)
            _tell(db, None)


def _switch(db: Database, deck: Deck) -> None:
    """Let the deck record what is wished, and nothing else."""
    wished, running = recording.wished(db), deck.recorder
    if running is not None and running.path != wished:
        running.close()
        deck.recorder = running = None
        _tell(db, None)
    if wished is not None and running is None:
        try:
            deck.recorder = start(db, wished, deck.clock)
        except TickerError as error:
            _tell(db, Recording(wished, deck.clock.now(), error=str(error.values.get("reason", error))))
            _forget(db)
    elif running is not None:
        running.begin(running.path.name, [feed.url for feed in feeds.all_feeds(db)])


def _state(recorder: Recorder | None) -> Recording | None:
    if recorder is None:
        return None
    return Recording(recorder.path, recorder.started, recorder.takes, recorder.error)


def _end(db: Database, deck: Deck) -> None:
    if deck.recorder is not None:
        deck.recorder.close()
        deck.recorder = None
    _forget(db)


def _forget(db: Database) -> None:
    with suppress(TickerError):  # the store is busy: the file is continued when the program starts again
        recording.wish(db, None)


def _tell(db: Database, state: Recording | None) -> None:
    with suppress(TickerError):  # the next take tells it
        recording.tell(db, state)
