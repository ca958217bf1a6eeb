"""Tapes as folders: what is written is read again, and can be edited."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given

from tests.tape.build import rss, take, tape, tapes
from ticker.errors import UsageError
from ticker.tape import folder, folderwriter, shelf
from ticker.tape.model import Tape


@given(one=tapes(plain=True))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, one: Tape) -> None:
    path = tmp_path_factory.getbasetemp() / "unpacked"
    shutil.rmtree(path, ignore_errors=True)
    folderwriter.write(one, path)

    assert folder.read(path) == one


def test_bodies_can_be_found_and_equal_ones_are_one_file(tmp_path: Path) -> None:
    kind = (("Content-Type", "application/rss+xml"),)
    one = tape(
        take(0, headers=kind, body=rss("eins")),
        take(1, headers=kind, body=rss("eins")),
        take(1, headers=kind, body=rss("zwei")),
        take(1, headers=(*kind, ("Content-Encoding", "gzip")), body=b"\x1f\x8b"),
        take(1, body=b"?"),
    )
    folderwriter.write(one, tmp_path / "tape")

    names = sorted(str(file.relative_to(tmp_path / "tape")) for file in (tmp_path / "tape").rglob("*.*"))
    assert names == [
        "bodies/bote.example",
        "bodies/bote.example/20230913-040000.xml",
        "bodies/bote.example/20230913-040100.bin",
        "bodies/bote.example/20230913-040100.gz",
        "bodies/bote.example/20230913-040100.xml",
        "tape.toml",
    ]


def test_header_fields_of_one_name_come_together_and_strange_ones_are_left_out(tmp_path: Path) -> None:
    headers = (("Link", "<a>"), ("link", "<b>"), ("ETag", '"\xe4"'))
    folderwriter.write(tape(take(0, headers=headers)), tmp_path / "tape")

    assert folder.read(tmp_path / "tape").takes[0].headers == (("Link", "<a>, <b>"),)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is there already"):
        folderwriter.write(tape(take(0)), tmp_path)
    with pytest.raises(UsageError, match="cannot be written"):
        folderwriter.write(tape(take(0)), Path("/proc/nirgends/tape"))


def test_the_shipped_tape_survives_both_forms(tmp_path: Path) -> None:
    one = shelf.take_down("putin-kim")
    folderwriter.write(one, tmp_path / "tape")
    assert folder.read(tmp_path / "tape") == one
