"""Tapes as WARC files (ISO 28500, version 1.1), read with warcio: ours, and those of wget and other tools.

What stands for what in a file of ours (`ticker.tape.warcwriter`):

    warcinfo    `title`, `description`, and a field `ticker-feed` for each address that is subscribed to
    request     the question, its validators among the header fields; joined to its answer by WARC-Concurrent-To
    response    the answer with its body as sent; `WARC-Truncated: disconnect` or `time` where the body broke off
    metadata    a question without an answer: `ticker-fault` is dns, connect, tls, timeout or broken, `detail` the
                words of the HTTP library

Read as well: revisit records (server-not-modified and identical-payload-digest), chunked bodies, WARC 1.0, files
without gzip. Passed over: whatever is not asked with GET over http(s).
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from contextlib import redirect_stderr
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from ticker.errors import N_, Cause, Remark, UsageError
from ticker.model import Validators
from ticker.tape.model import FAULTS, Take, Tape

_TRUNCATED = {"disconnect": Cause.BROKEN, "time": Cause.TIMEOUT}
_STATUS_LINE = re.compile(rb"HTTP/[0-9.]+ ([2-5][0-9][0-9])(?: |$)")
_ENDS = re.compile(rb"\r?\n\r?\n")

Head = tuple[bytes, tuple[tuple[str, str], ...]]
"""The first line and the header fields of an HTTP message, each character of a field a byte."""


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    title: str = ""
    description: str = ""
    feeds: dict[str, None] = field(default_factory=dict)
    takes: list[tuple[Take, str, str | None]] = field(default_factory=list)  # with its id and that of its request
    requests: dict[str, Head] = field(default_factory=dict)  # by their own ids and those of their answers
    bodies: dict[str, bytes] = field(default_factory=dict)  # by payload digest
    remarks: list[Remark] = field(default_factory=list)


def read(path: Path) -> Tape:
    """The tape in the WARC file at `path`. Raises UsageError for what is no WARC or holds nothing to play."""
    return examine(path)[0]


def examine(path: Path) -> tuple[Tape, list[Remark]]:
    """The tape and what is wrong with its file: wrong digests, a broken end, records without a sense.

    Raises UsageError for what is no WARC or holds nothing to play.
    """
    found = _Found()
    try:
        with path.open("rb") as file:
            _walk(file, found)
    except OSError as error:
        raise UsageError(N_("{place} cannot be read: {reason}"), place=path, reason=error.strerror or error) from None
    takes = sorted((_joined(*one, found.requests) for one in found.takes), key=lambda take: take.at)
    if not takes:
        reason = found.remarks[0] if found.remarks else Remark(N_("no answer of a web server in it"))
        raise UsageError(N_("{place} is no tape that can be played: {reason}"), place=path, reason=reason)
    return Tape(found.title or path.name, found.description, tuple(found.feeds), tuple(takes)), found.remarks


def _walk(file: BinaryIO, found: _Found) -> None:
    """Read record after record, up to the first that cannot be read: what stands before it can be played."""
    from warcio.archiveiterator import WARCIterator

    place = 0
    with redirect_stderr(io.StringIO()):  # warcio complains there
        records = WARCIterator(file, no_record_parse=True)
        try:
            for record in records:
                place += 1
                _take_in(record, found, place)
        except Exception as error:  # there is no end of what warcio raises for files that are no WARC
            words = " ".join(str(error).split())
            message = N_("record {number} and all behind it cannot be read: {reason}")
            found.remarks.append(Remark(message, number=place + 1, reason=words or type(error).__name__))
    if records.err_count:
        found.remarks.append(Remark(N_("{count} records have a wrong length"), count=records.err_count))


def _take_in(record: Any, found: _Found, number: int) -> None:
    """What one record adds."""
    block: bytes = record.raw_stream.read()
    if record.length is not None and len(block) < record.length:
        broken_off = N_("record {number} breaks off after {found} of {whole} bytes")
        found.remarks.append(Remark(broken_off, number=number, found=len(block), whole=record.length))
        return
    if _is_wrong(record.rec_headers.get_header("WARC-Block-Digest"), block):
        found.remarks.append(Remark(N_("record {number}: the block digest is wrong"), number=number))
    match record.rec_type:
        case "warcinfo":
            _take_info(_fields(block), found)
        case "request":
            message = _message(block)
            if message is not None:
                for name in ("WARC-Record-ID", "WARC-Concurrent-To"):
                    found.requests.setdefault(record.rec_headers.get_header(name) or "", message[0])
        case "response" | "revisit" | "metadata":
            take = _take(record, block, found)
            if take is not None:
                headers = record.rec_headers
                own, other = headers.get_header("WARC-Record-ID") or "-", headers.get_header("WARC-Concurrent-To")
                found.takes.append((take, own, other))


def _take_info(fields: list[tuple[str, str]], found: _Found) -> None:
    for name, value in fields:
        match name.lower():
            case "ticker-feed":
                found.feeds[value] = None
            case "title":
                found.title = found.title or value
            case "description":
                found.description = found.description or value


def _take(record: Any, block: bytes, found: _Found) -> Take | None:
    """The take that a response, a revisit or a record of a fault stands for; None for any other."""
    headers = record.rec_headers
    url, at = headers.get_header("WARC-Target-URI") or "", _moment(headers.get_header("WARC-Date") or "")
    if not url.startswith(("http://", "https://")) or at is None:
        return None
    if record.rec_type == "metadata":
        told = dict(_fields(block))
        fault = told.get("ticker-fault")
        if fault not in FAULTS:
            return None
        return Take(at, url, Validators(), None, fault=Cause(fault), detail=told.get("detail", ""))
    digest = headers.get_header("WARC-Payload-Digest")
    if record.rec_type == "revisit" and not block and "not-modified" in (headers.get_header("WARC-Profile") or ""):
        return Take(at, url, Validators(), 304)
    message = _message(block)
    status = _STATUS_LINE.match(message[0][0]) if message is not None else None
    if message is None or status is None:
        return None
    (_line, fields), raw = message
    fields, body = _unchunked(fields, raw)
    if record.rec_type == "response" and _is_wrong(digest, raw) and _is_wrong(digest, body):
        found.remarks.append(Remark(N_("{url} at {at}: the payload digest is wrong"), url=url, at=at.isoformat()))
    if record.rec_type == "revisit":
        body = found.bodies.get(digest or "", b"")
    elif digest is not None:
        body = found.bodies.setdefault(digest, body)  # feeds send the same bytes again and again: kept once
    fault = _TRUNCATED.get(headers.get_header("WARC-Truncated") or "")
    return Take(at, url, Validators(), int(status[1]), fields, body, fault)


def _is_wrong(digest: str | None, payload: bytes) -> bool:
    """Whether a digest of the usual kind (SHA-1 in base32) is another one than that of the payload."""
    kind, _colon, value = (digest or "").partition(":")
    if kind != "sha1" or len(value) != 32:
        return False
    return base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode() != value.upper()


def _joined(take: Take, own: str, other: str | None, requests: dict[str, Head]) -> Take:
    """The take with the validators of its question, which stands in a record of its own."""
    _line, fields = requests.get(own) or requests.get(other or "-") or (b"", ())
    sent = {name.lower(): value for name, value in fields}
    return replace(take, request=Validators(sent.get("if-none-match"), sent.get("if-modified-since")))


def _message(block: bytes) -> tuple[Head, bytes] | None:
    """An HTTP message as its head and its body, byte for byte."""
    end = _ENDS.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block.rstrip(b"\r\n"), b"")
    first, *rest = re.sub(rb"\r?\n[ \t]+", b" ", head).splitlines() or [b""]
    if not first:
        return None
    pairs = (line.decode("latin-1").partition(":") for line in rest)
    return (first, tuple((name.strip(), value.strip()) for name, colon, value in pairs if colon)), body


def _unchunked(fields: tuple[tuple[str, str], ...], body: bytes) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """The body without the framing of chunks, where it still has it; the header fields without its name."""
    coding = {name.lower(): value.lower() for name, value in fields}.get("transfer-encoding")
    if coding is None:
        return fields, body
    if coding == "chunked":
        from warcio.bufferedreaders import ChunkedDataReader

        body = ChunkedDataReader(io.BytesIO(body), decomp_type=None).read()
    return tuple(pair for pair in fields if pair[0].lower() != "transfer-encoding"), body


def _fields(block: bytes) -> list[tuple[str, str]]:
    """The lines of application/warc-fields."""
    return [
        (name.strip(), value.strip())
        for name, colon, value in (line.partition(":") for line in block.decode("utf-8", "replace").splitlines())
        if colon
    ]


def _moment(text: str) -> datetime | None:
    """A WARC-Date, of any precision that is met."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
