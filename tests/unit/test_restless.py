from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.model import EntryData
from ticker.restless import LOOK_BACK, Case, restless

TEXT = "Der Rat tagt heute im großen Saal über den Haushalt der Stadt"


def versions(make: Callable[[int], str], count: int) -> tuple[EntryData, ...]:
    return tuple(EntryData(id="1", title="Rat", content=make(number)) for number in range(count))


def clock(number: int) -> str:
    return f"{TEXT}. Abgerufen 10:{number:02}:17 Uhr, Nr. a{number * 7919}f"


def polls_until_held(make: Callable[[int], str], entries: int, *, known: bool = False) -> int | None:
    """How many versions each of so many entries gets before the first is held; None where that never happens."""
    for count in range(2, 30):
        cases = [Case(key, versions(make, count)[-LOOK_BACK - 1 :]) for key in range(entries)]
        if held := restless(cases, known=known):
            assert held == set(range(entries))
            return count - 1
    return None


def test_a_clock_in_many_entries_is_held_soon_and_in_one_later() -> None:
    assert polls_until_held(clock, 5) == 3
    assert polls_until_held(clock, 3) == 3
    assert polls_until_held(clock, 2) == 8
    assert polls_until_held(clock, 1) == 8
    assert polls_until_held(clock, 1, known=True) == 3


def test_a_random_sign_without_digits_is_held_too() -> None:
    assert polls_until_held(lambda number: f"{TEXT} {'abcdefghijklmnopqrstuvwxyz'[number % 26] * 5}", 1) == 8


def test_a_random_address_is_held() -> None:
    links = tuple(EntryData(id="1", title="Rat", link=f"https://a.example/1?rnd={n}") for n in range(9))
    assert restless([Case(1, links)]) == {1}


def test_a_toll_that_rises_now_and_then_is_news() -> None:
    assert polls_until_held(lambda number: f"{TEXT}: {number} Tote", 1) == 8
    assert restless([Case(1, versions(lambda number: f"{number} Tote", 7))]) == frozenset()


@pytest.mark.parametrize(
    "make",
    [
        lambda number: f"{TEXT} {'und ' * number}",
        lambda number: " ".join(f"{word}{number}" for word in TEXT.split()),
        lambda number: " ".join(
            f"{word}{number}" if place == number % 9 else word for place, word in enumerate(TEXT.split())
        ),
    ],
    ids=["grows", "all anew", "another word each time"],
)
def test_changes_in_other_places_are_news(make: Callable[[int], str]) -> None:
    assert polls_until_held(make, 5) is None


def test_a_clock_that_goes_on_beside_a_correction_is_no_reason_to_hold_it() -> None:
    before = versions(clock, 8)
    corrected = replace(before[-1], content=clock(9).replace("Haushalt", "Etat der Schulen"))
    assert restless([Case(1, (*before, corrected))], known=True) == frozenset()


def test_two_servers_at_odds_are_held_after_four_changes() -> None:
    def back_and_forth(number: int) -> str:
        return TEXT if number % 2 else TEXT + " und mehr dazu am Abend"

    assert polls_until_held(back_and_forth, 1) == 4


def test_what_does_not_change_is_not_at_odds() -> None:
    assert restless([Case(1, versions(lambda _number: TEXT, 6))]) == frozenset()


def test_no_cases() -> None:
    assert restless([]) == frozenset()


words = st.lists(st.sampled_from(["Rat", "tagt", "12", "Saal", "10:15"]), min_size=1, max_size=8)


@given(words, words, st.integers(0, 3), st.integers(1, 3))
def test_any_feed_with_a_clock_comes_to_rest(before: list[str], after: list[str], entries: int, clocks: int) -> None:
    """Wherever the clock stands and however many words it takes, there are at most LOOK_BACK new versions."""

    def text(number: int) -> str:
        return " ".join([*before, *(f"x{number}y{place}" for place in range(clocks)), *after])

    assert (polls_until_held(text, entries + 1) or 99) <= LOOK_BACK


@given(st.lists(words.map(" ".join), min_size=2, max_size=9), st.booleans())
def test_another_number_of_words_is_never_held_unless_it_was_there_before(texts: list[str], known: bool) -> None:
    longer = texts[-1] + " ganz neu"
    stored = tuple(EntryData(id="1", content=text) for text in texts)
    assert restless([Case(1, (*stored, EntryData(id="1", content=longer)))], known=known) == frozenset()
