"""The blocks of a page without the parts that its head tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.model import EntryData
from ticker.text import markup
from ticker.text.anatomy import PartKind, anatomy
from ticker.text.anatomy.byline import credited
from ticker.text.anatomy.cut import cut
from ticker.text.block_reader import blocks
from ticker.text.blocks import from_plain

LONG = "Der Zug steht seit dem Morgen auf freier Strecke, weil ein Baum auf die Gleise gefallen ist, sagte die Bahn."


def left(html: str) -> list[str]:
    """The texts of the blocks that are left."""
    kept = markup.clean(html, None)
    entry = EntryData(id="1", content=markup.plain(kept), content_html=kept)
    return [
        "".join(span.text for span in block.spans)
        for block in cut(blocks(kept), entry, anatomy(entry), frozenset(PartKind))
    ]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        (f"<p>Von Anna Berg</p><p><b>Wien</b> – {LONG}</p>", [LONG]),
        (f"<p>{LONG} <i>(nak/<b>dpa</b>)</i></p>", [LONG]),
        (f"<p>Wien\xa0(APA)\xa0– {LONG} (nak)</p>", [LONG]),
        (f"<p>{LONG}</p>", [LONG]),
        ("<p>Vondorf ist ein Ort.</p><p>Von Anna Berg</p>", ["Vondorf ist ein Ort."]),
        (f"<p>Von Anna Berg</p><ul><li>Von Anna Berg</li></ul><p>{LONG}</p>", ["Von Anna Berg", LONG]),
        ("<p>Ein Baum.<br>Foto: Jan Holm</p><p>Ein Haus.</p>", ["Ein Baum.", "Ein Haus."]),
    ],
)
def test_parts_are_taken_out_at_the_ends_of_blocks(html: str, texts: list[str]) -> None:
    assert left(html) == texts


def test_without_content_it_is_the_summary() -> None:
    entry = EntryData(id="1", summary="Ein Baum ist gefallen. Von Anna Berg.")
    kept = cut(from_plain(entry.summary or ""), entry, anatomy(entry), [PartKind.BYLINE])
    assert ["".join(span.text for span in block.spans) for block in kept] == ["Ein Baum ist gefallen."]


@given(st.lists(st.sampled_from(["<p>", "</p>", "Von Anna Berg", "Wien – ", LONG, "(dpa)", "<br>", " ", "\xa0"])))
def test_nothing_is_added_or_reordered(pieces: list[str]) -> None:
    kept = markup.clean("".join(pieces), None)
    whole = "".join("".join(span.text for span in block.spans) for block in blocks(kept))
    rest = iter(whole)
    assert all(character in rest for text in left(kept) for character in text)


def test_authors_of_a_feed_are_names_agencies_and_places() -> None:
    assert credited(["Von Anna Berg, Wien", "dpa", "Nordfenster Redaktion", "Jan Holm", "Jan Holm"]) == (
        ("Anna Berg", "Nordfenster Redaktion", "Jan Holm"),
        ("dpa",),
        ("Wien",),
    )
