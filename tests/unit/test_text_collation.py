"""Lists of names stand as in a German index."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.text.collation import key


@pytest.mark.parametrize(
    "names",
    [
        ["Abend", "Arzt", "Ärzteblatt", "Ästhetik", "Auto"],
        ["Muller", "Müller", "Mullers", "Mutter"],
        ["Masse", "Maße", "Massen"],
        ["Öko", "Okra", "Ölpreis", "Ost"],
        ["„Die Woche“", "Die Zeile", "(Dorf)", "»Ebene«"],
        ["der Falke", "Der Falke", "DER FALKE"],
        ["Łódź", "London", "Ørsted", "Osten"],
        ["Echo", "Échos", "Echt"],
        ["", "1 Satz", "24 Stunden", "3sat", "Zeit"],
        ["Nord-Süd", "Nord Ufer", "Nordfenster"],
        ["Ärger", "Ärger 2", "Argus"],
        ["Zebra", "Žižkov", "Япония"],
    ],
)
def test_names_in_german_order(names: list[str]) -> None:
    mixed = names.copy()
    random.Random(1).shuffle(mixed)
    assert sorted(mixed, key=key) == names


@given(st.text(), st.text())
def test_two_names_are_only_equal_where_they_are_the_same(one: str, other: str) -> None:
    assert (key(one) == key(other)) == (one == other)


@given(st.text(alphabet="aäoöuüsßAÄé-„“ 1"))
def test_umlauts_and_signs_do_not_count_at_first(name: str) -> None:
    plain = name.replace("ß", "ss").translate(str.maketrans("äöüÄé", "aouAe"))
    assert key(name)[0] == key(plain)[0]
