"""The clipboard of the machine, by its own tool. (The terminal is told by OSC 52, which reaches over ssh, too.)"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping

PATIENCE = 3.0
"""Seconds that the tool may take."""

_WAYLAND = (("wl-copy",),)
_X11 = (("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input"))


def tool(environ: Mapping[str, str], platform: str = sys.platform) -> list[str] | None:
    """The command line that takes a text on its standard input for the clipboard of this session; None without one."""
    choices: list[tuple[str, ...]] = [("pbcopy",)] if platform == "darwin" else []
    if environ.get("WAYLAND_DISPLAY"):
        choices += _WAYLAND
    if environ.get("DISPLAY"):
        choices += _X11
    if environ.get("TERMUX_VERSION"):
        choices.append(("termux-clipboard-set",))
    if environ.get("TMUX"):
        choices.append(("tmux", "load-buffer", "-"))
    found = (choice for choice in choices if shutil.which(choice[0], path=environ.get("PATH")))
    words = next(found, None)
    return list(words) if words is not None else None


def hand_over(text: str, words: list[str]) -> bool:
    """Let the tool have the text; whether it took it. It may block for PATIENCE: call it from a thread."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command line, the text goes to its standard input
            words,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
            start_new_session=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
