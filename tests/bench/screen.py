"""The program's screen in a terminal that nobody looks at: it can be measured, resized and let vanish."""

from __future__ import annotations

import fcntl
import os
import pty
import resource
import select
import signal
import struct
import sys
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.terminal import runs

# The screen alone: a poller of its own would ask the feeds of the database.
_START = """
import sys
from pathlib import Path
from ticker.cli.face import run_session
from ticker.clock import SystemClock
from ticker.l10n.region import Region
from ticker.ui.session import Session
sys.exit(run_session(Session(Path(sys.argv[1]), SystemClock(), Region("de_DE")))[1])
"""


class Screen:
    """A reader's screen over a database, as a process; with a `command` another program in its place."""

    def __init__(
        self, database: Path, command: Sequence[str] | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            command = command or [sys.executable, "-c", _START, str(database)]
            os.execve(command[0], list(command), {**os.environ, **(env or {}), "TERM": "xterm-256color"})
        self.resize(120, 40)
        self._code: int | None = None
        self._gone = False
        self.drawn = b""  # the last of it
        self._drain = threading.Thread(target=self._read, daemon=True)
        self._drain.start()

    def _read(self) -> None:
        # Who waits in `read` holds the terminal open, even where it was closed meanwhile.
        with suppress(OSError):
            while not self._gone:
                if select.select([self._master], [], [], 0.05)[0]:
                    read = os.read(self._master, 65536)
                    if not read:
                        return
                    self.drawn = (self.drawn + read)[-8192:]

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def memory(self) -> float:
        """What the process holds, in MB."""
        return memory(self.pid)

    def descriptors(self) -> int:
        """How many files it has open."""
        return descriptors(self.pid)

    def vanish(self) -> int:
        """Let the terminal go, as a closed window does; gives how the program ended (as waitpid tells it)."""
        self._close()
        return self.ended(30)

    def _close(self) -> None:
        if not self._gone:
            self._gone = True
            self._drain.join()
            os.close(self._master)

    def ended(self, patience: float) -> int:
        """Wait for the end; what does not end by itself is killed."""
        end = time.monotonic() + patience
        while self._code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
            else:
                time.sleep(0.02)
        return self._code

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._code is None:
            os.kill(self.pid, signal.SIGTERM)
            self.ended(10)
        self._close()


def memory(pid: int | str = "self") -> float:
    """What a process holds in memory, in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def descriptors(pid: int | str = "self") -> int:
    """How many files a process has open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def gone(pid: int, patience: float) -> bool:
    """Wait until a process has ended; False where it is still there after so many seconds."""
    end = time.monotonic() + patience
    while runs(pid):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
