"""Files that ship with the program: styles and fixtures, in a wheel, an editable install or a bare checkout."""

from __future__ import annotations

from pathlib import Path, PurePath

PACKAGE = Path(__file__).resolve().parent
"""Where the program itself lies."""


def folder(name: str) -> Path:
    """The folder `styles` or `fixtures`: inside the package when installed, else beside it."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def sheets(*names: str) -> list[str | PurePath]:
    """The style sheets of these names. Each is read when a screen that names it is first shown."""
    return [folder("styles") / f"{name}.tcss" for name in names]
