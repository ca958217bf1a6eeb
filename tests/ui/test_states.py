"""Every state has words: what is wrong, what comes next, and what to do."""

from __future__ import annotations

import sys

from tests.ui.conftest import Desk
from tests.ui.test_place import MakeDesk, settled
from ticker.ui.widgets.bars import Bar


def state(desk: Desk) -> str:
    return desk.app.screen.query_one("#state", Bar).text.replace("\u00a0", " ")


async def test_a_poller_that_dies_is_told_in_a_line_and_started_again(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        dying = (sys.executable, "-c", "import sys; sys.exit('Platte voll \\x1b[31m')")
        fetching = desk.app.fetch_by(dying)
        await fetching.start()
        watcher = fetching.process._watcher
        assert watcher is not None
        await watcher
        assert "Der Abruf steht und beginnt in einigen Sekunden neu (Code 1): Platte voll" in state(desk)
        assert "\x1b" not in state(desk)

        living = (sys.executable, "-c", "import sys; sys.stdin.read()")
        await desk.app.fetch_by(living).start_again()
        assert state(desk) == "Der Abruf geht weiter."
        assert desk.app.trouble_line() is None


async def test_a_poller_that_somebody_ends_is_started_again_too(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        fetching = desk.app.fetch_by((sys.executable, "-c", ""))
        await fetching.start()
        watcher = fetching.process._watcher
        assert watcher is not None
        await watcher
        assert "Der Abruf steht und beginnt in einigen Sekunden neu (Code 0)" in state(desk)
