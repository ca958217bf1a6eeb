"""Errors carry a message id and its values apart, and read as one line."""

from __future__ import annotations

import pytest

from ticker.errors import N_, BusyError, DamagedError, TickerError, UnavailableError, UsageError, ungrouped


def test_an_error_reads_as_its_message_with_the_values_in_it() -> None:
    error = UsageError(N_("There is no entry {id}."), id=7)

    assert str(error) == "There is no entry 7."
    assert (error.message, error.values) == ("There is no entry {id}.", {"id": 7})


def test_exit_codes_tell_a_wrong_wish_from_one_that_cannot_be_met() -> None:
    assert (TickerError.exit_code, UnavailableError.exit_code, UsageError.exit_code) == (1, 1, 2)


def test_of_tasks_that_went_wrong_together_the_error_that_can_be_told_comes_out() -> None:
    told = DamagedError(N_("broken"))
    with pytest.raises(DamagedError) as caught, ungrouped():
        raise ExceptionGroup("all", [ValueError(), ExceptionGroup("some", [told, BusyError(N_("busy"))])])
    assert caught.value is told


def test_faults_of_ours_stay_in_their_group() -> None:
    with pytest.raises(ExceptionGroup) as caught, ungrouped():
        raise ExceptionGroup("all", [ValueError("x")])
    assert [str(error) for error in caught.value.exceptions] == ["x"]
    with pytest.raises(KeyError), ungrouped():
        raise KeyError("x")
