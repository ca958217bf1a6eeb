from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ticker import rules
from ticker.query import All, Any, Dated, Edge, Field, Is, Named, Not, Phrase, Query, State, Word
from ticker.rules import QueryError, parse
from ticker.when import Ago, DaysBack, Unit

KLIMA, WAHL, BERG = Word("klima"), Word("wahl"), Word("berg")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", All()),
        ("  +++ – & ", All()),
        ("klima", KLIMA),
        ("klima*", Word("klima", prefix=True)),
        ("klima wahl", All((KLIMA, WAHL))),
        ("klima AND wahl UND berg", All((KLIMA, WAHL, BERG))),
        ("klima OR wahl", Any((KLIMA, WAHL))),
        ("klima ODER wahl berg", Any((KLIMA, All((WAHL, BERG))))),
        ("klima oder wahl", All((KLIMA, Word("oder"), WAHL))),
        ("(klima OR wahl) berg", All((Any((KLIMA, WAHL)), BERG))),
        ("((klima)) (wahl berg)", All((KLIMA, WAHL, BERG))),
        ("-klima", Not(KLIMA)),
        ("NOT klima NICHT wahl", All((Not(KLIMA), Not(WAHL)))),
        ("--klima -(-wahl)", All((KLIMA, WAHL))),
        ("NOT -klima", KLIMA),
        ("-(klima OR wahl)", Not(Any((KLIMA, WAHL)))),
        ("klima - wahl", All((KLIMA, WAHL))),
        ("-+++ klima", KLIMA),
        ("U-Bahn", Word("U-Bahn")),
        ('"klima  wahl"', Phrase("klima wahl")),
        ("„klima wahl“", Phrase("klima wahl")),
        ("»klima« «wahl»", All((Phrase("klima"), Phrase("wahl")))),
        ('"" klima', KLIMA),
        ('klima"wahl"', All((KLIMA, Phrase("wahl")))),
        ("Eil: klima", All((Word("Eil"), KLIMA))),
        ("10:15", Word("10:15")),
        ("https://wahl.example/x", Word("https://wahl.example/x")),
        ("feed:bote", Named(Field.FEED, "bote")),
        ("gruppe:nord Ordner:nord group:nord", All((Named(Field.GROUP, "nord"),) * 3)),
        ("-group:Zeitungen/Nord", Not(Named(Field.GROUP, "Zeitungen/Nord"))),
        ('Quelle:"Radio Kiebitz"', Named(Field.FEED, "Radio Kiebitz")),
        ("kategorie:sport autor:Meier titel:wahl", All(tuple(
            Named(field, text)
            for field, text in [(Field.CATEGORY, "sport"), (Field.AUTHOR, "Meier"), (Field.TITLE, "wahl")]
        ))),
        ("seit:3d", Dated(Edge.SINCE, Ago(3, Unit.DAY))),
        ("bis:gestern", Dated(Edge.UNTIL, DaysBack(1))),
        ("AM:heute", Dated(Edge.ON, DaysBack(0))),
        ("ist:ungelesen", Is(State.UNREAD)),
        ("is:GEÄNDERT -is:withdrawn", All((Is(State.UPDATED), Not(Is(State.WITHDRAWN))))),
    ],
)  # fmt: skip
def test_what_a_text_means(text: str, query: Query) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ('klima "wahl', 6, "does not end"),
        ("klima „wahl", 6, "does not end"),
        ("(klima (wahl", 7, "does not end"),
        ("klima) wahl", 5, "parenthesis"),
        ("klima OR", 8, "missing"),
        ("OR klima", 0, "missing"),
        ("-OR", 1, "missing"),
        ("klima OR OR wahl", 9, "missing"),
        ("klima (OR wahl)", 7, "missing"),
        ("klima feed:", 11, "“feed:”"),
        ('klima feed:""', 11, "“feed:”"),
        ("klima feed: wahl", 11, "“feed:”"),
        ("klima fed:bote", 6, "“feed:”"),
        ("klima ist:ungelsen", 10, "“ungelesen”"),
        ("seit:bald", 5, "“bald”"),
        ("(" * 41 + "a" + ")" * 41, 40, "too many"),
    ],
)
def test_a_mistake_is_shown_at_its_place(text: str, position: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)

    assert caught.value.text == text
    assert caught.value.position == position
    assert caught.value.exit_code == 2
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("klima wa", All((KLIMA, Word("wa", prefix=True)))),
        ("klima wahl ", All((KLIMA, WAHL))),
        ('"klima wa', Phrase("klima wa")),
        ("(klima OR wahl", Any((KLIMA, Word("wahl", prefix=True)))),
        ("klima OR", KLIMA),
        ("klima OR ", KLIMA),
        ("klima feed:", KLIMA),
        ("klima ist:ung", KLIMA),
        ("klima seit:2023-", KLIMA),
        ("klima -", KLIMA),
        ("Eil:", Word("Eil")),
    ],
)
def test_what_is_still_being_typed_is_no_mistake(text: str, query: Query) -> None:
    assert parse(text, typing=True) == query


@pytest.mark.parametrize("text", ["fed:bote ", "klima)", "ist:ungelsen klima", "seit:bald klima", "feed: klima"])
def test_a_mistake_before_the_end_is_one_while_typing_too(text: str) -> None:
    with pytest.raises(QueryError):
        parse(text, typing=True)


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("klima OR (wahl -berg)", "klima ODER (wahl -berg)", "klima OR (wahl -berg)"),
        ("source:'a", "feed:'a", "feed:'a"),
        ("by:„Eva Meier“", 'autor:"Eva Meier"', 'author:"Eva Meier"'),
        ("after:3t is:new", "seit:3t ist:ungelesen", "since:3d is:unread"),
        ("on:13.9.2023 „x y“ z*", 'am:2023-09-13 "x y" z*', 'on:2023-09-13 "x y" z*'),
        ("-(-a b)", "-(-a b)", "-(-a b)"),
    ],
)
def test_how_a_query_is_written(text: str, german: str, english: str) -> None:
    query = parse(text)

    assert rules.say(query, german=True) == german
    assert rules.say(query, german=False) == english


_PIECES = st.sampled_from(
    [*"ab()-\"„“»«* :\u0301", " OR ", " AND ", " NICHT ", "feed:", "ist:", "seit:", "eil", "neu", "3d", "//", "von:"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=20), st.booleans(), st.booleans())
@example("-(-AND a)", False, True)
def test_no_text_breaks_it_and_what_is_said_is_understood(text: str, typing: bool, german: bool) -> None:
    try:
        query = parse(text, typing=typing)
    except QueryError as error:
        position = error.position
    else:
        position = 0
        assert parse(rules.say(query, german=german)) == query
    assert 0 <= position <= len(text)
