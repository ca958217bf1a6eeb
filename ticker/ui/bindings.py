"""Every command of the interface: its id, its place, its keys, its name.

Bindings, the help, the command palette, the `[keys]` table of the settings and the key tables of README.md come from
this table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from textual.binding import Binding, BindingType

from ticker.errors import N_


class Command(NamedTuple):
    """What a key does at a place.

    `id` is what the settings call it and never changes, `keys` a Textual key list (empty: no key), `action` a Textual
    action, `name` a message id. Commands of one place with the same name are one line of the help. `priority` lets
    its keys work wherever one types.
    """

    id: str
    place: str
    keys: str
    action: str
    name: str
    priority: bool = False


PLACES: Mapping[str, str] = {
    "list": N_("In the list"),
    "pane": N_("In the text"),
    "sidebar": N_("In the sidebar"),
    "prompt": N_("In the search line"),
    "panes": N_("Between list and text"),
    "crawl": N_("In the crawl"),
    "stream": N_("In the river"),
    "river": N_("In the list and the text"),
    "replay": N_("In a replay"),
    "live": N_("In the live view"),
    "contents": N_("In the contents of the live view"),
    "ticker": N_("In the live view and its contents"),
    "feeds": N_("In the feeds"),
    "starters": N_("In the starter set"),
    "welcome": N_("At the first start"),
    "story": N_("In a story"),
    "settings": N_("In the settings"),
    "pipe": N_("At the prompt for a command"),
    "dialog": N_("In dialogs"),
    "app": N_("Everywhere"),
}
"""The places, with their headings, in the order of the help. A widget or screen names its place in `PLACE`."""

CHAINS = (
    ("list", "panes", "stream", "river", "app"),
    ("pane", "panes", "stream", "river", "app"),
    ("sidebar", "stream", "river", "app"),
    ("crawl", "river", "app"),
    ("list", "panes", "stream", "replay", "river", "app"),
    ("pane", "panes", "stream", "replay", "river", "app"),
    ("sidebar", "stream", "replay", "river", "app"),
    ("live", "ticker", "app"),
    ("contents", "ticker", "app"),
    ("prompt",),
    ("feeds", "app"),
    ("starters", "welcome", "app"),
    ("pane", "story", "app"),
    ("settings", "app"),
    ("pipe", "dialog"),
)
"""The places whose keys hold at the same time, from the innermost."""

COMMANDS = (
    Command("list.next", "list", "j,down", "move(1)", N_("next headline")),
    Command("list.previous", "list", "k,up", "move(-1)", N_("previous headline")),
    Command("list.half-page-down", "list", "ctrl+d", "page(1)", N_("half a page down")),
    Command("list.half-page-up", "list", "ctrl+u", "page(-1)", N_("half a page up")),
    Command("list.page-down", "list", "pagedown", "page(2)", N_("a page down")),
    Command("list.page-up", "list", "pageup", "page(-2)", N_("a page up")),
    Command("list.top", "list", "g,home", "top", N_("to the newest headline")),
    Command("list.bottom", "list", "G,end", "bottom", N_("to the oldest headline")),
    Command("list.read", "list", "enter,l,right", "screen.read", N_("read")),
    Command("pane.down", "pane", "j,down", "move(1)", N_("scroll down")),
    Command("pane.up", "pane", "k,up", "move(-1)", N_("scroll up")),
    Command("pane.half-page-down", "pane", "ctrl+d", "page(1)", N_("half a page down")),
    Command("pane.half-page-up", "pane", "ctrl+u", "page(-1)", N_("half a page up")),
    Command("pane.walk", "pane", "space,pagedown", "walk", N_("a page on; at the end to the next unread entry")),
    Command("pane.page-up", "pane", "pageup", "page(-2)", N_("a page up")),
    Command("pane.top", "pane", "g,home", "top", N_("start of the text")),
    Command("pane.bottom", "pane", "G,end", "bottom", N_("end of the text")),
    *(
        Command(f"pane.digit-{digit}", "pane", str(digit), f"digit({digit})", N_("open a numbered link"))
        for digit in range(10)
    ),
    Command("sidebar.next", "sidebar", "j,down", "move(1)", N_("next view")),
    Command("sidebar.previous", "sidebar", "k,up", "move(-1)", N_("previous view")),
    Command("sidebar.page-down", "sidebar", "ctrl+d,pagedown", "page(1)", N_("half a page down")),
    Command("sidebar.page-up", "sidebar", "ctrl+u,pageup", "page(-1)", N_("half a page up")),
    Command("sidebar.top", "sidebar", "g,home", "move(-9999)", N_("first view")),
    Command("sidebar.bottom", "sidebar", "G,end", "move(9999)", N_("last view")),
    Command("sidebar.choose", "sidebar", "enter,l,right", "choose", N_("show the view")),
    Command("panes.more-list", "panes", "greater_than_sign", "move_border(1)", N_("more room for the list")),
    Command("panes.more-text", "panes", "less_than_sign", "move_border(-1)", N_("more room for the text")),
    Command("crawl.next", "crawl", "l,right,j,down", "step(1)", N_("next headline")),
    Command("crawl.previous", "crawl", "h,left,k,up", "step(-1)", N_("previous headline")),
    Command("crawl.open", "crawl", "enter", "open", N_("read")),
    Command("sidebar.drop", "sidebar", "X,delete", "drop", N_("drop the saved search")),
    Command("stream.views", "stream", "V", "views", N_("views: show or leave the sidebar")),
    Command("stream.search", "stream", "slash", "ask('search')", N_("search")),
    Command("stream.filter", "stream", "equals_sign", "ask('filter')", N_("filter")),
    Command("stream.fold", "stream", "S", "fold", N_("one line for each story, or all entries")),
    Command("stream.save-search", "stream", "W", "save_search", N_("save the search in the sidebar")),
    Command("stream.newest", "stream", "full_stop", "newest", N_("show new headlines")),
    Command("stream.pause", "stream", "space", "pause", N_("pause and resume the live list")),
    Command("stream.next-unread", "stream", "n", "unread(1)", N_("next unread entry")),
    Command("stream.previous-unread", "stream", "N", "unread(-1)", N_("previous unread entry")),
    Command("stream.older-day", "stream", "d,right_square_bracket", "day(1)", N_("to the day before")),
    Command("stream.younger-day", "stream", "D,left_square_bracket", "day(-1)", N_("to the day after")),
    Command("stream.jump", "stream", "J", "jump", N_("to a day or a time")),
    Command("river.read-mark", "river", "m", "toggle_read", N_("mark read or unread")),
    Command("river.star", "river", "f", "toggle_star", N_("star")),
    Command("river.all-read", "river", "A", "all_read", N_("mark all as read")),
    Command("river.hide", "river", "x", "hide", N_("hide the entry")),
    Command("river.later", "river", "b", "later", N_("to read later")),
    Command("river.undo", "river", "u", "undo", N_("undo")),
    Command("river.versions", "river", "v", "versions", N_("what was changed")),
    Command("river.alone", "river", "z", "alone", N_("the text alone, or beside the list")),
    Command("river.copy-link", "river", "y", "copy_link", N_("copy the link")),
    Command("river.copy-quote", "river", "Y", "copy_quote", N_("copy the passage with source and date")),
    Command("river.pipe", "river", "vertical_line", "pipe", N_("hand the entry to a command")),
    Command("river.article", "river", "e", "full_article", N_("the full article, or the text of the feed")),
    Command("river.images", "river", "i", "images", N_("the images, or only their captions")),
    Command("river.story", "river", "s", "story", N_("what others tell of the same event")),
    Command("river.browser", "river", "o", "open_browser", N_("open in the browser")),
    Command("river.crawl", "river", "c", "crawl", N_("stop the crawl and go there, or leave it")),
    Command("river.refresh", "river", "r", "refresh", N_("ask the feed now")),
    Command("river.refresh-all", "river", "R", "refresh_all", N_("ask all feeds now")),
    Command("river.other-pane", "river", "tab", "switch_pane", N_("other pane")),
    Command("river.live", "river", "t", "live_view", N_("live view of the entry's ticker")),
    Command("river.add-feed", "river", "a", "add_feed", N_("add a feed")),
    Command("river.feeds", "river", "F", "feeds", N_("feeds and their state")),
    Command("river.back", "river", "escape,h,left", "back", N_("back")),
    Command("river.quit", "river", "q", "quit_or_back", N_("back; at the list: quit")),
    Command("replay.play", "replay", "P", "play", N_("stop and run the tape")),
    Command("replay.slower", "replay", "minus", "speed(-1)", N_("slower")),
    Command("replay.faster", "replay", "plus", "speed(1)", N_("faster")),
    Command("replay.previous-poll", "replay", "left_curly_bracket", "poll(-1)", N_("to the poll before")),
    Command("replay.next-poll", "replay", "right_curly_bracket", "poll(1)", N_("to the next poll")),
    Command("replay.previous-entry", "replay", "left_parenthesis", "entry(-1)", N_("to the entries before")),
    Command("replay.next-entry", "replay", "right_parenthesis", "entry(1)", N_("to the next entries")),
    Command("replay.jump", "replay", "T", "jump", N_("go to a time of the tape")),
    Command("replay.loop", "replay", "L", "loop", N_("begin again at the end")),
    Command("live.next", "live", "j,down", "move(1)", N_("next entry; a long one is read to its end before")),
    Command("live.previous", "live", "k,up", "move(-1)", N_("previous entry")),
    Command("live.half-page-down", "live", "ctrl+d", "page(1)", N_("half a page down")),
    Command("live.half-page-up", "live", "ctrl+u", "page(-1)", N_("half a page up")),
    Command("live.page-down", "live", "space,pagedown", "page(2)", N_("a page down")),
    Command("live.page-up", "live", "pageup", "page(-2)", N_("a page up")),
    Command("live.top", "live", "g,home", "top", N_("to the first entry")),
    Command("live.bottom", "live", "G,end", "bottom", N_("to the last entry")),
    Command("live.open", "live", "enter,l,right", "open", N_("read the entry for itself")),
    Command("contents.next", "contents", "j,down", "cursor_down", N_("next key event")),
    Command("contents.previous", "contents", "k,up", "cursor_up", N_("previous key event")),
    Command("contents.top", "contents", "g,home", "first", N_("first key event")),
    Command("contents.bottom", "contents", "G,end", "last", N_("last key event")),
    Command("contents.choose", "contents", "enter,l,right", "select", N_("go there")),
    Command("ticker.order", "ticker", "s", "turn", N_("newest first, or in reading order")),
    Command("ticker.next-moment", "ticker", "n", "moment(1)", N_("next key event")),
    Command("ticker.previous-moment", "ticker", "N", "moment(-1)", N_("previous key event")),
    Command("ticker.contents", "ticker", "tab", "contents", N_("key events as contents, or back")),
    Command("ticker.browser", "ticker", "o", "open_browser", N_("open in the browser")),
    Command("ticker.refresh", "ticker", "r", "refresh", N_("ask the feed now")),
    Command("ticker.back", "ticker", "escape,q,t,h,left", "back", N_("back")),
    Command("feeds.next", "feeds", "j,down", "cursor_down", N_("next feed")),
    Command("feeds.previous", "feeds", "k,up", "cursor_up", N_("previous feed")),
    Command("feeds.top", "feeds", "g,home", "first", N_("first feed")),
    Command("feeds.bottom", "feeds", "G,end", "last", N_("last feed")),
    Command("feeds.entries", "feeds", "enter", "select", N_("its entries; choose among a page's feeds")),
    Command("feeds.refresh", "feeds", "r", "screen.refresh", N_("ask the feed now")),
    Command("feeds.refresh-all", "feeds", "R", "screen.refresh_all", N_("ask all feeds now")),
    Command("feeds.remove", "feeds", "x", "screen.remove", N_("unsubscribe and delete its entries, after asking")),
    Command("feeds.add-feed", "feeds", "a", "screen.add_feed", N_("add a feed")),
    Command("feeds.back", "feeds", "escape", "screen.stop_or_back", N_("back; stop a refresh")),
    Command("feeds.close", "feeds", "q,F,h,left", "app.pop_screen", N_("back")),
    Command("starters.next", "starters", "j,down", "cursor_down", N_("next source")),
    Command("starters.previous", "starters", "k,up", "cursor_up", N_("previous source")),
    Command("starters.tick", "starters", "space,x", "tick", N_("tick the source")),
    Command("starters.subscribe", "starters", "enter", "screen.subscribe", N_("subscribe to what is ticked")),
    Command("welcome.add-feed", "welcome", "a", "add_feed", N_("add a feed")),
    Command("welcome.replay", "welcome", "v", "replay", N_("watch the replay")),
    Command("welcome.quit", "welcome", "q,escape", "app.leave", N_("quit")),
    Command("story.next", "story", "l,right,tab", "turn(1)", N_("next column")),
    Command("story.previous", "story", "h,left,shift+tab", "turn(-1)", N_("previous column")),
    Command("story.browser", "story", "o", "open_browser", N_("open in the browser")),
    Command("story.part", "story", "x", "part", N_("this is another story")),
    Command("story.close", "story", "q,escape,s", "close", N_("back")),
    Command("settings.next", "settings", "j,down", "cursor_down", N_("next setting")),
    Command("settings.previous", "settings", "k,up", "cursor_up", N_("previous setting")),
    Command("settings.top", "settings", "g,home", "first", N_("first setting")),
    Command("settings.bottom", "settings", "G,end", "last", N_("last setting")),
    Command("settings.more", "settings", "l,right", "screen.change(1)", N_("next value")),
    Command("settings.less", "settings", "h,left", "screen.change(-1)", N_("previous value")),
    Command("settings.enter", "settings", "enter", "screen.enter", N_("type the value, or take the next one")),
    Command("settings.default", "settings", "x,delete", "screen.default", N_("back to the default")),
    Command("settings.close", "settings", "q,escape", "screen.close", N_("back")),
    Command("pipe.form", "pipe", "tab", "screen.other_form", N_("as text or as JSON")),
    Command("pipe.page-down", "pipe", "pagedown", "screen.scroll_output(10)", N_("a page down")),
    Command("pipe.page-up", "pipe", "pageup", "screen.scroll_output(-10)", N_("a page up")),
    Command("prompt.complete", "prompt", "tab", "complete", N_("take what is offered behind the cursor")),
    Command("prompt.leave", "prompt", "escape", "leave", N_("give up the search")),
    Command("dialog.next", "dialog", "down", "next", N_("next line")),
    Command("dialog.previous", "dialog", "up", "previous", N_("previous line")),
    Command("dialog.back", "dialog", "escape", "cancel", N_("back")),
    Command("app.palette", "app", "colon", "screen.palette", N_("look for a command")),
    Command("app.settings", "app", "comma", "screen.settings", N_("settings")),
    Command("app.help", "app", "question_mark", "screen.help", N_("the keys of this place")),
    Command("app.lists", "app", "", "lists", N_("import or export feeds (OPML)")),
    Command("app.record", "app", "ctrl+r", "record", N_("record what is fetched, or end that")),
    Command("app.leave", "app", "ctrl+c,ctrl+q", "leave", N_("quit at once"), priority=True),
    Command("app.suspend", "app", "ctrl+z", "suspend_process", N_("to the shell; fg comes back"), priority=True),
)

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}
"""The commands by their ids."""


def of(*places: str) -> list[BindingType]:
    """The bindings of a widget or a screen at these places."""
    return [
        Binding(command.keys or NO_KEY, command.action, show=False, priority=command.priority, id=command.id)
        for command in commands_at(places)
    ]


NO_KEY = "no_key"
"""Stands in a binding without a key: no terminal sends it, and Textual wants one."""


def commands_at(places: Iterable[str]) -> list[Command]:
    """The commands of some places, place by place, each in the table's order."""
    return [command for place in places for command in COMMANDS if command.place == place]
