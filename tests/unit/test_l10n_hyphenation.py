"""Words part where German typesetting parts them, and nobody waits for the dictionary."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.l10n import hyphenation, joints
from ticker.l10n.hyphenation import LEAST, Positions

ALLOWED = [
    word
    for line in Path(__file__).with_name("compounds.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
]


@pytest.fixture(scope="module")
def german() -> Positions:
    hyphenation.load("de_DE")
    positions = hyphenation.ready("de_DE")
    assert positions is not None
    return positions


@pytest.fixture
def nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hyphenation, "_loaded", {})
    monkeypatch.setattr(hyphenation, "_requested", set())
    monkeypatch.setattr(hyphenation, "_started", False)


def parted(word: str, positions: Positions) -> str:
    """The word with a hyphen at each break."""
    return "-".join(_pieces(word, [0, *positions(word), len(word)]))


def _pieces(word: str, places: list[int]) -> Iterator[str]:
    for start, end in pairwise(places):
        yield word[start:end]


def test_the_list_is_long_enough_to_prove_something() -> None:
    assert len(ALLOWED) >= 300
    assert sum("-" in word for word in ALLOWED) >= 300


@pytest.mark.parametrize("allowed", ALLOWED)
def test_a_compound_of_the_news_is_never_parted_elsewhere(german: Positions, allowed: str) -> None:
    word = allowed.replace("-", "")
    places = {len(allowed[:at].replace("-", "")) for at, sign in enumerate(allowed) if sign == "-"}
    assert set(german(word)) <= places
    assert set(german(word.lower())) <= places
    assert 2 * len(german(word)) >= len(places)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Urinstinkt", "Urinstinkt"),
        ("Staubecken", "Stau-becken"),
        ("Altbauerhaltung", "Alt-bau-er-hal-tung"),
        ("Raketenstartrampe", "Rake-ten-start-rampe"),
        ("Weltraumbahnhof", "Welt-raum-bahn-hof"),
        ("Stiefenkel", "Stief-enkel"),
        ("Blumentopferde", "Blu-men-topf-erde"),
        ("Streikende", "Strei-kende"),
        ("Mobilfunknetz", "Mobil-funk-netz"),
        ("Straßenverkehr", "Stra-ßen-ver-kehr"),
        ("STRASSENVERKEHR", "STRAS-SEN-VER-KEHR"),
        ("Ministerpräsidentenkonferenz", "Minis-ter-prä-si-den-ten-kon-fe-renz"),
        ("Hamburg", "Ham-burg"),
        ("haben", "haben"),
        ("İstanbul", "İstanbul"),
    ],
)
def test_words_that_patterns_alone_get_wrong_and_others(german: Positions, word: str, expected: str) -> None:
    assert parted(word, german) == expected


def test_a_word_that_can_be_read_in_two_ways_is_left_to_the_patterns(german: Positions) -> None:
    assert german("Regierungssprecher") == german("regierungssprecher")


def test_words_written_whole_are_german_and_parts_are_small() -> None:
    assert all(part == part.lower() for part in joints.PARTS.split())
    assert set(joints.LAST.split()) <= set(joints.PARTS.split())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüßABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜéç", max_size=40))
def test_breaks_rise_and_leave_three_letters(word: str) -> None:
    hyphenation.load("de_DE")
    positions = hyphenation.ready("de_DE")
    assert positions is not None
    places = positions(word)
    assert list(places) == sorted(set(places))
    assert all(LEAST <= place <= len(word) - LEAST for place in places)


@pytest.mark.parametrize(
    ("language", "locale", "name"),
    [
        (None, "de_AT", "de_DE"),
        ("de", "en_GB", "de_DE"),
        ("de-CH", "de_DE", "de_CH"),
        ("de-de", "de_CH", "de_DE"),
        (None, "de_LI", "de_CH"),
        ("en-US", "de_DE", "en_US"),
        ("en", "de_DE", "en_GB"),
        ("fr", "de_DE", None),
    ],
)
def test_the_dictionary_is_that_of_the_text(language: str | None, locale: str, name: str | None) -> None:
    assert hyphenation.dictionary(language, locale) == name


def test_a_dictionary_comes_once_it_is_allowed_and_once_only(
    nothing_loaded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(hyphenation, "load", loaded.append)

    hyphenation.request("en_GB")
    assert hyphenation.ready("en_GB") is None
    assert hyphenation.ready(None) is None
    hyphenation.start(None)
    hyphenation.start("en_GB")
    hyphenation.request("en_GB")
    for thread in threading.enumerate():
        if thread.name.startswith("hyphenation"):
            thread.join()
    assert loaded == ["en_GB"]


def test_english_is_parted_by_its_patterns(nothing_loaded: None) -> None:
    hyphenation.load("en_US")
    hyphenation.load("en_US")
    positions = hyphenation.ready("en_US")
    assert positions is not None
    assert parted("government", positions) == "gov-ern-ment"
