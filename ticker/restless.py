"""Which changes are no news: a clock, a random sign or two servers at odds change a text at every poll. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ticker.model import EntryData
from ticker.text.essence import essence
from ticker.text.trackers import normalise_link

LOOK_BACK = 8
"""How many stored versions of an entry are needed to judge."""

_ALONE = LOOK_BACK  # changes in a row after which one entry alone is believed to hold a clock
_TOGETHER = 3  # … where as many entries of the feed do the same at the same time
_AT_ODDS = 4  # changes in a row that only went back and forth between two texts
_PLACES = 8  # words that a clock may take, wherever it stands


@dataclass(frozen=True, slots=True)
class Case:
    """An entry that would get a new version: its last stored versions, the oldest first, and behind them the new one.

    `key` is the store's number for it.
    """

    key: int
    versions: tuple[EntryData, ...]


def restless(cases: Sequence[Case], *, known: bool = False) -> frozenset[int]:
    """The keys of the entries whose new version is none: they only go on with what they did at the polls before.

    A change is idle where it replaces a few words by as many others, and one of them was replaced by every change
    before too. A death toll does that now and then, a clock does it always, and mostly in all entries of a feed: so
    three such changes are enough where three entries make them together, or where the feed is `known` for it; one
    entry alone may make eight. A text that only goes back and forth between two versions is held after four changes.
    What also changes another word is always a new version.
    """
    texts = {case.key: [_words(version) for version in case.versions] for case in cases}
    runs = {key: _run(versions) for key, versions in texts.items()}
    several = known or sum(run >= _TOGETHER for run in runs.values()) >= _TOGETHER
    needed = _TOGETHER if several else _ALONE
    return frozenset(key for key, run in runs.items() if run >= needed or _at_odds(texts[key]))


def _run(versions: Sequence[Sequence[str]]) -> int:
    """How many of the latest changes replaced the same few words."""
    all_places: set[int] = set()
    common: set[int] | None = None
    run = 0
    for after, before in pairwise(reversed(versions)):
        places = {place for place, (a, b) in enumerate(zip(before, after, strict=False)) if a != b}
        common = places if common is None else common & places
        all_places |= places
        if len(before) != len(after) or not common or len(all_places) > _PLACES:
            break
        run += 1
    return run


def _at_odds(versions: Sequence[Sequence[str]]) -> bool:
    latest = versions[-_AT_ODDS - 1 :]
    return (
        len(latest) == _AT_ODDS + 1
        and latest[0] != latest[1]
        and all(one == other for one, other in zip(latest, latest[2:], strict=False))
    )


def _words(data: EntryData) -> list[str]:
    parts = (*map(essence, (data.title, data.summary, data.content)), normalise_link(data.link or ""))
    return [word for part in parts for word in (*part.split(), "\n")]
