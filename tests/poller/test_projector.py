"""A database that follows a course: forwards, back and far ahead it is always as it was at that time of the tape."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.poller.dump import dump
from ticker.clock import to_milliseconds
from ticker.course import Course
from ticker.model import Change
from ticker.poller import checkpoints, projector
from ticker.poller.replay import Player, play, subscribe
from ticker.store import replay
from ticker.store.database import Database, memory_database, open_database
from ticker.tape import shelf
from ticker.tape.clock import TapeClock
from ticker.tape.model import Tape

KIM = shelf.take_down("putin-kim")
START, END = to_milliseconds(KIM.start), to_milliseconds(KIM.end)


async def played(tape: Tape, until: datetime) -> list[str]:
    """What a database holds into which the tape was played up to that moment."""
    with memory_database() as db:
        subscribe(db, tape)
        async for _changes in play(db, tape, TapeClock(tape.start, math.inf), until=until):
            pass
        return dump(db)


class Show:
    """A projector at work, and the screen's end of its database."""

    def __init__(self, path: Path) -> None:
        self.ns = 0
        self.face = open_database(path)
        self.course = Course(START, 0, 60, END, running=False)
        replay.put_course(self.face, self.course)

    def go_to(self, moment: int) -> None:
        self.course = self.course.jumped(moment, self.ns)
        replay.put_course(self.face, self.course)

    async def settled(self, holds: Callable[[], bool]) -> None:
        for _ in range(4000):
            if holds():
                return
            await asyncio.sleep(0.005)
        raise AssertionError("it never happens")


@pytest.fixture
async def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Show]:
    monkeypatch.setattr(projector, "LOOK_SECONDS", 0.005)
    monkeypatch.setattr(checkpoints, "_FEW", 6)
    one = Show(tmp_path / "replay.db")
    with open_database(tmp_path / "replay.db") as db:
        following = asyncio.create_task(projector.follow(db, KIM, time_ns=lambda: one.ns))
        yield one
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
    one.face.close()


@pytest.mark.parametrize("many", [5, 10_000])
async def test_wherever_the_course_goes_the_database_is_as_it_was_then(
    show: Show, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projector, "_MANY", many)
    for minutes in (0, 200, 45, 45, 510, 100, 500, 0):
        moment = KIM.start + timedelta(minutes=minutes)
        show.go_to(to_milliseconds(moment))
        wanted = await played(KIM, moment)
        await show.settled(lambda wanted=wanted: dump(show.face) == wanted)  # type: ignore[misc]
        assert replay.get_course(show.face) == show.course
        assert replay.get_building(show.face) is None


async def test_it_goes_back_from_states_that_were_kept(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    await show.settled(lambda: replay.get_survey(show.face) is not None)
    kept = sorted(file.name for file in show.face.path.parent.glob("checkpoint-?.db"))
    assert kept == [f"checkpoint-{number}.db" for number in range(6)]

    played_anew: list[int] = []
    before = Player.play_next

    async def counted(player: Player, db: Database) -> list[Change]:
        played_anew.append(player.position)
        return await before(player, db)

    show.go_to(END)
    wanted = await played(KIM, KIM.end)
    await show.settled(lambda: dump(show.face) == wanted)
    monkeypatch.setattr(Player, "play_next", counted)
    moment = KIM.start + timedelta(hours=7)
    show.go_to(to_milliseconds(moment))
    await show.settled(lambda: replay.get_round(show.face) == 2 and replay.get_building(show.face) is None)
    assert 0 < len(played_anew) < 12, "not from the start"
    assert dump(show.face) == await played(KIM, moment)


async def test_it_plays_in_time(show: Show) -> None:
    show.course = show.course.resumed(0)
    replay.put_course(show.face, show.course)
    await show.settled(lambda: replay.get_survey(show.face) is not None)
    show.ns = 60 * 1_000_000_000  # an hour of the tape
    wanted = await played(KIM, KIM.start + timedelta(hours=1))
    await show.settled(lambda: dump(show.face) == wanted)
    assert replay.get_round(show.face) == 1, "built once, and then it went on"


async def test_it_tells_what_is_on_the_tape(show: Show) -> None:
    await show.settled(lambda: replay.get_survey(show.face) is not None)
    survey = replay.get_survey(show.face)
    assert survey is not None
    assert (len(survey.polls), len(survey.urgent)) == (35, 2)
    assert set(survey.urgent) < set(survey.entries) < set(survey.polls)


@pytest.mark.parametrize("speeds", [(math.inf, 40_000_000.0)])
async def test_the_same_comes_out_at_every_speed(tmp_path: Path, speeds: tuple[float, float]) -> None:
    dumps = []
    for speed in speeds:
        with open_database(tmp_path / f"{speed}.db") as db:
            subscribe(db, KIM)
            async for _changes in play(db, KIM, TapeClock(KIM.start, speed)):
                pass
            dumps.append(dump(db))
    assert dumps[0] == dumps[1]
    assert len(dumps[0]) > 100


def test_a_database_in_memory_is_one_like_any(tmp_path: Path) -> None:
    with memory_database() as first, open_database(tmp_path / "x.db") as second:
        assert isinstance(first, Database)
        assert dump(first) == dump(second)
