"""Line breaking for terminals that keeps to the rules of German typesetting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from ticker.text.blocks import Span
from ticker.text.held import held_spaces
from ticker.text.justify import justify
from ticker.text.parting import SOFT_HYPHEN, Hyphenate, Measure, Parting

# No-break spaces (U+00A0, U+202F, U+2007) are none of these.
_SPACES = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
_WORD = re.compile(f"([{_SPACES}]*[^{_SPACES}]+)([{_SPACES}]*)")
_LETTER = r"[^\W\d_]"
# Behind a hyphen between letters with at least two before it ("Ost-West", not "U-Boot", "10-jährig", "-weise"),
# behind a dash between letters, at a soft hyphen before a letter.
_INSIDE = re.compile(
    f"(?<={_LETTER}{_LETTER}[-\u2010])(?={_LETTER})|(?<={_LETTER}[–—])(?={_LETTER})|(?<={_LETTER})\xad+(?={_LETTER})"
)
_BREAKING = frozenset(f"-\u2010–—{SOFT_HYPHEN}")
_DASHES = ("–", "—")
# Cells: a line with less room left keeps its last word whole; many hyphens are harder to read than a ragged edge.
_ZONE = 6
_ROWS = 3  # lines in a row that may end in a hyphen
_JOINER = "\u200d"
_JOINING = frozenset(_JOINER + SOFT_HYPHEN + "🏻🏼🏽🏾🏿")
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))


class _Line(NamedTuple):
    """A line's place in the text. `hyphen`: it ends in one that the text does not have; `full`: more of its paragraph
    follows."""

    start: int
    end: int
    hyphen: bool = False
    full: bool = False


class _Piece(NamedTuple):
    """What no line is broken within: its place in the text, its width and that of the spaces behind it, in cells.

    `shown` tells that a break behind it shows a hyphen, `held` that the line is better not broken behind it.
    """

    start: int
    end: int
    width: int
    gap: int = 0
    shown: bool = False
    held: bool = False


def wrap(
    spans: Sequence[Span],
    width: int,
    measure: Measure,
    hyphenate: Hyphenate | None = None,
    *,
    justified: bool = False,
) -> list[list[Span]]:
    """The spans cut into lines of at most `width` cells (at least 1), each line a list of spans.

    A line is broken at a line feed and, where it is full, at ordinary spaces, behind hyphens and dashes between
    letters and at soft hyphens, which show only there, as "-"; never at a no-break space. A dash between spaces
    stays with the word before it. What is longer than a line is cut between characters as the reader sees them;
    one that is itself wider than the line stands alone and sticks out. Spaces at a break are dropped. An empty
    text gives one empty line. `measure` gives a text's width in cells, one for each character of ASCII.

    With `hyphenate` a word that does not fit into a line is parted by a hyphen where much of the line would stay
    empty: never an address, code, what no-break spaces hold together, or a word with soft hyphens of its own; behind
    a hyphen that is written rather than elsewhere; and no more than three lines in a row. With `justified` the lines
    of a paragraph but its last are widened to the whole width.
    """
    spans = [replace(span, text=span.text.replace("\t", " ")) if "\t" in span.text else span for span in spans]
    text = "".join(span.text for span in spans)
    ends = list(accumulate(len(span.text) for span in spans))
    lines = []
    first = 0
    parting = Parting(hyphenate, [span.code for span in spans], ends) if hyphenate else None
    for start, end, hyphen, full in _lines(text, width, measure, parting):
        while first < len(spans) - 1 and ends[first] <= start:
            first += 1
        line = list(_cut(spans, ends, first, start, end))
        if hyphen:
            line[-1] = replace(line[-1], text=line[-1].text + "-")
        if justified and full:
            line = justify(line, width, measure("".join(span.text for span in line)))
        lines.append(line)
    return lines


def wrap_text(text: str, width: int, measure: Measure, hyphenate: Hyphenate | None = None) -> list[str]:
    """The text cut into lines by the rules of `wrap`."""
    text = text.replace("\t", " ")
    parting = Parting(hyphenate) if hyphenate else None
    return [
        text[start:end].replace(SOFT_HYPHEN, "") + ("-" if hyphen else "")
        for start, end, hyphen, _ in _lines(text, width, measure, parting)
    ]


def _cut(spans: Sequence[Span], ends: list[int], first: int, start: int, end: int) -> Iterator[Span]:
    """What of the spans from number `first` on lies between two places in their common text."""
    for index in range(first, len(spans)):
        begin = ends[index] - len(spans[index].text)
        if begin >= end:
            return
        text = spans[index].text[max(0, start - begin) : end - begin].replace(SOFT_HYPHEN, "")
        if text:
            yield replace(spans[index], text=text)


def _lines(text: str, width: int, measure: Measure, parting: Parting | None) -> Iterator[_Line]:
    """The lines of a text."""
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        pieces = _pieces(text, start, end, width, measure, parting)
        if pieces:
            yield from _filled(pieces, width, text, measure, parting)
        else:
            yield _Line(start, start)
        start = end + 1


def _filled(pieces: list[_Piece], width: int, text: str, measure: Measure, parting: Parting | None) -> Iterator[_Line]:
    """The lines of one paragraph, each as full as can be."""
    first = index = used = hyphens = 0
    last: int | None = None  # the piece behind which the line can be broken so far
    while index < len(pieces):
        piece = pieces[index]
        if index > first and used + piece.width > width:
            if (
                parting
                and last == index - 1
                and hyphens < _ROWS
                and width - used >= _ZONE
                and not _joined(pieces, index)
            ):
                place = parting.place(text, piece.start, piece.end, width - used, measure)
                if place is not None:
                    yield _Line(pieces[first].start, place, hyphen=True, full=True)
                    pieces[index] = _rest(piece, place, text, measure)
                    first, used, last, hyphens = index, 0, None, hyphens + 1
                    continue
            final = index - 1 if last is None else last
            hyphens = hyphens + 1 if pieces[final].shown else 0
            yield _Line(pieces[first].start, pieces[final].end, last is not None and pieces[final].shown, full=True)
            first = index = final + 1
            used, last = 0, None
            continue
        used += piece.width
        if used + piece.shown <= width and not piece.held:
            last = index
        used += piece.gap
        index += 1
    yield _Line(pieces[first].start, pieces[-1].end)


def _joined(pieces: list[_Piece], index: int) -> bool:
    """Whether a piece and the one before or behind it are one word, which is parted between them."""
    return pieces[index - 1].gap == 0 or pieces[index].shown


def _rest(piece: _Piece, place: int, text: str, measure: Measure) -> _Piece:
    """What of a piece goes into the next line."""
    return piece._replace(start=place, width=measure(text[place : piece.end]))


def _pieces(text: str, start: int, end: int, width: int, measure: Measure, parting: Parting | None) -> list[_Piece]:
    """The pieces of one paragraph, none wider than a line unless it is a single character."""
    pieces: list[_Piece] = []
    stripped = start + len(
        text[start:end].rstrip(_SPACES + SOFT_HYPHEN)
    )  # the pattern would search blank ends again and again
    held = held_spaces(text, start, stripped)
    for word in _WORD.finditer(text, start, stripped):
        body, blanks = word.groups()
        begin, stop = word.span(1)
        gap = 1 if blanks == " " else measure(blanks)
        if body in _DASHES and pieces:
            pieces[-1] = pieces[-1]._replace(held=True)
        if not _BREAKING.isdisjoint(body):
            for inside in _INSIDE.finditer(text, begin, stop):
                pieces += _fitting(text, begin, inside.start(), width, measure, parting)
                pieces[-1] = pieces[-1]._replace(shown=inside.end() > inside.start())
                begin = inside.end()
        elif (cells := len(body) if body.isascii() else measure(body)) <= width:
            pieces.append(_Piece(begin, stop, cells, gap, False, stop in held))
            continue
        pieces += _fitting(text, begin, stop, width, measure, parting)
        pieces[-1] = pieces[-1]._replace(gap=gap, held=stop in held)
    return pieces


def _fitting(
    text: str, start: int, end: int, width: int, measure: Measure, parting: Parting | None
) -> Iterator[_Piece]:
    """A stretch of text as one piece, or parted into several that fit a line: by hyphens, else between characters."""
    shown = text[start:end].replace(SOFT_HYPHEN, "")
    cells = measure(shown)
    if cells <= width:
        yield _Piece(start, end, cells)
        return
    places = parting.places(text, start, end) if parting else []
    if places:
        for begin, stop in pairwise([start, *places, end]):
            *whole, rest = _fitting(text, begin, stop, width, measure, None)
            yield from whole
            yield rest._replace(shown=stop < end)
        return
    begin, used = start, 0
    for first, last in _characters(text, start, end):
        cells = measure(text[first:last].replace(SOFT_HYPHEN, ""))
        if used and used + cells > width:
            yield _Piece(begin, first, used)
            begin, used = first, 0
        used += cells
    yield _Piece(begin, end, used)


def _characters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each character as the reader sees it: with its marks, an emoji whole, a flag's two letters."""
    begin = start
    for index in range(start + 1, end):
        before, character = text[index - 1], text[index]
        joined = (
            unicodedata.category(character)[0] == "M"
            or character in _JOINING
            or before == _JOINER
            or (index - begin == 1 and before in _FLAG_LETTERS and character in _FLAG_LETTERS)
        )
        if not joined:
            yield begin, index
            begin = index
    yield begin, end
