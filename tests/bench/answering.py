"""A connection that answers requests from memory, as fast as they come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Answering(asyncio.Protocol):
    """Gives what `answer` makes of the head of each request, and closes where the client asks for that."""

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self._answer = answer
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note the way back."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head, self._received = self._received[:end], self._received[end + 4 :]
            self._transport.write(self._answer(head))
            if b"connection: close" in head.lower():
                self._transport.close()
