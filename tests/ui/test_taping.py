"""A recording is started and ended from the screen, through the database."""

from __future__ import annotations

from pathlib import Path

from tests.bench.fill import END
from tests.ui.test_place import MakeDesk, settled
from ticker.course import CourseClock, begun
from ticker.store import recording
from ticker.store.database import open_database
from ticker.store.recording import Recording
from ticker.ui.session import Replay
from ticker.ui.widgets.bars import Bar


async def test_a_key_begins_and_ends_a_recording(desk_of: MakeDesk) -> None:
    desk = desk_of(3)

    def top() -> str:
        return desk.app.screen.query_one("#masthead", Bar).text

    def remark() -> str:
        return desk.app.screen.query_one("#state", Bar).text

    async with desk.app.run_test(size=(160, 24)) as pilot:
        await settled(pilot)
        with open_database(desk.database) as poller:
            await pilot.press("ctrl+r")
            await settled(pilot)
            path = recording.wished(poller)
            assert path == desk.database.parent / "tapes" / "2023-09-13-104500.warc.gz"

            recording.tell(poller, Recording(path, END, 7))
            desk.app._tick()
            assert "● Aufnahme" in top()
            assert str(path) in remark()

            await pilot.press("ctrl+r")
            await settled(pilot)
            assert recording.wished(poller) is None
            recording.tell(poller, None)
            desk.app._tick()
            assert "Aufnahme" not in top()
            assert "7 Antworten" in remark()

            recording.tell(poller, Recording(Path("/x"), END, error="No space left on device"))
            desk.app._tick()
            assert "No space left" in remark()
            assert "● Aufnahme" not in top()


async def test_a_replay_is_not_recorded(desk_of: MakeDesk) -> None:
    desk = desk_of(3, replay=Replay("Band", CourseClock(begun(END, END, 60, 0)), END, END))
    async with desk.app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+r")
        with open_database(desk.database) as db:
            assert recording.wished(db) is None
        assert "Wiedergabe" in desk.app.screen.query_one("#state", Bar).text
