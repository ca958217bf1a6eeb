"""Errors carry a message id and its values apart, and read as one line."""

from __future__ import annotations

from ticker.errors import N_, TickerError, UnavailableError, UsageError


def test_an_error_reads_as_its_message_with_the_values_in_it() -> None:
    error = UsageError(N_("There is no entry {id}."), id=7)

    assert str(error) == "There is no entry 7."
    assert (error.message, error.values) == ("There is no entry {id}.", {"id": 7})


def test_exit_codes_tell_a_wrong_wish_from_one_that_cannot_be_met() -> None:
    assert (TickerError.exit_code, UnavailableError.exit_code, UsageError.exit_code) == (1, 1, 2)
