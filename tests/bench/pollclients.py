"""What a poll costs at least: clients that ask for feeds and read the answers, and do nothing with them.

    python -m tests.bench.pollclients raw|httpx FOLDER

FOLDER/urls holds the addresses, a line each; FOLDER/validators.json is kept from one run to the next.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

AT_ONCE = 32  # as many hosts as the poller asks at once

Validators = tuple[str | None, str | None]
Ask = Callable[[str, dict[str, str]], Awaitable[Validators]]


async def with_sockets(urls: list[str], known: dict[str, Validators]) -> None:
    """Write the request, read until the end: nothing could be less."""

    async def ask(url: str, fields: dict[str, str]) -> Validators:
        parts = urlsplit(url)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        lines = [f"GET {parts.path} HTTP/1.1", f"Host: {parts.netloc}", "Accept-Encoding: gzip", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in fields.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        head = answer.partition(b"\r\n\r\n")[0].decode().split("\r\n")
        received = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
        return received.get("etag"), received.get("last-modified")

    await _ask_all(ask, urls, known)


async def with_httpx(urls: list[str], known: dict[str, Validators]) -> None:
    """The HTTP library as fast as it gets: no connection is kept, no certificates are loaded."""
    import httpx

    limits = httpx.Limits(max_connections=100, max_keepalive_connections=0)
    async with httpx.AsyncClient(limits=limits, verify=False, headers={"Accept-Encoding": "gzip"}) as client:

        async def ask(url: str, fields: dict[str, str]) -> Validators:
            response = await client.get(url, headers=fields)
            return response.headers.get("etag"), response.headers.get("last-modified")

        await _ask_all(ask, urls, known)


async def _ask_all(ask: Ask, urls: list[str], known: dict[str, Validators]) -> None:
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(url: str) -> None:
        etag, modified = known.get(url, (None, None))
        fields = {"If-None-Match": etag} if etag else {}
        if modified:
            fields["If-Modified-Since"] = modified
        async with slots:
            known[url] = await ask(url, fields)

    async with asyncio.TaskGroup() as tasks:
        for url in urls:
            tasks.create_task(one(url))


def main(kind: str, place: Path) -> None:
    """Ask for all feeds once."""
    urls = (place / "urls").read_text().split()
    memory = place / "validators.json"
    known: dict[str, Validators] = json.loads(memory.read_text()) if memory.exists() else {}
    asyncio.run({"raw": with_sockets, "httpx": with_httpx}[kind](urls, known))
    memory.write_text(json.dumps(known))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
