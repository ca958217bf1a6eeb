"""Takes and tapes for tests, by hand and by chance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from ticker.errors import Cause
from ticker.model import Validators
from ticker.tape.model import FAULTS, Take, Tape

FEED = "https://bote.example/feed/"
START = datetime(2023, 9, 13, 4, 0, tzinfo=UTC)


def take(
    minute: float,
    url: str = FEED,
    *,
    etag: str | None = None,
    status: int | None = 200,
    headers: tuple[tuple[str, str], ...] = (),
    body: bytes = b"",
    fault: Cause | None = None,
    detail: str = "",
) -> Take:
    """A take, so many minutes after the start; `etag` was sent with the question."""
    return Take(START + timedelta(minutes=minute), url, Validators(etag), status, headers, body, fault, detail)


def tape(*takes: Take, feeds: tuple[str, ...] = (FEED,)) -> Tape:
    """A tape of takes."""
    return Tape("Probe", "Ein Tag", feeds, takes)


def rss(*titles: str) -> bytes:
    """A feed with an entry for each title."""
    items = "".join(f"<item><guid>{title}</guid><title>{title}</title></item>" for title in titles)
    return f"<rss version='2.0'><channel><title>Bote</title>{items}</channel></rss>".encode()


_names = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,12}", fullmatch=True).filter(
    lambda name: name.lower() not in ("transfer-encoding", "if-none-match", "if-modified-since")
)
_bytes = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=20).map(
    lambda text: "".join(char for char in text if char.isprintable()).strip()
)
_plain = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=20)
_words = st.text(max_size=20).map(lambda text: " ".join(text.split()))
_paths = st.text("abcxyz019-_.~/?=%", max_size=12)


@st.composite
def takes(draw: st.DrawFn, at: datetime, *, plain: bool = False) -> Take:
    """Any take of that moment. `plain`: with header fields that can stand in a folder, each name once."""
    answered = draw(st.booleans())
    possible = [None, Cause.BROKEN, Cause.TIMEOUT] if answered else list(FAULTS)
    values = _plain if plain else _bytes
    unique = (lambda pair: pair[0].lower()) if plain else None
    return Take(
        at,
        f"https://{draw(st.sampled_from(['bote', 'kiebitz']))}.example/{draw(_paths)}",
        Validators(draw(st.none() | _plain), draw(st.none() | _plain)),
        draw(st.integers(200, 599)) if answered else None,
        tuple(draw(st.lists(st.tuples(_names, values), max_size=4, unique_by=unique))) if answered else (),
        draw(st.binary(max_size=60)) if answered else b"",
        draw(st.sampled_from(possible)),
        draw(_words) if not answered else "",
    )


@st.composite
def tapes(draw: st.DrawFn, *, plain: bool = False) -> Tape:
    """Any tape."""
    gaps = draw(st.lists(st.integers(0, 10_000_000), min_size=1, max_size=6))
    moments = [START + timedelta(milliseconds=sum(gaps[: count + 1])) for count in range(len(gaps))]
    feeds = draw(st.lists(_plain.map(lambda word: f"https://bote.example/{word}"), max_size=3, unique=True))
    some = tuple(draw(takes(moment, plain=plain)) for moment in moments)
    return Tape(draw(_words) or "x", draw(_words), tuple(feeds), some)
