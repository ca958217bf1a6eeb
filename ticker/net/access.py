"""What feeds that want to know who asks are told: header fields from the settings, name and password (RFC 7617)."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import unicodedata
from asyncio.subprocess import DEVNULL, PIPE, Process
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress

from ticker.address import normalise
from ticker.config import FeedSettings, Secret, is_header_value
from ticker.errors import Cause, Failure

COMMAND_SECONDS = 10.0
_LONGEST_LINE = 4096  # bytes
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

Fields = list[tuple[bytes, bytes]]


class Access:
    """The header fields for each feed that has settings of its own.

    Secrets are looked up when a feed is asked for the first time, and then only kept in the memory of this process.
    """

    def __init__(
        self,
        feeds: Mapping[str, FeedSettings],
        environ: Mapping[str, str] = os.environ,
        *,
        patience: float = COMMAND_SECONDS,
    ) -> None:
        """`feeds` is by address; a command may take `patience` seconds.

        Raises UsageError for an address that cannot be subscribed to.
        """
        self._feeds = {normalise(address): settings for address, settings in feeds.items()}
        self._environ = environ
        self._patience = patience
        self._fields: dict[str, Fields] = {}

    async def fields(self, url: str) -> Fields | Failure:
        """The header fields for the feed at this (normalised) address, none where it has no settings.

        A Failure where a secret is not to be had. It names the variable or the program, and never what came of it.
        """
        known = self._fields.get(url, [])
        if known or url not in self._feeds:
            return known
        fields = await self._looked_up(self._feeds[url])
        if not isinstance(fields, Failure):
            self._fields[url] = fields
        return fields

    async def _looked_up(self, settings: FeedSettings) -> Fields | Failure:
        fields: Fields = []
        for name, value in settings.headers.items():
            text = await self._told(value) if isinstance(value, Secret) else value
            if isinstance(text, Failure):
                return text
            if not is_header_value(text):
                return _failure(f"the value of {name} is not printable ASCII")
            fields.append((name.encode("ascii"), text.encode("ascii")))
        if settings.username is None:
            return fields
        password = "" if settings.password is None else await self._told(settings.password)
        if isinstance(password, Failure):
            return password
        if _CONTROLS.search(password):
            return _failure("the password has control characters in it")
        return [*fields, (b"Authorization", _basic(settings.username, password))]

    async def _told(self, secret: Secret) -> str | Failure:
        if secret.command is not None:
            return await _first_line(secret.command, self._patience)
        return self._environ.get(secret.env or "") or _failure(f"{secret.env} is not set")


NO_ACCESS = Access({})


def _basic(username: str, password: str) -> bytes:
    """The credentials in UTF-8 and normalised, as RFC 7617 has it (section 2.1)."""
    return b"Basic " + b64encode(unicodedata.normalize("NFC", f"{username}:{password}").encode("utf-8"))


async def _first_line(command: tuple[str, ...], patience: float) -> str | Failure:
    """The first line that a command prints. It has no terminal, no input, and its complaints go nowhere."""
    program = command[0]
    try:
        # A session of its own: so it can be ended with everything that it started, and cannot ask on our screen.
        process = await asyncio.create_subprocess_exec(
            *command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, start_new_session=True
        )
    except OSError as error:
        return _failure(f"{program}: {error.strerror}")
    assert process.stdout is not None
    try:
        async with asyncio.timeout(patience):
            line = await _line_of(process.stdout)
            code = await process.wait()
    except TimeoutError:
        return _failure(f"{program}: not finished within {patience:g} s")
    finally:
        if process.returncode is None or not process.stdout.at_eof():
            await _end(process)
    if code != 0:
        return _failure(f"{program}: exit code {code}")
    try:
        return line.decode("utf-8") or _failure(f"{program}: printed nothing")
    except UnicodeDecodeError:
        return _failure(f"{program}: printed no UTF-8")


async def _line_of(output: asyncio.StreamReader) -> bytes:
    """The first line, cut where no secret is so long. The rest is thrown away as it comes, however much it is."""
    start = b""
    while chunk := await output.read(_LONGEST_LINE):
        start = (start + chunk)[:_LONGEST_LINE]
    return start.partition(b"\n")[0].removesuffix(b"\r")


async def _end(process: Process) -> None:
    """Kill the process with all of its session."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    # Its output must be read to the end; what left the session may hold it open for ever.
    with suppress(TimeoutError):
        await asyncio.wait_for(process.communicate(), 1)


def _failure(detail: str) -> Failure:
    return Failure(Cause.ACCESS, detail=detail)
