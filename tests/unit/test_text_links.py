"""Only addresses that are safe to open are kept, absolute and without anything unseen."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.text.links import absolute
from ticker.text.sanitise import sanitise

BASE = "https://blatt.example/politik/seite.html"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://blatt.example/a", "https://blatt.example/a"),
        ("HTTP://Blatt.example/a", "http://Blatt.example/a"),
        ("../sport/b?x=1#c", "https://blatt.example/sport/b?x=1#c"),
        ("//cdn.example/i.jpg", "https://cdn.example/i.jpg"),
        ("", None),
        (" \n ", None),
        ("mailto:redaktion@blatt.example", "mailto:redaktion@blatt.example"),
        (" https://blatt.example/\n\ta b ", "https://blatt.example/a%20b"),
        ("https://blatt.example/a\xadb\xa0c", "https://blatt.example/a%C2%ADb%C2%A0c"),
        ("https://blatt.example/\x1b]8;;x", "https://blatt.example/]8;;x"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("https://[kaputt/", None),
    ],
)
def test_an_address_in_a_document(address: str, expected: str | None) -> None:
    assert absolute(address, BASE) == expected


@pytest.mark.parametrize("address", ["a/b", "/a", "//host.example", "uuid-ohne-schema"])
def test_a_relative_address_without_a_base_is_none(address: str) -> None:
    assert absolute(address) is None


@given(st.text(), st.sampled_from([None, BASE, "kein base", "http://[x"]))
def test_whatever_comes_out_is_safe(address: str, base: str | None) -> None:
    result = absolute(address, base)
    if result is not None:
        assert urlsplit(result).scheme in ("http", "https", "mailto")
        assert result == sanitise(result)
        assert not any(character.isspace() for character in result)
