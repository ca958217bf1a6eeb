"""The tape's transport, under a real httpx client."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from ticker.model import Validators
from ticker.tape.model import Take, Tape
from ticker.tape.transport import TapeTransport

FEED = "https://bote.example/feed/"
SPARE = "https://ersatz.bote.example/feed/"
NOTHING = Validators()
START = datetime(2023, 9, 13, 4, 0, tzinfo=UTC)


def take(
    minute: int,
    url: str = FEED,
    *,
    request: Validators = NOTHING,
    status: int = 200,
    headers: tuple[tuple[str, str], ...] = (),
    body: bytes = b"",
) -> Take:
    return Take(START + timedelta(minutes=minute), url, request, status, headers, body)


def tape(*takes: Take) -> Tape:
    return Tape("Probe", "", (FEED,), takes)


def test_a_tape_begins_with_its_first_take_and_ends_with_its_last() -> None:
    recorded = tape(take(0), take(30), take(90))
    assert recorded.start == START
    assert recorded.end == START + timedelta(minutes=90)


async def test_gives_the_takes_of_each_address_in_their_order() -> None:
    transport = TapeTransport(tape(take(0, body=b"one"), take(5, SPARE, body=b"spare"), take(30, body=b"two")))
    async with httpx.AsyncClient(transport=transport) as client:
        first = await client.get(FEED)
        second = await client.get(FEED)
        assert transport.played == {0, 2}
        spare = await client.get(SPARE)
    assert [first.content, second.content, spare.content] == [b"one", b"two", b"spare"]
    assert transport.played == {0, 1, 2}
    assert transport.mismatches == []


async def test_status_and_headers_come_as_recorded() -> None:
    headers = (("ETag", 'W/"abc"'), ("Retry-After", "3600"))
    transport = TapeTransport(tape(take(0, status=503, headers=headers, body="gewartet – später".encode())))
    async with httpx.AsyncClient(transport=transport) as client:
        response = await client.get(FEED)
    assert response.status_code == 503
    assert response.headers.raw == [(b"ETag", b'W/"abc"'), (b"Retry-After", b"3600")]
    assert response.content == "gewartet – später".encode()
    assert response.elapsed >= timedelta(0)


async def test_the_body_goes_over_the_wire_undecoded() -> None:
    packed = gzip.compress(b"<rss/>")
    zipped = take(0, headers=(("Content-Encoding", "gzip"),), body=packed)
    transport = TapeTransport(tape(zipped, zipped))
    async with httpx.AsyncClient(transport=transport) as client:
        async with client.stream("GET", FEED) as response:
            assert b"".join([chunk async for chunk in response.aiter_raw()]) == packed
        assert (await client.get(FEED)).content == b"<rss/>"


async def test_the_second_hop_of_a_redirect_is_a_take_of_its_own() -> None:
    moved = take(0, status=302, headers=(("Location", SPARE),))
    transport = TapeTransport(tape(moved, take(0, SPARE, body=b"spare"), take(30, body=b"back")))
    async with httpx.AsyncClient(transport=transport, follow_redirects=True) as client:
        assert (await client.get(FEED)).content == b"spare"
        assert transport.played == {0, 1}
        assert (await client.get(FEED)).content == b"back"


@pytest.mark.parametrize("url", [FEED, FEED + "?x=1", FEED.removesuffix("/")])
async def test_refuses_the_connection_where_no_take_is_left(url: str) -> None:
    transport = TapeTransport(tape(take(0)))
    async with httpx.AsyncClient(transport=transport) as client:
        await client.get(FEED)
        with pytest.raises(httpx.ConnectError, match="no answer left"):
            await client.get(url)
    assert transport.played == {0}


async def test_accepts_the_recorded_validators_byte_for_byte() -> None:
    recorded = Validators('"a-1"', "Wed, 13 Sep 2023 04:00:00 GMT")
    transport = TapeTransport(tape(take(0, request=recorded, status=304)))
    async with httpx.AsyncClient(transport=transport) as client:
        sent = {"If-None-Match": '"a-1"', "If-Modified-Since": "Wed, 13 Sep 2023 04:00:00 GMT"}
        assert (await client.get(FEED, headers=sent)).status_code == 304
    assert transport.mismatches == []


async def test_tells_other_validators_and_answers_all_the_same() -> None:
    transport = TapeTransport(
        tape(take(0, request=Validators('"a-1"', "Wed, 13 Sep 2023 04:00:00 GMT"), body=b"x"), take(30, body=b"y"))
    )
    async with httpx.AsyncClient(transport=transport) as client:
        assert (await client.get(FEED)).content == b"x"
        assert (await client.get(FEED, headers={"If-None-Match": "a-1"})).content == b"y"
    assert [str(mismatch) for mismatch in transport.mismatches] == [
        f"2023-09-13T04:00:00+00:00 {FEED}: sent no validators, "
        'recorded if-none-match: "a-1", if-modified-since: Wed, 13 Sep 2023 04:00:00 GMT',
        f"2023-09-13T04:30:00+00:00 {FEED}: sent if-none-match: a-1, recorded no validators",
    ]
