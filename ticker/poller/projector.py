"""Shows a tape as its course says: forwards at any speed, or anew from the start where the course has gone back."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable

from ticker.clock import to_milliseconds
from ticker.course import Course, present
from ticker.feeds.apart import Parser
from ticker.model import ChangeKind, Urgency
from ticker.poller.checkpoints import Checkpoints
from ticker.poller.replay import Player, subscribe
from ticker.store import entries, replay
from ticker.store.database import Database, copy_into, memory_database
from ticker.store.replay import Survey
from ticker.tape.model import Tape

LOOK_SECONDS = 0.05
_AT_ONCE = 100  # takes between two looks at the course
_MANY = 400  # takes that are sooner played apart and copied than written one by one


async def follow(db: Database, tape: Tape, *, time_ns: Callable[[], int] = present) -> None:
    """Keep the database as it was at the tape's time of the course that stands in it, for ever.

    A database without a course stays as it is. What a reader has marked is lost where the database is built anew.
    """
    async with Parser() as parser, asyncio.TaskGroup() as tasks:
        checkpoints = Checkpoints(db.path.parent, tape)
        projector = _Projector(db, tape, parser, checkpoints)
        survey = tasks.create_task(_survey(db, tape, parser, checkpoints))
        try:
            version, course = -1, None
            while True:
                if version != (seen := db.data_version()) or course is None:
                    version, course = seen, replay.get_course(db)
                now = course.moment(time_ns()) if course is not None else None
                if now is None or await projector.go_on(now):
                    await asyncio.sleep(_pause(course, projector.next_at, now))
        finally:
            survey.cancel()
            await projector.close()


def _pause(course: Course | None, next_at: float, now: int | None) -> float:
    """How long nothing happens, in real seconds; the course is looked at meanwhile."""
    if course is None or now is None or not course.running:
        return LOOK_SECONDS
    return min(LOOK_SECONDS, max(0.0, (next_at - now) / 1000 / course.speed))


class _Projector:
    """The database, and what is being built to take its place."""

    def __init__(self, db: Database, tape: Tape, parser: Parser, checkpoints: Checkpoints) -> None:
        self._db = db
        self._checkpoints = checkpoints
        self._tape = tape
        self._parser = parser
        self._player: Player | None = None
        self._apart: Database | None = None
        self._start = self._last = 0  # the times of the first take to be built and of the last one played

    @property
    def next_at(self) -> float:
        """When the next take was, in milliseconds since 1970; infinite at the end."""
        at = self._player.next_at if self._player is not None else self._tape.start
        return math.inf if at is None else to_milliseconds(at)

    async def go_on(self, now: int) -> bool:
        """Play some of what is missing up to that time of the tape; whether nothing is missing any more."""
        player = self._player
        if player is None or now < self._last:
            player = await self._begin_anew(now)
        elif self._apart is None and self._is_far(now, player):
            self._build_apart(self.next_at)
            copy_into(self._db, self._database)
        for _ in range(_AT_ONCE):
            if self.next_at > now:
                break
            self._last = int(self.next_at)
            await player.play_next(self._database)
        await asyncio.sleep(0)
        return self._is_done(now)

    async def close(self) -> None:
        """Let go of everything."""
        if self._player is not None:
            await self._player.close()
        if self._apart is not None:
            self._apart.close()
            self._apart = None

    @property
    def _database(self) -> Database:
        return self._apart if self._apart is not None else self._db

    async def _begin_anew(self, now: int) -> Player:
        """Begin at the start, or where a state was kept before that time."""
        await self.close()
        kept = self._checkpoints.before(now)
        if kept is not None:
            self._apart, self._player = self._checkpoints.restored(kept, self._parser)
            self._start = self._last = kept.last
            return self._player
        self._player = Player(self._tape, self._parser)
        self._build_apart(self.next_at)
        self._last = 0
        subscribe(self._database, self._tape)
        return self._player

    def _build_apart(self, start: float) -> None:
        self._apart = memory_database()
        self._start = int(start)

    def _is_far(self, now: int, player: Player) -> bool:
        """Whether many takes lie between here and there."""
        ahead = player.position + _MANY
        return ahead < len(self._tape.takes) and to_milliseconds(self._tape.takes[ahead].at) <= now

    def _is_done(self, now: int) -> bool:
        """Whether all is played; what was built apart takes the database's place then."""
        if self.next_at <= now:
            if self._apart is not None:
                replay.put_building(self._db, (self._last - self._start) / max(1, now - self._start))
            return False
        if self._apart is not None:
            replay.take_over(self._apart, self._db)
            self._apart.close()
            self._apart = None
        return True


async def _survey(db: Database, tape: Tape, parser: Parser, checkpoints: Checkpoints) -> None:
    """Play the tape apart, in the pauses of what is shown; tell what is on it, and keep states on the way."""
    polls: list[int] = []
    added: list[int] = []
    urgent: list[int] = []
    player = Player(tape, parser)
    with memory_database() as apart:
        try:
            subscribe(apart, tape)
            while (at := player.next_at) is not None:
                changes = await player.play_next(apart)
                keys = [c.entry_key for c in changes if c.kind is ChangeKind.ENTRY_ADDED and c.entry_key is not None]
                polls.append(to_milliseconds(at))
                if keys:
                    added.append(polls[-1])
                if any(line.urgency <= Urgency.BULLETIN for line in entries.headlines(apart, keys)):
                    urgent.append(polls[-1])
                checkpoints.keep(apart, player, polls[-1])
                await asyncio.sleep(0)
        finally:
            await player.close()
    replay.put_survey(db, Survey(tuple(polls), tuple(added), tuple(urgent)))
