"""All strings of a document, for tests that look at each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass


def texts(value: object) -> Iterator[str]:
    """Every string in a value of dataclasses, tuples and strings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from texts(member)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
