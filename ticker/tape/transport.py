"""HTTP answers from a tape instead of from the net."""

from __future__ import annotations

from collections import defaultdict, deque

import httpx

from ticker.model import Validators
from ticker.tape.model import Tape


class TapeTransport(httpx.AsyncBaseTransport):
    """Answers each request with the next take of exactly that URL that was not played yet, whatever the time.

    `played` holds the positions in `tape.takes` of what was given out: a replay walks the takes and skips those
    that a redirect has used up. `mismatches` has a line for each request that did not send the validators that
    were recorded; it is answered all the same. A URL without a take left is a connection refused: httpx.ConnectError.
    """

    def __init__(self, tape: Tape) -> None:
        self.played: set[int] = set()
        self.mismatches: list[str] = []
        self._takes = tape.takes
        self._left: defaultdict[str, deque[int]] = defaultdict(deque)
        for position, take in enumerate(tape.takes):
            self._left[take.url].append(position)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The next recorded answer for the request's URL."""
        url = str(request.url)
        if not self._left[url]:
            raise httpx.ConnectError(f"the tape has no answer left for {url}", request=request)
        position = self._left[url].popleft()
        self.played.add(position)
        take = self._takes[position]
        sent = Validators(request.headers.get("if-none-match"), request.headers.get("if-modified-since"))
        if sent != take.request:
            self.mismatches.append(f"{take.at.isoformat()} {url}: sent {_shown(sent)}, recorded {_shown(take.request)}")
        # A stream, not content=…: only then httpx measures `elapsed` and leaves the decoding to the reader.
        return httpx.Response(take.status, headers=list(take.headers), stream=httpx.ByteStream(take.body))


def _shown(validators: Validators) -> str:
    named = [("if-none-match", validators.etag), ("if-modified-since", validators.last_modified)]
    return ", ".join(f"{name}: {value}" for name, value in named if value is not None) or "no validators"
