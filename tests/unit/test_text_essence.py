from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.text.essence import essence, without_date


@pytest.mark.parametrize(
    "text",
    [
        "Brücke gesperrt (12 Kommentare)",
        "Brücke gesperrt [3 Antworten]",
        "Brücke gesperrt (Kommentare: 7)",
        "Brücke gesperrt | 1.204 Kommentare",
        "Brücke gesperrt · 345-mal gelesen · 12 Kommentare",
        "Brücke\tgesperrt \n Kommentare (5)",
        "Brücke gesperrt\n17 Leserkommentare\n",
        "Brücke gesperrt\nLesezeit: 3 Minuten",
        "Brücke gesperrt\nStand: 13.09.2023, 10.15 Uhr",
        "Brücke gesperrt (Stand: 13. September 2023, 10:15 Uhr)",
        "Zuletzt aktualisiert am Mittwoch, 13. September 2023, 10:15 Uhr\nBrücke gesperrt",
        "Brücke gesperrt – aktualisiert vor 5 Minuten",
        "vor wenigen Minuten\nBrücke gesperrt",
        "13.09.2023\nBrücke gesperrt\n10:15 Uhr",
        "Brücke gesperrt\n2023-09-13T10:15:33",
        "Heute\nBrücke gesperrt",
    ],
)
def test_counters_and_stamps_are_no_news(text: str) -> None:
    assert essence(text) == "Brücke gesperrt"


@pytest.mark.parametrize(
    "text",
    [
        "Der Text um 10 Uhr.",
        "Der Prozess beginnt am 21. Dezember.",
        "Die Partei bekam 12 Stimmen",
        "Unter dem Beitrag standen 12 Kommentare.",
        "Die Zahl der Toten steigt auf 17",
        "Lage vom 13. September",
        "12 Tote",
        "Es gab 3 Likes und 4 Shares für ihn",
    ],
)
def test_what_a_sentence_says_is_kept(text: str) -> None:
    assert essence(text) == text


def test_no_text_has_no_essence() -> None:
    assert essence(None) == essence("") == essence(" \n ") == ""


@given(st.text(st.sampled_from("aZ1 \n().:|Stand Kommentare Uhr vor"), max_size=60))
def test_the_essence_is_found_in_one_step_and_adds_nothing(text: str) -> None:
    found = essence(text)
    assert set(found) <= {*text, " "}
    assert found == " ".join(found.split())


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_counter_may_count_as_far_as_it_likes(one: int, other: int) -> None:
    assert essence(f"Gipfel am See ({one} Kommentare)") == essence(f"Gipfel am See ({other} Kommentare)")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Rundfunk - Nachrichten vom 21. Dezember 2024", "Rundfunk - Nachrichten"),
        ("Kurier, 21.12.2024", "Kurier"),
        ("Kurier – Freitag, 3. Jänner", "Kurier"),
        ("21. Dezember 2024", "21. Dezember 2024"),
        ("Kurier 24", "Kurier 24"),
        ("Nachrichten von heute", "Nachrichten von heute"),
        ("", ""),
        (None, None),
    ],
)
def test_the_name_of_a_feed_does_not_change_with_the_day(title: str | None, name: str | None) -> None:
    assert without_date(title) == name
