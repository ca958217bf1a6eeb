"""States of a replay that were kept on the way: to go back is then not to begin at the start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ticker.feeds.apart import Parser
from ticker.poller.replay import Player
from ticker.store.database import Database, copy_into, memory_database, open_database
from ticker.tape.model import Tape
from ticker.tape.transport import TapeTransport

_COUNT = 6
_FEW = 300  # takes that are played again sooner than one would notice
_LARGEST = 200 * 2**20  # bytes: disks of temporary files are small


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A database in a file, and how far its player was. `last` is the time of its last take (ms since 1970)."""

    last: int
    path: Path
    position: int
    played: frozenset[int]


class Checkpoints:
    """Keeps states of one replay as files in a folder that is deleted with it, evenly over the tape."""

    def __init__(self, place: Path, tape: Tape) -> None:
        self._place = place
        self._tape = tape
        self._every = max(_FEW, len(tape.takes) // (_COUNT + 1))
        self._kept: list[Checkpoint] = []

    def keep(self, db: Database, player: Player, last: int) -> None:
        """Keep this state if it is time for one."""
        reached = self._kept[-1].position if self._kept else 0
        pages, size = (db.rows(f"PRAGMA {name}")[0][0] for name in ("page_count", "page_size"))
        if player.position - reached < self._every or len(self._kept) == _COUNT or pages * size > _LARGEST:
            return
        path = self._place / f"checkpoint-{len(self._kept)}.db"
        with open_database(path) as file:
            copy_into(db, file)
        self._kept.append(Checkpoint(last, path, player.position, player.played))

    def before(self, now: int) -> Checkpoint | None:
        """The latest state of which nothing lies after that time of the tape."""
        return next((kept for kept in reversed(self._kept) if kept.last <= now), None)

    def restored(self, kept: Checkpoint, parser: Parser) -> tuple[Database, Player]:
        """The state as a database in memory, with a player that goes on from there."""
        db = memory_database()
        with open_database(kept.path) as file:
            copy_into(file, db)
        return db, Player(self._tape, parser, TapeTransport(self._tape, kept.played), kept.position)
