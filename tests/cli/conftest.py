"""What the tests of the command line share: a run in this process, with a home of its own."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.bench.fill import fill
from tests.loopback import Site, site_in_thread
from ticker.cli import run


@dataclass(frozen=True, slots=True)
class Done:
    """How a run ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)


Ticker = Callable[..., Done]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home in Berlin; nothing of the machine's own settings is seen."""
    for name in ("TICKER_CONFIG", "TICKER_LOCALE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TICKER_DB", str(tmp_path / "ticker.db"))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield tmp_path
    monkeypatch.delenv("TZ")
    time.tzset()


@pytest.fixture
def ticker(home: Path, capfd: pytest.CaptureFixture[str]) -> Ticker:
    """Runs the program with some arguments."""

    def call(*arguments: str) -> Done:
        capfd.readouterr()
        code = run(arguments)
        printed = capfd.readouterr()
        return Done(code, printed.out, printed.err)

    return call


@pytest.fixture
def filled(home: Path) -> Path:
    """A database of thirty entries."""
    fill(home / "ticker.db", 30)
    return home / "ticker.db"


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on the loopback address."""
    with site_in_thread() as server:
        yield server


def refused(done: Done, *words: str) -> None:
    """A wrong wish ends with one clear line on standard error and exit code 2; nothing is on standard output."""
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("ticker: ")
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err
