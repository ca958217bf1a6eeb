from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.model import EntryData
from ticker.revise import size_of_change
from ticker.text.magnitude import Size, headline_size, size

LONG = " ".join(f"Wort{number}" for number in range(2500))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Der Rat tagt", "Der  Rat\ntagt", Size.NONE),
        ("Der Rat tagt (3 Kommentare)", "Der Rat tagt (4 Kommentare)", Size.NONE),
        (None, "", Size.NONE),
        ("Der Oberbürgermeister spricht", "Der Oberbürgermesiter spricht", Size.TYPO),
        ("Der Verkher ruht", "Der Verkehr ruht", Size.TYPO),
        ("Meier kommt", "Maier kommt", Size.TYPO),
        ("Ober bürgermeister", "Oberbürgermeister", Size.TYPO),
        ("„Ja“, sagt er", '"Ja", sagt er', Size.TYPO),
        ("der Rat", "Der Rat", Size.TYPO),
        ("Das ist ein Haus", "Das ist eine Haus", Size.TYPO),
        ("Schiffahrtsge sellschaft", "Schifffahrtsgesellschaft", Size.TYPO),
        ("Zwei Tote in Peine", "Vier Tote in Peine", Size.NUMBER),
        ("ein Toter", "zwei Tote", Size.NUMBER),
        ("12 Tote", "15 Tote", Size.NUMBER),
        ("rund 12 Tote", "rund 12 bis 15 Tote", Size.SENTENCE),
        ("Es kostet 3.100,50 Euro", "Es kostet 3.200 Euro", Size.NUMBER),
        ("Er zahlt 3 200 Euro", "Er zahlt 3.200 Euro", Size.TYPO),
        ("Er zahlt 3 200 Euro", "Er zahlt 4.300 Euro", Size.NUMBER),
        ("Am 13. September kamen 12", "Am 14. September kamen 15", Size.NUMBER),
        ("12 Tote in Peien", "15 Tote in Peine", Size.NUMBER),
        ("Er sagte ja", "Er sagte nein", Size.SENTENCE),
        ("Die Bahn fährt", "Die Bahn fährt nicht", Size.SENTENCE),
        ("Haus", "Tal", Size.SENTENCE),
        ("Bahn", "Bahnhofsvorsteher", Size.SENTENCE),
        ("A1 gesperrt", "A7 gesperrt", Size.NUMBER),
        (LONG, "Anfang " + LONG.swapcase() + " Ende", Size.SENTENCE),
    ],
)
def test_the_size_of_a_change(before: str | None, after: str | None, expected: Size) -> None:
    assert size(before, after) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Zwei Tote", "Vier Tote", Size.NUMBER),
        ("Minister tritt zurück", "Minister tritt am Abend zurück", Size.SENTENCE),
        ("Minister tritt zurück", "Kanzler entlässt den Finanzchef", Size.HEADLINE),
        (None, "Kanzler entlässt den Finanzchef", Size.HEADLINE),
        ("Gipfel", "Gipfel", Size.NONE),
    ],
)
def test_a_headline_that_keeps_few_words_was_written_anew(before: str | None, after: str, expected: Size) -> None:
    assert headline_size(before, after) is expected


ENTRY = EntryData(id="1", title="Rat tagt", summary="Kurz.", content="Zwei Räte tagten.", authors=("A",))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (replace(ENTRY, authors=(" A ",)), Size.NONE),
        (replace(ENTRY, authors=("B",)), Size.DETAILS),
        (replace(ENTRY, link="https://kurier.example/1"), Size.DETAILS),
        (replace(ENTRY, content="Drei Räte tagten."), Size.NUMBER),
        (replace(ENTRY, summary="Länger."), Size.SENTENCE),
        (replace(ENTRY, content="Drei Räte tagten.", authors=()), Size.NUMBER),
        (replace(ENTRY, title="Alles neu", content="Zwei Räte tagtne."), Size.HEADLINE),
        (replace(ENTRY, content=None, summary="Zwei Räte tagten."), Size.NONE),
    ],
)
def test_the_greatest_change_is_the_size_of_all(after: EntryData, expected: Size) -> None:
    assert size_of_change(ENTRY, after) is expected


texts = st.lists(st.sampled_from(["Rat", "rat", "zwei", "2", "vier", ".", "Oberhaus", "Obrehaus", "ein", "Wald"])).map(
    " ".join
)


@given(texts, texts)
def test_the_size_is_the_same_both_ways_and_none_only_for_equal_words(one: str, other: str) -> None:
    assert (size(one, other) is Size.NONE) == (one == other)
    assert size(one, one) is Size.NONE


@given(st.integers(1, 999), st.integers(1000, 9999))
def test_where_only_numbers_differ_it_is_a_number(one: int, other: int) -> None:
    assert size(f"Es sind {one} Fälle.", f"Es sind {other} Fälle.") is Size.NUMBER
