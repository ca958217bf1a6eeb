"""Parting a word by a hyphen at the end of a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

Measure = Callable[[str], int]
Hyphenate = Callable[[str], Sequence[int]]
"""Gives the places in a word (letters only) behind which a hyphen can part it, rising."""

SOFT_HYPHEN = "\xad"

_NO_BREAK = frozenset("\xa0\u202f\u2007")
_LETTERS = re.compile(r"[^\W\d_]{6,}")
_ADDRESS = re.compile(r"://|@|www\.|[\w)]/[\w(]|\w\.\w")


class Parting(NamedTuple):
    """How words are parted: which spans of a text are code, and where they end in it."""

    hyphenate: Hyphenate
    code: Sequence[bool] = ()
    ends: Sequence[int] = ()

    def places(self, text: str, start: int, end: int) -> list[int]:
        """The places in a stretch of text behind which a hyphen can part it, rising."""
        body = text[start:end]
        if not _NO_BREAK.isdisjoint(body) or SOFT_HYPHEN in body or _ADDRESS.search(body) or self._is_code(start):
            return []
        words = _LETTERS.finditer(body)
        return [start + word.start() + offset for word in words for offset in self.hyphenate(word[0])]

    def place(self, text: str, start: int, end: int, room: int, measure: Measure) -> int | None:
        """The last place in a stretch of text up to which it fits into the room with a hyphen, None for none."""
        fitting = (place for place in reversed(self.places(text, start, end)) if measure(text[start:place]) < room)
        return next(fitting, None)

    def _is_code(self, place: int) -> bool:
        index = bisect_right(self.ends, place)
        return index < len(self.code) and self.code[index]
