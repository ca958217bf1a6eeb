"""What a tape is: recorded HTTP exchanges in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ticker.model import Validators


@dataclass(frozen=True, slots=True)
class Take:
    """One question to a server and its answer.

    `at` is when the answer came (aware, UTC), `request` the validators that were sent, `headers` those of the
    answer as name and value, `body` its bytes as they went over the wire.
    """

    at: datetime
    url: str
    request: Validators
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Tape:
    """Takes in time order, at least one. `feeds` are the addresses that are subscribed to at the start."""

    title: str
    description: str
    feeds: tuple[str, ...]
    takes: tuple[Take, ...]

    @property
    def start(self) -> datetime:
        """When the first answer came (aware, UTC)."""
        return self.takes[0].at

    @property
    def end(self) -> datetime:
        """When the last answer came (aware, UTC)."""
        return self.takes[-1].at
