"""What a face is given by the command line: where the data are, whose clock and region count, who polls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ticker.clock import Clock
from ticker.config import Config
from ticker.l10n.region import Region

if TYPE_CHECKING:
    from ticker.course import CourseClock


class Replay(NamedTuple):
    """A tape that is being played: its title, its first moment and the one at which it ends; `loop` begins it again.

    Where it stands and how fast it runs is the course of `clock`, which is the session's.
    """

    title: str
    clock: CourseClock
    start: datetime
    end: datetime
    loop: bool = False


class Session(NamedTuple):
    """One run of the interface.

    `poller` is the command line of the child process that fetches, None where nobody shall be started. `keymap` are
    the key lists that differ from the defaults, by command id. `config_file` is where the settings are written to.
    """

    database: Path
    clock: Clock
    region: Region
    settings: Config = Config()
    poller: tuple[str, ...] | None = None
    replay: Replay | None = None
    config_file: Path | None = None
    keymap: Mapping[str, str] = MappingProxyType({})


class Outcome(StrEnum):
    """Why the interface was left, where that was not simply to quit."""

    REPLAY = "replay"
