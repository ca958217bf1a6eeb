"""What is kept of a feed's HTML, and its plain text."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.text.block_reader import blocks
from ticker.text.markup import clean, decode_entities, has_markup, plain, title_text
from ticker.text.sanitise import one_line, sanitise

BASE = "https://blatt.example/politik/seite.html"

TAGS = str.split("p b ul ol li h3 pre table tr td q blockquote figure figcaption sup br hr dd div")
PIECES = st.lists(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS])
    | st.sampled_from(["x", "2", " ", "\n", "\t", "a&amp;b", "&nbsp;", "&lt;b", "„€", "\u0301", "\u2028", "\xad"])
    | st.sampled_from(['<a href="/x">', "</a>", '<img src="/i.png" alt="x">', '<ol start="5">', "&amp;#65;"]),
    max_size=14,
).map("".join)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <b>b</b></p>", "<p>a <b>b</b></p>"),
        ("a < b & c", "a &lt; b &amp; c"),
        ('<p style="x" class="y" onclick="z">a</p>', "<p>a</p>"),
        ("a<script>x</script><style>y</style><iframe>z</iframe>b", "ab"),
        ("<form>a<textarea>x</textarea><button>y</button><blink>b</blink></form>", "ab"),
        ('<a href="../b?x=1&amp;y=2">a</a>', '<a href="https://blatt.example/b?x=1&amp;y=2">a</a>'),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href=" java&#10;script:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="mailto:r@blatt.example">a</a>', '<a href="mailto:r@blatt.example">a</a>'),
        ('<img src="/i.jpg" alt="a > b">', '<img src="https://blatt.example/i.jpg" alt="a &gt; b">'),
        ('<img src="/i.gif" width="1" height="1">a', "a"),
        ('<img src="/i.gif" height="0px">a', "a"),
        (
            '<img src="/i.gif" width="10" height="100">',
            '<img src="https://blatt.example/i.gif" width="10" height="100">',
        ),
        ('<img alt="nur Text"><img src="data:image/gif;base64,x">a', "a"),
        ("a\x1b[31m&#27;[31mb<!-- c -->", "a[31m[31mb"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
    ],
)
def test_what_cleaning_keeps(html: str, expected: str) -> None:
    assert clean(html, BASE) == expected


@pytest.mark.parametrize(
    "base", [None, "", "kein base", "file:///etc/", "https://[x", "https://a<b/", "mailto:a@b.example"]
)
def test_without_a_usable_base_relative_links_go_and_their_text_stays(base: str | None) -> None:
    assert clean('<a href="b">a</a><a href="https://x.example/">c</a><img src="i.jpg">', base) == (
        '<a>a</a><a href="https://x.example/">c</a>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>" * 20_000 + "Text",
        '<div a="<">' * 20_000 + "Text",
        "<div></x>" * 20_000 + "Text",
        "&" * 400_000 + "Text",
        "<br>" * 50_000 + "Text",
        "".join(f"<p><b id={number}>" for number in range(20_000)) + "Text",
    ],
    ids=["lists", "attributes", "false ends", "references", "breaks", "styles"],
)
def test_hostile_html_takes_no_time_and_its_text_stays(html: str) -> None:
    started = time.perf_counter()
    cleaned = clean(html, BASE)
    assert "Text" in cleaned
    assert "<ul" not in cleaned
    assert time.perf_counter() - started < 2


def test_long_but_flat_html_is_cleaned_as_usual() -> None:
    html = "<div><p>a<br>b</p></div></i>" * 300 + "<P>c<LI>d" * 300
    assert clean(html, None).startswith("<div><p>a<br>b</p></div>")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a < b", "a < b"),
        ("x <y", "x <y"),
        ("", ""),
        ("Eins\n  zwei", "Eins zwei"),
        ("<p>Eins</p>\n<p>zwei<br>drei</p><p></p>", "Eins\nzwei\ndrei"),
        ("<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>", "• a\n• b\n1. c"),
        ("<pre>a\n\nb</pre>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a | b"),
        ("Fische &amp; Chips &lt;b&gt; 10&nbsp;Uhr &#27;[31m", "Fische & Chips <b> 10\xa0Uhr [31m"),
        ('<img src="https://b.example/i.jpg" alt="Bild">Text', "Text"),
        (
            '<figure><img src="https://b.example/i.jpg" alt="Bild"><figcaption>Foto: X</figcaption></figure>Text',
            "Foto: X\nText",
        ),
    ],
)
def test_plain_text_of_html(html: str, expected: str) -> None:
    assert plain(html) == expected


@given(st.text())
def test_plain_text_of_whatever_was_cleaned_is_sanitised_and_has_no_empty_line(text: str) -> None:
    result = plain(clean(text, None))
    assert sanitise(result) == result
    assert all(line.strip() for line in result.split("\n")) or result == ""


@given(st.text(st.characters(exclude_characters="<&", exclude_categories=["Cs"])))
def test_a_text_that_is_no_html_comes_through(text: str) -> None:
    assert "".join(plain(text).split()) == "".join(sanitise(text).split())


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("AT&T", "AT&T"),
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("Suche nach ?a=1&copy=2", "Suche nach ?a=1&copy=2"),
        ("<b>Neu:</b> Bahnhof", "Neu: Bahnhof"),
        ("&lt;b&gt;Neu:&lt;/b&gt; Bahnhof &amp;quot;Süd&amp;quot;", 'Neu: Bahnhof "Süd"'),
        ("&amp;lt;b&amp;gt;Neu&amp;lt;/b&amp;gt;", "Neu"),
        ('<span class="x">Bahn</span>hof', "Bahnhof"),
        ("<p>Eins</p><p>zwei</p>", "Eins zwei"),
        ("Eins<br>zwei<br/>drei <br /> vier", "Eins zwei drei vier"),
        ('<img src="i.png"/>Bahn', "Bahn"),
        ("Was ist <br>?", "Was ist <br>?"),
        ("Was ist &lt;br&gt;?", "Was ist <br>?"),
        ("<br> erklärt", "<br> erklärt"),
        ("Der <img>-Tag", "Der <img>-Tag"),
        ("<b> oder <strong>?", "<b> oder <strong>?"),
        ("</b> fehlt", "</b> fehlt"),
        ("<pre> in <b>fett</b>", "<pre> in <b>fett</b>"),
        ("a < b und b > c", "a < b und b > c"),
        ("Kim\n  trifft\tPutin&#27;[31m", "Kim trifft Putin[31m"),
        ("10&nbsp;Uhr", "10\xa0Uhr"),
        (" \n ", ""),
    ],
)
def test_titles_as_text_as_html_and_escaped(raw: str, expected: str) -> None:
    assert title_text(raw) == expected


@given(st.text())
def test_a_title_is_one_sanitised_line(raw: str) -> None:
    result = title_text(raw)
    assert one_line(result) == result


@given(st.text(st.characters(exclude_characters="<&")))
def test_a_title_without_markup_is_only_sanitised(raw: str) -> None:
    assert title_text(raw) == one_line(raw)


def test_entities_need_their_semicolon() -> None:
    assert decode_entities("&auml;&#228;&#xE4;&nbsp;&AT&T &unbekannt; &#27;") == "äää\xa0&AT&T &unbekannt; "


@pytest.mark.parametrize(("text", "expected"), [("<b>a", True), ("a<!-- b -->", True), ("a < b > c &lt;b&gt;", False)])
def test_what_looks_like_markup(text: str, expected: bool) -> None:
    assert has_markup(text) is expected


def test_the_cleaner_is_loaded_only_when_something_is_cleaned() -> None:
    program = "import sys, ticker.text.markup, ticker.text.wrap; print('nh3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"False\s*", done.stdout)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a</li><li><p>b</p><p>c</p></li></ul>d", "• a\n• b\nc\nd"),
        ("<ul><li><h3>a</h3>b</li></ul>", "a\n• b"),
        ("<ul><li>&nbsp;<br>a</li></ul>", "• \xa0\na"),
        ("<ul><li>a</li></ul><p>&nbsp;</p>b", "• a\nb"),
        ('<p><img src="https://b.example/i.png" alt="x"></p>', ""),
        ("a &#65; b", "a A b"),
    ],
)
def test_plain_text_of_lists_and_images(html: str, expected: str) -> None:
    assert plain(html) == expected


@given(PIECES)
def test_simple_html_has_the_same_text_as_amid_what_is_not_simple(html: str) -> None:
    cleaned = clean(html, BASE)
    assert plain(cleaned) == plain(cleaned + "<rt></rt>")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ol><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ol>", "1. a\n2. b\n• c\n3. d"),
        ("<p>a  b</p><pre>c  d\n \n\te <b>f</b></pre>g", "a b\nc  d\n    e f\ng"),
        ("10<sup>6</sup> und<sup>a</sup> <sup><a>2</a></sup>", "10⁶ unda ²"),
        ("Er: <q>Ja <q>nein</q>.</q>", "Er: „Ja „nein“.“"),
        ("<ul></ol></ul>a<ol></ul>", "a"),
        ("<sup>a", "a"),
        ("<q>a </q>b", "„a“b"),
        ("<ul><li><pre>a</pre>b</li></ul>", "a\n• b"),
        ("<pre>a  b</pre><ul><li>c</li></ul><pre>d</pre>", "a  b\n• c\nd"),
        ("<h3>a<h3>b</h3><ul><li>c</li></ul></h3>", "a\nb\nc"),
    ],
)
def test_plain_text_of_what_depends_on_the_tags_before(html: str, expected: str) -> None:
    assert plain(html) == expected
    assert plain(html + "<rt></rt>") == expected


@given(PIECES)
def test_cleaned_html_has_the_same_blocks_as_any_html(html: str) -> None:
    cleaned = clean(html, BASE)
    assert blocks(cleaned) == blocks(cleaned + "<!-- a comment -->")
