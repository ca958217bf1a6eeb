"""How an entry's text is set: by its language, the reader's region and settings."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ticker.config import Config
from ticker.l10n import hyphenation
from ticker.l10n.region import Region
from ticker.model import Entry, EntryData, Urgency
from ticker.text.typography import GERMAN, SWISS, Marks
from ticker.ui.widgets.entry_layout import layout_of
from ticker.ui.widgets.entry_page import plain
from ticker.ui.widgets.page import Page
from ticker.ui.widgets.setter import Layout
from ticker.ui.widgets.sheet import Sheet

SEEN = datetime(2023, 9, 13, 8, 45, tzinfo=UTC)
REGION = Region("de_DE", UTC)


@pytest.mark.parametrize(
    ("language", "locale", "typography", "marks"),
    [
        ("de", "de_DE", "plain", None),
        ("de", "de_DE", "german", GERMAN),
        ("de-CH", "de_DE", "german", SWISS),
        (None, "de_LI", "german", SWISS),
        ("de", "de_CH", "german", SWISS),
        ("de-at", "de_CH", "german", GERMAN),
        ("en", "de_DE", "german", None),
        (None, "en_GB", "german", None),
    ],
)
def test_the_marks_are_those_of_the_text(
    language: str | None, locale: str, typography: str, marks: Marks | None
) -> None:
    data = EntryData(id="1", language=language)
    assert layout_of(data, Region(locale, UTC), Config(typography=typography)).marks == marks


def test_words_are_parted_once_the_dictionary_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hyphenation, "_loaded", {})
    asked: list[str] = []
    monkeypatch.setattr(hyphenation, "request", asked.append)
    data = EntryData(id="1", language="de")
    assert layout_of(data, REGION, Config()) == Layout()
    assert asked == ["de_DE"]
    hyphenation.load("de_DE")
    assert layout_of(data, REGION, Config(justified=True)) == Layout(hyphenation.ready("de_DE"), justified=True)
    assert layout_of(EntryData(id="1", language="fr"), REGION, Config()).hyphenate is None


def lines(layout: Layout, width: int) -> list[str]:
    from ticker.ui.widgets.entry_page import page

    entry = Entry(
        key=1,
        feed_id=1,
        feed_url="https://nordfenster.example/feed",
        feed_name="Nordfenster",
        data=EntryData(id="1", title='Der "Zug" steht', content='Er "steht" am Weltraumbahnhof -- noch immer.'),
        first_seen=SEEN,
        sort_at=SEEN,
        urgency=Urgency.ROUTINE,
        read=False,
        starred=False,
        revision=1,
    )
    made: Page = page(Sheet(entry), width=width, now=SEEN, region=REGION, layout=layout)
    assert plain(Sheet(entry), width=width, now=SEEN, region=REGION)
    return ["".join(piece.text for piece in line.pieces) for line in made.lines]


def test_a_page_in_german_typography_parted_and_justified() -> None:
    hyphenation.load("de_DE")
    made = lines(Layout(hyphenation.ready("de_DE"), justified=True, marks=GERMAN), 25)
    assert made[0] == "Der „Zug“ steht"
    assert "Er „steht“ am Weltraum-" not in made
    assert "Er „steht“  am  Weltraum-" in made
    assert "bahnhof – noch immer." in made
    assert 'Er "steht" am' in lines(Layout(), 25)
