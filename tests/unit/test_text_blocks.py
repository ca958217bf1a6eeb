"""Cleaned HTML becomes the blocks that a reader sees."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ticker.text.block_reader import blocks
from ticker.text.blocks import Block, BlockKind, Span, from_plain, links
from ticker.text.markup import clean
from ticker.text.sanitise import sanitise

P = BlockKind.PARAGRAPH
URL = "https://blatt.example/a"


def text(block: Block) -> str:
    return "".join(span.text for span in block.spans)


def outline(html: str) -> list[tuple[BlockKind, int, int | None, str]]:
    return [(block.kind, block.level, block.ordinal, text(block)) for block in blocks(html)]


def test_styles_and_links_become_spans() -> None:
    html = f'<p>Der <b>neue <i>Bahnhof</i></b> <a href="{URL}">öffnet <code>x</code></a>, <s>nicht</s> heute.</p>'
    assert blocks(html) == (
        Block(
            P,
            (
                Span("Der "),
                Span("neue", strong=True),
                Span(" "),
                Span("Bahnhof", strong=True, emphasis=True),
                Span(" "),
                Span("öffnet", link=URL),
                Span(" "),
                Span("x", code=True, link=URL),
                Span(", "),
                Span("nicht", strike=True),
                Span(" heute."),
            ),
        ),
    )


def test_white_space_is_collapsed_as_in_a_browser_and_no_break_spaces_stay() -> None:
    html = "  <p>\n Um  <b> 10&nbsp;Uhr </b> \t <i> beginnt</i>\n es. </p>  "
    assert outline(html) == [(P, 0, None, "Um 10\xa0Uhr beginnt es.")]


def test_texts_are_sanitised_after_decoding() -> None:
    assert outline("<p>a&#27;[31m&#x202e;b&#173;c</p>") == [(P, 0, None, "a[31mb\xadc")]


def test_paragraphs_and_containers_part_text() -> None:
    html = "<div>eins</div><div>zwei<p>drei</p>vier</div><section>fünf</section>sechs<hr>sieben<p>&nbsp;</p>"
    assert [text(block) for block in blocks(html)] == ["eins", "zwei", "drei", "vier", "fünf", "sechs", "", "sieben"]
    assert blocks(html)[6].kind is BlockKind.RULE


def test_one_line_break_stays_and_two_part_paragraphs() -> None:
    assert outline("a<br>b<br> <br>c<br>") == [(P, 0, None, "a\nb"), (P, 0, None, "c")]


def test_headings_have_their_rank() -> None:
    assert outline("<h1>A</h1><h6>B</h6>") == [(BlockKind.HEADING, 1, None, "A"), (BlockKind.HEADING, 6, None, "B")]


def test_lists_have_depth_and_numbers() -> None:
    html = (
        '<ul><li>a<ol start="3"><li>x</li><li>y</li></ol></li><li><p>b</p><p>c</p></li></ul><ol start="-1"><li>z</ol>'
    )
    item = BlockKind.LIST_ITEM
    assert outline(html) == [
        (item, 1, None, "a"),
        (item, 2, 3, "x"),
        (item, 2, 4, "y"),
        (item, 1, None, "b"),
        (P, 1, None, "c"),
        (item, 1, 1, "z"),
    ]


def test_a_list_item_without_a_list_and_an_item_without_text() -> None:
    assert outline("<li>a</li><ol><li></li><li>b</li></ol>") == [
        (BlockKind.LIST_ITEM, 0, None, "a"),
        (BlockKind.LIST_ITEM, 1, 2, "b"),
    ]


def test_definitions_are_a_strong_term_and_an_indented_paragraph() -> None:
    found = blocks("<dl><dt>Eil</dt><dd>ein Satz</dd></dl>")
    assert found == (Block(P, (Span("Eil", strong=True),)), Block(P, (Span("ein Satz"),), 1))


def test_quotes_have_their_depth_and_inline_quotes_their_marks() -> None:
    html = "<blockquote><p>a</p><blockquote>b</blockquote></blockquote>Er sagte: <q>gut </q>, dann"
    assert outline(html) == [
        (BlockKind.QUOTE, 1, None, "a"),
        (BlockKind.QUOTE, 2, None, "b"),
        (P, 0, None, "Er sagte: „gut“, dann"),
    ]


def test_preformatted_text_keeps_its_lines_and_has_no_tabs() -> None:
    assert outline("<pre>a\tb\n  c<br>d\n\n</pre>") == [(BlockKind.PREFORMATTED, 0, None, "a    b\n  c\nd")]


def test_table_rows_have_their_cells_in_one_line() -> None:
    html = (
        "<table><caption>T</caption><tr><th>A</th><th> B </th></tr>"
        "<tr><td><p>1</p><p>2</p></td><td><br>3<br>4<br><br>5</td><td></td></tr></table>"
    )
    assert outline(html) == [
        (P, 0, None, "T"),
        (BlockKind.ROW, 0, None, "A | B"),
        (BlockKind.ROW, 0, None, "1\n2 | 3\n4\n5"),
    ]
    assert blocks(html)[1].spans == (Span("A", strong=True), Span(" | "), Span("B", strong=True))


def test_an_image_shows_its_caption_or_else_its_alternative_text() -> None:
    html = (
        '<figure><img src="https://b.example/1.jpg" alt="Der Bahnhof"><figcaption>Neu. <p>Foto: X</p></figcaption>'
        '</figure><img src="https://b.example/2.jpg" alt="Gleis"><img src="https://b.example/3.jpg">'
        "<figure><figcaption>ohne Bild</figcaption></figure>"
    )
    image = BlockKind.IMAGE
    assert blocks(html) == (
        Block(image, (Span("Neu.\nFoto: X"),), src="https://b.example/1.jpg", alt="Der Bahnhof"),
        Block(image, (Span("Gleis"),), src="https://b.example/2.jpg", alt="Gleis"),
        Block(image, (), src="https://b.example/3.jpg"),
        Block(P, (Span("ohne Bild"),)),
    )


def test_an_image_amid_a_text_stands_behind_it_and_one_before_it_before_it() -> None:
    html = '<p><img src="https://b.example/1.jpg">Der <img src="https://b.example/2.jpg">Bahnhof</p>'
    assert [block.src or text(block) for block in blocks(html)] == [
        "https://b.example/1.jpg",
        "Der Bahnhof",
        "https://b.example/2.jpg",
    ]


@pytest.mark.parametrize("src", ["", "javascript:x", "mailto:a@b.example", "/relativ.jpg"])
def test_an_image_without_a_web_address_is_left_out(src: str) -> None:
    assert blocks(f'<img src="{src}" alt="x"><img alt="y">') == ()


def test_exponents_read_as_such_and_other_raised_text_stays() -> None:
    assert outline("10<sup>-6</sup> m<sup>2</sup>, 1<sup>er</sup>, CO<sub>2</sub>") == [
        (P, 0, None, "10⁻⁶ m², 1er, CO2")
    ]


def test_links_are_collected_once_in_order_and_only_safe_ones() -> None:
    html = (
        '<a href="https://b.example/2">x</a> <a href="javascript:alert(1)">y</a> <a>z</a> '
        '<a href="mailto:r@b.example">m</a> <b><a href="https://b.example/2">x</a></b>'
    )
    assert links(blocks(html)) == ("https://b.example/2", "mailto:r@b.example")


def test_stray_end_tags_change_nothing() -> None:
    assert outline("</p></b>a</a></ul></li></strong>b</q></td></figcaption>") == [(P, 0, None, "ab")]


def test_nested_links_and_what_follows_them() -> None:
    spans = blocks('<a href="https://b.example/1">a<a href="https://b.example/2">b</a>c</a>d')[0].spans
    assert [(span.text, span.link) for span in spans] == [
        ("a", "https://b.example/1"),
        ("b", "https://b.example/2"),
        ("c", "https://b.example/1"),
        ("d", None),
    ]


def test_a_plain_text_becomes_a_paragraph_a_line() -> None:
    assert from_plain("Eins  zwei\n\n \x1b\nDrei <b>") == (
        Block(P, (Span("Eins zwei"),)),
        Block(P, (Span("Drei <b>"),)),
    )
    assert from_plain("") == ()


NAMES = "p b i a ul ol li table tr td th pre br hr img figure figcaption blockquote h2 sup q dl dt dd div code s"
TAGS = NAMES.split()
PARTS = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from([" ", "\n", "&#27;", "&nbsp;", "<img src='https://b.example/i'>", "<a href='https://b.example/'>"]),
    st.text(max_size=5),
)


@example("<pre>\x1f<b>0")
@example("<pre> <th>\n")
@given(st.lists(PARTS).map("".join))
def test_whatever_the_html_all_texts_are_sanitised(html: str) -> None:
    for source in (html, clean(html, None)):
        texts = [span.text for block in blocks(source) for span in block.spans]
        assert all(value and "\t" not in value and sanitise(value) == value for value in texts)


@given(st.lists(st.sampled_from(["eins ", "zwei", *(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS)])))
def test_no_word_is_lost_whatever_the_elements_around_it(parts: list[str]) -> None:
    html = "".join(parts)
    shown = "".join(text(block) for block in blocks(html))
    assert shown.count("eins") + shown.count("zwei") == html.count("eins ") + html.count("zwei")
