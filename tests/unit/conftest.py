"""What the tests of pure rooms share."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest


@pytest.fixture
def system_in_vienna(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose time is Vienna's."""
    monkeypatch.setenv("TZ", "Europe/Vienna")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
