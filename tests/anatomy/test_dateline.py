"""Where it was written: the forms of datelines, and what only looks like one."""

from __future__ import annotations

import pytest

from ticker.text.anatomy import dateline

REST = "Der Minister hat am Mittwoch angekündigt, dass die neuen Regeln schon zum Jahreswechsel gelten sollen."

DATELINES = [
    ("Berlin (dpa) - ", ("Berlin",), ("dpa",)),
    ("MÜNCHEN (dpa/lby) - ", ("München",), ("dpa",)),
    ("Peine (dpa/lni) - ", ("Peine",), ("dpa",)),
    ("Osnabrück/Berlin (AFP) ", ("Osnabrück", "Berlin"), ("AFP",)),
    ("München/London – ", ("München", "London"), ()),
    ("Kiew/Moskau. ", ("Kiew", "Moskau"), ()),
    ("Wien – ", ("Wien",), ()),
    ("Wien/Graz (APA/AFP) – ", ("Wien", "Graz"), ("APA", "AFP")),
    ("Bern (sda) ", ("Bern",), ("sda",)),
    ("Zürich (Keystone-SDA) - ", ("Zürich",), ("Keystone-SDA",)),
    ("Genf, 13. September (sda) - ", ("Genf",), ("sda",)),
    ("Berlin, 24. Sep (Reuters) - ", ("Berlin",), ("Reuters",)),
    ("Frankfurt/Main (dpa) - ", ("Frankfurt/Main",), ("dpa",)),
    ("Frankfurt a.M. (epd). ", ("Frankfurt a.M.",), ("epd",)),
    ("Bonn (KNA) ", ("Bonn",), ("KNA",)),
    ("Köln (SID) - ", ("Köln",), ("SID",)),
    ("Berlin (dts Nachrichtenagentur) - ", ("Berlin",), ("dts",)),
    ("Düsseldorf (ots) - ", ("Düsseldorf",), ("ots",)),
    ("Halle (Saale) (dpa) - ", ("Halle (Saale)",), ("dpa",)),
    ("St. Petersburg (dpa) - ", ("St. Petersburg",), ("dpa",)),
    ("Rothenburg o.d.T. (dpa/lby) - ", ("Rothenburg o.d.T.",), ("dpa",)),
    ("Bad Homburg v. d. Höhe (dpa/lhe) - ", ("Bad Homburg v. d. Höhe",), ("dpa",)),
    ("Hintertupfing (dpa/lby) - ", ("Hintertupfing",), ("dpa",)),
    ("Peking (dpa/AFP/red) – ", ("Peking",), ("dpa", "AFP")),
    ("Frankfurt (dpa-AFX) - ", ("Frankfurt",), ("dpa-AFX",)),
    ("BERLIN taz | ", ("Berlin",), ()),
    ("KIEW afp/dpa | ", ("Kiew",), ("AFP", "dpa")),
    ("BERLIN. ", ("Berlin",), ()),
    ("DÜSSELDORF ", ("Düsseldorf",), ()),
    ("BERLIN, 13. September. ", ("Berlin",), ()),
    ("Berlin/dpa – ", ("Berlin",), ("dpa",)),
    ("Stuttgart - ", ("Stuttgart",), ()),
    ("Washington D.C. – ", ("Washington D.C.",), ()),
    ("Peine (eb) – ", ("Peine",), ()),
    ("Sandershagen (mdn) – ", ("Sandershagen",), ()),
    ("Wostotschny – ", ("Wostotschny",), ()),
    ("Berlin · ", ("Berlin",), ()),
    ("(dpa) - ", (), ("dpa",)),
    ("(dpa/lby) ", (), ("dpa",)),
    ("Berlin (dpa) - „", ("Berlin",), ("dpa",)),
]

BEHIND_A_LEAD = ["Uglegorsk – ", "Waldkirchen an der Thaya – ", "Oberhinterbach/Wien – ", "Essen. "]

NONE = [
    "Anna Rosenberg (parteilos) – Der Kanzler hat am Mittwoch angekündigt, dass die neuen Regeln bald gelten sollen.",
    "Anna Rosenberg (FDP) – Der Kanzler hat am Mittwoch angekündigt, dass die neuen Regeln bald gelten sollen.",
    "Handball – Der THW hat am Mittwoch gewonnen und damit die Tabellenspitze der Liga erobert, wie erwartet war.",
    "Tausende Jahre Evolution - und was bleibt vom Menschen übrig, fragen sich jetzt die Forscher aus aller Welt.",
    "Magdeburg am Tag danach. Augenzeugen erinnern sich an den Moment, als hier ein Auto durch die Menge raste.",
    "Die Nachrichtenagentur (dpa) - Der Konzern meldet heute einen Verlust von vielen Milliarden Euro im Quartal.",
    "Das Wetter: In der Nacht wechselnd bis stark bewölkt und verbreitet Regen, später in Schauer übergehend.",
    "Jan Holm (SPD) – Der Kanzler hat am Mittwoch angekündigt, dass die neuen Regeln bald gelten sollen.",
    "Schalke 04 – Der Verein hat am Mittwoch angekündigt, dass die neuen Regeln schon bald gelten sollen.",
    "Update – Der Verein hat am Mittwoch angekündigt, dass die neuen Regeln schon bald gelten sollen, so heißt es.",
    "Berlin – die Stadt hat am Mittwoch angekündigt, dass die neuen Regeln schon bald gelten sollen, so heißt es.",
    "Hamburg – Berlin: Der Zug fällt am Mittwoch aus, und die neuen Regeln gelten erst zum Jahreswechsel danach.",
    "Verwirrung – Der Verein hat am Mittwoch angekündigt, dass die neuen Regeln schon bald gelten sollen, heißt es.",
    "Innenstadt – Der Verein hat am Mittwoch angekündigt, dass die neuen Regeln schon bald gelten sollen, heißt es.",
    "Die Deutsche Presse-Agentur (dpa) berichtet, dass der Minister am Mittwoch zurückgetreten ist und alles wankt.",
    "Anna Berg. Die Kanzlerin hat am Mittwoch angekündigt, dass die neuen Regeln schon bald gelten sollen, heißt es.",
    "In Berlin (dpa) - Der Kanzler hat am Mittwoch angekündigt, dass die neuen Regeln bald gelten sollen, heißt es.",
    "Berlin mag – Der Verein hat am Mittwoch angekündigt, dass die neuen Regeln bald gelten sollen, so heißt es.",
]


@pytest.mark.parametrize(("start", "places", "agencies"), DATELINES)
def test_a_paragraph_begins_with_one(start: str, places: tuple[str, ...], agencies: tuple[str, ...]) -> None:
    found = dateline.at_start(start + REST, after_lead=False)

    assert found is not None
    assert (start + REST)[found.end :].lstrip("„") == REST
    assert (found.places, found.credit.agencies) == (places, agencies)


@pytest.mark.parametrize("start", BEHIND_A_LEAD)
def test_a_place_that_is_unsure_counts_behind_a_lead_only(start: str) -> None:
    found = dateline.at_start(start + REST, after_lead=True)

    assert found is not None
    assert found.end == len(start)
    if not start.startswith("Uglegorsk"):
        assert dateline.at_start(start + REST, after_lead=False) is None


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert dateline.at_start(text, after_lead=True) is None


def test_without_an_agency_it_must_begin_a_whole_paragraph_of_the_text_proper() -> None:
    assert dateline.at_start("Berlin. Kurz.", after_lead=True) is None
    assert dateline.at_start("Wien – " + REST, after_lead=True, agency_only=True) is None
    assert dateline.at_start("Wien (APA) – Kurz.", after_lead=False, agency_only=True)
