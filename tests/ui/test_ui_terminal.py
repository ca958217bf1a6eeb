"""A terminal that vanishes is noticed."""

from __future__ import annotations

import os
import pty
import select
import termios

import pytest

from tests.terminal import PATIENCE
from ticker.ui import ground
from ticker.ui.terminal import is_gone


def test_a_terminal_is_there_until_its_other_end_is_closed() -> None:
    near, far = pty.openpty()
    try:
        assert not is_gone(far)
        os.close(near)
        assert is_gone(far)
    finally:
        os.close(far)


def test_a_terminal_is_asked_for_its_background_and_left_as_it_was() -> None:
    near, far = pty.openpty()
    try:
        before = termios.tcgetattr(far)
        os.write(near, b"\x1b]11;rgb:ffff/0000/8080\x1b\\\x1b[?62;22c")
        # The answer lies ready; it is read without a line end and nothing is left of it.
        assert ground.background_of(far, {}) == (255, 0, 128)
        # A terminal that echoes what was typed before may give both in one piece or in two.
        asked, seen = b"\x1b]11;?\x1b\\\x1b[c", b""
        while not seen.endswith(asked) and select.select([near], [], [], PATIENCE)[0]:
            seen += os.read(near, 64)
        assert seen.endswith(asked)
        assert termios.tcgetattr(far) == before
    finally:
        os.close(near)
        os.close(far)


def test_a_terminal_that_does_not_answer_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    near, far = pty.openpty()
    monkeypatch.setattr(ground, "PATIENCE", 0.01)
    try:
        assert ground.background_of(far, {}) is None
    finally:
        os.close(near)
        os.close(far)
