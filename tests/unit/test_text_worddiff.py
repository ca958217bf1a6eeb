"""Two versions compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.text.worddiff import Kind, Stretch, compare

texts = st.lists(st.sampled_from(["Rund", " ", "60", "40", "Sekunden", ".", "\n", "ä", "–"]), max_size=25).map("".join)


def marked(before: str, after: str) -> list[str]:
    forms = {Kind.SAME: "{}", Kind.ADDED: "{{+{}+}}", Kind.REMOVED: "[-{}-]"}
    return ["".join(forms[stretch.kind].format(stretch.text) for stretch in row) for row in compare(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Rund 60 Sekunden.", "Rund 40 Sekunden.", ["Rund [-60-]{+40+} Sekunden."]),
        ("Eins.\nZwei.", "Eins.\nZwei.\nBerichtigung: drei.", ["Eins.", "Zwei.", "{+Berichtigung: drei.+}"]),
        ("Eins.\nZwei.", "Zwei.", ["[-Eins.-]", "Zwei."]),
        ("Gleich.", "Gleich.", ["Gleich."]),
        ("", "Neu.", ["{+Neu.+}"]),
        ("Alt.", "", ["[-Alt.-]"]),
        ("Kim ist da", "Kim ist nun da", ["Kim ist {+nun +}da"]),
        ("Der Rat tagt am Abend.", "Ganz anders.", ["[-Der Rat tagt am Abend.-]{+Ganz anders.+}"]),
        ("a\nb", "c", ["[-a-]{+c+}", "[-b-]"]),
    ],
)
def test_what_changed_is_marked(before: str, after: str, shown: list[str]) -> None:
    assert marked(before, after) == shown


def test_a_paragraph_of_endless_words_is_replaced_as_a_whole() -> None:
    before, after = "a " * 4000, "b " * 4000

    assert compare(before, after) == ((Stretch(Kind.REMOVED, before), Stretch(Kind.ADDED, after)),)


@given(texts, texts)
def test_both_texts_can_be_read_from_the_comparison(before: str, after: str) -> None:
    def read(gone: Kind) -> str:
        rows = ("".join(part.text for part in row if part.kind is not gone) for row in compare(before, after))
        return "\n".join(row for row in rows if row)

    assert read(Kind.ADDED) == "\n".join(line for line in before.split("\n") if line)
    assert read(Kind.REMOVED) == "\n".join(line for line in after.split("\n") if line)
