"""The tape of the crawl."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ticker.l10n import messages
from ticker.model import Headline, Urgency
from ticker.ui.crawl_tape import PARTS, Tape, tape

titles = st.text(st.sampled_from("aé中日 x"), min_size=1, max_size=12)


def line(key: int, title: str, urgency: Urgency = Urgency.ROUTINE) -> Headline:
    moment = datetime(2023, 9, 13, tzinfo=UTC)
    return Headline(key, 1, "Falkenbote", title, moment, urgency, read=False, starred=False, revision=1)


def tape_of(*titles: str) -> Tape:
    return tape([line(number, title) for number, title in enumerate(titles, start=1)])


def text(pieces: list[tuple[str, str]]) -> str:
    return "".join(text for text, _part in pieces)


def test_headlines_follow_one_another_with_plus_signs_between_them() -> None:
    messages.activate("de_DE")
    made = tape([line(1, "EIL: Brücke gesperrt", Urgency.BULLETIN), line(2, "Ruhe")])

    whole = text(made.window(0, len(made)))
    assert whole == " EIL  Brücke gesperrt  Falkenbote  +++  Ruhe  Falkenbote  +++ "
    assert [part for _text, part in made.window(0, len(made))][:4] == ["urgent", "text", "source", "plus"]
    assert made.key_at(3) == 1
    assert made.key_at(made.start(2)) == made.key_at(len(made) - 1) == 2
    assert made.step(1, 1) == made.start(2)
    assert made.step(2, 1) == made.start(1) == 0
    assert made.step(1, -1) == made.start(2)
    assert made.step(None, 1) == 0
    assert text(made.window(made.start(2), 5)) == " Ruhe"


def test_an_empty_tape_shows_nothing() -> None:
    assert Tape().window(0, 10) == []
    assert Tape().key_at(0) is None
    assert Tape().step(1, 1) == Tape().start(1) == 0


@given(st.lists(titles, min_size=1, max_size=4), st.integers(0, 200), st.integers(1, 120))
def test_a_window_has_exactly_its_width_wherever_it_begins(found: list[str], offset: int, width: int) -> None:
    pieces = tape_of(*found).window(offset, width)

    assert cell_len(text(pieces)) == width
    assert {part for _text, part in pieces} <= set(PARTS)


@given(st.lists(titles, min_size=1, max_size=4), st.integers(0, 100))
def test_the_tape_goes_round(found: list[str], offset: int) -> None:
    made = tape_of(*found)

    assert text(made.window(offset, 20)) == text(made.window(offset + len(made), 20))
