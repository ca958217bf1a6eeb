"""Lines are never too long, nothing is lost, and words break where German typesetting breaks them."""

from __future__ import annotations

import re
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ticker.text.blocks import Span
from ticker.text.parting import Measure
from ticker.text.sanitise import sanitise
from ticker.text.wrap import wrap, wrap_text


def cells(text: str) -> int:
    """A plain measure: two cells for wide characters, none for marks."""
    return sum(
        0 if unicodedata.category(char) in ("Mn", "Me") else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("   ", 10, [""]),
        ("Kim trifft Putin", 20, ["Kim trifft Putin"]),
        ("Kim trifft Putin", 10, ["Kim trifft", "Putin"]),
        ("Kim trifft Putin", 9, ["Kim", "trifft", "Putin"]),
        ("Kim  trifft   Putin ", 11, ["Kim  trifft", "Putin"]),
        ("  eingerückt", 20, ["  eingerückt"]),
        ("eins\n\nzwei\tdrei", 20, ["eins", "", "zwei drei"]),
        ("um 10\xa0Uhr am 13.\u202f9. in\u2007Ulm", 9, ["um 10\xa0Uhr", "am 13.\u202f9.", "in\u2007Ulm"]),
        ("Ost-West-Konflikt", 10, ["Ost-West-", "Konflikt"]),
        ("Atom-U-Boote", 8, ["Atom-", "U-Boote"]),
        ("eine 10-jährige", 9, ["eine", "10-jährig", "e"]),
        ("von 2020-2023 an", 10, ["von", "2020-2023", "an"]),
        ("mit -weise", 5, ["mit", "-weis", "e"]),
        ("Köln–Bonn", 5, ["Köln–", "Bonn"]),
        ("von 2020–2023", 9, ["von", "2020–2023"]),
        ("Welt\xadraum\xadbahn\xadhof", 20, ["Weltraumbahnhof"]),
        ("Welt\xadraum\xadbahn\xadhof", 10, ["Weltraum-", "bahnhof"]),
        ("Welt\xadraum\xadbahn\xadhof", 8, ["Welt-", "raum-", "bahnhof"]),
        ("Welt\xadraum", 4, ["Welt", "raum"]),
        ("der Welt\xadraum", 8, ["der", "Weltraum"]),
        ("\xada\xad \xad", 5, ["a"]),
        ("Einer – der zweite", 7, ["Einer –", "der", "zweite"]),
        ("So Einer – der", 9, ["So", "Einer –", "der"]),
        ("Einer – der", 5, ["Einer", "– der"]),
        ("– Einer", 7, ["– Einer"]),
        ("Raketen", 3, ["Rak", "ete", "n"]),
        ("日本語", 4, ["日本", "語"]),
        ("日本語", 1, ["日", "本", "語"]),
        ("ae\u0301e\u0301", 1, ["a", "e\u0301", "e\u0301"]),
        ("👍🏽👍🏽", 2, ["👍🏽", "👍🏽"]),
        ("👩\u200d🚀x", 3, ["👩\u200d🚀x"]),
        ("👩\u200d🚀x", 2, ["👩\u200d🚀", "x"]),
        ("🇩🇪🇦🇹🇨🇭", 4, ["🇩🇪🇦🇹", "🇨🇭"]),
    ],
)
def test_where_lines_break(text: str, width: int, lines: list[str]) -> None:
    assert wrap_text(text, width, cell_len) == lines


def test_spans_keep_their_style_across_lines() -> None:
    link = "https://blatt.example/"
    spans = [Span("Der "), Span("neue Bahn\xadhof", strong=True), Span("", code=True), Span("\töffnet", link=link)]
    assert wrap(spans, 10, cell_len) == [
        [Span("Der "), Span("neue", strong=True)],
        [Span("Bahnhof", strong=True)],
        [Span("öffnet", link=link)],
    ]
    assert wrap(spans, 14, cell_len) == [
        [Span("Der "), Span("neue Bahn-", strong=True)],
        [Span("hof", strong=True), Span(" öffnet", link=link)],
    ]


def test_a_word_of_several_spans_is_not_broken_between_them() -> None:
    spans = [Span("ein Bahn"), Span("hof", strong=True), Span(".")]
    assert wrap(spans, 8, cell_len) == [[Span("ein")], [Span("Bahn"), Span("hof", strong=True), Span(".")]]


def test_no_spans_are_one_empty_line() -> None:
    assert wrap([], 10, cell_len) == [[]]
    assert wrap([Span("a\n\nb", strong=True)], 10, cell_len) == [
        [Span("a", strong=True)],
        [],
        [Span("b", strong=True)],
    ]


PARTS = "Wort|a|Ost-West|10-jährig| |  |\n|\t|\xad|\xa0|–| – |—|-|日本|e\u0301|🇩🇪|👍🏽|\u2009|1|„|“|."
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PARTS.split("|"))).map("".join)).map(sanitise)
WIDTHS = st.integers(1, 30)
MEASURES = st.sampled_from([cells, cell_len, len])


@given(TEXTS, WIDTHS)
def test_no_line_is_wider_than_asked_but_for_one_character(text: str, width: int) -> None:
    text = "".join(character for character in text if not "\U0001f1e6" <= character <= "\U0001f3ff")  # no joined emoji
    for line in wrap_text(text, width, cells):
        assert cells(line) <= width or (width == 1 and cells(line[0]) == 2 and cells(line) == 2)


@given(TEXTS, WIDTHS)
def test_no_line_is_wider_than_rich_will_draw_it(text: str, width: int) -> None:
    assert all(cell_len(line) <= max(width, 4) for line in wrap_text(text, width, cell_len))


@given(TEXTS, WIDTHS, MEASURES)
def test_nothing_is_lost_but_spaces_at_breaks_and_soft_hyphens(text: str, width: int, measure: Measure) -> None:
    def black(text: str) -> str:
        return re.sub("[- \n\t\xad\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]", "", text)

    lines = wrap_text(text, width, measure)
    assert black("".join(lines)) == black(text)
    assert 0 <= "".join(lines).count("-") - text.count("-") <= text.count("\xad")
    assert len(lines) > text.count("\n")


@given(TEXTS, WIDTHS, st.lists(st.integers(0, 60)))
def test_spans_break_where_their_text_does(text: str, width: int, places: list[int]) -> None:
    cuts = [0, *sorted(min(place, len(text)) for place in places), len(text)]
    spans = [Span(text[start:end], strong=index % 2 == 0) for index, (start, end) in enumerate(pairwise(cuts))]
    lines = wrap(spans, width, cells)
    assert ["".join(span.text for span in line) for line in lines] == wrap_text(text, width, cells)
    assert all(span.text for line in lines for span in line)


@pytest.mark.parametrize("unit", ["a", "\xad", "a\xad", " ", "– ", "日", "ab-", "\u0301", "\n", "a "])
def test_time_grows_with_the_text_only(unit: str) -> None:
    started = time.perf_counter()
    wrap_text(unit * 50_000, 80, cells)
    assert time.perf_counter() - started < 3
