"""A whole news text is taken apart: what is found where, and that nothing else is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.anatomy.labelled import CORPUS
from tests.anatomy.score import KINDS, faults, scores
from ticker.model import EntryData, Urgency
from ticker.text.anatomy import Field, Part, PartKind, anatomy, text_of, without
from ticker.text.sanitise import sanitise

WITH_CORPUS = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS} (set TICKER_CORPUS)")

LONG = "Der Zug steht seit dem Morgen auf freier Strecke, weil ein Baum auf die Gleise gefallen ist, sagte die Bahn."
ARTICLE = f"""Von Anna Berg und Jan Holm, dpa
Ein Baum hält den Verkehr auf. Das kann dauern.
Peine (dpa/lni) - {LONG}
Der Baum liegt quer. Foto: Jan Holm/dpa
{LONG}
Was jetzt auf die Reisenden zukommt
{LONG} (nak/dpa)
Berichtigung: Im ersten Absatz stand ein falscher Ort.
Dieser Artikel wird nicht mehr aktualisiert."""


def read(content: str, **data: object) -> list[tuple[str, str]]:
    """The parts of a content: kind and words."""
    entry = EntryData(id="1", content=content, **data)  # type: ignore[arg-type]
    return [(part.kind.value, text_of(entry, part)) for part in anatomy(entry).parts if part.field is Field.CONTENT]


def test_an_article_from_byline_to_the_last_note() -> None:
    entry = EntryData(id="1", title="EIL: Liveblog: Baum auf Gleis", content=ARTICLE)
    found = anatomy(entry)

    assert [(part.kind.value, text_of(entry, part)) for part in found.parts] == [
        ("urgency", "EIL: "),
        ("kicker", "Liveblog: "),
        ("byline", "Von Anna Berg und Jan Holm, dpa"),
        ("teaser", "Ein Baum hält den Verkehr auf. Das kann dauern."),
        ("dateline", "Peine (dpa/lni) - "),
        ("caption", "Der Baum liegt quer."),
        ("photo", "Foto: Jan Holm/dpa"),
        ("crosshead", "Was jetzt auf die Reisenden zukommt"),
        ("credit", "(nak/dpa)"),
        ("correction", "Berichtigung: Im ersten Absatz stand ein falscher Ort."),
        ("end", "Dieser Artikel wird nicht mehr aktualisiert."),
    ]
    assert found.names == ("Anna Berg", "Jan Holm")
    assert found.places == ("Peine",)
    assert found.agencies == ("dpa",)
    assert found.urgency is Urgency.BULLETIN
    assert without(entry, found, Field.TITLE) == "Baum auf Gleis"
    assert without(entry, found, Field.CONTENT) == "\n".join(
        (
            "Ein Baum hält den Verkehr auf. Das kann dauern.",
            LONG,
            LONG,
            "Was jetzt auf die Reisenden zukommt",
            LONG,
            "Berichtigung: Im ersten Absatz stand ein falscher Ort.",
        )
    )
    assert without(entry, found, Field.SUMMARY) == ""


@pytest.mark.parametrize(
    ("data", "urgency"),
    [
        ({"title": "BLITZ: Ruhe"}, Urgency.FLASH),
        ({"title": "Ruhe (Eilmeldung)"}, Urgency.BULLETIN),
        ({"title": "Ruhe", "categories": ("Eilmeldung",)}, Urgency.BULLETIN),
        ({"title": "Ruhe", "content": "(Eil)\nRuhe im Wald."}, Urgency.BULLETIN),
        ({"title": "Ruhe", "content": "Ruhe im Wald.\ndpa-Blitzmeldung"}, Urgency.FLASH),
        ({"title": "EIL: Ruhe", "urgency": Urgency.LOW}, Urgency.LOW),
        ({"title": "+++ Ruhe +++"}, Urgency.HIGHLIGHTED),
        ({"title": "+++ dpa-Bildfunk +++"}, Urgency.ROUTINE),
        ({"title": "Eilantrag: Gericht sagt nein", "content": "Teile: zwei."}, Urgency.ROUTINE),
        ({}, Urgency.ROUTINE),
    ],
)
def test_the_urgency_is_what_the_source_states_else_the_greatest_that_is_claimed(
    data: dict[str, object], urgency: Urgency
) -> None:
    assert anatomy(EntryData(id="1", **data)).urgency is urgency  # type: ignore[arg-type]


def test_marks_of_a_title_do_not_overlap() -> None:
    for title, parts in {
        "Ukraine-Liveblog: ++ Ruhe ++": ["Ukraine-Liveblog: ++ ", " ++"],
        "Ruhe (Eilmeldung)": [" (Eilmeldung)"],
        "+++ EIL +++ Ruhe +++": ["+++ EIL +++ ", " +++"],
        "Das Meer – ein Kommentar von Anna Berg": ["ein Kommentar von Anna Berg"],
        "Von Anna Berg": [],
    }.items():
        entry = EntryData(id="1", title=title)
        assert [text_of(entry, part) for part in anatomy(entry).parts] == parts


def test_the_lead_of_a_feed_stands_for_the_lead_of_the_text() -> None:
    text = f"Uglegorsk – {LONG}"
    assert read(text) == [("dateline", "Uglegorsk – ")]
    unknown = f"Hinterdorf – {LONG}"
    assert read(unknown) == []
    assert read(unknown, summary="Ein Baum hält den Verkehr auf.") == [("dateline", "Hinterdorf – ")]
    assert read(unknown, summary=unknown) == []


def test_the_lead_is_what_the_summary_repeats() -> None:
    assert read(f"{LONG}\n{LONG} Mehr.", summary=LONG) == [("teaser", LONG)]
    assert read(LONG, summary=LONG) == []


def test_two_paragraphs_before_the_dateline_are_no_lead() -> None:
    assert read(f"Eins.\nZwei.\nWien – {LONG}") == [("dateline", "Wien – ")]


def test_headings_of_the_html_are_the_crossheads_where_there_are_any() -> None:
    html = f"<p>{LONG}</p><h3>Fragen &amp; Antworten?</h3><p>{LONG}</p><p>Nur kurz hier</p><p>{LONG}</p>"
    text = f"{LONG}\nFragen & Antworten?\n{LONG}\nNur kurz hier\n{LONG}"
    assert read(text, content_html=html) == [("crosshead", "Fragen & Antworten?")]
    assert read(text) == [("crosshead", "Fragen & Antworten?"), ("crosshead", "Nur kurz hier")]
    bold = f"<p>{LONG}</p><p><b>Fragen &amp; Antworten?</b></p><p>{LONG}</p>"
    assert read(text, content_html=bold) == [("crosshead", "Fragen & Antworten?")]


@pytest.mark.parametrize("line", ["• ein Punkt", "ein kleiner Anfang", "Ein Satz.", "Kurz. Und dann noch"])
def test_a_short_line_that_is_no_heading(line: str) -> None:
    assert read(f"{LONG}\n{line}\n{LONG}") == []


def test_an_agency_without_a_place_is_a_credit() -> None:
    assert read(f"(sda) {LONG}") == [("credit", "(sda) ")]


def test_a_byline_at_the_end_counts_where_there_is_none_above() -> None:
    filler = "\n".join([LONG] * 12)
    assert read(f"{filler}\nDas Gespräch führte Anna Berg") == [("byline", "Das Gespräch führte Anna Berg")]
    assert read(f"Von Jan Holm\n{filler}\nVon Anna Berg") == [("byline", "Von Jan Holm")]
    assert read(f"{filler}\n{LONG} (Anna Berg, 13.9.2023)") == [("byline", "(Anna Berg, 13.9.2023)")]
    assert read(f"{filler}\nText: dpa\n(nak)") == [("credit", "Text: dpa"), ("credit", "(nak)")]


def test_an_update_is_marked_and_its_text_stays() -> None:
    assert read(f"Update, 14.00 Uhr: {LONG}") == [("correction", "Update, 14.00 Uhr: ")]


def test_a_long_text_with_a_credit_has_no_caption() -> None:
    assert read(f"{LONG * 5} Foto: dpa\n{LONG}") == [("photo", "Foto: dpa")]
    assert read(f"{LONG} Foto: dpa") == [("photo", "Foto: dpa")]


def test_the_founding_example() -> None:
    path = CORPUS / "founding-example.txt"
    if not path.is_file():
        pytest.skip(f"no corpus at {CORPUS} (set TICKER_CORPUS)")
    title, _, content = path.read_text("utf-8").partition("\n")
    entry = EntryData(id="1", title=title, content=content.strip())
    found = anatomy(entry)
    kinds = [part.kind.value for part in found.parts]

    assert kinds == ["byline", "teaser", "dateline", "caption", "photo", "crosshead", "credit"]
    assert (found.names, found.places, found.agencies) == (("Nail Akkoyun",), ("Uglegorsk",), ("dpa",))
    body = without(entry, found, Field.CONTENT)
    for part in found.of(PartKind.BYLINE, PartKind.DATELINE, PartKind.CAPTION, PartKind.PHOTO, PartKind.CREDIT):
        assert text_of(entry, part).strip() not in body
    assert len(body.split("\n")) == 7
    assert [part.signs for part in found.of(PartKind.CREDIT)] == [("nak",)]
    assert [part.names for part in found.of(PartKind.PHOTO)] == [("Vladimir Smirnov",)]


PIECES = (
    *("Von ", "Anna Berg", "Jan Holm", " und ", ", ", "dpa", "(dpa)", "(nak/dpa)", " - ", " – ", "Berlin", "Wien/Graz"),
    *("Foto: ", "© ", "+++", "EIL", "Eil: ", "Liveblog: ", "\n", "\n\n", ". ", "Der Zug steht. ", "(", ")", "[mehr]"),
    *(
        "Berichtigung: ",
        "Sperrfrist: ",
        "Update, 14 Uhr: ",
        "Quelle: ",
        "\xa0",
        " ",
        "Der Ticker endet hier.",
        "„",
        "“",
    ),
    *("ein Kommentar von ", "dpa abc n1", "Dieser Artikel wurde gestern aktualisiert.", "(Anna Berg, 13.9.2023)"),
    *("taz | ", "ÄÖÜ", "13. September", "/", ":"),
)
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)).map(sanitise)


@given(st.none() | TEXTS, st.none() | TEXTS, st.none() | TEXTS, st.none() | st.text())
def test_every_part_lies_in_its_text_and_none_overlap(
    title: str | None, summary: str | None, content: str | None, html: str | None
) -> None:
    entry = EntryData(id="1", title=title, summary=summary, content=content, content_html=html)
    found = anatomy(entry)

    for field in Field:
        parts = [part for part in found.parts if part.field is field]
        text = getattr(entry, field) or ""
        for part in parts:
            assert 0 <= part.start < part.end <= len(text)
        assert all(before.end <= after.start for before, after in pairwise(parts))
        left = without(entry, found, field)
        assert len(left) <= len(text)
        assert set(left) <= set(text)


@pytest.mark.parametrize(
    "unit", ["Von Anna ", "(dpa) ", "Foto: ", "A ", "(", "+", ". Von A", "\n", "Berlin/", "a-", "von ", "„", "x"]
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    for text in (unit * 20_000, f"{unit * 20_000}\n" * 3):
        entry = EntryData(id="1", title=text[:500], summary=text, content=text, content_html=f"<h2>{text}")
        assert all(isinstance(part, Part) for part in anatomy(entry).parts)


@WITH_CORPUS
@pytest.mark.parametrize("part", ["agency", "tuned", "held"])
def test_real_news_is_read_as_a_person_reads_it(part: str) -> None:
    for kind in KINDS:
        score = scores(part)[kind]
        assert score.precision >= 0.98, faults(part)
        assert score.recall >= 0.9, faults(part)
