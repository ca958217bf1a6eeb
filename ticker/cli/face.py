"""The interface as the command line starts it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from ticker import resources
from ticker.errors import N_, UsageError
from ticker.ui.session import Outcome, Session


def run_session(session: Session) -> tuple[Outcome | None, int]:
    """Run the application once; what it was left for, and the exit code."""
    gc.disable()  # until the first picture is there, which it would only delay
    from ticker.ui import ground

    theme = _theme(session.settings.theme, os.environ)  # while nobody else reads the terminal
    from ticker.ui.app import TickerApp
    from ticker.ui.library import Library

    library = Library(
        session.database,
        session.clock,
        session.region.timezone,
        embargoed=session.settings.show_embargoed,
    )
    try:
        app = TickerApp(session, library, theme, ground.colours(os.environ))
        outcome = app.run()
        return outcome, app.return_code or 0
    finally:
        library.close()


def _theme(setting: str, environ: Mapping[str, str]) -> str:
    """The theme that a setting means in this terminal. NO_COLOR wins over every setting, and so do 16 colours."""
    from ticker.ui import ground

    few = ground.has_few_colours(environ)
    if setting != "auto" and not few:
        return setting
    asks = ground.answers(environ) and not few
    background = ground.background_of(sys.stdin.fileno(), environ) if asks else None
    return ground.suiting(environ, background)


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
            N_("This terminal (TERM={term}) can draw no screen. There are: ticker list, ticker tail"),
            term=os.environ.get("TERM", ""),
        )
