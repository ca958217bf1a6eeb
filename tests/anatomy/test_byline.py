"""Who wrote it: the forms of bylines, and what only looks like one."""

from __future__ import annotations

import pytest

from ticker.text.anatomy import byline

A, B = "Anna Berg", "Jan Holm"

BYLINES = [
    ("Von Anna Berg", (A,), (), ()),
    ("Von: Anna Berg", (A,), (), ()),
    ("von Anna Berg", (A,), (), ()),
    ("(Von Anna Berg)", (A,), (), ()),
    ("VON ANNA BERG UND JAN HOLM", (A, B), (), ()),
    ("VON ANNA-LENA BERG", ("Anna-Lena Berg",), (), ()),
    ("Von Anna Berg und Jan Holm, dpa", (A, B), ("dpa",), ()),
    ("Von Anna Berg, Jan Holm und dpa", (A, B), ("dpa",), ()),
    ("Von Anna Berg, dpa", (A,), ("dpa",), ()),
    ("Von Anna Berg/dpa", (A,), ("dpa",), ()),
    ("Von Anna Berg (dpa)", (A,), ("dpa",), ()),
    ("Von Anna Berg (Text) und Jan Holm (Fotos)", (A, B), (), ()),
    ("Von Dr. Anna Berg", (A,), (), ()),
    ("Von unserem Korrespondenten Jan Holm", (B,), (), ()),
    ("Von unserer Redakteurin Anna Berg", (A,), (), ()),
    ("Von Karl-Theodor zu Hohenfels", ("Karl-Theodor zu Hohenfels",), (), ()),
    ("Von Ursula von der Aue", ("Ursula von der Aue",), (), ()),
    ("Von Martin Luther Holm Jr.", ("Martin Luther Holm Jr.",), (), ()),
    ("Von dpa", (), ("dpa",), ()),
    ("Von AFP", (), ("AFP",), ()),
    ("Von red/dpa", (), ("dpa",), ()),
    ("Ein Kommentar von Anna Berg", (A,), (), ()),
    ("Kommentar von Anna Berg", (A,), (), ()),
    ("Eine Analyse von Jan Holm, Kiew", (B,), (), ("Kiew",)),
    ("Ein Gastbeitrag von Anna Berg", (A,), (), ()),
    ("Gastkommentar von Jan Holm", (B,), (), ()),
    ("Text: Anna Berg", (A,), (), ()),
    ("Text und Fotos: Jan Holm", (B,), (), ()),
    ("Autor: Jan Holm", (B,), (), ()),
    ("Autorin: Anna Berg", (A,), (), ()),
    ("Autoren: Anna Berg, Jan Holm", (A, B), (), ()),
    ("Aus Moskau berichtet Anna Berg", (A,), (), ("Moskau",)),
    ("Aus Berlin berichten Anna Berg und Jan Holm", (A, B), (), ("Berlin",)),
    ("Aus Berlin Anna Berg", (A,), (), ("Berlin",)),
    ("Das Interview führte Anna Berg", (A,), (), ()),
    ("Das Gespräch führten Anna Berg und Jan Holm", (A, B), (), ()),
    ("Die Fragen stellte Anna Berg", (A,), (), ()),
    ("Interview: Anna Berg", (A,), (), ()),
    ("Aufgezeichnet von Anna Berg", (A,), (), ()),
    ("Anna Berg, Bern", (A,), (), ("Bern",)),
    ("Anna Berg, dpa", (A,), ("dpa",), ()),
    ("Von Anna Berg, ARD-Studio Wien", (A,), (), ()),
    ("Von Anna Berg, WDR", (A,), (), ()),
    ("Von Anna Berg, dpa-Korrespondentin", (A,), (), ()),
    ("Von Anna Berg, nordfenster.de", (A,), (), ()),
    ("Von Anna Berg, z. Zt. Kiew", (A,), (), ()),
    ("Von Anna Berg aus Kiew", (A,), (), ("Kiew",)),
    ("Von Anna Berg in Washington", (A,), (), ("Washington",)),
    ("Von Anna Berg (Wien)", (A,), (), ("Wien",)),
    ("Von Anna Berg, Sweidah", (A,), (), ("Sweidah",)),
    ("Von Anna Berg und Jan Holm, Berlin/Kiew", (A, B), (), ("Berlin", "Kiew")),
    ("Von Anna Berg | 13. September 2023, 10:15 Uhr", (A,), (), ()),
    ("Kolumne von Anna Berg - 13.09.2023 um 10:15 Uhr", (A,), (), ()),
    ("Von L. Weiß und T. Klein", ("L. Weiß", "T. Klein"), (), ()),
    ("Von H.-J. Weiß", ("H.-J. Weiß",), (), ()),
    ("Von Jean-Pierre O'Neill", ("Jean-Pierre O'Neill",), (), ()),
    ("Von Mehmet Öztürk-Şahin", ("Mehmet Öztürk-Şahin",), (), ()),
    ("Von Anna Berg u. Jan Holm", (A, B), (), ()),
    ("Von Anna Berg & Jan Holm", (A, B), (), ()),
    ("By ANNA BERG", (A,), (), ()),
]

NONE = """
Von Montag an gilt Tempo 30
Von heute auf morgen
Von Berlin nach München
Von Köln bis Bonn
Von Putin und Kim
Von Mensch zu Mensch
Von Tür zu Tür
Von Krieg und Frieden
Von Anfang an dabei
Von New York und Los Angeles
Von der Leyen warnt Orbán
Von Rügen, Usedom und Sylt
Von Borussia Dortmund
Von Anna Berg zu Jan Holm
Von Anna Berg und ihrem Hund
Von Ende Mai
Von Neue Mitte
Von Frauen für Frauen
Von Bad Homburg
Von Seiten der CDU
Text: Nein danke
Autor von »Buch« kündigt Ende an
Bericht: Regierung plant Steuer
Interview: Jetzt spricht der Kanzler
Aus Berlin wird Bonn
Aus Hintertupfing berichtet Anna Berg
Anna Berg
Anna Berg und Jan Holm
Von
""".strip().split("\n")


@pytest.mark.parametrize(("text", "names", "agencies", "places"), BYLINES)
def test_a_paragraph_is_a_byline(
    text: str, names: tuple[str, ...], agencies: tuple[str, ...], places: tuple[str, ...]
) -> None:
    found = byline.whole(f" {text}")

    assert found is not None
    assert found.people == (names, agencies, places)
    assert (found.start, found.end) == (1, len(text) + 1)


@pytest.mark.parametrize("text", [*NONE, "Von " + "Anna Berg, " * 30 + "Jan Holm"])
def test_what_only_begins_like_one_is_none(text: str) -> None:
    assert byline.whole(text) is None
    assert byline.at_end(f"Der Ort liegt am Meer. {text}") is None or text.startswith("Anna")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ein Überblick. Von Anna Berg.", "Von Anna Berg."),
        ("Was nun? Von L. Weiß und T. Klein.[mehr]", "Von L. Weiß und T. Klein."),
        ("Der Ort „liegt“ am Meer – ein Kommentar von Anna Berg", "ein Kommentar von Anna Berg"),
        ("Der Ort liegt am Meer. Ein Test von Anna Berg (Meer, Reise)", "Ein Test von Anna Berg"),
        ("Der Ort liegt am Meer. Aus Rom berichtet Jan Holm.", "Aus Rom berichtet Jan Holm."),
        ("Der Ort liegt am Meer. Von Anna Berg (dpa)", "Von Anna Berg (dpa)"),
        ("Der Ort liegt am Meer. Von dpa", None),
        ("Der Ort liegt am Meer. Von Anna Berg sprach keiner.", None),
        ("Der Ort wurde von Anna Berg entdeckt.", None),
    ],
)
def test_a_last_sentence_is_a_byline(text: str, found: str | None) -> None:
    signed = byline.at_end(text)

    assert (text[signed.start : signed.end] if signed else None) == found


def test_in_a_title_only_a_genre_makes_it_sure() -> None:
    assert byline.at_end("Das Meer – ein Gastbeitrag von Anna Berg", in_title=True)
    assert byline.at_end("Das Meer – von Anna Berg", in_title=True) is None
