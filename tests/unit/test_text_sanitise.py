"""Nothing that commands a terminal gets through, and what belongs to a text stays."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.text.sanitise import drawable, one_line, sanitise

# Hypothesis prefers plain letters: mix in what is dangerous.
RISKY = st.sampled_from(
    "\x00\x07\x1b\x7f\x85\x90\x9b\x9d\r\n\t\xad\xa0\u0301\u0327\u200b\u200d\u202e\u2028\u2066\ufeff\ud800"
)
TEXTS = st.text(st.one_of(st.characters(), RISKY))


def forbidden(text: str) -> list[str]:
    """What must never be in a sanitised text, found by Unicode's own categories."""
    return [
        character
        for character in text
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and character not in "\n\t\xad"
    ]


@given(TEXTS)
def test_a_sanitised_text_holds_nothing_forbidden_and_is_composed(text: str) -> None:
    result = sanitise(text)
    assert forbidden(result) == []
    assert unicodedata.is_normalized("NFC", result)


@given(TEXTS)
def test_sanitising_twice_changes_nothing_more(text: str) -> None:
    assert sanitise(sanitise(text)) == sanitise(text)
    assert one_line(one_line(text)) == one_line(text)


def test_every_forbidden_character_of_unicode_is_dropped() -> None:
    through = [hex(point) for point in range(0x110000) if forbidden(sanitise(chr(point)))]
    assert through == []


def test_no_printable_character_of_unicode_is_dropped_but_hidden_selectors() -> None:
    lost = {
        point
        for point in range(0x110000)
        if unicodedata.category(chr(point))[0] in "LMNPS" and not sanitise(chr(point))
    }
    assert lost == set(range(0xE0100, 0xE01F0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim trifft Putin", "Kim trifft Putin"),
        ("\x1b[31mrot\x1b[0m", "[31mrot[0m"),
        ("\x9b31mrot\x90x\x9d", "31mrotx"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("Welt\xadraum\tbahn\xa0hof\u202f!", "Welt\xadraum\tbahn\xa0hof\u202f!"),
        ("\u202eabc\u202c \u2066x\u2069 \u200e\u200f\u061c", "abc x "),
        ("a\u200bb\u200cc\u200dd\u2060e\ufefff", "abcdef"),
        ("x\U000e0041\U000e007fy", "xy"),
        ("x\ue000\ufdd0\uffff\ud800\U000f0000\U0010ffffy", "xy"),
        ("Ka\u0308se", "Käse"),
        ("🙂 日本", "🙂 日本"),
        ("", ""),
    ],
)
def test_what_goes_and_what_stays(text: str, expected: str) -> None:
    assert sanitise(text) == expected


def test_marks_heaped_on_one_letter_are_cut_and_take_no_time() -> None:
    started = time.perf_counter()
    result = sanitise("a" + "\u0315\u0300" * 200_000 + "b")
    assert time.perf_counter() - started < 5
    assert len(result) < 40
    assert result[0] == "à"
    assert result[-1] == "b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Kim \n\t trifft  Putin ", "Kim trifft Putin"),
        ("10\xa0 Uhr", "10\xa0 Uhr"),
        ("10.\u202f000\u2009\u2003km", "10.\u202f000 km"),
        ("\xa0 \n", ""),
        ("a\x1b\nb", "a b"),
    ],
)
def test_one_line_collapses_ordinary_white_space_only(text: str, expected: str) -> None:
    assert one_line(text) == expected


def test_a_line_for_the_screen_has_nothing_whose_width_terminals_disagree_on() -> None:
    assert drawable("👍🏽 Wetter ☀\ufe0f\n heute \x1b[31m") == "👍 Wetter ☀ heute [31m"
