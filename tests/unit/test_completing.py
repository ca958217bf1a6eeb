"""How a query that is being written may go on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.completing import Names, completed
from ticker.rules import QueryError, parse

NAMES = Names(
    ("Ährenpost", "Bote", "Radio Kiebitz"), ("Funk", "Zeitungen", "Zeitungen/Nord am Meer"), ("Politik", "Sport")
)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("", None),
        ("g", None),
        ("gr", "gruppe:"),
        ("brand -GRU", "brand -GRUppe:"),
        ("(fe", "(feed:"),
        ("is", "ist:"),
        ("brand kai", None),
        ("feed:", "feed:Ährenpost"),
        ("feed:ae", None),
        ("feed:ähr", "feed:ährenpost"),
        ("quelle:ra", "quelle:radio"),
        ("feed:Radio", None),
        ('feed:"', 'feed:"Ährenpost"'),
        ('kai feed:"Radio K', 'kai feed:"Radio Kiebitz"'),
        ('feed:"Bote"', None),
        ("gruppe:z", "gruppe:zeitungen"),
        ("gruppe:zeitungen", "gruppe:zeitungen/Nord"),
        ("kategorie:sp", "kategorie:sport"),
        ("ist:un", "ist:ungelesen"),
        ("is:ge", "is:gelesen"),
        ("seit:ge", "seit:gestern"),
        ("autor:m", None),
        ("wetter:s", None),
    ],
)
def test_the_last_word_goes_on(text: str, whole: str | None) -> None:
    assert completed(text, NAMES, german=True) == whole


@pytest.mark.parametrize(
    ("text", "whole"), [("gr", "group:"), ("is", "is:"), ("is:st", "is:starred"), ("since:y", "since:yesterday")]
)
def test_in_english_too(text: str, whole: str) -> None:
    assert completed(text, NAMES, german=False) == whole


@given(st.text('abefgiklnoprstuz:"( -/', max_size=12), st.booleans())
def test_what_is_offered_begins_as_typed_and_is_never_a_new_mistake(text: str, german: bool) -> None:
    whole = completed(text, NAMES, german=german)
    if whole is None:
        return
    assert whole.startswith(text)
    assert len(whole) > len(text)
    try:
        parse(text, typing=True)
    except QueryError:
        return
    parse(whole, typing=True)
