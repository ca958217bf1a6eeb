"""What can happen to a program from outside: its disk is full, its clock is turned, its network is away, others hold
its database. All of it is real but the clock, which is the machine's with a file's seconds added."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.killserver import Serial, World
from tests.bench.pollserver import host

DISK_MB = 24

# Python imports a module of this name when it starts: so the clock of every process that the program starts is turned.
_TURNED = """
import os, time
_file, _time_ns = os.environ["TICKER_TURNED"], time.time_ns
def time_ns():
    with open(_file) as file:
        return _time_ns() + int(float(file.read()) * 1_000_000_000)
time.time_ns = time_ns
time.time = lambda: time_ns() / 1_000_000_000
"""


class TurnedClock:
    """A clock that goes on and can be turned; `env` makes a program follow it."""

    def __init__(self, place: Path) -> None:
        self._file = place / "seconds"
        (place / "sitecustomize.py").write_text(_TURNED)
        self._seconds = 0.0
        self.turn(0)
        root = str(Path(__file__).resolve().parents[2])
        self.env: Mapping[str, str] = {
            "PYTHONPATH": os.pathsep.join([str(place), root]),
            "TICKER_TURNED": str(self._file),
        }

    def turn(self, seconds: float) -> None:
        """Turn it on, or back where the number is below 0."""
        self._seconds += seconds
        beside = self._file.with_suffix(".new")
        beside.write_text(str(self._seconds))
        beside.replace(self._file)

    def now(self) -> datetime:
        """What it shows (UTC)."""
        return datetime.now(UTC) + timedelta(seconds=self._seconds)


@dataclass(slots=True)
class Disk:
    """A place for files; `real` tells whether it is a disk of its own, which can be full for all that write to it."""

    path: Path
    real: bool

    @contextmanager
    def full(self) -> Iterator[None]:
        """No byte more fits meanwhile."""
        balloon = self.path / "balloon"
        with balloon.open("wb", buffering=0) as file, suppress(OSError):
            for size in (2**20, 2**12):
                with suppress(OSError):
                    while True:
                        file.write(bytes(size))
        try:
            yield
        finally:
            balloon.unlink()


@contextmanager
def small_disk() -> Iterator[Disk]:
    """A disk of some megabytes where this machine lets us have one, else a mere folder."""
    with tempfile.TemporaryDirectory(prefix="ticker-disk-") as place:
        command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "none", place]
        try:
            real = subprocess.run(command, capture_output=True, check=False).returncode == 0
        except OSError:
            real = False
        try:
            yield Disk(Path(place), real)
        finally:
            if real:
                subprocess.run(["umount", "-l", place], check=True)


def lock(path: Path, seconds: float) -> bool:
    """Hold the database, as another program might; False where it was held already."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=1)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        time.sleep(seconds)
        connection.execute("ROLLBACK")
        return True


class _Connection(asyncio.Protocol):
    def __init__(self, net: Net) -> None:
        self._net = net
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._net.open.add(transport)

    def connection_lost(self, _error: Exception | None) -> None:
        self._net.open.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head, self._received = self._received[:end], self._received[end + 4 :]
            self._transport.write(self._net.world.answer(head))


class Net:
    """The servers of a world, each on a host of its own, in a thread; they can all go away and come back."""

    def __init__(self, count: int) -> None:
        self.world = World([Serial(number) for number in range(count)])
        self.open: set[asyncio.Transport] = set()
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.come_back()

    def come_back(self) -> None:
        """Listen again."""
        self._do(self._listen)

    def go_away(self) -> None:
        """Break off what is under way and listen no more: whoever connects is refused."""
        self._do(self._leave)

    def close(self) -> None:
        """The end."""
        self.go_away()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Callable[[], object]) -> None:
        asyncio.run_coroutine_threadsafe(work(), self._loop).result()  # type: ignore[arg-type]

    async def _listen(self) -> None:
        for serial in self.world.serials:
            server = await self._loop.create_server(lambda: _Connection(self), host(serial.number), self.world.port)
            self.world.port = server.sockets[0].getsockname()[1]
            self._servers.append(server)

    async def _leave(self) -> None:
        for server in self._servers:
            server.close()
        self._servers.clear()
        for transport in list(self.open):
            transport.abort()
