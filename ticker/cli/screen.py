"""The screen: the reader's own database, or a tape that is played into a temporary one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ticker import resources
from ticker.cli.arguments import Setup
from ticker.errors import N_, UsageError
from ticker.ui.session import Outcome, Session

DEMONSTRATION = "putin-kim"


def open_screen(setup: Setup) -> int:
    """Open the screen on the reader's database and give the exit code."""
    check_terminal()
    settings = ("--config", setup.config_file) if setup.config_file is not None else ()
    session = Session(
        database=setup.database,
        clock=setup.clock,
        region=setup.region,
        theme=setup.settings.theme,
        poller=poller_command(setup.database, *settings, "poll", "--child"),
    )
    while True:
        outcome, code = run_session(session)
        if outcome is not Outcome.REPLAY:
            return code
        from ticker.cli.replay import replay_on_screen

        replay_on_screen(setup, DEMONSTRATION, speed=60)


def run_session(session: Session) -> tuple[Outcome | None, int]:
    """Run the application once; what it was left for, and the exit code."""
    from ticker.ui.app import TickerApp
    from ticker.ui.library import Library

    library = Library(session.database)
    try:
        app = TickerApp(session, library)
        outcome = app.run()
        return outcome, app.return_code or 0
    finally:
        library.close()


def poller_command(database: Path, *words: str) -> tuple[str, ...]:
    """The command line of the process that fetches: this very program, whatever lies in the present folder."""
    start = f"import sys; sys.path.insert(0, {str(resources.PACKAGE.parent)!r}); from ticker.cli import main; main()"
    return (sys.executable, "-P", "-c", start, "--db", str(database), *words)


def check_terminal() -> None:
    """Raises UsageError where there is no terminal that a screen could be drawn on, and names the plain way."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(N_("The screen needs a terminal. Without one there is: ticker list"))
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise UsageError(
            N_("This terminal (TERM={term}) can draw no screen. There is: ticker list"), term=os.environ.get("TERM", "")
        )
