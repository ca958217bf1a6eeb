"""Find things by some letters of their names. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def folded(text: str) -> str:
    """The text as it is compared: without case and accents, ß as ss."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def found(things: Iterable[Thing], text: str, name: Callable[[Thing], str]) -> list[Thing]:
    """The things whose names hold every word of the text; first those that start with it, then in their order."""
    wanted = folded(text).strip()
    words = wanted.split()
    hits = [(thing, folded(name(thing))) for thing in things]
    fitting = [(thing, known) for thing, known in hits if all(word in known for word in words)]
    return [thing for thing, known in sorted(fitting, key=lambda hit: not hit[1].startswith(wanted))]
