"""German typography for display: „…“ and ‚…‘ for straight marks, ’ for apostrophes, – and … for typewriter signs.

Never for what is stored: the text of a source stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ticker.text.blocks import Span


class Marks(NamedTuple):
    """Opening and closing quotation marks, outer and inner."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


GERMAN = Marks("„", "“", "‚", "‘")
SWISS = Marks("«", "»", "‹", "›")

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]{1,9}://|www\.)[^\s\"<>]+|[\w.+-]+@[\w-]+\.[\w.]+", re.IGNORECASE)
_SIGN = re.compile(r"[\"']|-{2,3}|\.{3}|(?<=[\s\xa0])-(?=[\s\xa0])")
_BEFORE_OPENING = frozenset(" \t\n\xa0\u202f([{/–—-„‚«‹»›“\"'")
# Short forms that begin with an apostrophe, and years ("’90").
_ELISION = re.compile(r"'(?:s|n|ne|nen|nem|ner|ran|rauf|raus|rein|rum|runter|rüber|\d\d(?:er[ns]?)?)\b")


def typeset(spans: Sequence[Span], marks: Marks = GERMAN) -> list[Span]:
    """The spans of one paragraph with the signs of German typesetting; addresses and code stay as they are."""
    text = "".join(span.text for span in spans)
    if not _SIGN.search(text):
        return list(spans)
    instead = _instead(text, list(_kept(text, spans)), marks)
    made = []
    place = 0
    for span in spans:
        end = place + len(span.text)
        words = "".join(instead.get(at, text[at]) for at in range(place, end))
        if words:
            made.append(replace(span, text=words))
        place = end
    return made


def typeset_text(text: str, marks: Marks = GERMAN) -> str:
    """A line of text by the rules of `typeset`."""
    return "".join(span.text for span in typeset([Span(text)], marks)) if text else text


def _kept(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The stretches that stay as they are."""
    place = 0
    for span in spans:
        if span.code:
            yield place, place + len(span.text)
        place += len(span.text)
    for match in _ADDRESS.finditer(text):
        yield match.span()


def _instead(text: str, kept: list[tuple[int, int]], marks: Marks) -> Mapping[int, str]:
    """What stands instead of a character, by its place. Quotation marks without a partner stay."""
    instead: dict[int, str] = {}
    open_marks: list[tuple[str, int]] = []
    safe = {place for start, end in kept for place in range(start, end)}
    for match in _SIGN.finditer(text):
        start, end = match.span()
        if start in safe:
            continue
        sign = match[0]
        if sign in "\"'":
            _quote(text, start, sign, open_marks, instead, marks)
            continue
        instead[start] = "…" if sign[0] == "." else "–"
        instead.update(dict.fromkeys(range(start + 1, end), ""))
    return instead


def _quote(
    text: str, place: int, sign: str, open_marks: list[tuple[str, int]], instead: dict[int, str], marks: Marks
) -> None:
    """Decide on a straight quotation mark: it closes the last one of its kind, opens, or is an apostrophe."""
    before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
    opens = before in _BEFORE_OPENING and not after.isspace()
    outer = sign == '"'
    if not outer and ((before.isalnum() and after.isalpha()) or (opens and _ELISION.match(text, place))):
        instead[place] = "’"
    elif not opens and any(kind == sign for kind, _ in open_marks):
        while open_marks[-1][0] != sign:
            open_marks.pop()
        start = open_marks.pop()[1]
        instead[start] = marks.opening if outer else marks.inner_opening
        instead[place] = marks.closing if outer else marks.inner_closing
    elif opens:
        open_marks.append((sign, place))
    elif not outer and before.isalpha():
        instead[place] = "’"
