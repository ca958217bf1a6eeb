"""Hyphenation patterns after Liang, held in a tenth of the memory that a table of strings and tuples takes.

The dictionaries are those of pyphen (hunspell's `hyph_*.dic`): a line such as `.a4b1` is the letters `.ab` with the
weights of a break between them; an odd one allows it, an even one forbids it, the highest wins. Source: F. M. Liang,
"Word Hy-phen-a-tion by Com-put-er", 1983.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import groupby

_DIGITS = "0123456789"
_NO_DIGITS = str.maketrans("", "", _DIGITS)
_SETTINGS = ("%", "#", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN")
_LEAST = 2  # letters at either end, below which the patterns were not made to be asked


class Patterns:
    """The patterns of one dictionary."""

    def __init__(self, lines: Iterable[str]) -> None:
        """`lines` are those of a dictionary behind the first, which names its encoding."""
        self._longest = 0
        hashes, which = array("q"), array("H")
        distinct: dict[bytes, int] = {}
        for line in lines:
            text = line.strip()
            letters = text.translate(_NO_DIGITS)
            if letters == text or text.startswith(_SETTINGS):
                continue
            hashes.append(hash(letters))
            which.append(distinct.setdefault(_weights(text), len(distinct)))
            self._longest = max(self._longest, len(letters))
        self._weights = list(distinct)
        # A table of hashes, which a dict of a number for each would take four times the room for: a pattern lies where
        # its hash says, or on the next place that was free. That two of 80,000 texts have the same hash within one run
        # is less likely than a broken memory cell.
        size = 1 << (len(hashes) * 3 // 2).bit_length()
        self._mask = size - 1
        self._hashes, self._which = array("q", bytes(8 * size)), array("H", bytes(2 * size))
        for number, weights in zip(hashes, which, strict=True):
            row = number & self._mask
            while self._hashes[row] not in (0, number):
                row = (row + 1) & self._mask
            self._hashes[row], self._which[row] = number, weights

    def positions(self, word: str) -> Sequence[int]:
        """Where a word may be parted: numbers of letters from its start, at least two from either end."""
        dotted = f".{word.lower()}."
        highest = bytearray(len(dotted) + 1)
        hashes, mask = self._hashes, self._mask
        for start in range(len(dotted) - 1):
            for end in range(start + 1, min(start + self._longest, len(dotted)) + 1):
                number = hash(dotted[start:end])
                row = number & mask
                while (found := hashes[row]) != number and found:
                    row = (row + 1) & mask
                if not found:
                    continue
                for place, weight in enumerate(self._weights[self._which[row]], start):
                    if weight > highest[place]:
                        highest[place] = weight
        return [place - 1 for place in range(_LEAST + 1, len(word) - _LEAST + 2) if highest[place] % 2]


def _weights(pattern: str) -> bytes:
    """The weight before each letter, and behind the last; none behind the last that is not zero."""
    found = bytearray()
    free = True  # whether the next letter has no weight yet
    for digit, run in groupby(pattern, _DIGITS.__contains__):
        for sign in run:
            if digit:
                found.append(int(sign))
                free = False
            elif free:
                found.append(0)
            else:
                free = True
    return bytes(found).rstrip(b"\0")
