"""Damage to a database file as disks and file systems do it: whole pages that hold something else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def page_size(path: Path) -> int:
    """The bytes of a page."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA page_size").fetchone()[0])


def overwrite(path: Path, *pages: int, byte: bytes = b"\xff") -> None:
    """Fill these pages (from 1) with one byte."""
    size = page_size(path)
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * size : page * size] = byte * size
    path.write_bytes(content)


def root_of(path: Path, name: str) -> int:
    """The first page of a table or an index."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0])


def leaves_of(path: Path, root: int) -> list[int]:
    """The children of the root page of a table (https://www.sqlite.org/fileformat2.html, section 1.6)."""
    size, content = page_size(path), path.read_bytes()
    page = content[(root - 1) * size : root * size]
    assert page[0] == 5, "an interior page of a table"
    cells = int.from_bytes(page[3:5], "big")
    starts = [int.from_bytes(page[12 + 2 * cell : 14 + 2 * cell], "big") for cell in range(cells)]
    return [int.from_bytes(page[start : start + 4], "big") for start in starts] + [int.from_bytes(page[8:12], "big")]


def misplace(path: Path, page: int, source: int) -> None:
    """Let a page hold what belongs on another one, as after a write that went astray."""
    size = page_size(path)
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = content[(source - 1) * size : source * size]
    path.write_bytes(content)


KINDS = ("index", "entries", "versions", "search", "feeds", "astray", "zeros")


def spoil(path: Path, kind: str) -> None:
    """One of several kinds of damage to a database of a few hundred entries, behind the back of whoever has it open."""
    roots = {name: root_of(path, name) for name in ("entry", "revision", "entry_river", "search_data", "feed")}
    entries, versions = leaves_of(path, roots["entry"]), leaves_of(path, roots["revision"])
    match kind:
        case "index":
            overwrite(path, roots["entry_river"])
        case "entries":
            overwrite(path, *entries[1:])
        case "versions":
            overwrite(path, *versions)
        case "search":
            overwrite(path, *leaves_of(path, roots["search_data"]))
        case "feeds":
            overwrite(path, roots["feed"])
        case "astray":
            for page in entries:
                misplace(path, page, versions[0])
        case "zeros":
            overwrite(path, *entries, *versions, byte=b"\x00")
