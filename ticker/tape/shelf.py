"""Where tapes are: those that ship with the program by name, and files and folders of any origin by path."""

from __future__ import annotations

import difflib
from contextlib import suppress
from pathlib import Path

from ticker import resources
from ticker.errors import N_, UsageError
from ticker.tape import folder, warc
from ticker.tape.model import Tape


def names() -> list[str]:
    """The names of the tapes that ship with the program, in alphabetical order."""
    return sorted(file.parent.name for file in resources.folder("fixtures").glob("*/tape.toml"))


def find(name_or_path: str) -> Path:
    """The place of a shipped tape by its name, else the folder or file at that path.

    Raises UsageError with the nearest name, or with all of them, where there is neither.
    """
    shipped = names()
    if name_or_path in shipped:
        return resources.folder("fixtures") / name_or_path
    path = Path(name_or_path)
    with suppress(OSError, ValueError):  # no name that a file could have
        if path.is_dir() or path.is_file():
            return path
    near = difflib.get_close_matches(name_or_path, shipped, n=1, cutoff=0.5)
    if near:
        raise UsageError(N_("There is no tape “{name}”. Did you mean “{nearest}”?"), name=name_or_path, nearest=near[0])
    raise UsageError(N_("There is no tape “{name}”. There are: {known}."), name=name_or_path, known=", ".join(shipped))


def load(path: Path) -> Tape:
    """The tape in that folder or WARC file. Raises UsageError for whatever cannot be used."""
    return folder.read(path) if path.is_dir() else warc.read(path)


def take_down(name_or_path: str) -> Tape:
    """Find and load a tape. Raises UsageError as both do."""
    return load(find(name_or_path))
