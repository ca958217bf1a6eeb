"""A view that is being read while entries come and go."""

from __future__ import annotations

from ticker.column import Column
from ticker.store.views import View
from ticker.ui.loading import Loading
from ticker.ui.order import Order


def test_what_happens_meanwhile_is_put_in_behind() -> None:
    loading = Loading(View())
    loading.arrive([(30, 3), (40, 4)])
    loading.leave([4, 1])
    loading.leave([9])
    loading.arrive([(50, 9)])

    read = Order(Column.of([3, 2, 1]), Column.of([30, 20, 10]))
    assert list(loading.amended(read).keys) == [9, 3, 2]
    assert list(loading.amended(Order()).keys) == [9, 3]
