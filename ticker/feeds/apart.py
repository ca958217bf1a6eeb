"""Documents are read without making anything else wait: what may take long is read in a process that can be stopped."""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from ticker import resources
from ticker.errors import Cause, Failure
from ticker.feeds.child import CPU_SECONDS, LENGTH, MEMORY
from ticker.feeds.parse import NOTHING_KNOWN, parse_quickly
from ticker.model import Document

SMALL = 256 * 1024
"""Bytes up to which a clean document is read at once, in a few milliseconds."""
PATIENCE = 60.0
"""Seconds after which an answer is given up: far more than the processor time that the child has."""
_LARGE = 1024 * 1024  # a child that has read so many bytes has grown; a fresh one takes its place
_START = "import sys; sys.path.insert(0, {!r}); from ticker.feeds.child import main; main({}, {})"


def child_command(cpu_seconds: int = CPU_SECONDS, memory: int = MEMORY) -> tuple[str, ...]:
    """The command line of the child: this very program, whatever lies in the present folder.

    Its bounds are processor time for one document and address space in bytes.
    """
    return (sys.executable, "-P", "-c", _START.format(str(resources.PACKAGE.parent), cpu_seconds, memory))


class Parser:
    """Reads documents: the small and clean ones here, all others one after another in a child process.

    The child is started when it is first needed, serves one document after another and ends itself when idle. It
    also ends when this process is gone, however it went, for its standard input ends then.
    """

    def __init__(self, command: Sequence[str] | None = None, patience: float = PATIENCE) -> None:
        self._command = command or child_command()
        self._patience = patience
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    @property
    def child(self) -> int | None:
        """The number of the child process, None where there is none."""
        return None if self._process is None else self._process.pid

    async def parse(
        self, body: bytes, *, url: str, content_type: str | None = None, known: bytes = NOTHING_KNOWN
    ) -> Document | Failure:
        """What a document says, or why not (see `ticker.feeds.parse.parse`).

        A Failure may also be TOO_COSTLY, for a document that takes more time or memory than any honest one.
        """
        if len(body) <= SMALL:
            parsed = parse_quickly(body, url=url, content_type=content_type, known=known)
            if parsed is not None:
                return parsed
        request = pickle.dumps((body, url, content_type, known), pickle.HIGHEST_PROTOCOL)
        async with self._turn:
            try:
                parsed = await self._asked(request)
            except BaseException:
                await self._stop()  # an answer that nobody waits for would be taken for the next one's
                raise
            if isinstance(parsed, Failure) or len(body) > _LARGE:
                await self._stop()
        return parsed

    async def close(self) -> None:
        """End the child, if there is one."""
        async with self._turn:
            await self._stop()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _asked(self, request: bytes) -> Document | Failure:
        """What the child answers; one that has just ended for idleness is replaced."""
        for _ in range(2):
            process = await self._running()
            try:
                return await asyncio.wait_for(_exchange(process, request), self._patience)
            except TimeoutError:
                return Failure(Cause.TOO_COSTLY, detail="time")
            except (ConnectionError, asyncio.IncompleteReadError):
                status = await process.wait()
                self._process = None
                if status != 0:
                    return _ended(status)
        return Failure(Cause.UNREADABLE, detail="the reading process ends at once")

    async def _running(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
            )
        return self._process

    async def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            # With its pipes read to the end nothing of it stays in the loop.
            await process.communicate()


async def _exchange(process: Process, request: bytes) -> Document | Failure:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(LENGTH.pack(len(request)) + request)
    await process.stdin.drain()
    (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
    answer: Document | Failure = pickle.loads(await process.stdout.readexactly(length))  # noqa: S301 - our own child
    return answer


def _ended(status: int) -> Failure:
    """Why the child has ended without an answer, by its exit status (negative: the signal that ended it)."""
    if status == -signal.SIGXCPU:
        return Failure(Cause.TOO_COSTLY, detail="processor time")
    cause = Cause.TOO_COSTLY if status == -signal.SIGKILL else Cause.UNREADABLE  # killed for want of memory
    return Failure(cause, detail=f"the reading process ended with {status}")
