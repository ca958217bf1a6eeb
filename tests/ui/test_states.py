"""Every state has words: what is wrong, what comes next, and what to do."""

from __future__ import annotations

import sys

from tests.ui.conftest import Desk
from tests.ui.test_place import MakeDesk, settled
from ticker.ui.poller_process import PollerProcess
from ticker.ui.widgets.bars import Bar


def state(desk: Desk) -> str:
    return desk.app.screen.query_one("#state", Bar).text.replace("\u00a0", " ")


async def test_a_poller_that_dies_is_told_in_a_line_and_started_again(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        dying = (sys.executable, "-c", "import sys; sys.exit('Platte voll \\x1b[31m')")
        desk.app._poller = PollerProcess(dying, desk.app._poller_died)
        await desk.app._poller.start()
        watcher = desk.app._poller._watcher
        assert watcher is not None
        await watcher
        assert "Der Abruf steht und beginnt in einigen Sekunden neu (Code 1): Platte voll" in state(desk)
        assert "\x1b" not in state(desk)

        living = (sys.executable, "-c", "import sys; sys.stdin.read()")
        desk.app._poller = PollerProcess(living, desk.app._poller_died)
        await desk.app._restart_poller()
        assert state(desk) == "Der Abruf geht weiter."
        assert desk.app.trouble_line() is None


async def test_a_poller_that_somebody_ends_is_started_again_too(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        desk.app._poller = PollerProcess((sys.executable, "-c", ""), desk.app._poller_died)
        await desk.app._poller.start()
        watcher = desk.app._poller._watcher
        assert watcher is not None
        await watcher
        assert "Der Abruf steht und beginnt in einigen Sekunden neu (Code 0)" in state(desk)
