"""Many whole numbers in little room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.column import PIECE, Column, Piece

numbers = st.lists(st.integers(-(2**62), 2**62) | st.integers(0, 300), max_size=40)
# Long enough for several pieces, and close enough for two of them to be equal.
long = st.integers(0, 3 * PIECE).map(lambda count: [number * 7 % 50 for number in range(count)])


@given(numbers | long, st.data())
def test_a_column_is_read_as_a_list_is(values: list[int], data: st.DataObject) -> None:
    column = Column.of(values)
    bounds = st.none() | st.integers(-len(values) - 2, len(values) + 2)
    part = slice(data.draw(bounds), data.draw(bounds), data.draw(st.sampled_from([None, 1, 2, -1])))

    assert list(column) == column[:] == values
    assert len(column) == len(values)
    assert column[part] == values[part]
    if values:
        row = data.draw(st.integers(-len(values), len(values) - 1))
        assert column[row] == values[row]


@pytest.mark.parametrize("row", [-4, 3])
def test_beyond_its_ends_there_is_nothing(row: int) -> None:
    with pytest.raises(IndexError):
        Column.of([7, 8, 9])[row]


@given(numbers | long, st.integers(-1, 300))
def test_the_first_row_of_a_number_is_found(values: list[int], number: int) -> None:
    assert Column.of(values).row_of(number) == (values.index(number) if number in values else None)


@given(numbers | long, st.integers(-1, 301), st.integers(0, 50))
def test_where_numbers_fall_the_first_lower_one_is_found(values: list[int], number: int, start: int) -> None:
    falling = sorted(values, reverse=True)
    start = min(start, len(falling))
    expected = next((row for row in range(start, len(falling)) if falling[row] < number), len(falling))

    assert Column.of(falling).below(number, start) == expected


@given(numbers | long, st.data())
def test_rows_go_and_come(values: list[int], data: st.DataObject) -> None:
    column = Column.of(values)
    rows = sorted(data.draw(st.sets(st.integers(0, max(0, len(values) - 1)), max_size=9))) if values else []
    put = sorted(data.draw(st.lists(st.tuples(st.integers(0, len(values)), st.integers(0, 9)), max_size=9)))

    assert list(column.without(rows)) == [number for row, number in enumerate(values) if row not in rows]
    grown = list(values)
    for row, number in reversed(put):
        grown.insert(row, number)
    assert list(column.with_numbers(put)) == grown
    assert column[:] == values  # it has not changed itself


def test_a_column_that_grows_at_one_place_stays_in_pieces() -> None:
    column = Column.of(range(10))
    for _ in range(6):
        column = column.with_numbers([(5, number) for number in range(PIECE)])

    assert len(column) == 10 + 6 * PIECE
    assert max(len(piece.steps) for piece in column._pieces) <= 2 * PIECE


def test_equal_columns_may_lie_in_other_pieces() -> None:
    assert Column.of([1, 2]).without([0]) == Column.of([2])
    assert Column.of([1, 2]) != Column.of([2, 1])
    assert Column.of([1]) != [1]


@pytest.mark.parametrize(
    ("values", "size"),
    [
        ([5], 1),
        ([0, 1, 255], 1),
        ([0, 1, 256], 2),
        ([10**12, 10**12 + 60_000], 1),
        ([0, 1, 2**16], 4),
        ([0, 1, 2**40], 8),
    ],
)
def test_a_number_takes_as_few_bytes_as_the_distance_to_the_others_needs(values: list[int], size: int) -> None:
    piece = Piece.of(values)

    assert piece.steps.itemsize == size
    assert piece.numbers() == values
