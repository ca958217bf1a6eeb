"""Foreign pages and images are made fit to keep, in a process of their own that can be stopped."""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from typing import TYPE_CHECKING, Any, Literal

from ticker import resources
from ticker.errors import Cause, Failure

if TYPE_CHECKING:
    from ticker.poller.refine_child import Article, Image

PATIENCE = 120.0
"""Seconds after which the process is given up: far more than its processor time takes beside much other work."""
_START = "import sys; sys.path.insert(0, {!r}); from ticker.poller.refine_child import main; main({!r}, {!r})"


async def article(page: bytes, url: str) -> Article | Failure:
    """The main text of a page; see `refine_child.article`."""
    found: Article | Failure = await _done("article", page, url)
    return found


async def image(file: bytes, url: str) -> Image | Failure:
    """An image in a form that is small and safe; see `refine_child.image`."""
    made: Image | Failure = await _done("image", file, url)
    return made


async def _done(task: Literal["article", "image"], given: bytes, url: str) -> Any:
    start = _START.format(str(resources.PACKAGE.parent), task, url)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-c", start, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(given), PATIENCE)
    except TimeoutError:
        return Failure(Cause.TOO_COSTLY, detail="time")
    finally:
        await _end(process)
    if process.returncode != 0:
        return _ended(process.returncode or 0)
    return pickle.loads(output)  # noqa: S301 - our own child


async def _end(process: Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


def _ended(status: int) -> Failure:
    """Why the process has ended without an outcome, by its exit status (negative: the signal that ended it)."""
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return Failure(Cause.TOO_COSTLY, detail="processor time or memory")
    return Failure(Cause.UNREADABLE, detail=f"the reading process ended with {status}")
