"""What shall be recorded, and how the poller fares with it: a face wishes, the poller tells."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ticker.clock import from_milliseconds, to_milliseconds
from ticker.store import settings
from ticker.store.database import Database

_WISH = "record_to"
_STATE = "recording"


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording that runs, or that has just failed (`error` is the system's word for it)."""

    path: Path
    since: datetime
    takes: int = 0
    error: str | None = None


def wish(db: Database, path: Path | None) -> None:
    """Have the poller record to that file from now on; None ends the recording."""
    settings.put(db, _WISH, "" if path is None else str(path.absolute()))


def wished(db: Database) -> Path | None:
    """Where the poller shall record to."""
    name = settings.get(db, _WISH)
    return Path(name) if name else None


def tell(db: Database, state: Recording | None) -> None:
    """Let all faces know how the recording fares; None when there is none any more."""
    told = "" if state is None else [str(state.path), to_milliseconds(state.since), state.takes, state.error]
    settings.put(db, _STATE, json.dumps(told))


def state(db: Database) -> Recording | None:
    """How the recording fares, as far as the poller has told."""
    told = json.loads(settings.get(db, _STATE) or '""')
    return Recording(Path(told[0]), from_milliseconds(told[1]), told[2], told[3]) if told else None
