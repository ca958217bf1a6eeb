"""Many whole numbers in little room, such as the keys and times of a list of a million entries. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, groupby, islice
from math import gcd
from operator import neg
from typing import NamedTuple, overload

PIECE = 1024
"""How many numbers are kept together."""

_CODES = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32), ("Q", 1 << 64))
_LARGEST = 2 * PIECE


class Piece(NamedTuple):
    """Some numbers, at least one: so many times `unit` above the `least` of them, in as few bytes as the most needs."""

    least: int
    most: int
    unit: int
    steps: array[int]

    @staticmethod
    def of(numbers: Sequence[int]) -> Piece:
        """These numbers, of which no two are 2**64 apart."""
        least = min(numbers)
        steps = [number - least for number in numbers]
        unit = gcd(*steps) or 1
        if unit > 1:
            steps = [step // unit for step in steps]
        most = max(steps)
        return Piece(least, least + most * unit, unit, array(next(code for code, end in _CODES if most < end), steps))

    def numbers(self) -> list[int]:
        """The numbers."""
        least, unit = self.least, self.unit
        return [least + unit * step for step in self.steps]


class Column(Sequence[int]):
    """Numbers that are never changed in place: every operation gives a new column, which shares most with the old one.

    A million keys or times, which follow each other closely, take 2 to 4 MB.
    """

    __slots__ = ("_pieces", "_starts")

    def __init__(self, pieces: Iterable[Piece] = ()) -> None:
        self._pieces = tuple(pieces)
        self._starts = array("Q", accumulate((len(piece.steps) for piece in self._pieces), initial=0))

    @staticmethod
    def of(numbers: Iterable[int]) -> Column:
        """A column of these numbers."""
        left = iter(numbers)
        return Column(map(Piece.of, iter(lambda: list(islice(left, PIECE)), [])))

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(piece.numbers() for piece in self._pieces)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Column) and len(self) == len(other) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, row: int) -> int: ...
    @overload
    def __getitem__(self, row: slice) -> list[int]: ...
    def __getitem__(self, row: int | slice) -> int | list[int]:
        if isinstance(row, slice):
            return self._some(*row.indices(len(self)))
        if row < 0:
            row += len(self)
        if not 0 <= row < len(self):
            raise IndexError(row)
        number = self._piece(row)
        piece = self._pieces[number]
        return piece.least + piece.unit * piece.steps[row - self._starts[number]]

    def _some(self, start: int, stop: int, step: int) -> list[int]:
        if step != 1:
            return [self[row] for row in range(start, stop, step)]
        if start >= stop:
            return []
        first = self._piece(start)
        pieces = self._pieces[first : self._piece(stop - 1) + 1]
        skipped = start - self._starts[first]
        return list(chain.from_iterable(map(Piece.numbers, pieces)))[skipped : skipped + stop - start]

    def _piece(self, row: int) -> int:
        """The number of the piece that a row lies in."""
        return bisect_right(self._starts, row) - 1

    def row_of(self, number: int) -> int | None:
        """The first row of a number; None where it is on none."""
        for start, piece in zip(self._starts, self._pieces, strict=False):
            if piece.least <= number <= piece.most:
                step, rest = divmod(number - piece.least, piece.unit)
                if not rest and step in piece.steps:
                    return start + piece.steps.index(step)
        return None

    def below(self, number: int, start: int = 0) -> int:
        """Of numbers that never rise: the first row from `start` on where they are lower, or the length."""
        found = bisect_right(self._pieces, -number, key=lambda piece: -piece.least)
        if found == len(self._pieces):
            return len(self)
        piece = self._pieces[found]
        step = -((piece.least - number) // piece.unit)  # the lowest one that is not below the number
        return max(start, self._starts[found] + bisect_right(piece.steps, -step, key=neg))

    def without(self, rows: Sequence[int]) -> Column:
        """The column without what stands on these rows, which rise."""
        pieces = list(self._pieces)
        cut = set(rows)
        for place in reversed([place for place, _some in groupby(rows, self._piece)]):
            held = enumerate(pieces[place].numbers(), self._starts[place])
            pieces[place : place + 1] = _pieces([number for row, number in held if row not in cut])
        return Column(pieces)

    def with_numbers(self, numbers: Sequence[tuple[int, int]]) -> Column:
        """The column with more numbers, as (row, number): each comes before what stands on that row. The rows rise."""
        if not self._pieces:
            return Column.of(number for _row, number in numbers)
        last = len(self._pieces) - 1
        pieces = list(self._pieces)
        parts = groupby(numbers, lambda put: min(last, self._piece(put[0])))
        for place, some in reversed([(place, list(some)) for place, some in parts]):
            held = pieces[place].numbers()
            for row, number in reversed(some):
                held.insert(row - self._starts[place], number)
            pieces[place : place + 1] = _pieces(held)
        return Column(pieces)


def _pieces(numbers: Sequence[int]) -> list[Piece]:
    """The numbers in pieces that are not too long to be made anew often."""
    if len(numbers) <= _LARGEST:
        return [Piece.of(numbers)] if numbers else []
    return [Piece.of(numbers[start : start + PIECE]) for start in range(0, len(numbers), PIECE)]
