"""An entry as a page: what stands in which line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ticker.l10n.dates import NBSP
from ticker.l10n.region import Region
from ticker.model import Entry, EntryData, Headline, Revision, Urgency
from ticker.text import markup
from ticker.ui.widgets.entry_page import page, plain
from ticker.ui.widgets.page import PARTS, Page
from ticker.ui.widgets.sheet import Aspect, Sheet

REGION = Region("de_DE", ZoneInfo("Europe/Berlin"))
SEEN = datetime(2023, 9, 13, 8, 45, tzinfo=UTC)
NOW = SEEN + timedelta(minutes=5)


def entry(*, urgency: Urgency = Urgency.ROUTINE, revised_at: datetime | None = None, **data: Any) -> Entry:
    return Entry(
        key=1,
        feed_id=1,
        feed_url="https://nordfenster.example/feed",
        feed_name="Nordfenster",
        data=EntryData(id="1", **data),
        first_seen=SEEN,
        sort_at=SEEN,
        urgency=urgency,
        read=False,
        starred=False,
        revision=1 if revised_at is None else 2,
        revised_at=revised_at,
    )


def shown(made: Page) -> list[str]:
    return ["".join(piece.text for piece in line.pieces).rstrip().replace("\u00a0", " ") for line in made.lines]


def set_page(stored: Entry, width: int = 60) -> Page:
    return page(Sheet(stored), width=width, now=NOW, region=REGION)


def test_a_page_from_kicker_to_links() -> None:
    stored = entry(
        title="Treffen am Weltraumbahnhof",
        link="https://nordfenster.example/1",
        authors=("Anna Berg", "Jan Holm", "dpa"),
        published=datetime(2023, 9, 13, 8, 42, tzinfo=UTC),
        categories=("Politik", "Asien"),
        content_html='<p>Mehr steht <a href="https://www.falkenbote.example/a">im Falkenboten</a>.</p><p>Ende.</p>',
    )

    assert shown(set_page(stored)) == [
        "Politik",
        "Treffen am Weltraumbahnhof",
        "",
        "Nordfenster · Mittwoch, 13. September 2023, 10:42 Uhr",
        "vor 8 Minuten",
        "Autoren: Anna Berg und Jan Holm · Agentur: dpa",
        "─" * 60,
        "",
        "Mehr steht im Falkenboten¹.",
        "",
        "Ende.",
        "",
        "Links",
        "[1] https://www.falkenbote.example/a",
        "[2] https://nordfenster.example/1",
    ]


def test_a_bulletin_a_correction_and_a_missing_date_are_named() -> None:
    stored = entry(
        title="EILMELDUNG: Kim ist da",
        urgency=Urgency.BULLETIN,
        revised_at=SEEN + timedelta(minutes=3),
        content="Text.",
    )

    lines = shown(set_page(stored, 90))
    assert lines[:2] == ["EILMELDUNG", "Kim ist da"]
    assert "Nordfenster · eingetroffen: Mittwoch, 13. September 2023, 10:45 Uhr · vor 5 Minuten" in lines
    assert "↻ Fassung 2, geändert um 10:48 Uhr" in lines


def test_a_correction_of_another_day_is_told_with_its_date() -> None:
    stored = entry(title="Kim ist da", revised_at=SEEN + timedelta(days=1), content="Text.")

    assert "↻ Fassung 2, geändert am Donnerstag, 14. September 2023, 10:45 Uhr" in shown(set_page(stored, 90))


def test_what_the_text_tells_of_itself_are_fields_and_the_text_does_without() -> None:
    html = (
        "<p>Von <b>Anna Berg</b>, dpa</p><p>Der <i>Zug</i> steht. Das kann dauern.</p>"
        "<p><b>Peine</b> (dpa/lni) - <i>Der</i> Zug steht seit dem Morgen auf freier Strecke, weil ein Baum "
        "gefallen ist.</p>"
        "<p>Ein Baum. Foto: Jan Holm/dpa</p><p>Er bleibt <b>stehen</b>. (nak/dpa)</p>"
    )
    stored = entry(
        title="EIL: Liveblog: Zug steht",
        urgency=Urgency.BULLETIN,
        content_html=html,
        content=markup.plain(html),
        authors=("Von Anna Berg, Wien",),
    )

    lines = shown(set_page(stored, 120))
    assert lines[:2] == ["EILMELDUNG · Liveblog", "Zug steht"]
    told = "Autor: Anna Berg · Ort: Peine · Agentur: dpa (nak) · Foto: Jan Holm/dpa"
    assert f"{told} · Dringlichkeit: Eil (Kennzeichen „EIL“)" in lines
    assert lines[lines.index("─" * 120) + 2 :] == [
        "Der Zug steht. Das kann dauern.",
        "",
        "Der Zug steht seit dem Morgen auf freier Strecke, weil ein Baum gefallen ist.",
        "",
        "Ein Baum.",
        "",
        "Er bleibt stehen.",
        "",
    ]


@pytest.mark.parametrize(
    ("data", "urgency", "line"),
    [
        ({"content": "Er steht. (nak)"}, Urgency.ROUTINE, "Autor: nak"),
        ({"content": "Er steht.", "urgency": Urgency.FLASH}, Urgency.FLASH, "Dringlichkeit: Blitz (laut Quelle)"),
        (
            {"content": "Er steht.", "urgency": Urgency.HIGHLIGHTED},
            Urgency.HIGHLIGHTED,
            "Dringlichkeit: hervorgehoben (laut Quelle)",
        ),
        ({"content": "Er steht.", "categories": ("Eilmeldung",)}, Urgency.BULLETIN, "Dringlichkeit: Eil"),
        ({"content": "Er steht.", "authors": ("dpa", "AFP")}, Urgency.ROUTINE, "Agenturen: dpa und AFP"),
        (
            {"content": "Er steht.", "authors": ("Von Anna Berg, Wien",)},
            Urgency.ROUTINE,
            "Autor: Anna Berg · Ort: Wien",
        ),
    ],
)
def test_other_fields(data: dict[str, Any], urgency: Urgency, line: str) -> None:
    stored = replace(entry(title="Zug"), urgency=urgency, data=EntryData(id="1", title="Zug", **data))
    assert line in shown(set_page(stored, 90))


def test_a_kicker_of_the_headline_stands_above_it() -> None:
    assert shown(set_page(entry(title="Liveblog zum Zug: ++ Er steht ++", categories=("Bahn",))))[:2] == [
        "Liveblog zum Zug",
        "Er steht",
    ]
    assert shown(set_page(entry(title="+++ Er steht +++", categories=("Bahn",))))[:2] == ["Bahn", "Er steht"]


def test_a_text_that_is_nothing_but_its_byline_stays() -> None:
    assert "Von Anna Berg" in shown(set_page(entry(title="Zug", content="Von Anna Berg")))


def test_the_age_of_an_old_entry_is_its_date_alone() -> None:
    stored = entry(title="Alt", published=datetime(2019, 4, 25, 10, 0, tzinfo=UTC), content="Text.")

    assert "Nordfenster · Donnerstag, 25. April 2019, 12:00 Uhr" in shown(set_page(stored))


def test_what_has_neither_title_nor_text_says_so() -> None:
    lines = shown(set_page(entry()))

    assert lines[0] == "Ohne Titel"
    assert "Diese Meldung hat keinen Text." in lines


def test_all_kinds_of_blocks_have_their_form() -> None:
    html = (
        "<h3>Zwischentitel</h3><ul><li>eins<ul><li>tief</li></ul></li></ul><ol><li>erstens</li><li>zweitens</li></ol>"
        "<blockquote>Ein Zitat.</blockquote><pre>a = 1\n\nb</pre><hr>"
        '<figure><img src="https://x.example/i.jpg" alt="Foto"><figcaption>Ein Bild. Foto: mka</figcaption></figure>'
        "<table><tr><th>Ort</th><td>Uglegorsk</td></tr></table><p><b>Fett</b> <i>kursiv</i> <code>x</code></p>"
    )
    lines = shown(set_page(entry(title="T", content_html=html)))

    for line in (
        "Zwischentitel",
        "• eins",
        "  • tief",
        "1. erstens",
        "2. zweitens",
        "▎ Ein Zitat.",
        "a = 1",
        "b",
        "· · ·",
        "▣ Ein Bild. Foto: mka",
        "Ort | Uglegorsk",
        "Fett kursiv x",
    ):
        assert line in lines


def test_a_link_is_numbered_once_and_a_long_address_is_cut_by_cells() -> None:
    address = "https://nordfenster.example/" + "a" * 100
    made = set_page(entry(title="T", link=address, content_html=f'<p><a href="{address}">hier</a></p>'), 40)

    assert made.links == (address,)
    lines = shown(made)
    start = next(row for row, line in enumerate(lines) if line.startswith("[1]"))
    assert "".join(line[4:] for line in lines[start:]) == address
    assert all(len(line) <= 40 for line in lines)


def test_the_history_tells_what_each_version_changed() -> None:
    first = EntryData(id="1", title="Händedruck", content="Rund 60 Sekunden.\nPolitische Gespräche folgen.")
    second = EntryData(
        id="1", title="Händedruck", content="Rund 40 Sekunden.\nPolitische Gespräche folgen.\nBerichtigt."
    )
    third = EntryData(id="1", title="Langer Händedruck", summary=second.content)
    versions = [
        Revision(number, SEEN + timedelta(hours=number), data) for number, data in enumerate([first, second, third], 1)
    ]
    sheet = Sheet(entry(title="Langer Händedruck"), Aspect.VERSIONS, versions)
    made = page(sheet, width=70, now=NOW, region=REGION)

    assert shown(made)[shown(made).index("─" * 70) + 2 :] == [
        "Fassung 3, eingetroffen am Mittwoch, 13. September 2023, 13:45 Uhr",
        "anderer Wortlaut",
        "",
        "{+Langer +}Händedruck",
        "",
        "Fassung 2, eingetroffen am Mittwoch, 13. September 2023, 12:45 Uhr",
        "anderer Wortlaut",
        "",
        "Rund [-60-]{+40+} Sekunden.",
        "",
        "{+Berichtigt.+}",
        "",
        "Fassung 1, eingetroffen am Mittwoch, 13. September 2023, 11:45 Uhr",
        "",
        "Rund 60 Sekunden.",
        "",
        "Politische Gespräche folgen.",
        "",
    ]
    parts = {piece.text: piece.part for line in made.lines for piece in line.pieces}
    assert (parts["[-60-]"], parts["{+40+}"]) == ("removed", "added")


@given(
    st.builds(
        entry,
        title=st.none() | st.text(),
        content=st.none() | st.text(),
        content_html=st.none() | st.text(),
        authors=st.lists(st.text(), max_size=3).map(tuple),
        categories=st.lists(st.text(), max_size=2).map(tuple),
        urgency=st.sampled_from(Urgency),
    ),
    st.integers(4, 90),
)
def test_no_page_is_wider_than_its_measure_or_holds_a_control(stored: Entry, width: int) -> None:
    for line in set_page(stored, width).lines:
        text = "".join(piece.text for piece in line.pieces)
        assert cell_len(text) <= width
        assert all(piece.part in PARTS for piece in line.pieces)
        assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in text)


@pytest.mark.parametrize("locale", ["de_AT", "de_CH", "en_GB", "en_US"])
def test_a_page_is_set_for_other_regions_too(locale: str) -> None:
    made = page(Sheet(entry(title="T", content="x")), width=60, now=NOW, region=Region(locale, REGION.timezone))

    assert any("2023" in line for line in shown(made))


def test_a_table_stands_in_columns_where_it_fits() -> None:
    html = (
        "<table><tr><th>Strecke</th><th>Dauer</th></tr><tr><td>Nordbrücke</td><td>25 min</td></tr>"
        "<tr><td>Fähre</td><td>140 min</td></tr></table>"
    )
    lines = shown(set_page(entry(title="T", content_html=html)))
    start = lines.index("Strecke       Dauer")

    assert lines[start : start + 4] == [
        "Strecke       Dauer",
        "───────────────────",
        "Nordbrücke   25 min",
        "Fähre       140 min",
    ]
    narrow = " ".join(" ".join(shown(set_page(entry(title="T", content_html=html), width=18))).split())
    assert "Nordbrücke | 25 min" in narrow


def test_rows_of_unequal_length_and_single_rows_are_set_too() -> None:
    uneven = "<table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td>d</td></tr></table>"
    assert "a  b  c" in shown(set_page(entry(title="T", content_html=uneven)))
    assert "a | b" in shown(set_page(entry(title="T", content_html="<table><tr><td>a</td><td>b</td></tr></table>")))


def test_the_number_of_a_link_stands_behind_its_last_word() -> None:
    html = "".join(f'<p><a href="https://a.example/{n}">Ziel </a>und weiter.</p>' for n in range(12))
    made = set_page(entry(title="T", content_html=html))

    assert "Ziel¹² und weiter." in shown(made)
    assert made.passages[max(made.passages)] == "Ziel und weiter."


def test_lists_that_follow_each_other_are_parted() -> None:
    made = shown(set_page(entry(title="T", content_html="<ul><li>a</li></ul><ol><li>b</li><li>c</li></ol>")))
    start = made.index("• a")

    assert made[start : start + 4] == ["• a", "", "1. b", "2. c"]


def test_a_narrow_head_leaves_room_for_the_text() -> None:
    stored = entry(
        title="Treffen am Weltraumbahnhof",
        authors=("Anna Berg", "Jan Holm", "dpa"),
        published=datetime(2023, 9, 13, 8, 42, tzinfo=UTC),
        content="Text.",
    )

    assert shown(set_page(stored, 36))[:5] == [
        "Treffen am Weltraumbahnhof",
        "Nordfenster · 10:42 Uhr",
        "Autoren: Anna Berg und Jan Holm",
        "",
        "Text.",
    ]


def test_the_page_names_the_other_outlets_of_the_story() -> None:
    told = [
        Headline(key, feed, name, "T", NOW - timedelta(minutes=minutes), Urgency.ROUTINE, False, False, 1)
        for key, feed, name, minutes in [
            (2, 7, "Radio Kiebitz", 9),
            (3, 7, "Radio Kiebitz", 5),
            (4, 1, "Nordfenster", 4),
        ]
    ]
    made = plain(Sheet(entry(title="T", content="x"), others=told), width=70, now=NOW, region=REGION)
    assert "Auch bei: Radio Kiebitz, " in made.replace(NBSP, " ")
    assert made.count("Radio") == 1
    many = [told[0]._replace(feed_id=feed) for feed in range(10, 18)]
    made = plain(Sheet(entry(title="T", content="x"), others=many), width=70, now=NOW, region=REGION)
    assert "und 3 weiteren" in made.replace(NBSP, " ")
    assert "Auch bei" not in plain(Sheet(entry(title="T", content="x")), width=70, now=NOW, region=REGION)
