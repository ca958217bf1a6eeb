"""A body as it comes in: decompressed step by step, so that a small answer cannot grow without bounds."""

from __future__ import annotations

import zlib

STEP = 65_536  # bytes that are decompressed at once
_ZLIB_OR_GZIP = zlib.MAX_WBITS | 32
_MEMBER_START = 0x1F  # the first byte of a gzip member


class BodyTooLargeError(Exception):
    """The body is longer than allowed."""


class BodyBrokenError(Exception):
    """The body is not what its Content-Encoding says."""


class Body:
    """Collects a body of at most `limit` bytes, decoded from `encoding` (a Content-Encoding header's value).

    gzip (RFC 1952, any number of members) and deflate (RFC 1950) are understood. No more than `limit` + STEP bytes are
    ever held. Raises BodyBrokenError for any other encoding.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        codings = [coding for part in encoding.lower().split(",") if (coding := part.strip()) not in ("", "identity")]
        if codings not in ([], ["gzip"], ["x-gzip"], ["deflate"]):
            raise BodyBrokenError(f"an encoding that was not asked for: {encoding}")
        self._limit = limit
        self._parts: list[bytes] = []
        self._length = 0
        self._received = 0
        self._decoder = zlib.decompressobj(_ZLIB_OR_GZIP) if codings else None

    def feed(self, raw: bytes) -> None:
        """Take the next bytes from the wire.

        Raises BodyTooLargeError or BodyBrokenError; nothing may be fed after that.
        """
        self._received += len(raw)
        if self._received > self._limit:
            raise BodyTooLargeError
        if self._decoder is None:
            self._keep(raw)
            return
        try:
            self._decoder = self._inflate(self._decoder, raw)
        except zlib.error as error:
            raise BodyBrokenError(str(error)) from None

    def finish(self) -> bytes:
        """The whole body. Raises BodyBrokenError where compressed data ended early."""
        if self._decoder is not None and self._received and not self._decoder.eof:
            raise BodyBrokenError("the compressed data ended early")
        return b"".join(self._parts)

    def _inflate(self, decoder: zlib._Decompress, raw: bytes) -> zlib._Decompress:
        """Decompress `raw` and give the decoder that goes on: each member of a gzip body needs its own."""
        while raw:
            if decoder.eof:
                if raw[0] != _MEMBER_START:
                    return decoder  # padding after the last member, as gzip itself passes over
                decoder = zlib.decompressobj(_ZLIB_OR_GZIP)
            self._keep(decoder.decompress(raw, STEP))
            raw = decoder.unconsumed_tail or decoder.unused_data
        return decoder

    def _keep(self, part: bytes) -> None:
        self._length += len(part)
        if self._length > self._limit:
            raise BodyTooLargeError
        self._parts.append(part)
