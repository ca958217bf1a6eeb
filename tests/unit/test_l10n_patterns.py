"""The patterns part words exactly as pyphen does, of whose dictionaries they are read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.l10n.patterns import Patterns

NAMES = ("de_DE", "de_CH", "en_GB", "en_US")
WORDS = Path(__file__).with_name("compounds.txt").read_text("utf-8").replace("-", "").split()
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéABDSTÄÜ'’-."


@cache
def ours(name: str) -> Patterns:
    with pyphen.LANGUAGES[name].open("rb") as file:
        encoding = file.readline().decode().strip()
        return Patterns(line.decode(encoding) for line in file)


@cache
def theirs(name: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=name, left=2, right=2)


@pytest.mark.parametrize("name", NAMES)
def test_words_of_the_news(name: str) -> None:
    parted = {word: [int(place) for place in theirs(name).positions(word)] for word in WORDS}
    assert {word: list(ours(name).positions(word)) for word in WORDS} == parted
    assert sum(map(bool, parted.values())) > 300


@pytest.mark.parametrize("name", NAMES)
@given(word=st.text(LETTERS, max_size=30))
def test_any_letters(name: str, word: str) -> None:
    assert list(ours(name).positions(word)) == [int(place) for place in theirs(name).positions(word)]


def test_the_highest_weight_decides_and_what_is_no_pattern_is_passed_over() -> None:
    lines = ["# a1b", "LEFTHYPHENMIN 2", "", "ab", "a1b\n", "2ca", "xa2b", "b3", ".ab1c", "1d2d3d"]
    patterns = Patterns(lines)
    assert patterns.positions("ccabcc") == [3, 4]
    assert patterns.positions("cxabcc") == [4]
    assert patterns.positions("ddddd") == [2, 3]
    assert patterns.positions("") == []


def test_equal_weights_are_held_once() -> None:
    patterns = Patterns(["a1b", "c1d", "e1f"])
    assert len(patterns._weights) == 1
