"""The poller as a child process of the screen."""

from __future__ import annotations

import asyncio
import contextlib
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence

GRACE = 2.0


class PollerProcess:
    """Starts the poller and ends it.

    The child's standard input is a pipe that only this process holds open: when this process is gone, however it
    went, the child reads the end of it and leaves. So there is never an orphan.
    """

    def __init__(self, command: Sequence[str], on_death: Callable[[int, str], None]) -> None:
        """`on_death` is told exit code and last words of a child that ended without being told to by `stop`."""
        self._command = command
        self._on_death = on_death
        self._process: Process | None = None
        self._watcher: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the child."""
        self._process = await asyncio.create_subprocess_exec(*self._command, stdin=PIPE, stdout=DEVNULL, stderr=PIPE)
        self._watcher = asyncio.create_task(self._watch(self._process))

    async def stop(self) -> None:
        """End the child: the pipe is closed, then, after a time of grace (seconds), it is killed."""
        process = self._process
        if process is None:
            return
        self._process = None
        if process.returncode is None and process.stdin is not None:
            process.stdin.close()
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        if self._watcher is not None:
            try:
                await asyncio.wait_for(asyncio.shield(self._watcher), GRACE)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await self._watcher

    async def _watch(self, process: Process) -> None:
        assert process.stderr is not None
        last_words = ""
        async for line in process.stderr:
            last_words = line.decode("utf-8", "replace").strip() or last_words
        code = await process.wait()
        if self._process is process:
            self._on_death(code, last_words)
