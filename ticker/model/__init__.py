"""The words of the house: plain frozen data, passed between the rooms. All times are aware and in UTC."""

from ticker.headline import Change, ChangeKind, FeedKind, Headline, Urgency
from ticker.model.changes import Intent, IntentKind, PollResult
from ticker.model.parsed import (
    LIVEBLOG_TYPE,
    Document,
    Enclosure,
    EntryData,
    FeedData,
    FoundFeed,
    PollHints,
)
from ticker.model.stored import (
    Article,
    Entry,
    Feed,
    Health,
    Picture,
    Revision,
    StoredEntry,
    Subscription,
    Validators,
)

__all__ = [
    "LIVEBLOG_TYPE",
    "Article",
    "Change",
    "ChangeKind",
    "Document",
    "Enclosure",
    "Entry",
    "EntryData",
    "Feed",
    "FeedData",
    "FeedKind",
    "FoundFeed",
    "Headline",
    "Health",
    "Intent",
    "IntentKind",
    "Picture",
    "PollHints",
    "PollResult",
    "Revision",
    "StoredEntry",
    "Subscription",
    "Urgency",
    "Validators",
]
