"""The words of the house: plain frozen data, passed between the rooms. All times are aware and in UTC."""

from ticker.model.changes import Change, ChangeKind, Intent, IntentKind, PollResult
from ticker.model.parsed import (
    LIVEBLOG_TYPE,
    Document,
    Enclosure,
    EntryData,
    FeedData,
    FeedKind,
    FoundFeed,
    PollHints,
    Urgency,
)
from ticker.model.stored import (
    Article,
    Entry,
    Feed,
    Headline,
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
