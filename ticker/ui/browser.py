"""Open an address outside of the terminal program, without waiting for it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping

ALLOWED = ("http://", "https://", "mailto:")


def command(address: str, environ: Mapping[str, str], platform: str = sys.platform) -> list[str] | None:
    """The command line that opens the address, None where the address is not allowed or nothing can open it.

    BROWSER names the program (a `%s` in it stands for the address), else the system's opener is taken.
    """
    if not address.lower().startswith(ALLOWED):
        return None
    named = environ.get("BROWSER", "").split(os.pathsep)[0]
    if named:
        words = shlex.split(named)
        return [word.replace("%s", address) for word in words] if "%s" in named else [*words, address]
    opener = shutil.which("open" if platform == "darwin" else "xdg-open", path=environ.get("PATH"))
    return [opener, address] if opener else None


def open_address(address: str, environ: Mapping[str, str]) -> bool:
    """Start the browser as a process of its own; False where none could be started."""
    words = command(address, environ)
    if words is None:
        return False
    try:
        subprocess.Popen(  # noqa: S603 - the words are the reader's own browser and a checked address
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True
