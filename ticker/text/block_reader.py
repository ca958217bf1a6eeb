"""Cleaned HTML read into blocks."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import groupby
from operator import itemgetter

from ticker.text.blocks import Block, BlockKind, Span
from ticker.text.links import absolute
from ticker.text.sanitise import one_line, sanitise

_CLEAN_TAG = re.compile('<(/?)(?!script>|style>)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile('([a-z]+)="([^"]*)"')
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STYLES = {
    "b": "strong",
    "strong": "strong",
    "th": "strong",
    "dt": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "cite": "emphasis",
    "var": "emphasis",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "s": "strike",
    "del": "strike",
    "strike": "strike",
}
_PARTING_NAMES = (
    "address article aside blockquote caption center dd details div dl dt figcaption figure footer header hr li main "
    "ol p pre section summary table tbody tfoot thead tr ul"
)
_PARTING = {*_PARTING_NAMES.split(), *_HEADINGS}
# Ten to the sixth power must not read as one hundred and six.
EXPONENT = re.compile("[0-9+−-]+")
SUPERSCRIPT = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_NEXT_CELL = " | "


def blocks(html: str) -> tuple[Block, ...]:
    """The blocks of cleaned HTML (see `markup.clean`), in order, every text sanitised after decoding.

    White space is collapsed as browsers do, no-break spaces are kept; two line breaks in a row part paragraphs.
    Blocks without text are left out.
    """
    reader = _Reader()
    if not reader.read_clean(html):
        reader.feed(html)
        reader.close()
    reader.end_block()
    return tuple(reader.blocks)


def collapsed(text: str) -> str:
    """A sanitised text with each run of white space as one space, as browsers do; no-break spaces are kept."""
    if "\n" in text:
        text = text.replace("\n", " ")
    if "\t" in text:
        text = text.replace("\t", " ")
    while "  " in text:  # halves each run: a few passes, each far cheaper than a regular expression
        text = text.replace("  ", " ")
    return text


def _styled(style: Span, text: str) -> Span:
    """The text in a style; made directly, for `replace` takes three times as long."""
    return Span(text, style.strong, style.emphasis, style.code, style.strike, style.link)


def _linked(style: Span, link: str | None) -> Span:
    return Span("", style.strong, style.emphasis, style.code, style.strike, link)


class _Reader(HTMLParser):
    """Turns the parser's events into blocks; what is open at the moment is kept as counts and small stacks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._pieces: list[tuple[str, Span]] = []  # the open block's text, each with an empty span of its style
        self._gap = ""  # what parts the pieces from the next text: "", " ", "\n" or " | "
        self._style = Span("")
        self._open: defaultdict[str, int] = defaultdict(int)  # how many of each element are open
        self._styles: defaultdict[str, int] = defaultdict(int)
        self._links: list[str | None] = []
        self._lists: list[int | None] = []  # the next number of each open list, None for bullets
        self._item: int | None = None  # the number of the open item
        self._fresh_item = False  # whether the open item has no text yet
        self._images: list[Block] = []  # that stand inside the open block
        self._figure: int | None = None  # the open figure's last image, as its place in `blocks`

    def read_clean(self, html: str) -> bool:
        """Read HTML as the cleaner writes it, faster than `feed`; False for anything else, which is not read."""
        pieces = _CLEAN_TAG.split(html)
        if any("<" in text for text in pieces[::4]):
            return False
        self.handle_text(pieces[0])
        for slash, tag, given, text in zip(pieces[1::4], pieces[2::4], pieces[3::4], pieces[4::4], strict=True):
            if slash:
                self.handle_endtag(tag)
            else:
                self.handle_starttag(tag, [(name, unescape(value)) for name, value in _ATTRIBUTE.findall(given)])
            self.handle_text(text)
        return True

    def handle_text(self, text: str) -> None:
        """Add text whose character references are still to be decoded."""
        if text:
            self.handle_data(unescape(text) if "&" in text else text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a style, a link; note a line break, an image, a rule."""
        if tag in _PARTING:
            self._part(tag)
        self._open[tag] += 1
        if tag in _STYLES:
            self._change_style(_STYLES[tag], 1)
        match tag:
            case "a":
                self._links.append(absolute(dict(attrs).get("href") or ""))
                self._style = _linked(self._style, self._links[-1])
            case "br":
                self._break_line()
            case "hr":
                self.blocks.append(Block(BlockKind.RULE))
            case "img":
                self._image(dict(attrs))
            case "q":
                self._add("„")
            case "td" | "th":
                self._gap = _NEXT_CELL
            case "ul":
                self._lists.append(None)
            case "ol":
                start = dict(attrs).get("start") or ""
                self._lists.append(int(start) if re.fullmatch("[0-9]{1,6}", start) else 1)
            case "li":
                self._start_item()
            case "figure":
                self._figure = None

    def handle_endtag(self, tag: str) -> None:
        """End a block, a style, a link."""
        if not self._open[tag]:
            return
        if tag == "figcaption":
            self._caption()
        if tag in _PARTING:
            self._part(tag)
        self._open[tag] -= 1
        if tag in _STYLES:
            self._change_style(_STYLES[tag], -1)
        match tag:
            case "a":
                self._links.pop()
                self._style = _linked(self._style, self._links[-1] if self._links else None)
            case "q":
                self._gap = ""
                self._add("“")
            case "ul" | "ol":
                self._lists.pop()
                self._fresh_item = False
            case "li":
                self._fresh_item = False

    def handle_data(self, data: str) -> None:
        """Add text to the open block, white space collapsed unless it is preformatted."""
        text = sanitise(data)
        if not text:
            return
        if self._open["pre"]:
            self._add(text.replace("\t", "    "))
            return
        if self._open["sup"] and EXPONENT.fullmatch(text):
            text = text.translate(SUPERSCRIPT)
        text = collapsed(text)
        if text.startswith(" "):
            self._gap = self._gap or " "
        if words := text.strip(" "):
            self._add(words)
            self._gap = " " if text.endswith(" ") else ""

    def end_block(self) -> None:
        """Close the open block if it holds any text, and put the images that stood in it behind it."""
        self._gap = ""
        if self._pieces:
            spans = self._take_spans()
            if any(span.text.strip() for span in spans):
                self.blocks.append(self._placed(spans))
        if self._images:
            self.blocks += self._images
            self._figure = len(self.blocks) - 1
            self._images = []

    def _placed(self, spans: tuple[Span, ...]) -> Block:
        """The block that these spans make where they stand."""
        for tag, level in _HEADINGS.items():
            if self._open[tag]:
                return Block(BlockKind.HEADING, spans, level)
        if self._open["pre"]:
            return Block(BlockKind.PREFORMATTED, spans)
        if self._open["tr"]:
            return Block(BlockKind.ROW, spans)
        if self._fresh_item:
            self._fresh_item = False
            return Block(BlockKind.LIST_ITEM, spans, len(self._lists), self._item)
        if self._lists:
            return Block(BlockKind.PARAGRAPH, spans, len(self._lists))
        if self._open["blockquote"]:
            return Block(BlockKind.QUOTE, spans, self._open["blockquote"])
        return Block(BlockKind.PARAGRAPH, spans, 1 if self._open["dd"] else 0)

    def _part(self, tag: str) -> None:
        """End the block; inside a table row or a caption only the line, so that each stays one block."""
        if (self._open["tr"] and tag != "tr") or (self._open["figcaption"] and tag != "figcaption"):
            self._gap = "\n" if self._gap != _NEXT_CELL else _NEXT_CELL
        else:
            self.end_block()

    def _break_line(self) -> None:
        if self._open["pre"]:
            self._add("\n")
        elif self._gap == "\n":
            self._part("br")
        elif self._gap != _NEXT_CELL:
            self._gap = "\n"

    def _start_item(self) -> None:
        self._fresh_item = True
        self._item = self._lists[-1] if self._lists else None
        if self._item is not None:
            self._lists[-1] = self._item + 1

    def _image(self, attributes: dict[str, str | None]) -> None:
        """Note an image: a block of its own, behind the text in the midst of which it stands."""
        src = absolute(attributes.get("src") or "")
        if src is None or src.startswith("mailto:"):
            return
        alt = one_line(attributes.get("alt") or "")
        self._images.append(Block(BlockKind.IMAGE, (Span(alt),) if alt else (), src=src, alt=alt))
        if not self._pieces:
            self.end_block()

    def _caption(self) -> None:
        """Give the open text to the figure's image, if it has one."""
        if self._figure is not None and self._pieces:
            self.blocks[self._figure] = replace(self.blocks[self._figure], spans=self._take_spans())

    def _change_style(self, style: str, by: int) -> None:
        self._styles[style] += by
        has = self._styles
        self._style = Span(
            "",
            strong=has["strong"] > 0,
            emphasis=has["emphasis"] > 0,
            code=has["code"] > 0,
            strike=has["strike"] > 0,
            link=self._style.link,
        )

    def _add(self, text: str) -> None:
        """Append text in the present style, behind what parts it from the text before."""
        if self._pieces and self._gap:
            self._pieces.append((self._gap, Span("")))
        self._gap = ""
        self._pieces.append((text, self._style))

    def _take_spans(self) -> tuple[Span, ...]:
        """The open block's text as spans, joined where they look the same; a last line feed is none of the text."""
        text, style = self._pieces.pop()
        if kept := text.rstrip("\n"):
            self._pieces.append((kept, style))
        runs = groupby(self._pieces, itemgetter(1))
        spans = tuple(_styled(style, "".join(text for text, _ in run)) for style, run in runs)
        self._pieces, self._gap = [], ""
        return spans
