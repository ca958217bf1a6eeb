"""The words of the house."""

from __future__ import annotations

import pytest

from ticker.model import Feed, Validators


@pytest.mark.parametrize(
    ("custom", "own", "name"),
    [("Meiner", "Falkenbote", "Meiner"), (None, "Falkenbote", "Falkenbote"), (None, None, "u")],
)
def test_a_feed_is_called_as_the_reader_wants_else_as_it_calls_itself(
    custom: str | None, own: str | None, name: str
) -> None:
    assert Feed(1, "u", title=own, custom_title=custom).name == name


def test_validators_are_true_where_there_is_one() -> None:
    assert not Validators()
    assert Validators(etag='"a"')
    assert Validators(last_modified="Wed, 13 Sep 2023 06:00:00 GMT")
