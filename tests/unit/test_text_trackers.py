"""Addresses without what only tracks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.text.trackers import normalise_link, untracked


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("http://Bote.example/a?utm_source=rss&id=7#unten", "http://Bote.example/a?id=7#unten"),
        ("https://bote.example/a?wt_mc=rss.red", "https://bote.example/a"),
        ("https://bote.example/?a=1&b=2", "https://bote.example/?a=1&b=2"),
        ("https://bote.example/a#?utm_source=x", "https://bote.example/a#?utm_source=x"),
        ("https://bote.example/a?at_medium=x#!/b?c", "https://bote.example/a#!/b?c"),
        ("https://bote.example/a?", "https://bote.example/a?"),
        ("mailto:redaktion@bote.example?subject=utm_source", "mailto:redaktion@bote.example?subject=utm_source"),
    ],
)
def test_only_what_tracks_is_taken_out(url: str, clean: str) -> None:
    assert untracked(url) == clean


@given(st.text("abc=&?#/:._-utm", max_size=40))
def test_it_stays_the_same_address_and_nothing_is_left_to_take_out(text: str) -> None:
    url = f"https://bote.example/{text}"
    clean = untracked(url)
    assert untracked(clean) == clean
    assert normalise_link(clean) == normalise_link(url)
