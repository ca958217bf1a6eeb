"""What a face is given by the command line: where the data are, whose clock and region count, who polls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ticker.clock import Clock
from ticker.config import Config
from ticker.l10n.region import Region


@dataclass(frozen=True, slots=True)
class Replay:
    """A tape that is being played: its title, its speed (1 is real time) and the time of its last take."""

    title: str
    speed: float
    end: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the interface.

    `poller` is the command line of the child process that fetches, None where nobody shall be started. `keymap` are
    the key lists that differ from the defaults, by command id. `config_file` is where the settings are written to.
    """

    database: Path
    clock: Clock
    region: Region
    settings: Config = field(default_factory=Config)
    poller: tuple[str, ...] | None = None
    replay: Replay | None = None
    config_file: Path | None = None
    keymap: Mapping[str, str] = field(default_factory=dict)


class Outcome(StrEnum):
    """Why the interface was left, where that was not simply to quit."""

    REPLAY = "replay"
