"""Groups of feeds, as a reader writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.text.groups import group_of, names_of


@pytest.mark.parametrize(
    ("names", "group"),
    [
        ([], None),
        (["", " / ", "\x1b"], None),
        (["Zeitungen"], "Zeitungen"),
        ([" Zeitungen ", "Nord\nund Süd"], "Zeitungen/Nord und Süd"),
        (["Presse/Funk/"], "Presse/Funk"),
        (["/Politik/Land"], "Politik/Land"),
        (["x" * 81], "x" * 80),
        ([str(level) for level in range(9)], "0/1/2/3/4/5/6/7"),
    ],
)
def test_a_group_is_a_path_of_names(names: list[str], group: str | None) -> None:
    assert group_of(names) == group


@given(names=st.lists(st.text(max_size=90), max_size=10))
def test_a_group_goes_in_as_it_came_out(names: list[str]) -> None:
    group = group_of(names)
    assert group_of([group or ""]) == group_of(names_of(group)) == group
