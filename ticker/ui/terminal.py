"""The terminal that the program runs in."""

from __future__ import annotations

import termios


def is_gone(file: int) -> bool:
    """Whether the terminal behind a file descriptor has vanished.

    It need not send SIGHUP, reading it may give an endless end of file, and poll() does not work on terminals
    everywhere; asking for its settings fails on every system.
    """
    try:
        termios.tcgetattr(file)
    except termios.error:
        return True
    return False
