"""Hyphenation patterns after Liang, held in a quarter of the memory that a table of strings and tuples takes.

The dictionaries are those of pyphen (hunspell's `hyph_*.dic`): a line such as `.a4b1` is the letters `.ab` with the
weights of a break between them; an odd one allows it, an even one forbids it, the highest wins. Source: F. M. Liang,
"Word Hy-phen-a-tion by Com-put-er", 1983.
"""

from __future__ import annotations

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
        # A number takes half the room of a short string. That two of 80,000 texts have the same hash within one run
        # is less likely than a broken memory cell.
        self._weights: dict[int, bytes] = {}
        self._longest = 0
        same: dict[bytes, bytes] = {}
        for line in lines:
            text = line.strip()
            letters = text.translate(_NO_DIGITS)
            if letters == text or text.startswith(_SETTINGS):
                continue
            weights = _weights(text)
            self._weights[hash(letters)] = same.setdefault(weights, weights)
            self._longest = max(self._longest, len(letters))

    def positions(self, word: str) -> Sequence[int]:
        """Where a word may be parted: numbers of letters from its start, at least two from either end."""
        dotted = f".{word.lower()}."
        highest = bytearray(len(dotted) + 1)
        for start in range(len(dotted) - 1):
            for end in range(start + 1, min(start + self._longest, len(dotted)) + 1):
                weights = self._weights.get(hash(dotted[start:end]))
                if weights is None:
                    continue
                for place, weight in enumerate(weights, start):
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
