"""How the lists of words are written down."""

from __future__ import annotations

from collections.abc import Iterable


def wordset(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def holds_one(text: str, pieces: Iterable[str]) -> bool:
    """Whether one of these stands anywhere in a text: to find out that there is none costs a tenth of any pattern."""
    return any(map(text.__contains__, pieces))
