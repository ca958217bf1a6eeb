"""The screen on the reader's own database."""

from __future__ import annotations

from ticker.cli.arguments import Setup
from ticker.cli.face import check_terminal, poller_command, run_session
from ticker.ui.keymap import checked
from ticker.ui.session import Outcome, Session

DEMONSTRATION = "putin-kim"


def open_screen(setup: Setup) -> int:
    """Open the screen on the reader's database and give the exit code."""
    keymap = checked(setup.settings.keys)
    check_terminal()
    settings = ("--config", setup.config_file) if setup.config_file is not None else ()
    session = Session(
        database=setup.database,
        clock=setup.clock,
        region=setup.region,
        settings=setup.settings,
        config_file=setup.config_path,
        keymap=keymap,
        poller=poller_command(setup.database, *settings, "poll", "--child"),
    )
    while True:
        outcome, code = run_session(session)
        if outcome is not Outcome.REPLAY:
            return code
        from ticker.cli.replay import replay_on_screen

        replay_on_screen(setup, DEMONSTRATION, speed=60)
