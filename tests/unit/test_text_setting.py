"""Setting of lines: parted words, held spaces, justified lines, German typography."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ticker.text.blocks import Span
from ticker.text.justify import justify
from ticker.text.sanitise import sanitise
from ticker.text.typography import GERMAN, SWISS, Marks, typeset, typeset_text
from ticker.text.wrap import wrap, wrap_text

BREAKS = {"Weltraumbahnhof": (4, 8, 12), "Regierung": (5,), "Staatsanwaltschaft": (6, 8, 12), "Ministerium": (5, 8)}


def parted(word: str) -> tuple[int, ...]:
    return BREAKS.get(word, ())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Der Weltraumbahnhof liegt", 14, ["Der Weltraum-", "bahnhof liegt"]),
        ("Der Weltraumbahnhof liegt", 13, ["Der Weltraum-", "bahnhof liegt"]),
        ("Der Weltraumbahnhof liegt", 12, ["Der Welt-", "raumbahnhof", "liegt"]),
        ("Am „Weltraumbahnhof“ da", 15, ["Am „Weltraum-", "bahnhof“ da"]),
        ("Die Regierung da", 10, ["Die Regie-", "rung da"]),
        ("Keine Regierung da", 10, ["Keine", "Regierung", "da"]),  # so little room is left as it is
        ("Am neuen Ost-Ministerium da", 15, ["Am neuen Ost-", "Ministerium da"]),
        ("Am Ost-Ministerium da", 12, ["Am Ost-", "Ministerium", "da"]),  # the written hyphen goes first
        ("Am Welt\xadraumbahnhof da", 13, ["Am Welt-", "raumbahnhof", "da"]),  # the author's own goes first
        ("Mit 5\xa0Weltraumbahnhof da", 13, ["Mit", "5\xa0Weltraumbah", "nhof da"]),
        ("Am x.de/Weltraumbahnhof da", 14, ["Am", "x.de/Weltraumb", "ahnhof da"]),
        ("Weltraumbahnhof", 10, ["Weltraum-", "bahnhof"]),  # what is too long for any line is parted first, then cut
        ("Weltraumbahnhof", 6, ["Welt-", "raum-", "bahn-", "hof"]),
        ("Weltraumbahnhof", 3, ["Wel", "t-", "rau", "m-", "bah", "n-", "hof"]),
    ],
)
def test_where_words_are_parted(text: str, width: int, lines: list[str]) -> None:
    assert wrap_text(text, width, cell_len, parted) == lines


def test_code_is_never_parted_and_no_more_than_three_lines_in_a_row_end_in_a_hyphen() -> None:
    spans = [Span("Die "), Span("Regierung", code=True), Span(" da")]
    assert wrap(spans, 10, cell_len, parted)[0] == [Span("Die")]
    lines = wrap_text("Am Weltraumbahnhof " * 12, 17, cell_len, parted)
    runs = "".join("h" if line.endswith("-") else "." for line in lines)
    assert "hhh" in runs
    assert "hhhh" not in runs


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Er fuhr 100 km weit", 11, ["Er fuhr", "100 km weit"]),
        ("am 13. September 2023", 14, ["am", "13. September", "2023"]),
        ("das ist z. B. gut", 11, ["das ist", "z. B. gut"]),
        ("+++ Zug hält +++", 14, ["+++ Zug", "hält +++"]),
        ("ein +++x und", 7, ["ein", "+++x", "und"]),
        ("mit 1,5 Millionen Euro", 13, ["mit", "1,5 Millionen", "Euro"]),
        ("es ist 10.30 Uhr da", 13, ["es ist", "10.30 Uhr da"]),
        ("bei Dr. Berg war", 8, ["bei", "Dr. Berg", "war"]),
        ("kostet 35 000 Euro", 11, ["kostet", "35 000 Euro"]),
        ("laut § 5 ist", 7, ["laut", "§ 5 ist"]),
        ("um 20 % mehr", 5, ["um", "20 %", "mehr"]),
        ("13 Menschen da", 11, ["13 Menschen", "da"]),
        ("die 13 Menschen", 8, ["die 13", "Menschen"]),
        ("100 km", 4, ["100", "km"]),
    ],
)
def test_a_number_stays_with_its_unit(text: str, width: int, lines: list[str]) -> None:
    assert wrap_text(text, width, cell_len) == lines


def test_justified_lines_fill_the_measure_but_for_the_last() -> None:
    lines = wrap(
        [Span("Der Zug steht seit "), Span("Stunden", strong=True), Span(" still\nund wartet auf den Wind")],
        16,
        cell_len,
        justified=True,
    )
    texts = ["".join(span.text for span in line) for line in lines]
    assert texts == ["Der  Zug   steht", "seit     Stunden", "still", "und  wartet  auf", "den Wind"]
    assert lines[1][-1] == Span("Stunden", strong=True)


@pytest.mark.parametrize(
    ("text", "width", "result"),
    [
        ("ein Wort", 9, "ein  Wort"),
        ("  ein Wort", 11, "  ein  Wort"),
        ("einwort", 8, "einwort"),
        ("ein Wort", 20, "ein Wort"),
        ("ein Wort", 8, "ein Wort"),
        ("a b c d", 9, "a b  c  d"),
        ("um 10 Uhr da", 14, "um  10 Uhr  da"),
        ("", 5, ""),
    ],
)
def test_spaces_are_widened_from_both_ends(text: str, width: int, result: str) -> None:
    assert "".join(span.text for span in justify([Span(text)], width, cell_len(text))) == result


TYPESET = [
    ("Er sagte: \"Das ist 'gut' so.\"", "Er sagte: „Das ist ‚gut‘ so.“", "Er sagte: «Das ist ‹gut› so.»"),
    ('"Komm", sagte er. "Jetzt!"', "„Komm“, sagte er. „Jetzt!“", "«Komm», sagte er. «Jetzt!»"),
    ("Hans' Haus, geht's", "Hans’ Haus, geht’s", "Hans’ Haus, geht’s"),
    ("in den '90ern", "in den ’90ern", "in den ’90ern"),
    ("'s ist so", "’s ist so", "’s ist so"),
    ("A -- B", "A – B", "A – B"),
    ("A --- B", "A – B", "A – B"),
    ("Ende...", "Ende…", "Ende…"),
    ("Seite 10--12", "Seite 10–12", "Seite 10–12"),
    ("5\" lang und 3' hoch", "5\" lang und 3' hoch", "5\" lang und 3' hoch"),
    ('siehe http://x.example/a--b"c" und "so"', 'siehe http://x.example/a--b"c" und „so“', None),
    ('("Ja")', "(„Ja“)", "(«Ja»)"),
    ('ein "offener Satz', 'ein "offener Satz', None),
    ('"ein \'offener Satz" hier', "„ein 'offener Satz“ hier", None),
    ('der Ost-West-Konflikt - und "mehr"', "der Ost-West-Konflikt – und „mehr“", None),
    ("„schon“ gut", "„schon“ gut", None),
    ("- ein Punkt", "- ein Punkt", None),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "german", "swiss"), TYPESET)
def test_typewriter_signs_become_those_of_german_typesetting(text: str, german: str, swiss: str | None) -> None:
    assert typeset_text(text) == german
    if swiss is not None:
        assert typeset_text(text, SWISS) == swiss


def test_marks_pair_across_styles_and_code_stays() -> None:
    spans = [Span('Er sagte "'), Span("das", strong=True), Span('" und '), Span('"--"', code=True), Span("--")]
    assert typeset(spans) == [
        Span("Er sagte „"),
        Span("das", strong=True),
        Span("“ und "),
        Span('"--"', code=True),
        Span("–"),
    ]
    assert typeset([Span("a -"), Span("-", strong=True), Span(" b")]) == [Span("a –"), Span(" b")]


@given(
    st.lists(st.sampled_from(['"', "'", "--", "-", "...", "Wort", "s", " ", "\n", "https://x.example/", "(", "5"])).map(
        "".join
    ),
    st.sampled_from([GERMAN, SWISS]),
)
def test_words_stay_and_marks_come_in_pairs(text: str, marks: Marks) -> None:
    result = typeset_text(text, marks)
    letters = str.maketrans("", "", "\"'-.–…’" + "".join(marks))
    assert result.translate(letters) == text.translate(letters)
    assert result.count(marks.opening) == result.count(marks.closing)
    assert typeset_text(result, marks).count(marks.opening) >= result.count(marks.opening)


@given(st.text().map(sanitise), st.integers(1, 60))
def test_parted_and_justified_lines_are_no_wider_than_asked(text: str, width: int) -> None:
    def anywhere(word: str) -> range:
        return range(1, len(word))

    text = "".join(character for character in text if not "\U0001f1e6" <= character <= "\U0001f3ff")
    for line in wrap([Span(text)], width, cell_len, anywhere, justified=True):
        assert cell_len("".join(span.text for span in line)) <= max(width, 2)
