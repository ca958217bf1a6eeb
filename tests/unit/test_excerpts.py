from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.excerpts import Excerpt, Needle, excerpt, mark, must_be_marked, needles, relevance
from ticker.rules import parse


def marked(found: Excerpt) -> list[str]:
    return [found.text[start:end] for start, end in found.marks]


@pytest.mark.parametrize(
    ("query", "text", "pieces"),
    [
        ("bahnhof", "Am Weltraumbahnhof, am Bahnhof und auf Bahnhöfen", ["bahnhof", "Bahnhof", "Bahnhöf"]),
        ("strasse", "Die Straße und die Strasse", ["Straße", "Strasse"]),
        ('"bahn"', "Bahnhof und Bahn", ["Bahn"]),
        ("ka*", "Kai und Okapi", ["Ka"]),
        ("kai", "Kai und Kaiser", ["Kai"]),
        ("titel:kai hafen -sturm", "Kai Hafen Sturm", ["Kai", "Hafen"]),
        ("raum bahn", "Weltraumbahnhof", ["raumbahn"]),
        ("ist:neu feed:x kategorie:y seit:3d", "x y neu", []),
        ("(kai OR hafen) OR sturm", "Sturm im Hafen", ["Sturm", "Hafen"]),
    ],
)
def test_what_is_marked(query: str, text: str, pieces: list[str]) -> None:
    asked = needles(parse(query))

    assert marked(mark(text, asked)) == pieces
    assert marked(excerpt(text, asked)) == pieces


def test_an_excerpt_shows_the_first_place() -> None:
    text = "Lorem Vorspann " * 30 + "dann der Hafen\nund mehr " + "danach Abspann " * 30

    found = excerpt(text, needles(parse("hafen")))

    assert found.cut_before
    assert found.cut_after
    assert marked(found) == ["Hafen"]
    assert "Hafen und mehr" in found.text
    assert len(found.text) <= 200
    assert found.text.split()[0] in ("Lorem", "Vorspann")


def test_an_excerpt_of_nothing_found_is_the_beginning() -> None:
    assert excerpt("Kurz", ()) == Excerpt("Kurz")
    assert excerpt("x" * 300, ()) == Excerpt("x" * 200, cut_after=True)


def test_a_word_without_space_around_it_is_cut_where_it_must() -> None:
    found = excerpt("x" * 300 + "-hafen-" + "x" * 300, needles(parse("hafen")))

    assert marked(found) == ["hafen"]


@pytest.mark.parametrize(
    ("query", "certain"),
    [
        ("hafen", True),
        ('"hafen"', True),
        ("titel:hafen", True),
        ("hafen ist:neu", True),
        ("hafen OR sturm", True),
        ("hafen OR ist:neu", False),
        ("-hafen", False),
        ("feed:hafen", False),
        ("", False),
    ],
)
def test_whether_a_mark_must_be_there(query: str, certain: bool) -> None:
    assert must_be_marked(parse(query)) is certain


def test_a_whole_word_in_the_headline_counts_most() -> None:
    asked = needles(parse("hafen"))
    values = [relevance(title, asked) for title in ("Am Hafen", "Hafenfest", "Osthafen", "Kirmes", "")]

    assert values == [1.0, 0.8, 0.6, 0.0, 0.0]
    assert relevance("Am Hafen", ()) == 0.0
    assert relevance("Am Hafen", needles(parse("hafen sturm"))) == 0.5
    assert relevance("Okapi", (Needle("ka", begins=True),)) == 0.0


@given(st.text(max_size=400), st.lists(st.text("abß", min_size=1, max_size=4), max_size=3))
def test_marks_lie_in_the_text_in_order(text: str, asked: list[str]) -> None:
    for found in (mark(text, tuple(map(Needle, asked))), excerpt(text, tuple(map(Needle, asked)))):
        places = [place for span in found.marks for place in span]
        assert places == sorted(places)
        assert all(0 <= place <= len(found.text) for place in places)
