"""How Textual draws on the terminal, made to outlast it."""

from __future__ import annotations

import errno
import os
from typing import IO, Any

from textual.drivers.linux_driver import LinuxDriver

_VANISHED = (errno.EIO, errno.ENXIO, errno.EPIPE)


class LastingDriver(LinuxDriver):
    """Drops what can be drawn no more, because the terminal has vanished.

    Textual's thread that writes ends at the first error; once its queue of 30 pieces is full, the program would wait
    for it for ever, with the poller at its side.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._file: Any = LastingFile(self._file)


class LastingFile:
    """A file to which writing never fails: where its terminal has vanished, all goes to nowhere from then on."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write what can be written."""
        try:
            self._file.write(text)
        except OSError as error:
            self._give_up(error)
        return len(text)

    def flush(self) -> None:
        """Hand on what can be handed on."""
        try:
            self._file.flush()
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        if error.errno in _VANISHED:
            # The file itself keeps what it could not write, and Python tries once more when it ends.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._file.fileno())
            os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
