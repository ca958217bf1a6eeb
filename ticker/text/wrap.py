"""Line breaking for terminals that keeps to the rules of German typesetting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from ticker.text.blocks import Span

Measure = Callable[[str], int]

_SOFT_HYPHEN = "\xad"
# No-break spaces (U+00A0, U+202F, U+2007) are none of these.
_SPACES = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
_WORD = re.compile(f"([{_SPACES}]*[^{_SPACES}]+)([{_SPACES}]*)")
_LETTER = r"[^\W\d_]"
# Behind a hyphen between letters with at least two before it ("Ost-West", not "U-Boot", "10-jährig", "-weise"),
# behind a dash between letters, at a soft hyphen before a letter.
_INSIDE = re.compile(
    f"(?<={_LETTER}{_LETTER}[-\u2010])(?={_LETTER})|(?<={_LETTER}[–—])(?={_LETTER})|(?<={_LETTER})\xad+(?={_LETTER})"
)
_BREAKING = frozenset(f"-\u2010–—{_SOFT_HYPHEN}")
_DASHES = ("–", "—")
_JOINER = "\u200d"
_JOINING = frozenset(_JOINER + _SOFT_HYPHEN + "🏻🏼🏽🏾🏿")
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))


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


def wrap(spans: Sequence[Span], width: int, measure: Measure) -> list[list[Span]]:
    """The spans cut into lines of at most `width` cells (at least 1), each line a list of spans.

    A line is broken at a line feed and, where it is full, at ordinary spaces, behind hyphens and dashes between
    letters and at soft hyphens, which show only there, as "-"; never at a no-break space. A dash between spaces
    stays with the word before it. What is longer than a line is cut between characters as the reader sees them;
    one that is itself wider than the line stands alone and sticks out. Spaces at a break are dropped. An empty
    text gives one empty line. `measure` gives a text's width in cells.
    """
    spans = [replace(span, text=span.text.replace("\t", " ")) if "\t" in span.text else span for span in spans]
    text = "".join(span.text for span in spans)
    ends = list(accumulate(len(span.text) for span in spans))
    lines = []
    first = 0
    for start, end, hyphen in _lines(text, width, measure):
        while first < len(spans) - 1 and ends[first] <= start:
            first += 1
        line = list(_cut(spans, ends, first, start, end))
        if hyphen:
            line[-1] = replace(line[-1], text=line[-1].text + "-")
        lines.append(line)
    return lines


def wrap_text(text: str, width: int, measure: Measure) -> list[str]:
    """The text cut into lines by the rules of `wrap`."""
    text = text.replace("\t", " ")
    return [
        text[start:end].replace(_SOFT_HYPHEN, "") + ("-" if hyphen else "")
        for start, end, hyphen in _lines(text, width, measure)
    ]


def _cut(spans: Sequence[Span], ends: list[int], first: int, start: int, end: int) -> Iterator[Span]:
    """What of the spans from number `first` on lies between two places in their common text."""
    for index in range(first, len(spans)):
        begin = ends[index] - len(spans[index].text)
        if begin >= end:
            return
        text = spans[index].text[max(0, start - begin) : end - begin].replace(_SOFT_HYPHEN, "")
        if text:
            yield replace(spans[index], text=text)


def _lines(text: str, width: int, measure: Measure) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each line in the text, and whether it ends in a hyphen that the text does not have."""
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        pieces = _pieces(text, start, end, width, measure)
        if pieces:
            yield from _filled(pieces, width)
        else:
            yield start, start, False
        start = end + 1


def _filled(pieces: list[_Piece], width: int) -> Iterator[tuple[int, int, bool]]:
    """The lines of one paragraph, each as full as can be."""
    first = index = used = 0
    last: int | None = None  # the piece behind which the line can be broken so far
    while index < len(pieces):
        piece = pieces[index]
        if index > first and used + piece.width > width:
            final = index - 1 if last is None else last
            yield pieces[first].start, pieces[final].end, last is not None and pieces[final].shown
            first = index = final + 1
            used, last = 0, None
            continue
        used += piece.width
        if used + piece.shown <= width and not piece.held:
            last = index
        used += piece.gap
        index += 1
    yield pieces[first].start, pieces[-1].end, False


def _pieces(text: str, start: int, end: int, width: int, measure: Measure) -> list[_Piece]:
    """The pieces of one paragraph, none wider than a line unless it is a single character."""
    pieces: list[_Piece] = []
    stripped = start + len(
        text[start:end].rstrip(_SPACES + _SOFT_HYPHEN)
    )  # the pattern would search blank ends again and again
    for word in _WORD.finditer(text, start, stripped):
        body, blanks = word.groups()
        begin, stop = word.span(1)
        gap = 1 if blanks == " " else measure(blanks)
        if body in _DASHES and pieces:
            pieces[-1] = pieces[-1]._replace(held=True)
        if not _BREAKING.isdisjoint(body):
            for inside in _INSIDE.finditer(text, begin, stop):
                pieces += _fitting(text, begin, inside.start(), width, measure)
                pieces[-1] = pieces[-1]._replace(shown=inside.end() > inside.start())
                begin = inside.end()
        elif (cells := measure(body)) <= width:
            pieces.append(_Piece(begin, stop, cells, gap))
            continue
        pieces += _fitting(text, begin, stop, width, measure)
        pieces[-1] = pieces[-1]._replace(gap=gap)
    return pieces


def _fitting(text: str, start: int, end: int, width: int, measure: Measure) -> Iterator[_Piece]:
    """A stretch of text as one piece, or cut between characters into several that fit a line."""
    shown = text[start:end].replace(_SOFT_HYPHEN, "")
    cells = measure(shown)
    if cells <= width:
        yield _Piece(start, end, cells)
        return
    begin, used = start, 0
    for first, last in _characters(text, start, end):
        cells = measure(text[first:last].replace(_SOFT_HYPHEN, ""))
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
