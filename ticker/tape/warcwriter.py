"""Writes tapes as WARC files with warcio. What stands for what: `ticker.tape.warc`."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from http.client import responses
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from ticker import __version__
from ticker.errors import Cause
from ticker.tape.model import Take, Tape

_TRUNCATED = {Cause.BROKEN: "disconnect", Cause.TIMEOUT: "time"}
_FRAMING = frozenset({"transfer-encoding"})  # the body is kept without it

Fields = Sequence[tuple[str, str]]


class WarcWriter:
    """Writes records to an open binary file without a buffer, each exchange at once or not at all.

    The same takes make the same bytes: the ids of the records follow from what is in them.
    """

    def __init__(self, out: BinaryIO, *, compress: bool = True) -> None:
        from warcio.warcwriter import WARCWriter

        self._out = out
        self._record = io.BytesIO()
        self._writer: Any = WARCWriter(self._record, gzip=compress, warc_version="1.1")
        self._count = 0

    def begin(self, title: str, description: str, feeds: Iterable[str], at: datetime) -> None:
        """Say what comes: written once at the start, and again where feeds come in later."""
        fields = [
            ("software", f"ticker/{__version__}"),
            ("format", "WARC File Format 1.1"),
            ("title", title),
            ("description", description),
            *(("ticker-feed", feed) for feed in feeds),
        ]
        self._write("warcinfo", "", at, _warc_fields(fields), "application/warc-fields")
        self._flush()

    def add(self, take: Take, sent: Fields | None = None) -> None:
        """One question and its answer. `sent` are the header fields of the question, else those that the take knows."""
        request = self._id("request", take.url, take.at)
        if take.status is None:
            fields = [("ticker-fault", (take.fault or Cause.BROKEN).value), ("detail", take.detail)]
            answer = self._write(
                "metadata", take.url, take.at, _warc_fields(fields), "application/warc-fields", together=request
            )
        else:
            kept = [(name, value) for name, value in take.headers if name.lower() not in _FRAMING]
            head = _head(f"HTTP/1.1 {take.status} {responses.get(take.status, '')}", kept)
            truncated = {"WARC-Truncated": _TRUNCATED[take.fault]} if take.fault in _TRUNCATED else {}
            answer = self._write("response", take.url, take.at, take.body, "", head, together=request, more=truncated)
        question = _head(f"GET {_target(take.url)} HTTP/1.1", sent if sent is not None else _asked(take))
        self._write("request", take.url, take.at, b"", "", question, together=answer, own=request)
        self._flush()

    def _write(
        self,
        kind: str,
        url: str,
        at: datetime,
        payload: bytes,
        content_type: str,
        head: bytes | None = None,
        *,
        own: str = "",
        together: str = "",
        more: dict[str, str] | None = None,
    ) -> str:
        """Write one record and give its id. `together` is the id of the record of the same exchange."""
        own = own or self._id(kind, url, at)
        fields = {"WARC-Record-ID": own, "WARC-Date": _date(at), **(more or {})}
        if together:
            fields["WARC-Concurrent-To"] = together
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(payload),
            length=len(payload),
            warc_content_type=content_type,
            warc_headers_dict=fields,
            http_headers=None if head is None else _as_it_is(head),
        )
        self._writer.write_record(record)
        return own

    def _flush(self) -> None:
        """Put down what has been made. What does not fit on the disk whole is taken back."""
        start = self._out.seek(0, io.SEEK_END)
        data = memoryview(self._record.getvalue())
        self._record.seek(0)
        self._record.truncate()
        try:
            while data:
                data = data[self._out.write(data) :]
        except OSError:
            with suppress(OSError):
                self._out.truncate(start)
            raise

    def _id(self, kind: str, url: str, at: datetime) -> str:
        self._count += 1
        return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{self._count} {kind} {url} {_date(at)}')}>"


def write(tape: Tape, out: BinaryIO, *, compress: bool = True) -> None:
    """Write a whole tape."""
    writer = WarcWriter(out, compress=compress)
    writer.begin(tape.title, tape.description, tape.feeds, tape.start)
    for take in tape.takes:
        writer.add(take)


def _as_it_is(head: bytes) -> Any:
    """An HTTP head that warcio writes byte for byte: left to itself it would encode what is not ASCII anew."""
    from warcio.statusandheaders import StatusAndHeaders

    class Head(StatusAndHeaders):  # type: ignore[misc]
        def compute_headers_buffer(self, _header_filter: object = None) -> None:
            self.headers_buff = head

    return Head("200", [])


def _head(line: str, fields: Fields) -> bytes:
    return "\r\n".join([line, *(f"{name}: {value}" for name, value in fields), "", ""]).encode("latin-1", "replace")


def _asked(take: Take) -> Fields:
    conditions = [("If-None-Match", take.request.etag), ("If-Modified-Since", take.request.last_modified)]
    return [("Host", urlsplit(take.url).netloc), *((name, value) for name, value in conditions if value is not None)]


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _warc_fields(fields: Fields) -> bytes:
    """application/warc-fields: a line each, so what has several lines becomes one."""
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields if value).encode("utf-8")


def _date(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
