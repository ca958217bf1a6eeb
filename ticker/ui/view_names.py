"""The views in words, in the order of the sidebar, with their figures. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ticker.l10n.messages import N_, _
from ticker.store.views import View, ViewCounts, ViewKind
from ticker.text import collation
from ticker.text.groups import BETWEEN, names_of

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
    ViewKind.GROUP: N_("The feeds of this group have brought nothing yet. Esc shows all entries."),
    ViewKind.FEED: N_("This feed has brought nothing yet. Esc shows all entries."),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the sidebar: a view with its figure, or a heading (`view` is None). A group is both.

    `level` tells in how many groups it lies.
    """

    title: str
    view: View | None = None
    count: int = 0
    level: int = 0

    @property
    def heads(self) -> bool:
        """Whether others stand below it."""
        return self.view is None or self.view.kind is ViewKind.GROUP


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
    searches = [Item(view.query, view, counts.found.get(view, 0)) for view in saved]
    kinds = [Item(view.query, view, counts.found.get(view, 0)) for view in categories(counts)]
    groups = _grouped(counts)
    sources = [_source(id, counts, 0) for id in _by_name(counts, counts.names.keys() - counts.groups.keys())]
    parts = ((_("Searches"), searches), (_("Categories"), kinds))
    ungrouped = (_("Other sources") if groups else _("Sources"), sources)
    return [*fixed, *_headed(*parts), *groups, *_headed(ungrouped)]


def _headed(*parts: tuple[str, Sequence[Item]]) -> list[Item]:
    return [item for heading, some in parts if some for item in (Item(heading), *some)]


def _grouped(counts: ViewCounts) -> list[Item]:
    """The groups by name, each with the feeds and then the groups in it below."""
    paths = {names_of(group) for group in counts.groups.values()}
    whole = {path[:depth] for path in paths for depth in range(1, len(path) + 1)}
    members: dict[tuple[str, ...], list[int]] = {}
    for id, group in counts.groups.items():
        members.setdefault(names_of(group), []).append(id)
    found: list[Item] = []
    for path in sorted(whole, key=lambda path: [collation.key(name) for name in path]):
        below = (id for deeper, ids in members.items() if deeper[: len(path)] == path for id in ids)
        count = sum(counts.feeds.get(id, 0) for id in below)
        found.append(Item(path[-1], View(ViewKind.GROUP, query=BETWEEN.join(path)), count, len(path) - 1))
        found += [_source(id, counts, len(path) - 1) for id in _by_name(counts, members.get(path, ()))]
    return found


def _by_name(counts: ViewCounts, ids: Iterable[int]) -> list[int]:
    return sorted(ids, key=lambda id: collation.key(counts.names[id]))


def _source(id: int, counts: ViewCounts, level: int) -> Item:
    name = counts.names[id].removeprefix("https://").removeprefix("http://")  # that of a feed that never came
    return Item(name, View(ViewKind.FEED, id), counts.feeds.get(id, 0), level)


def title(view: View, names: Mapping[int, str]) -> str:
    """The name of a view; a feed that is gone has none."""
    if view.kind is ViewKind.FEED:
        return names.get(view.feed_id or 0, "")
    sign = {ViewKind.SEARCH: "/ ", ViewKind.FILTER: "= "}.get(view.kind, "")
    return f"{sign}{view.query}" if view.query else _(_TITLES[view.kind])


def empty(view: View) -> str:
    """What is said where a view has no entry."""
    return _(_EMPTY[view.kind])
