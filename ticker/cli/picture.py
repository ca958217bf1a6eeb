"""The screen of a replay as a picture or as text, drawn without a terminal."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ticker.errors import N_, UsageError
from ticker.text.sanitise import one_line

if TYPE_CHECKING:
    from ticker.ui.app import TickerApp
    from ticker.ui.session import Session

SIZE = "120x36"
_SIZE = re.compile(r"([0-9]{1,3})[x×]([0-9]{1,3})")
_NAMES = re.compile(r"terminal-[0-9]+")  # made from addresses in memory: others every time
_LEAST, _MOST = (20, 6), (500, 200)


def size_of(text: str) -> tuple[int, int]:
    """Columns and rows. Raises UsageError for what is no size that can be drawn."""
    match = _SIZE.fullmatch(text.strip())
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(least <= side <= most for least, side, most in zip(_LEAST, size, _MOST, strict=True)):
        raise UsageError(
            N_("“{text}” is no size. Possible: {example}, columns by rows."), text=one_line(text), example=SIZE
        )
    return size


async def draw(session: Session, size: tuple[int, int]) -> tuple[str, str]:
    """The first picture of a session, as SVG and as plain text; the same every time, so nothing in it moves."""
    from ticker.l10n import hyphenation
    from ticker.ui.app import TickerApp
    from ticker.ui.library import Library

    for language in ("de", "en", None):
        name = hyphenation.dictionary(language, session.region.locale)
        if name is not None:
            hyphenation.load(name)
    session = session._replace(settings=replace(session.settings, reduced_motion=True))
    library = Library(session.database, session.clock)
    try:
        app = TickerApp(session, library)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause(0.2)
            await app.workers.wait_for_complete()
            await pilot.pause()
            return _NAMES.sub("ticker", app.export_screenshot()), _text(app, size)
    finally:
        library.close()


def _text(app: TickerApp, size: tuple[int, int]) -> str:
    """What stands on the screen, without colours and without blanks at the ends of lines."""
    from rich.console import Console

    columns, rows = size
    console = Console(width=columns, height=rows, file=io.StringIO(), record=True, legacy_windows=False)
    console.print(app.screen._compositor.render_update(full=True))
    return "\n".join(line.rstrip() for line in console.export_text().splitlines()) + "\n"
