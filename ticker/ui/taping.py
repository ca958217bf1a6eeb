"""A recording as the screen tells of it. Pure but for `place`, which only makes a name."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ticker.l10n.messages import _, ngettext
from ticker.l10n.numbers import number
from ticker.l10n.region import Region, local
from ticker.store.recording import Recording


def place(database: Path, now: datetime, region: Region) -> Path:
    """Where a recording that begins now is written to: beside the database."""
    return database.absolute().parent / "tapes" / f"{local(now, region):%Y-%m-%d-%H%M%S}.warc.gz"


def remark(before: Recording | None, after: Recording | None, region: Region) -> str | None:
    """What there is to say when the state of the recording has changed."""
    if after is not None and after.error is not None:
        if before is not None and before.error is not None:
            return None
        return _("Recording has stopped: {reason}").format(reason=after.error)
    if before is None and after is not None:
        return _("Recording to {path}").format(path=after.path)
    if before is not None and before.error is None and after is None:
        text = ngettext("{count} answer recorded: {path}", "{count} answers recorded: {path}", before.takes)
        return text.format(count=number(before.takes, region), path=before.path)
    return None


def mark(state: Recording | None) -> str | None:
    """What stands at the top of the screen while something is recorded."""
    return None if state is None or state.error is not None else _("● recording")
