"""Documents of our own beside what must come out of them: `golden/NAME.xml` and, in the words of `ticker parse --json`,
`golden/NAME.expected.json`.

`python -m tests.feeds.test_feeds_golden` writes the expected files anew; look at the difference before you keep it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.feeds.reading import URL, read_twice
from tests.feeds.test_feeds_fast import feed_text
from ticker.cli import output
from ticker.errors import Failure
from ticker.feeds.parse import parse
from ticker.model import Document

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.name for path in GOLDEN.glob("*.*") if not path.name.endswith(".expected.json"))
# What only feedparser reads; all other documents are read by both.
ONLY_REFERENCE = {f"{name}.xml" for name in ["atom", "atom03", "broken", "cdf", "dates", "rss-links-and-ids", "rss091"]}


def understood(name: str) -> object:
    """What a golden document is read as, in the words of the program's JSON, without what is empty."""
    parsed = parse((GOLDEN / name).read_bytes(), url=URL)
    if isinstance(parsed, Failure):
        return {"cause": parsed.cause, "detail": parsed.detail}
    return told(output.document(parsed, URL))


def told(value: object) -> object:
    """The value without keys that say nothing."""
    if isinstance(value, dict):
        return {key: told(member) for key, member in value.items() if member not in (None, False, [], {}, URL)}
    return [told(member) for member in value] if isinstance(value, list) else value


def expected_file(name: str) -> Path:
    return GOLDEN / f"{name}.expected.json"


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_document_is_read_as_expected(name: str) -> None:
    assert understood(name) == json.loads(expected_file(name).read_text("utf-8"))


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".xml")])
def test_both_readers_read_it_so(name: str) -> None:
    text = feed_text((GOLDEN / name).read_bytes())
    if text is None:
        return
    quick, slow = read_twice(text)
    assert isinstance(slow, Document)
    assert (quick is None) == (name in ONLY_REFERENCE)
    assert quick in (None, slow)


if __name__ == "__main__":
    for one in NAMES:
        expected_file(one).write_text(output.as_json(understood(one)) + "\n", "utf-8")
