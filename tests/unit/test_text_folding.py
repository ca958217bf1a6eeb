from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.text.folding import LONGEST, Kept, fold, folded_words, holds_part, holds_phrase, places, plain, runs, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),
        ("ÄÖÜ", "aou"),
        ("Müller Mueller MÜLLER", "muller muller muller"),
        ("Bauer neue Quelle Feuer", "bauer neue quelle feuer"),
        ("Goethe Götz Aegidius", "gothe gotz agidius"),
        ("Weltraum\u00adbahnhof", "weltraumbahnhof"),
        ("Café Ærø", "cafe aro"),
        ("Bu\u0308cher", "bucher"),
        ("U\u2011Bahn", "u-bahn"),
        ("Київ", "киів"),
    ],
)
def test_what_counts_as_the_same(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_hyphens_part_and_join() -> None:
    assert words("Die U-Bahn-Linie 3, sagt's") == ["die", "u", "bahn", "linie", "ubahnlinie", "3", "sagt", "s"]
    assert plain("Die U-Bahn – heute") == "die u bahn heute"


def test_what_is_too_long_is_cut() -> None:
    assert words("x" * 100) == ["x" * LONGEST]
    assert plain("x" * 100) == "x" * LONGEST


def test_words_stand_where_they_are_written() -> None:
    text = "Straße, U-Bahn, Bahn\u00adhof"

    assert [(text[start:end], word) for start, end, word in places(text)] == [
        ("Straße", "strasse"),
        ("U", "u"),
        ("Bahn", "bahn"),
        ("Bahn\u00adhof", "bahnhof"),
    ]


def test_phrases_and_parts() -> None:
    assert holds_phrase("Der Neue Bahnhof", "neue bahnhof")
    assert not holds_phrase("Der Neue Bahnhof", "neu")
    assert not holds_phrase(None, "neu")
    assert holds_part("Weltraumbahnhof", "bahn")
    assert not holds_part("Weltraumbahnhof", "hof")
    assert holds_part("Am Hof", "hof")


@given(st.text(max_size=40))
def test_folding_again_finds_the_same_words(text: str) -> None:
    assert all(words(word)[-1:] == [word] for word in words(text) if len(word) < LONGEST and fold(word) == word)
    for start, end, word in places(text):
        assert fold(text[start:end]) == word


european = st.text(st.sampled_from("aeuqAEUQäÖüßﬁéŉ½²™ -–_.,'„“\u00ad\u0308\u2011\u00a0\n\x1c1"), max_size=40)


@given(european | st.text(max_size=40))
def test_a_text_holds_the_words_of_its_pieces(text: str) -> None:
    assert words(text) == list(folded_words(text))
    assert all(run in text for run in runs(text))


def test_what_is_made_of_a_text_is_made_once_and_not_kept_for_ever() -> None:
    asked: list[str] = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    kept = Kept(length, most=2)
    long = "x" * 100
    assert [kept[text] for text in ("a", "bb", "a", long, long)] == [1, 2, 1, 100, 100]
    assert asked == ["a", "bb", long, long]
    assert kept["ccc"] == 3
    assert list(kept) == ["ccc"]
