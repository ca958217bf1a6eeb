"""Credits at the end, pictures' credits, kickers and notes: the forms and their false friends."""

from __future__ import annotations

import pytest

from ticker.text.anatomy import PartKind, credits, kicker, notes, photos

SENTENCE = "Das sagte der Minister am Abend. "

CREDITS = [
    ("(nak/dpa)", ("dpa",), ("nak",)),
    ("(dpa)", ("dpa",), ()),
    ("(AFP, dpa)", ("AFP", "dpa"), ()),
    ("(ah)", (), ("ah",)),
    ("(Mit Material der dpa)", ("dpa",), ()),
    ("(mit Material von dpa und AFP)", ("dpa", "AFP"), ()),
    ("(APA, red, 13.9.2023)", ("APA",), ("red",)),
    ("red/dpa", ("dpa",), ("red",)),
    ("SID", ("SID",), ()),
    ("Quelle: APA/sda/dpa", ("APA", "sda", "dpa"), ()),
    ("Quelle: nordfenster.de, ino/dpa", ("dpa",), ("ino",)),
    ("Quellen: dpa, AFP", ("dpa", "AFP"), ()),
    ("Mit Informationen von dpa/AFP", ("dpa", "AFP"), ()),
    ("© dpa-infocom, dpa:230913-99-174235/2", ("dpa",), ()),
    ("dpa abc yydd n1 sku", ("dpa",), ("abc",)),
    ("Text: dpa", ("dpa",), ()),
    ("(dts Nachrichtenagentur)", ("dts",), ()),
    ("[dpa]", ("dpa",), ()),
    ("(KNA/epd)", ("KNA", "epd"), ()),
    ("(red/dpa/lsw)", ("dpa",), ("red",)),
    ("Agenturen: dpa/AFP", ("dpa", "AFP"), ()),
    ("dpa/kad/mhe", ("dpa",), ("kad", "mhe")),
    ("/dpa", ("dpa",), ()),
    ("SDA/ath", ("sda",), ("ath",)),
]

NO_CREDITS = """
(Twitch, Amazon)
(CDU)
(KI)
(2023)
(links)
(siehe oben)
(USA)
(lacht)
(neu)
(m/w/d)
(FDP/Grüne)
(Regie: Anna Berg)
USA/Russland
sagte er der dpa.
Quelle: Eigene Recherche
Mit Informationen aus dem Haus
""".strip().split("\n")


@pytest.mark.parametrize("before", ["", SENTENCE])
@pytest.mark.parametrize(("text", "agencies", "signs"), CREDITS)
def test_a_text_ends_with_a_credit(before: str, text: str, agencies: tuple[str, ...], signs: tuple[str, ...]) -> None:
    found = credits.at_end(before + text)

    assert found is not None
    assert (before + text)[found.start :].lstrip("/") == text.lstrip("/")
    assert found.credit == (agencies, signs)


@pytest.mark.parametrize("before", ["", SENTENCE, "Das sagte der Minister "])
@pytest.mark.parametrize("text", NO_CREDITS)
def test_what_only_stands_in_brackets_is_none(before: str, text: str) -> None:
    assert credits.at_end(before + text) is None


def test_a_short_sign_needs_an_ended_sentence_and_a_dated_name_is_a_byline() -> None:
    assert credits.at_end("Das sagte der Minister (ah)") is None
    found = credits.at_end(SENTENCE + "(Anna Berg aus Kiew, 13.9.2023)")
    assert found is not None
    assert found.names == ("Anna Berg",)
    assert credits.at_end(SENTENCE + "(Anna Berg)") is None


PHOTOS = [
    ("© Anna Berg/dpa", ("Anna Berg",), ("dpa",)),
    ("(Foto: Jan Holm)", ("Jan Holm",), ()),
    ("Foto: dpa", (), ("dpa",)),
    ("Foto: privat", ("privat",), ()),
    ("Bild: SN/APA/KEYSTONE", (), ("SN", "APA", "KEYSTONE")),
    ("Bildrechte: IMAGO / ari", (), ("IMAGO", "ari")),
    ("Bildrechte: dpa-Bildfunk/Anna Berg", ("Anna Berg",), ("dpa-Bildfunk",)),
    ("Foto: picture alliance/dpa | Jan Holm", ("Jan Holm",), ("picture alliance", "dpa")),
    ("© IMAGO / Zuma Collection /Pool / i-Images", (), ("IMAGO", "Zuma Collection", "Pool", "i-Images")),
    ("Archivbild: dpa", (), ("dpa",)),
    ("Foto: APA/JAN HOLM", ("JAN HOLM",), ("APA",)),
    ("[Foto: dpa]", (), ("dpa",)),
    ("Fotos: Anna Berg, Jan Holm", ("Anna Berg", "Jan Holm"), ()),
    ("Foto: Polizei", (), ("Polizei",)),
    ("Foto © Anna Berg", ("Anna Berg",), ()),
    ("Bildquelle: EU-Kommission", (), ("EU-Kommission",)),
    ("(c) Anna Berg", ("Anna Berg",), ()),
    ("Foto: Anna Berg (Archiv)", ("Anna Berg",), ()),
    ("Quelle: imago images/Jan Holm", ("Jan Holm",), ("imago images",)),
    ("(Symbolfoto: Jan Holm)", ("Jan Holm",), ()),
]

NO_PHOTOS = """
Ich bin im Bild: Das ist alles.
© 2023 Nordfenster
© dpa-infocom, dpa:230913-99-174235/2
Das sagte er der „Bild“: Wir machen weiter
Ein Foto: Der Minister lacht
Quelle: Eigene Recherche
Er zeigte das Foto: ein Skandal
Foto: So sieht der neue Bahnhof aus
Bild: Regierung plant neue Steuer
Das Foto zeigt Anna Berg
Er sagte (Foto: Anna Berg), das sei falsch
Foto: *
""".strip().split("\n")


@pytest.mark.parametrize("before", ["", "Der Minister im Landtag. ", "Der Minister im Landtag "])
@pytest.mark.parametrize(("text", "names", "houses"), PHOTOS)
def test_a_caption_ends_with_a_credit(before: str, text: str, names: tuple[str, ...], houses: tuple[str, ...]) -> None:
    assert photos.at_end(before + text) == (len(before), len(before + text), names, houses)


@pytest.mark.parametrize("text", NO_PHOTOS)
def test_what_only_speaks_of_a_picture_is_none(text: str) -> None:
    assert photos.at_end(text) is None


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Liveblog: Ruhe", "Liveblog: "),
        ("Ukraine-Liveblog: ++ Ruhe ++", "Ukraine-Liveblog: ++ "),
        ("Liveblog zu Magdeburg: ++ Ruhe ++", "Liveblog zu Magdeburg: ++ "),
        ("Krieg im Liveticker: +++ 10:15 Ruhe +++", "Krieg im Liveticker: +++ "),
        ("Newsblog zum Krieg in Nahost: Ruhe", "Newsblog zum Krieg in Nahost: "),
        ("Kommentar | Das geht nicht", "Kommentar | "),
        ("Analyse – Was nun", "Analyse – "),
        ("+++ Alles ruhig +++", "+++ "),
        ("Exklusiv: Neues", "Exklusiv: "),
        ("Presseschau: Was sie schreiben", "Presseschau: "),
        ("+++ dpa-Bildfunk +++", None),
        ("Liveblog: ++", None),
        ("+ Eins", None),
        ("+++ Eins", None),
        ("Krieg in der Ukraine: Ruhe", None),
        ("Firmware-Update: Neues", None),
        ("Weltverband weist Kritik der Prüfer zurück - Verband zürnt", None),
        ("Der Kommentar war falsch: Minister", None),
    ],
)
def test_a_headline_begins_with_a_kicker(title: str, found: str | None) -> None:
    span = kicker.at_start(title)

    assert (title[slice(*span)] if span else None) == found


NOTES = [
    ("Berichtigung: Im zweiten Absatz stand etwas", PartKind.CORRECTION),
    ("KORREKTUR. Etwas", PartKind.CORRECTION),
    ("In einer früheren Version dieses Artikels hieß es etwas", PartKind.CORRECTION),
    ("(Anm. d. Red.: Etwas)", PartKind.CORRECTION),
    ("Anmerkung der Redaktion: Etwas", PartKind.CORRECTION),
    ("Hinweis der Redaktion: Etwas", PartKind.CORRECTION),
    ("Dieser Artikel wurde am 13. September aktualisiert.", PartKind.CORRECTION),
    ("Sperrfrist: 13.00 Uhr", PartKind.EMBARGO),
    ("ACHTUNG: Sperrfrist bis 18 Uhr", PartKind.EMBARGO),
    ("Frei ab 18 Uhr", PartKind.EMBARGO),
    ("Bitte beachten Sie die Sperrfrist der Meldung bis heute", PartKind.EMBARGO),
    ("Dieser Artikel wird nicht länger aktualisiert.", PartKind.END),
    ("Hinweis: Dieser Artikel wird nicht mehr aktualisiert", PartKind.END),
    ("Dieser Liveblog ist beendet.", PartKind.END),
    ("Wir beenden hiermit den Liveblog.", PartKind.END),
    ("Der Ticker endet hier.", PartKind.END),
    ("Die Sperrfrist für die Meldung gilt", None),
    ("Frei für alle ist der Eintritt", None),
    ("Korrekturen an der Börse belasten", None),
    ("Berichtigung des Haushalts beschlossen", None),
    ("Die Straße wird nicht mehr weiter repariert", None),
    ("Der Text ist im Parlament überarbeitet worden", None),
    ("Sperrfrist " + "x " * 200, None),
]


@pytest.mark.parametrize(("text", "kind"), NOTES)
def test_a_paragraph_is_a_note(text: str, kind: PartKind | None) -> None:
    assert notes.kind(text) is kind


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Update vom 13. September, 10.15 Uhr: Kim ist da", "Update vom 13. September, 10.15 Uhr: "),
        ("Update, 14.00 Uhr: Kim ist da", "Update, 14.00 Uhr: "),
        ("UPDATE: Kim ist da", "UPDATE: "),
        ("Updates kommen: morgen", ""),
    ],
)
def test_an_update_is_marked(text: str, mark: str) -> None:
    assert text[: notes.update_mark(text)] == mark
