"""Real live blogs, programme interfaces and agency items: each is seen for what it is, with all of its entries."""

from __future__ import annotations

import pytest

from tests.feeds.reading import texts
from tests.feeds.test_feeds_corpus import CORPUS
from ticker.errors import Failure
from ticker.feeds.parse import parse
from ticker.text.sanitise import sanitise

# Format and number of entries as counted by eye in the documents; None where there is nothing to follow.
COUNTS = {
    "liveblog/express-co-uk_live_2024-07-18.html": ("liveblogposting", 9),
}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS} (set TICKER_CORPUS)")


@pytest.mark.parametrize("path", COUNTS)
def test_real_documents(path: str) -> None:
    parsed = parse((CORPUS / path).read_bytes(), url="https://blatt.example/live")
    assert not isinstance(parsed, Failure), parsed
    assert (parsed.format, len(parsed.entries)) == COUNTS[path]
    assert all(text == sanitise(text) for text in texts(parsed))
