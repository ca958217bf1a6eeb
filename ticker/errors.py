"""What can go wrong, as values and as exceptions.

    Failure             a value: why a feed gave nothing this time. It travels to the end of the pipe and is
                        stored as the feed's health; it never ends the program.
    TickerError         an exception: what a person asked for cannot be done. It ends a command with one line.
    ├── UsageError      the wish itself is wrong (option, file, address): exit code 2
    │   └── DamagedError  … because the database file is damaged: it does not get better by itself
    └── UnavailableError  the wish is right and cannot be met now: exit code 1
        └── BusyError     … because another process holds the database: later it will do

Both carry an English message id and its values apart from each other; the faces look the id up in the message
catalogue (`ticker.l10n.messages`). `N_` marks such an id for the extraction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


def N_(message: str) -> str:
    """Mark a message for the catalogue and give it back unchanged."""
    return message


class Remark:
    """Something to say about a file: a catalogue id with `{named}` places, and `values` for them."""

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format_map(self.values)


class TickerError(Exception):
    """What was asked for cannot be done.

    `message` is a catalogue id with `{named}` places, `values` fills them.
    """

    exit_code = 1

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message, values)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format_map(self.values)


class UsageError(TickerError):
    """An option, a file or an address that cannot be used as it stands."""

    exit_code = 2


class DamagedError(UsageError):
    """The database file is damaged: what is asked of it may fail at any time, until somebody mends it."""


class UnavailableError(TickerError):
    """A right wish that cannot be met now, say because another process holds what it needs."""


class BusyError(UnavailableError):
    """Another process is writing to the database just now; a moment later it will do."""


@contextmanager
def ungrouped() -> Iterator[None]:
    """Raise a TickerError of one of several tasks as what it is, not in the group that a TaskGroup makes of it."""
    try:
        yield
    except BaseExceptionGroup as group:
        told: BaseException | None = group.subgroup(TickerError)
        if told is None:
            raise
        while isinstance(told, BaseExceptionGroup):
            told = told.exceptions[0]
        raise told from group


class Cause(StrEnum):
    """Why a feed gave nothing. The values are stored and printed as JSON: they never change."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    BROKEN = "broken"  # the answer ended early or was no proper HTTP
    STATUS = "status"  # any status that is neither an answer nor a redirect
    GONE = "gone"  # 410: the feed asks never to be asked again
    BUSY = "busy"  # 429 or 503
    REDIRECT = "redirect"  # too many, in a circle, or to where we do not go
    TOO_LARGE = "too_large"
    NOT_A_FEED = "not_a_feed"
    UNREADABLE = "unreadable"  # the parser gave up
    TOO_COSTLY = "too_costly"  # reading it took more time or memory than any honest document does
    NO_ARTICLE = "no_article"  # of a page that a reader asked for: it holds no text that can be told from its frame
    NO_IMAGE = "no_image"
    ACCESS = "access"  # name, password or header of the settings not to be had: the server was not asked


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one poll of a feed brought nothing.

    `status` is the HTTP status where there was an answer. `detail` is a technical remark in English for reports
    (sanitised by whoever shows it). `retry_at` is the earliest next request that the server asked for.
    """

    cause: Cause
    status: int | None = None
    detail: str = ""
    retry_at: datetime | None = None
