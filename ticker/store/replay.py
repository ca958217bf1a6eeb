"""What the screen and the player of a replay tell each other: texts among the settings of the replay's own database."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ticker import course
from ticker.course import Course
from ticker.store import settings
from ticker.store.database import Database, copy_into

_COURSE = "replay_course"
_ROUND = "replay_round"
_BUILDING = "replay_building"
_SURVEY = "replay_survey"


@dataclass(frozen=True, slots=True)
class Survey:
    """When the polls of a tape were, those that brought entries, and those with Eil among them.

    All in milliseconds since 1970.
    """

    polls: tuple[int, ...] = ()
    entries: tuple[int, ...] = ()
    urgent: tuple[int, ...] = ()


def put_course(db: Database, wanted: Course) -> None:
    """Have the player follow this course."""
    settings.put(db, _COURSE, wanted.text())


def get_course(db: Database) -> Course | None:
    """The course that is to be followed."""
    text = settings.get(db, _COURSE)
    return course.read(text) if text else None


def get_round(db: Database) -> int:
    """How often the database has been built anew: after that nothing is as it was."""
    return int(settings.get(db, _ROUND) or 0)


def put_building(db: Database, share: float | None) -> None:
    """Tell how far the database is built anew (0 to 1); None when it is done."""
    settings.put(db, _BUILDING, "" if share is None else f"{share:.2f}")


def get_building(db: Database) -> float | None:
    """How far the database is built anew (0 to 1); None where that is not under way."""
    text = settings.get(db, _BUILDING)
    return float(text) if text else None


def put_survey(db: Database, survey: Survey) -> None:
    """Tell what is on the tape."""
    settings.put(db, _SURVEY, json.dumps([survey.polls, survey.entries, survey.urgent], separators=(",", ":")))


def get_survey(db: Database) -> Survey | None:
    """What is on the tape; None as long as nobody knows."""
    text = settings.get(db, _SURVEY)
    return Survey(*map(tuple, json.loads(text))) if text else None


def take_over(built: Database, db: Database) -> None:
    """Put what was built apart in the place of all that is in `db`, but for the settings; for readers at one stroke."""
    kept = dict(db.rows("SELECT name, value FROM setting"))
    kept[_ROUND] = str(get_round(db) + 1)
    kept[_BUILDING] = ""
    for name, value in kept.items():
        settings.put(built, name, value)
    copy_into(built, db)
