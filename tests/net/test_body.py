from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.net.body import STEP, Body, BodyBrokenError, BodyTooLargeError

cuts = st.integers(min_value=1, max_value=200)


def read(encoding: str, raw: bytes, *, cut: int = STEP, limit: int = 2**20) -> bytes:
    body = Body(encoding, limit)
    for start in range(0, len(raw), cut):
        body.feed(raw[start : start + cut])
    return body.finish()


@given(st.binary(max_size=500), st.sampled_from(["", "identity", " IDENTITY ,"]), cuts)
def test_a_plain_body_stays_as_it_is(data: bytes, encoding: str, cut: int) -> None:
    assert read(encoding, data, cut=cut) == data


@given(
    st.lists(st.binary(max_size=200), min_size=1), st.sampled_from(["gzip", "x-gzip", "GZIP", "gzip, identity"]), cuts
)
def test_all_members_of_a_gzip_body_are_read(members: list[bytes], encoding: str, cut: int) -> None:
    assert read(encoding, b"".join(map(gzip.compress, members)), cut=cut) == b"".join(members)


@given(st.binary(max_size=500), cuts)
def test_deflate_is_read(data: bytes, cut: int) -> None:
    assert read("deflate", zlib.compress(data), cut=cut) == data


@given(cuts)
def test_a_body_longer_than_one_step_is_read_whole(cut: int) -> None:
    data = bytes(3 * STEP) + b"end"
    assert read("gzip", gzip.compress(data, mtime=0), cut=cut) == data


@given(cuts)
def test_padding_after_the_last_member_is_passed_over(cut: int) -> None:
    assert read("gzip", gzip.compress(b"Text", mtime=0) + bytes(100), cut=cut) == b"Text"


def test_an_empty_body_is_empty_whatever_its_encoding() -> None:
    assert read("gzip", b"") == b""


@given(st.binary(min_size=1, max_size=200), st.data())
def test_a_gzip_body_that_ends_early_is_broken(data: bytes, chosen: st.DataObject) -> None:
    whole = gzip.compress(data, mtime=0)
    end = chosen.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(BodyBrokenError):
        read("gzip", whole[:end])


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        ("gzip", b"<rss></rss>"),
        ("gzip", gzip.compress(b"Text", mtime=0)[:-8] + bytes(8)),
        ("gzip", gzip.compress(b"Text", mtime=0) + b"\x1f<rss>"),
        ("br", b""),
        ("zstd", b""),
        ("gzip, gzip", b""),
    ],
)
def test_a_body_that_is_not_what_it_says_is_broken(encoding: str, raw: bytes) -> None:
    with pytest.raises(BodyBrokenError):
        read(encoding, raw)


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_the_limit_itself_is_allowed(encoding: str) -> None:
    def encode(data: bytes) -> bytes:
        return gzip.compress(data, mtime=0) if encoding else data

    assert read(encoding, encode(bytes(1000)), limit=1000) == bytes(1000)
    with pytest.raises(BodyTooLargeError):
        read(encoding, encode(bytes(1001)), limit=1000)


def test_what_decodes_to_nothing_is_limited_too() -> None:
    with pytest.raises(BodyTooLargeError):
        read("gzip", gzip.compress(b"", mtime=0) * 60, limit=1000)
    with pytest.raises(BodyTooLargeError):
        read("gzip", gzip.compress(b"", mtime=0) + bytes(2000), limit=1000)
