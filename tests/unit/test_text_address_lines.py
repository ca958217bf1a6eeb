"""Web addresses in lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ticker.text.address_lines import address_lines


@pytest.mark.parametrize(
    ("address", "width", "lines"),
    [
        ("https://kurier.example/a", 24, ["https://kurier.example/a"]),
        ("https://kurier.example/politik/wahl", 24, ["https://kurier.example/", "politik/wahl"]),
        ("https://kurier.example/wahl-abend-48", 28, ["https://kurier.example/wahl", "-abend-48"]),
        ("https://kurier.example/a?seite=2&teil=3", 33, ["https://kurier.example/a?seite=2&", "teil=3"]),
        ("https://k.example/donaudampfschiff", 27, ["https://k.example/", "donaudampfschiff"]),
        ("https://k.example/donaudampfschiff", 28, ["https://k.example/donaudampf", "schiff"]),
        ("https://k.example/a/b", 7, ["https:/", "/k.exam", "ple/a/b"]),
        ("日本日本", 3, ["日", "本", "日", "本"]),
        ("日本", 1, ["日", "本"]),
        ("", 5, [""]),
    ],
)
def test_an_address_is_broken_at_its_signs(address: str, width: int, lines: list[str]) -> None:
    assert list(address_lines(address, width, cell_len)) == lines


@given(address=st.text(alphabet="ab/-.?=&日"), width=st.integers(1, 12))
def test_no_character_is_lost_and_no_line_too_wide(address: str, width: int) -> None:
    lines = list(address_lines(address, width, cell_len))
    assert "".join(lines) == address
    assert all(cell_len(line) <= max(width, 2 if len(line) == 1 else 1) for line in lines)
    assert all(lines) or lines == [""]
