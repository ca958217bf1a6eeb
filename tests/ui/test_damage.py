"""A database that is damaged while the screen shows it: one calm line, and the screen goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench.fill import END, fill
from tests.fakes import FakeClock
from tests.store.damage import KINDS, spoil
from tests.ui.conftest import Desk
from tests.ui.test_place import MakeDesk, settled
from tests.ui.test_states import state
from ticker.errors import DamagedError, TickerError
from ticker.ui.library import ALL, Library

READS: tuple[Callable[[Library], object], ...] = (
    lambda library: library.first_order(200),
    lambda library: library.order(ALL),
    lambda library: library.figures(ALL, ()),
    lambda library: library.headlines(range(1, 301)),
    lambda library: library.places(range(1, 301)),
    lambda library: [library.entry(key) for key in range(1, 301)],
    lambda library: [library.revisions(key) for key in range(1, 301)],
    lambda library: library.crawl(END),
    lambda library: library.entries_of(1),
    lambda library: library.feeds(),
    lambda library: library.overview(),
    lambda library: library.stories(),
    lambda library: library.news(),
    lambda library: library.mark_all_read(range(1, 301), END),
    lambda library: library.mark_later(range(1, 301), True, END),
    lambda library: library.undo(END),
    lambda library: library.ask_now([1], END),
)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_is_read_of_a_damaged_file_raises_anything_unknown(tmp_path: Path, kind: str) -> None:
    fill(tmp_path / "ticker.db", 300)
    library = Library(tmp_path / "ticker.db", FakeClock(END))
    spoil(tmp_path / "ticker.db", kind)
    for read in READS:
        try:
            read(library)
        except TickerError as error:
            assert isinstance(error, DamagedError)  # noqa: PT017 - it may also go well
    while library.complaint() is not None:  # each is told once
        pass
    assert (library.damage() is None) is (kind == "search")
    library.close()


@pytest.mark.parametrize("kind", ["entries", "astray"])
async def test_a_damaged_file_is_told_in_a_line_and_ends_nothing(desk_of: MakeDesk, kind: str) -> None:
    desk = desk_of(300)
    async with desk.app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        spoil(desk.database, kind)
        desk.clock.moment += timedelta(minutes=1)
        await pilot.press(*"jGfmxbuvgj", "F", "escape", "enter", "escape", "slash", *"brü", "enter")
        await settled(pilot)
        desk.notice()
        assert "Die Datenbank ist beschädigt; ticker doctor --repair setzt sie instand" in (
            desk.app.trouble_line() or ""
        )


async def test_a_poller_that_cannot_go_on_is_not_started_again(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        dying = (sys.executable, "-c", "import sys; print('ticker: zu viel Rost', file=sys.stderr); sys.exit(2)")
        fetching = desk.app.fetch_by(dying)
        await fetching.start()
        watcher = fetching.process._watcher
        assert watcher is not None
        before = len(desk.app._timers)
        await watcher
        assert state(desk).startswith("Der Abruf ist stehen geblieben: zu viel Rost")
        assert len(desk.app._timers) == before


async def test_a_database_that_was_damaged_before_shows_the_list_and_the_line(
    desk_of: MakeDesk, tmp_path: Path
) -> None:
    fill(tmp_path / "ticker.db", 300)
    spoil(tmp_path / "ticker.db", "feeds")
    desk: Desk = desk_of(None)
    async with desk.app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        assert "ticker doctor --repair" in state(desk)
