"""Hand an entry to a command of the reader's: no shell, no terminal, the entry on standard input alone."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shlex
import signal
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST = 256 * 1024
"""Bytes of output that are kept; of what comes behind them nothing is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the command said: its exit code (negative: the signal that ended it), its output, whether that was cut."""

    code: int
    output: str
    cut: bool = False


def words_of(line: str) -> list[str]:
    """The words of a command line, as a shell would part them; empty where it cannot be understood."""
    try:
        return shlex.split(line)
    except ValueError:  # a quotation mark without its partner
        return []


async def run(words: Sequence[str], given: bytes, environ: Mapping[str, str]) -> Answer:
    """Run the command with `given` as its standard input, until it ends or this is cancelled: then it is killed.

    It has a session of its own, so that it can neither read the terminal nor draw on it. Raises OSError where it
    cannot be started.
    """
    process = await asyncio.create_subprocess_exec(
        *words, stdin=PIPE, stdout=PIPE, stderr=STDOUT, env=dict(environ), start_new_session=True
    )
    try:
        _, (output, cut) = await asyncio.gather(_feed(process, given), _read(process))
        return Answer(await process.wait(), output.decode("utf-8", "replace"), cut)
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


async def _feed(process: Process, given: bytes) -> None:
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it need not read all, or any
        process.stdin.write(given)
        await process.stdin.drain()
        process.stdin.close()
        await process.stdin.wait_closed()


async def _read(process: Process) -> tuple[bytes, bool]:
    assert process.stdout is not None
    kept, cut = bytearray(), False
    while part := await process.stdout.read(65_536):
        cut = cut or len(kept) + len(part) > MOST
        kept += part[: MOST - len(kept)]
    return bytes(kept), cut
