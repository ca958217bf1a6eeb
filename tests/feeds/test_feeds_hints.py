"""What a feed asks of those who poll it."""

from __future__ import annotations

import time

import pytest

from ticker.feeds.hints import poll_hints
from ticker.model import PollHints

NONE: frozenset[int] = frozenset()


@pytest.mark.parametrize(
    ("head", "hints"),
    [
        ("", PollHints()),
        ("<ttl>90</ttl>", PollHints(ttl=5400)),
        ("<ttl> <![CDATA[ 5 ]]> </ttl>", PollHints(ttl=300)),
        ("<ttl>0</ttl>", PollHints()),
        ("<ttl>viel</ttl>", PollHints()),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", PollHints(update_period=3600)),
        (
            "<sy:updatePeriod>\n Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            PollHints(update_period=21_600),
        ),
        ('<updatePeriod xmlns="x">weekly</updatePeriod>', PollHints(update_period=604_800)),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", PollHints()),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>9999</sy:updateFrequency>", PollHints()),
        ("<sy:updatePeriod>stündlich</sy:updatePeriod>", PollHints()),
        (
            "<skipHours><hour>0</hour><hour>7</hour><hour>23</hour><hour>24</hour><hour>25</hour></skipHours>",
            PollHints(skip_hours=frozenset({0, 7, 23})),
        ),
        (
            "<skipDays>\n<day>Sunday</day>\n<day>monday</day><day>Feiertag</day></skipDays>",
            PollHints(skip_days=frozenset({0, 6})),
        ),
        ("<hour>7</hour><day>Sunday</day>", PollHints()),
    ],
)
def test_hints_in_the_head_of_a_channel(head: str, hints: PollHints) -> None:
    assert poll_hints(f"<rss><channel>{head}<item><ttl>1</ttl></item></channel></rss>") == hints


def test_hints_behind_the_first_entry_are_an_entrys_business() -> None:
    assert poll_hints("<rss><channel><item/><item><ttl>1</ttl></item></channel></rss>") == PollHints(ttl=None)


@pytest.mark.parametrize(
    "unit", ["<ttl>", "<skipHours>", "<skipHours><hour>", "<sy:updatePeriod ", "<ttl><![CDATA[", " "]
)
def test_hostile_heads_take_no_time(unit: str) -> None:
    started = time.perf_counter()
    assert poll_hints(unit * 100_000) == PollHints()
    assert time.perf_counter() - started < 2
