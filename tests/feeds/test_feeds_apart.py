"""What may take long is read in a process of its own, which can be stopped and is never left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.feeds.reading import URL
from tests.terminal import runs
from ticker.errors import Cause, Failure
from ticker.feeds.apart import SMALL, Parser, child_command
from ticker.feeds.parse import parse
from ticker.model import Document

CLEAN = (
    b"<rss version='2.0'><channel><title>Blatt</title><item><guid>1</guid><title>Eins</title></item></channel></rss>"
)
ODD = b"<!DOCTYPE rss>" + CLEAN
LARGE = CLEAN.replace(b"Eins", b"Eins " * SMALL)
HOSTILE = b"<rss><channel>" + b"<item><b>" * 300_000
NO_FEED = b"<html><body>Bitte anmelden</body></html>"


@pytest.fixture
async def parser() -> AsyncIterator[Parser]:
    async with Parser() as parser:
        yield parser
        child = parser.child
    assert parser.child is None
    assert child is None or not runs(child)


async def test_small_clean_documents_need_no_child(parser: Parser) -> None:
    for body in (CLEAN, b"", b"\x89PNG\r\n", b'{"version": "https://jsonfeed.org/version/1.1", "items": []}'):
        assert await parser.parse(body, url=URL) == parse(body, url=URL)
    assert parser.child is None


@pytest.mark.parametrize(
    "body", [ODD, LARGE, CLEAN[:-20], NO_FEED, b"{}"], ids=["odd", "large", "torn", "a page", "JSON"]
)
async def test_what_may_take_long_is_read_alike_in_the_child(parser: Parser, body: bytes) -> None:
    assert await parser.parse(body, url=URL, content_type="text/xml") == parse(body, url=URL)


async def test_one_child_serves_many_documents_in_turn(parser: Parser) -> None:
    await parser.parse(ODD, url=URL)
    child = parser.child
    found = await asyncio.gather(*(parser.parse(ODD.replace(b"Eins", b"%d" % n), url=URL) for n in range(5)))
    assert [one.entries[0].title for one in found if isinstance(one, Document)] == list("01234")
    assert parser.child == child is not None


async def test_a_document_that_takes_too_long_is_given_up_and_holds_nobody_up() -> None:
    async with Parser(child_command(cpu_seconds=1)) as parser:
        hostile = asyncio.create_task(parser.parse(HOSTILE, url=URL))
        assert isinstance(await parser.parse(CLEAN, url=URL), Document)
        assert not hostile.done()
        assert await hostile == Failure(Cause.TOO_COSTLY, detail="processor time")
        assert isinstance(await parser.parse(ODD, url=URL), Document)


async def test_a_document_that_takes_too_much_memory_is_given_up() -> None:
    async with Parser(child_command(memory=120 * 2**20)) as parser:
        failure = await parser.parse(b"<!DOCTYPE rss>" + CLEAN.replace(b"Eins", b"Eins " * 2_000_000), url=URL)
        assert isinstance(failure, Failure)
        assert failure.cause is Cause.TOO_COSTLY
        assert isinstance(await parser.parse(ODD, url=URL), Document)


async def test_a_child_that_hangs_is_given_up() -> None:
    async with Parser([sys.executable, "-c", "import time; time.sleep(1000)"], patience=0.05) as parser:
        assert await parser.parse(ODD, url=URL) == Failure(Cause.TOO_COSTLY, detail="time")
        assert parser.child is None


async def test_a_child_that_was_killed_is_replaced(parser: Parser) -> None:
    await parser.parse(ODD, url=URL)
    assert parser.child is not None
    os.kill(parser.child, signal.SIGKILL)
    failure = await parser.parse(ODD, url=URL)
    if isinstance(failure, Failure):  # the news of its death came after the request
        assert failure.cause is Cause.TOO_COSTLY
    assert isinstance(await parser.parse(ODD, url=URL), Document)


async def test_a_child_that_left_for_idleness_is_replaced(tmp_path: Path) -> None:
    once = tmp_path / "once"
    start = f"import pathlib, sys; p = pathlib.Path({str(once)!r}); p.exists() or (p.touch(), sys.exit())\n"
    program, *options, code = child_command()
    async with Parser([program, *options, start + code]) as parser:
        assert isinstance(await parser.parse(ODD, url=URL), Document)
    assert once.exists()


async def test_a_child_that_never_works_is_told() -> None:
    async with Parser([sys.executable, "-c", ""]) as parser:
        assert await parser.parse(ODD, url=URL) == Failure(Cause.UNREADABLE, detail="the reading process ends at once")
    async with Parser([sys.executable, "-c", "raise SystemExit(3)"]) as parser:
        failure = await parser.parse(ODD, url=URL)
    assert failure == Failure(Cause.UNREADABLE, detail="the reading process ended with 3")


async def test_whoever_stops_waiting_stops_the_child() -> None:
    async with Parser() as parser:
        task = asyncio.create_task(parser.parse(HOSTILE, url=URL))
        while parser.child is None:
            await asyncio.sleep(0)
        child = parser.child
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not runs(child)
        assert isinstance(await parser.parse(ODD, url=URL), Document)


def test_the_child_ends_with_whoever_started_it_however_that_goes() -> None:
    script = (
        "import asyncio, os, signal\nfrom ticker.feeds.apart import Parser\n"
        "async def main():\n    parser = Parser()\n"
        f"    await parser.parse({ODD!r}, url='')\n    print(parser.child, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\nasyncio.run(main())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    child = int(done.stdout)
    subprocess.run(["sh", "-c", f"while kill -0 {child} 2>/dev/null; do sleep 0.02; done"], timeout=20, check=False)
    assert not runs(child)
