"""What the screen asks of the database of a replay, and tells its player."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ticker.course import Course
from ticker.errors import UnavailableError
from ticker.store import replay
from ticker.store.database import open_database
from ticker.store.replay import Survey
from ticker.ui.writes import AT_ONCE


class TapeLibrary:
    """The screen's side of a replay. It belongs to the thread that made it."""

    def __init__(self, path: Path) -> None:
        """Open the database of the replay. Raises UsageError or UnavailableError as `open_database` does."""
        self._db = open_database(path)
        self._db.wait_at_most(AT_ONCE)

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def course(self) -> Course | None:
        """The course that the player follows."""
        return replay.get_course(self._db)

    def steer(self, course: Course) -> None:
        """Have the player follow another course.

        Where that cannot be written now (the player is writing, the disk is full) the screen sees that the player
        follows another one, and says it again.
        """
        with suppress(UnavailableError):
            replay.put_course(self._db, course)

    def round(self) -> int:
        """How often the database has been built anew."""
        return replay.get_round(self._db)

    def building(self) -> float | None:
        """How far the database is built anew (0 to 1); None where that is not under way."""
        return replay.get_building(self._db)

    def survey(self) -> Survey | None:
        """What is on the tape; None as long as nobody knows."""
        return replay.get_survey(self._db)
