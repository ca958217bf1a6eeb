from __future__ import annotations

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ticker.address import is_private, normalise
from ticker.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://morgenblatt.example/feed", "https://morgenblatt.example/feed"),
        ("www.morgenblatt.example/feed", "https://www.morgenblatt.example/feed"),
        (" \tmorgenblatt.example \n", "https://morgenblatt.example/"),
        ("HTTP://Morgenblatt.EXAMPLE/Feed", "http://morgenblatt.example/Feed"),
        ("feed:https://morgenblatt.example/feed", "https://morgenblatt.example/feed"),
        ("Feed://morgenblatt.example/feed", "https://morgenblatt.example/feed"),
        ("morgenblatt.example/a#kommentare", "https://morgenblatt.example/a"),
        ("morgenblatt.example?format=rss#x", "https://morgenblatt.example/?format=rss"),
        ("morgenblatt.example/a?b=%20&c=%zz&&d=[]|^`", "https://morgenblatt.example/a?b=%20&c=%zz&&d=[]|^`"),
        ("morgenblatt.example/a/?", "https://morgenblatt.example/a/?"),
        ("morgenblatt.example/äther?ü=ß", "https://morgenblatt.example/%C3%A4ther?%C3%BC=%C3%9F"),
        ("Zürcher-Bote.example", "https://xn--zrcher-bote-thb.example/"),
        ("straße.example", "https://xn--strae-oqa.example/"),
        ("１２７.0.0.1", "https://127.0.0.1/"),
        ("morgenblatt.example.", "https://morgenblatt.example/"),
        ("https://morgenblatt.example:443/x", "https://morgenblatt.example/x"),
        ("http://morgenblatt.example:80/x", "http://morgenblatt.example/x"),
        ("http://morgenblatt.example:443/x", "http://morgenblatt.example:443/x"),
        ("morgenblatt.example:/x", "https://morgenblatt.example/x"),
        ("localhost", "https://localhost/"),
        ("http://localhost:8000/feed", "http://localhost:8000/feed"),
        ("redaktion:8080", "https://redaktion:8080/"),
        ("192.0.2.7/feed", "https://192.0.2.7/feed"),
        ("http://[2001:DB8:0:0::1]:8080/x", "http://[2001:db8::1]:8080/x"),
    ],
)
def test_what_is_typed_becomes_an_address(typed: str, address: str) -> None:
    assert normalise(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Ukraine",
        "13.09.2023",
        "1.2.3",
        "256.1.1.1",
        "ftp://morgenblatt.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https//morgenblatt.example",
        "//morgenblatt.example",
        "mor genblatt.example",
        "morgenblatt.example/a b",
        "morgenblatt.example/\x1b[31m",
        "morgen\u00adblatt.example",
        "morgenblatt.example/\udc80",
        "morgenblatt..example",
        "-morgenblatt.example",
        "blatt☃.example",
        "morgenblatt.example:0",
        "morgenblatt.example:65536",
        "morgenblatt.example:x",
        "[::1",
        "[1::2::3]",
        f"{'a' * 64}.example",
        f"{'a.' * 127}example",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="is no web address"):
        normalise(typed)


def test_an_address_with_a_password_is_refused_without_repeating_it() -> None:
    with pytest.raises(UsageError) as caught:
        normalise("http://anna:geheim@morgenblatt.example/feed")
    assert "http://morgenblatt.example/feed" in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_an_error_repeats_neither_control_characters_nor_a_whole_book() -> None:
    with pytest.raises(UsageError) as caught:
        normalise("\x1b]0;x\x07" + "a" * 1000)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 150


@given(st.text() | st.text(alphabet="ab.:/?#@[]%0189xnß-ÄＡ。 ") | st.from_regex(r"(https?://)?[a-zß]+\.[a-z]+(/.*)?"))
@example("℡.example")
def test_an_address_that_comes_out_goes_in_unchanged(typed: str) -> None:
    try:
        address = normalise(typed)
    except UsageError:
        return
    assert normalise(address) == address
    assert set(address) <= set(string.ascii_letters + string.digits + string.punctuation)
    assert address.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "LOCALHOST.", "feeds.localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "0177.1"),
        *("10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("::1", "[::1]", "fe80::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1"),
    ],
)
def test_hosts_near_at_hand_are_private(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize(
    "host", ["morgenblatt.example", "localhost.example", "8.8.8.8", "[2606:4700::1111]", "10.example", "", "1:2"]
)
def test_other_hosts_are_public(host: str) -> None:
    assert not is_private(host)
