"""Parts of a tape that play by themselves."""

from __future__ import annotations

from datetime import timedelta

from tests.tape.build import FEED, START, take, tape
from ticker.model import Validators
from ticker.tape.cutting import cut

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
        (minutes(15), FEED, b"ersatz"),
        (minutes(15), OTHER, b"anderes"),
        (minutes(20), FEED, b""),
    ]
    assert all(one.request == Validators() for one in part.takes[:2])


def test_one_feed_keeps_what_it_was_redirected_to() -> None:
    part = cut(WHOLE, None, None, [FEED])
    assert part is not None
    assert part.feeds == (FEED,)
    assert {one.url for one in part.takes} == {FEED, SPARE}
    assert cut(WHOLE, None, None, [OTHER]) == tape(WHOLE.takes[1], feeds=(OTHER,))


def test_nothing_is_no_tape() -> None:
    assert cut(WHOLE, None, START - minutes(1)) is None


def test_a_part_begins_with_the_document_that_the_next_question_knows() -> None:
    """What came behind it was no feed (a page that says that the server is being mended)."""
    whole = tape(
        take(0, body=b"eins", headers=(("ETag", '"a"'),)),
        take(5, etag='"a"', body=b"<html>", headers=(("ETag", '"page"'),)),
        take(10, etag='"a"', status=304),
    )

    part = cut(whole, START + minutes(7), None)

    assert part is not None
    assert [one.body for one in part.takes] == [b"eins", b""]


def test_a_feed_that_has_moved_for_good_begins_at_its_new_address() -> None:
    moved = (("Location", SPARE),)
    whole = tape(
        take(0, body=b"eins"),
        take(10, status=301, headers=moved),
        take(10, SPARE, body=b"zwei"),
        take(20, status=301, headers=moved),
        take(20, SPARE, body=b"drei"),
        take(30, SPARE, body=b"vier"),
    )

    part, later, before = (cut(whole, START + minutes(at), None) for at in (15, 25, 5))

    assert part is not None
    assert part.feeds == (SPARE,)
    assert [(one.url, one.body) for one in part.takes] == [(SPARE, b"zwei"), (SPARE, b"drei"), (SPARE, b"vier")]
    assert later is not None
    assert [(one.url, one.body) for one in later.takes] == [(SPARE, b"drei"), (SPARE, b"vier")]
    assert before is not None
    assert before.feeds == (SPARE,)


def test_a_feed_that_gave_no_document_before_begins_with_what_it_gives() -> None:
    whole = tape(take(0, status=503), take(10, body=b"eins"))

    part = cut(whole, START + minutes(5), None)

    assert part is not None
    assert part.takes == whole.takes[1:]
