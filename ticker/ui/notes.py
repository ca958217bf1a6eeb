"""What the reader notes on entries and wishes for with them: marks, places, articles, images; taking back a mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ticker.store import marks, positions, settings
from ticker.store.database import Database, open_database
from ticker.store.positions import Position
from ticker.ui.reads import Reading, nothing, or_else, or_told
from ticker.ui.writes import Writes

if TYPE_CHECKING:
    from ticker.model import Article, Picture
    from ticker.store.undo import Undone


class Notes(Reading):
    """This part of the `Library`, which opens the database and says what holds for all of it."""

    _path: Path
    _db: Database
    _writes: Writes
    _pending: dict[int, dict[str, Any]]
    """Marks that wait for another process to let go of the database, by entry: they are shown all the same."""

    @or_else(Position)
    def position(self, key: int) -> Position:
        """Where the reader left an entry."""
        return positions.get(self._db, key)

    def leave_at(self, key: int, position: Position, now: datetime) -> None:
        """Remember where the reader leaves an entry."""
        self._writes.do(lambda: positions.put(self._db, key, position, now), None)

    @or_else(nothing)
    def article(self, key: int) -> Article | None:
        """What is known of the full article of an entry."""
        from ticker.store import articles

        return articles.get(self._db, key)

    def wish_article(self, key: int, url: str, now: datetime) -> None:
        """Have the poller fetch the full article of an entry."""
        from ticker.store import articles

        self._writes.do(lambda: articles.wish(self._db, key, url, now), None)

    @or_else(dict)
    def pictures(self, key: int) -> dict[str, Picture]:
        """The images of an entry that were asked for, by their addresses."""
        from ticker.store import pictures

        return pictures.of_entry(self._db, key)

    def wish_pictures(self, key: int, urls: Sequence[str], now: datetime) -> None:
        """Have the poller fetch images of an entry."""
        from ticker.store import pictures

        self._writes.do(lambda: pictures.wish(self._db, key, urls, now), None)

    @or_else(nothing)
    def remembered(self, name: str) -> str | None:
        """What the interface has remembered under a name."""
        return settings.get(self._db, name)

    def remember(self, name: str, value: str) -> None:
        """Remember something about the interface."""
        self._writes.do(lambda: settings.put(self._db, name, value), None)

    def mark_read(self, key: int, read: bool, now: datetime, *, undoable: bool = True) -> None:
        """Mark one entry as read or unread; not `undoable` where that came by itself, by opening it."""
        self._writes.do(lambda: marks.set_read(self._db, [key], read, now, undoable=undoable), list[int]())
        self._show_pending([key], "read", read)

    def mark_starred(self, key: int, starred: bool, now: datetime) -> None:
        """Set or take off the star of one entry."""
        self._writes.do(lambda: marks.set_starred(self._db, [key], starred, now), list[int]())
        self._show_pending([key], "starred", starred)

    @or_told
    def mark_all_read(self, keys: Sequence[int], now: datetime) -> list[int]:
        """Mark exactly these entries as read, as one action, from any thread; gives those that were unread."""
        with open_database(self._path, create=False) as db:
            return marks.set_read(db, keys, True, now)

    @or_else(list)
    def mark_hidden(self, keys: Sequence[int], hidden: bool, now: datetime) -> list[int]:
        """Take entries out of the river or let them come back, as one action; gives the keys that this changed."""
        return self._writes.do(lambda: marks.set_hidden(self._db, keys, hidden, now), list[int]())

    @or_else(list)
    def mark_later(self, keys: Sequence[int], later: bool, now: datetime) -> list[int]:
        """Put entries on the list to read later or take them off, as one action; gives the keys that this changed."""
        changed = self._writes.do(lambda: marks.set_later(self._db, keys, later, now), list[int]())
        self._show_pending(keys, "later", later)
        return changed

    def _show_pending(self, keys: Sequence[int], mark: str, on: bool) -> None:
        if not self._writes.waiting:
            self._pending.clear()
            return
        for key in keys:
            self._pending.setdefault(key, {})[mark] = on

    @or_else(nothing)
    def undo(self, now: datetime) -> Undone | None:
        """Take back the reader's last action (a bulk one is one action).

        None where there is nothing to take back, or where that has to wait for another process (`is_behind`).
        """
        from ticker.store import undo

        return self._writes.do(lambda: undo.undo(self._db, now), None)

    def is_behind(self) -> bool:
        """Whether something that the reader did waits to be written until another process lets go of the database."""
        return self._writes.waiting
