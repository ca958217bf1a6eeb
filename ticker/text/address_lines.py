"""A web address in lines: it has no words, but places where it is better broken than elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from ticker.text.parting import Measure

_BEHIND = frozenset("/&=")
_BEFORE = frozenset("-_.?#~%+,;")


def address_lines(address: str, width: int, measure: Measure) -> Iterator[str]:
    """The address in lines of at most `width` cells, broken at its signs where that costs no more than a third of one.

    Behind a slash, but before a hyphen: at the end of a line it would be taken for one that parts a word.
    """
    start = used = 0
    sign = sign_used = 0  # the last place to break at, and the cells up to it
    for place, character in enumerate(address):
        cells = measure(character)
        if character in _BEFORE:
            sign, sign_used = place, used
        if used + cells > width and place > start:
            end, kept = (sign, sign_used) if sign > start and 3 * sign_used >= 2 * width else (place, used)
            yield address[start:end]
            start, used = end, used - kept
            sign_used -= kept
        used += cells
        if character in _BEHIND:
            sign, sign_used = place + 1, used
    yield address[start:]
