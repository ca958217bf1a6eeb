"""Parts of a tape that play by themselves."""

from __future__ import annotations

from datetime import timedelta

from tests.tape.build import FEED, START, take, tape
from ticker.model import Validators
from ticker.tape.model import cut

OTHER = "https://kiebitz.example/rdf"
SPARE = "https://ersatz.bote.example/feed/"
WHOLE = tape(
    take(0, body=b"eins"),
    take(1, OTHER, body=b"anderes"),
    take(10, status=302, headers=(("Location", SPARE),)),
    take(10, SPARE, body=b"ersatz"),
    take(20, etag='"a"', status=304),
    take(30, etag='"a"', body=b"zwei"),
    feeds=(FEED, OTHER),
)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_the_whole_is_a_part_too() -> None:
    assert cut(WHOLE, None, None) == WHOLE


def test_a_part_begins_with_the_last_documents() -> None:
    part = cut(WHOLE, START + minutes(15), START + minutes(25))
    assert part is not None
    assert [(one.at - START, one.url, one.body) for one in part.takes] == [
        (minutes(15), FEED, b"eins"),
        (minutes(15), OTHER, b"anderes"),
        (minutes(15), SPARE, b"ersatz"),
        (minutes(20), FEED, b""),
    ]
    assert all(one.request == Validators() for one in part.takes[:3])


def test_one_feed_keeps_what_it_was_redirected_to() -> None:
    part = cut(WHOLE, None, None, [FEED])
    assert part is not None
    assert part.feeds == (FEED,)
    assert {one.url for one in part.takes} == {FEED, SPARE}
    assert cut(WHOLE, None, None, [OTHER]) == tape(WHOLE.takes[1], feeds=(OTHER,))


def test_nothing_is_no_tape() -> None:
    assert cut(WHOLE, None, START - minutes(1)) is None
