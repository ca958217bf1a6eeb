"""Writes a tape as a folder that a person can read and edit: `tape.toml`, and the bodies beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from ticker.errors import N_, UnavailableError, UsageError
from ticker.tape.model import Take, Tape

_HEAD = """\
# A tape: HTTP exchanges in time order. fixtures/putin-kim/tape.toml explains the format.
"""
_ENDINGS = (("json", "json"), ("html", "html"), ("xml", "xml"), ("rss", "xml"), ("atom", "xml"), ("text", "txt"))
_TOML_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write(tape: Tape, path: Path) -> None:
    """Write the tape into a new folder.

    Raises UsageError where something is in the way, UnavailableError where the disk is full.

    Header fields that are no plain ASCII cannot stand in a folder and are left out.
    """
    try:
        path.mkdir(parents=True)
    except FileExistsError:
        raise UsageError(N_("{path} is there already."), path=path) from None
    except OSError as error:
        raise UsageError(N_("{path} cannot be written: {reason}"), path=path, reason=error.strerror) from None
    try:
        files = _Bodies(path)
        text = "\n".join([_HEAD + _top(tape), *("\n".join(_take(take, files)) for take in tape.takes)])
        (path / "tape.toml").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise UnavailableError(N_("{path} cannot be written: {reason}"), path=path, reason=error.strerror) from None


class _Bodies:
    """The files of the bodies: equal bodies of one host share a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[tuple[str, bytes], str] = {}
        self._taken: set[str] = set()

    def put(self, take: Take) -> str:
        """Keep the body and give the name of its file, seen from the folder."""
        host = re.sub(r"[^a-z0-9.-]", "_", (urlsplit(take.url).hostname or "host").lower()).strip(".") or "host"
        known = self._known.get((host, take.body))
        if known is not None:
            return known
        stem, ending = f"bodies/{host}/{take.at:%Y%m%d-%H%M%S}", _ending(take)
        name, count = f"{stem}.{ending}", 1
        while name in self._taken:
            count += 1
            name = f"{stem}-{count}.{ending}"
        self._taken.add(name)
        self._known[host, take.body] = name
        file = self._folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(take.body)
        return name


def _ending(take: Take) -> str:
    """The ending of the file's name: what is packed cannot be edited, and should not look so."""
    packed = (take.header("content-encoding") or "identity").lower()
    if packed != "identity":
        return {"gzip": "gz", "br": "br"}.get(packed, "bin")
    kind = (take.header("content-type") or "").lower()
    return next((ending for word, ending in _ENDINGS if word in kind), "bin")


def _top(tape: Tape) -> str:
    lines = [f"title = {quoted(tape.title)}", f"description = {quoted(tape.description)}", "feeds = ["]
    return "\n".join([*lines, *(f"    {quoted(feed)}," for feed in tape.feeds), "]", ""])


def _take(take: Take, files: _Bodies) -> Iterator[str]:
    yield "[[take]]"
    yield f"time = {take.at.isoformat(timespec='milliseconds')}"
    yield f"url = {quoted(take.url)}"
    if take.status is not None:
        yield f"status = {take.status}"
    if take.fault is not None:
        yield f"fault = {quoted(take.fault.value)}"
    if take.detail:
        yield f"detail = {quoted(take.detail)}"
    if take.body:
        yield f"body = {quoted(files.put(take))}"
    asked = [("if-none-match", take.request.etag), ("if-modified-since", take.request.last_modified)]
    yield from _table("take.request", [(name, value) for name, value in asked if value is not None])
    yield from _table("take.headers", take.headers)
    yield ""


def _table(name: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A TOML table of header fields; of several with one name the values are put together (RFC 9110, section 5.3)."""
    together: dict[str, tuple[str, str]] = {}
    for key, value in pairs:
        if (key + value).isascii() and (key + value).isprintable():
            first, before = together.get(key.lower(), (key, ""))
            together[key.lower()] = (first, f"{before}, {value}" if before else value)
    if together:
        yield f"[{name}]"
        yield from (f"{quoted(key)} = {quoted(value)}" for key, value in together.values())


def quoted(text: str) -> str:
    """A TOML basic string."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in _TOML_ESCAPES:
        return _TOML_ESCAPES[char]
    return f"\\u{ord(char):04X}" if ord(char) < 0x20 or ord(char) == 0x7F else char
