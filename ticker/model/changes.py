"""What a poll brings, and what the store shall do for it. All times are aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ticker.errors import Failure
from ticker.headline import Urgency
from ticker.model.parsed import EntryData, FeedData, FoundFeed
from ticker.model.stored import Validators


class IntentKind(StrEnum):
    """What the store shall do with one entry of a poll."""

    ADD = "add"
    REVISE = "revise"
    UPDATE = "update"  # no new version: only urgency, embargo, pin, key event, or a withdrawal taken back
    WITHDRAW = "withdraw"  # the source takes it back; the text of the last version stays


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing for the store to do. `key` names the stored entry, None where it is new.

    `data` is the new version; of an UPDATE only what it says about urgency and the like counts; WITHDRAW has none.
    """

    kind: IntentKind
    key: int | None = None
    data: EntryData | None = None
    urgency: Urgency = Urgency.ROUTINE


@dataclass(frozen=True, slots=True)
class PollResult:
    """What one poll of one feed brought.

    `feed` is the parsed description where there was a new document; `failure` says why there was no answer.
    `interval` (seconds) and `interval_reason` are why `next_poll` was chosen, `received` is the size of the body in
    bytes after decompression, and `moved_to` where the server says that the feed lives for good. `found` are the feeds
    that a page names which was subscribed to in their place. `known` is that of the document, None where there was
    none. `backlog` is where older entries still have to be fetched. `restless` entries of the document were held still
    (`ticker.restless`).
    """

    at: datetime
    status: int | None = None
    validators: Validators = Validators()
    body_digest: bytes | None = None
    feed: FeedData | None = None
    failure: Failure | None = None
    next_poll: datetime | None = None
    intents: tuple[Intent, ...] = ()
    interval: int | None = None
    interval_reason: str | None = None
    received: int = 0
    moved_to: str | None = None
    found: tuple[FoundFeed, ...] = ()
    known: bytes | None = None
    backlog: str | None = None
    restless: int = 0
