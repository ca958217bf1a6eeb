"""What a tape is: recorded HTTP exchanges in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ticker.errors import Cause
from ticker.model import Validators

FAULTS = (Cause.DNS, Cause.CONNECT, Cause.TLS, Cause.TIMEOUT, Cause.BROKEN)
"""What can keep an answer, or its rest, from coming."""


@dataclass(frozen=True, slots=True)
class Take:
    """One question to a server and its answer.

    `at` is when the answer came (aware, UTC), `request` the validators that were sent, `headers` those of the
    answer as name and value (each character a byte), `body` its bytes as they went over the wire.
    `fault` is one of `FAULTS` where no answer came (`status` is None then) or only the first part of its body; `detail`
    is what the HTTP library said of it.
    """

    at: datetime
    url: str
    request: Validators
    status: int | None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    fault: Cause | None = None
    detail: str = ""

    def header(self, name: str) -> str | None:
        """The first value of that header of the answer."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Tape:
    """Takes in time order, at least one.

    `feeds` are the addresses that are subscribed to at the start. A tape that another program made names none: then
    they are those that answer with a feed.
    """

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
