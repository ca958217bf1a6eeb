"""The process in which documents are read that may keep a reader busy for long: `ticker.feeds.apart` starts it.

It reads requests from its standard input and writes answers to its standard output until the input ends or nothing has
come for a while. Each document gets so much processor time and memory and no more; what exceeds the time ends the
process.
"""

from __future__ import annotations

import contextlib
import pickle
import resource
import select
import struct
import sys
from typing import BinaryIO

from ticker.errors import Cause, Failure
from ticker.feeds.parse import parse
from ticker.model import Document

CPU_SECONDS = 10
"""Processor time for one document: three times what the largest honest one takes."""
MEMORY = 1024 * 1024 * 1024
"""Address space in bytes, all in all."""
IDLE_SECONDS = 60.0
LENGTH = struct.Struct(">Q")
"""What stands before each message: its length in bytes."""


def main(cpu_seconds: int = CPU_SECONDS, memory: int = MEMORY) -> None:
    """Serve until there is nothing more to do."""
    limit(resource.RLIMIT_AS, memory)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while select.select([source], [], [], IDLE_SECONDS)[0]:
        head = source.read(LENGTH.size)
        if len(head) < LENGTH.size:
            return
        request = source.read(LENGTH.unpack(head)[0])
        limit(resource.RLIMIT_CPU, _used() + cpu_seconds)
        _answer(sink, request)


def _answer(sink: BinaryIO, request: bytes) -> None:
    result: Document | Failure
    try:
        body, url, content_type, known = pickle.loads(request)  # noqa: S301 - it comes from this program
        result = parse(body, url=url, content_type=content_type, known=known)
        answer = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        answer = pickle.dumps(Failure(Cause.TOO_COSTLY, detail="memory"), pickle.HIGHEST_PROTOCOL)
    sink.write(LENGTH.pack(len(answer)) + answer)
    sink.flush()


def _used() -> int:
    """Seconds of processor time that this process has used, rounded up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return int(used.ru_utime + used.ru_stime) + 1


def limit(what: int, value: int) -> None:
    """Set a limit of this process; a system that cannot do that is left as it is."""
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
