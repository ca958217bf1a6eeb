"""The marks that newsrooms put before a headline, and the words that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.model import Urgency
from ticker.text.urgency import strip_marks, urgency

MARKED = [
    ("BLITZ: Regierung tritt zurück", Urgency.FLASH, "Regierung tritt zurück"),
    ("Blitz: Regierung tritt zurück", Urgency.FLASH, "Regierung tritt zurück"),
    ("Blitzmeldung: Regierung tritt zurück", Urgency.FLASH, "Regierung tritt zurück"),
    ("+++ BLITZ +++ Regierung tritt zurück", Urgency.FLASH, "Regierung tritt zurück"),
    ("EILMELDUNG: Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("EILMELDUNG Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("EILMELDUNG - Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("Eilmeldung: Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("EIL: Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("Eil: Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("Eil – Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("EIL | Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    (" +++ EIL +++ Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("+++ EIL +++ Bahn fährt wieder +++", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("+++ Eil: Bahn fährt wieder +++", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("Eil +++ Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("Breaking News: Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("BREAKING: Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("EILMELDUNG +++ EIL: Bahn fährt wieder", Urgency.BULLETIN, "Bahn fährt wieder"),
    ("+++ Bahn fährt wieder +++", Urgency.HIGHLIGHTED, "Bahn fährt wieder"),
    ("EILMELDUNG", Urgency.BULLETIN, "EILMELDUNG"),
    ("+++ EIL +++", Urgency.BULLETIN, "+++ EIL +++"),
]

PLAIN = [
    "Bahn fährt wieder",
    "Eilantrag: Gericht lehnt ab",
    "Eil-Entscheidung: Gericht lehnt ab",
    "Eilmeldung aus dem Rathaus sorgt für Wirbel",
    "EILMELDUNGEN des Tages",
    "Teile: so geht es weiter",
    "Teil: 2",
    "Eile mit Weile",
    "Blitz schlägt in Scheune ein",
    "Blitz - und dann der Donner",
    "Blitzer: hier wird gemessen",
    "Breaking Bad: die beste Folge",
    "+++ dpa-Bildfunk +++",
    "+++ 09.30 Uhr: Bahn fährt wieder",
    "+++ Bahn +++ Bus +++",
    "+++",
    "+++ +++",
    "C+++",
    "",
]


@pytest.mark.parametrize(("title", "expected", "stripped"), MARKED)
def test_marks_are_read_and_taken_off(title: str, expected: Urgency, stripped: str) -> None:
    assert urgency(title, []) is expected
    assert strip_marks(title) == stripped


@pytest.mark.parametrize("title", PLAIN)
def test_false_friends_are_routine_and_stay_as_they_are(title: str) -> None:
    assert urgency(title, []) is Urgency.ROUTINE
    assert strip_marks(title) == title


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        (["Politik", "Eilmeldung"], Urgency.BULLETIN),
        ([" EIL "], Urgency.BULLETIN),
        (["Blitzmeldung"], Urgency.FLASH),
        (["Breaking News", "Blitz", "Eilverfahren"], Urgency.ROUTINE),
    ],
)
def test_a_category_can_claim_urgency(categories: list[str], expected: Urgency) -> None:
    assert urgency("Bahn fährt wieder", categories) is expected
    assert urgency(None, categories) is expected


def test_the_most_urgent_claim_counts() -> None:
    assert urgency("BLITZ: Bahn fährt", ["Eilmeldung"]) is Urgency.FLASH
    assert urgency("+++ Bahn fährt +++", ["Eilmeldung"]) is Urgency.BULLETIN


PARTS = st.lists(
    st.sampled_from(["EIL", "Eil", "EILMELDUNG", "Blitz", "+++", "++", ":", " ", " - ", "Bahn", "bildfunk"])
)


@given(st.one_of(st.text(), PARTS.map("".join)))
def test_stripping_never_empties_and_never_invents(title: str) -> None:
    result = strip_marks(title)
    assert bool(result) == bool(title)
    assert result in title
    if urgency(title, []) is Urgency.ROUTINE:
        assert result == title
