"""The views in words, in the order of the sidebar, with their figures. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ticker.l10n.messages import N_, _
from ticker.store.views import View, ViewCounts, ViewKind
from ticker.text import collation

_TITLES = {
    ViewKind.ALL: N_("All"),
    ViewKind.UNREAD: N_("Unread"),
    ViewKind.URGENT: N_("Urgent"),
    ViewKind.STARRED: N_("Starred"),
    ViewKind.LATER: N_("To read later"),
}

_EMPTY = {
    ViewKind.ALL: N_("Nothing has come in yet. F: the feeds"),
    ViewKind.UNREAD: N_("All read. Esc shows all entries."),
    ViewKind.URGENT: N_("Nothing urgent has come in. Esc shows all entries."),
    ViewKind.STARRED: N_("Nothing is starred yet: f stars an entry. Esc shows all."),
    ViewKind.LATER: N_("Nothing waits to be read: b keeps an entry for later. Esc shows all."),
    ViewKind.CATEGORY: N_("Nothing of this category. Esc shows all entries."),
    ViewKind.SEARCH: N_("Nothing found. Fewer or shorter words find more; / changes the search, Esc shows all."),
    ViewKind.FILTER: N_("Nothing fits. = changes the filter, Esc shows all entries."),
    ViewKind.FEED: N_("This feed has brought nothing yet. Esc shows all entries."),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the sidebar: a view with its figure, or a heading (`view` is None)."""

    title: str
    view: View | None = None
    count: int = 0


def categories(counts: ViewCounts) -> list[View]:
    """The views of the categories that entries had lately."""
    return [View(ViewKind.CATEGORY, query=name) for name in sorted(counts.categories, key=collation.key)]


def items(counts: ViewCounts, saved: Sequence[View] = ()) -> list[Item]:
    """All lines of the sidebar."""
    figures = {
        ViewKind.ALL: counts.unread,
        ViewKind.UNREAD: counts.unread,
        ViewKind.URGENT: counts.urgent,
        ViewKind.STARRED: counts.starred,
        ViewKind.LATER: counts.later,
    }
    fixed = [Item(_(title), View(kind), figures[kind]) for kind, title in _TITLES.items()]
    named = sorted(counts.names.items(), key=lambda feed: collation.key(feed[1]))
    sources = [Item(name, View(ViewKind.FEED, id), counts.feeds.get(id, 0)) for id, name in named]
    searches = [Item(view.query, view, counts.found.get(view, 0)) for view in saved]
    kinds = [Item(view.query, view, counts.found.get(view, 0)) for view in categories(counts)]
    parts = ((_("Searches"), searches), (_("Categories"), kinds), (_("Sources"), sources))
    return [*fixed, *(item for heading, some in parts if some for item in (Item(heading), *some))]


def title(view: View, names: Mapping[int, str]) -> str:
    """The name of a view; a feed that is gone has none."""
    if view.kind is ViewKind.FEED:
        return names.get(view.feed_id or 0, "")
    sign = {ViewKind.SEARCH: "/ ", ViewKind.FILTER: "= "}.get(view.kind, "")
    return f"{sign}{view.query}" if view.query else _(_TITLES[view.kind])


def empty(view: View) -> str:
    """What is said where a view has no entry."""
    return _(_EMPTY[view.kind])
