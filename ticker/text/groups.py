"""Groups into which a reader sorts his feeds: a path of names, the outermost first, written Zeitungen/Regional."""

from __future__ import annotations

from collections.abc import Iterable

from ticker.text.sanitise import one_line

BETWEEN = "/"
_DEEPEST = 8
_LONGEST = 80  # characters of one name


def group_of(names: Iterable[str]) -> str | None:
    """The group of these names, each of which may be a path itself; None where no name is left.

    What comes out goes in unchanged. Names are cut to 80 characters, and what lies deeper than 8 groups is in the
    eighth.
    """
    parts = (one_line(one_line(part)[:_LONGEST]) for name in names for part in name.split(BETWEEN))
    return BETWEEN.join([part for part in parts if part][:_DEEPEST]) or None


def names_of(group: str | None) -> tuple[str, ...]:
    """The names of a group, the outermost first; none for no group."""
    return tuple(group.split(BETWEEN)) if group else ()
