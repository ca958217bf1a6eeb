"""A program in a real pseudo-terminal: its keys, its screen, its end.

with Terminal(["ticker"], size=(80, 24), env=…) as terminal:
    terminal.wait_for("Meldungen")
    terminal.press("j")
    assert terminal.exit_code() == 0
"""

from __future__ import annotations

import fcntl
import math
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import pyte

_SHOWN = re.compile(rb"\x1b\[(\d+;\d+)H\x1b\[\?25h")
PATIENCE = 30.0
"""Seconds after which a wait is given up: far longer than anything takes, so that a slow machine passes."""


class Terminal:
    """The near end of the pseudo-terminal, with an emulator that follows what is drawn."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int], env: Mapping[str, str]) -> None:
        columns, rows = size
        self.screen: Any = pyte.Screen(columns, rows)
        self._stream: Any = pyte.ByteStream(self.screen)
        self.output = b""
        self._status: int | None = None
        self._shown_at: bytes | None = None
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), {**env, "TERM": "xterm-256color"})
        self.resize(columns, rows)
        self.attributes = termios.tcgetattr(self._master)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Let the terminal vanish."""
        os.close(self._master)
        self._master = -1

    @property
    def text(self) -> str:
        """What the screen shows, no-break spaces as plain ones."""
        return "\n".join(self.screen.display).replace("\u00a0", " ")

    def wait_for(self, text: str) -> None:
        """Wait until the screen shows a text."""
        self.wait_until(lambda: text in self.text, text)

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Read what is drawn until a condition holds; fails with the screen where it never does."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end or not self._read(0.1):
                raise AssertionError(f"waited in vain for {what!r}; the screen:\n{self.text}")

    def time_to_answer(self, keys: str, quiet: float = 0.05) -> float:
        """Type, and give the seconds until the first byte is drawn; then wait until nothing was for `quiet` seconds.

        What is drawn is thrown away unread: an emulator's own time would be part of the next figure. So is what was
        drawn before, which is no answer.
        """
        self.drain(0)
        start = time.perf_counter()
        self.press(keys)
        if not select.select([self._master], [], [], PATIENCE)[0]:
            raise AssertionError(f"no answer to {keys!r}")
        answered = time.perf_counter() - start
        self.drain(quiet)
        return answered

    def time_to_move(self, keys: str, quiet: float = 0.02) -> tuple[float, float]:
        """Type, and give the seconds to the first byte and until the cursor is shown at another cell; then wait for
        `quiet` seconds.

        For a program that draws by itself all the while: what it draws is an answer only where the cursor has moved.
        """
        while select.select([self._master], [], [], 0)[0]:
            self._follow(os.read(self._master, 65536))
        before = self._shown_at
        start = time.perf_counter()
        first = 0.0
        self.press(keys)
        while self._shown_at == before:
            if not select.select([self._master], [], [], PATIENCE)[0]:
                raise AssertionError(f"no answer to {keys!r}")
            first = first or time.perf_counter() - start
            self._follow(os.read(self._master, 65536))
        moved = time.perf_counter() - start
        end = time.monotonic() + quiet
        while (left := end - time.monotonic()) > 0:
            if select.select([self._master], [], [], left)[0]:
                self._follow(os.read(self._master, 65536))
        return first, moved

    def _follow(self, data: bytes) -> None:
        shown = _SHOWN.findall(data)
        if shown:
            self._shown_at = shown[-1]

    def drain(self, quiet: float) -> None:
        """Throw away what is drawn until nothing was for `quiet` seconds."""
        while select.select([self._master], [], [], quiet)[0]:
            os.read(self._master, 65536)

    def exit_code(self, *, interrupting: bool = False) -> int:
        """Wait for the program's end, and give its exit code (negative: the signal that ended it).

        `interrupting` presses ctrl+c every two seconds meanwhile: a press that falls between a prompt and Python's
        waiting for input is only seen at the next one.
        """
        end = time.monotonic() + PATIENCE
        pressed = -math.inf
        while self._status is None:
            if interrupting and time.monotonic() - pressed > 2:
                self.press("\x03")
                pressed = time.monotonic()
            if self._master >= 0:
                self._read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > end:
                raise AssertionError(f"it does not end; the screen:\n{self.text}")
            elif self._master < 0:
                select.select([], [], [], 0.02)
        while self._master >= 0 and self._read(0):
            pass
        return self._status

    def _read(self, seconds: float) -> bool:
        """Take in what was drawn; False where the other end is closed."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return seconds > 0
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.output += data
        self._stream.feed(data)
        return bool(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self._master >= 0:
            os.close(self._master)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and that still run (Linux and macOS: by `ps`)."""
    import subprocess

    table = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in table.splitlines()]
    return [int(row[0]) for row in rows if int(row[1]) == pid and not row[2].startswith("Z")]


def runs(pid: int) -> bool:
    """Whether a process of that number is there and no zombie."""
    import subprocess

    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(found.strip()) and not found.strip().startswith("Z")
