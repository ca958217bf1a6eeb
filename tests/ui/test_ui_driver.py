"""Drawing on a terminal that has vanished."""

from __future__ import annotations

import os
import pty

from ticker.ui.driver import LastingFile


def test_what_can_be_written_no_more_is_dropped() -> None:
    near, far = pty.openpty()
    with open(far, "w", encoding="utf-8") as terminal:  # noqa: PTH123 - a descriptor
        file = LastingFile(terminal)
        assert (file.fileno(), file.isatty()) == (far, True)
        assert file.write("Guten Tag") == 9
        file.flush()
        assert os.read(near, 100) == b"Guten Tag"
        os.close(near)
        for _ in range(3):
            assert file.write("weg" * 10_000) == 30_000
            file.flush()
