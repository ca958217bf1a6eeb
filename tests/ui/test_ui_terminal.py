"""A terminal that vanishes is noticed."""

from __future__ import annotations

import os
import pty

from ticker.ui.terminal import is_gone


def test_a_terminal_is_there_until_its_other_end_is_closed() -> None:
    near, far = pty.openpty()
    try:
        assert not is_gone(far)
        os.close(near)
        assert is_gone(far)
    finally:
        os.close(far)
