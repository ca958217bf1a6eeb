"""Every command of the interface: its id, its keys, its name. Bindings, help and README come from this table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ticker.errors import N_


@dataclass(frozen=True, slots=True)
class Command:
    """What a key does at a place. `action` is a Textual action, `name` a message id.

    Commands of one place with the same name are one line of the help; `keys` is a Textual key list.
    """

    place: str
    keys: str
    action: str
    name: str
    priority: bool = False


COMMANDS = (
    Command("list", "j,down", "move(1)", N_("next headline")),
    Command("list", "k,up", "move(-1)", N_("previous headline")),
    Command("list", "ctrl+d", "page(1)", N_("half a page down, up")),
    Command("list", "ctrl+u", "page(-1)", N_("half a page down, up")),
    Command("list", "pagedown", "page(2)", N_("a page down, up")),
    Command("list", "pageup", "page(-2)", N_("a page down, up")),
    Command("list", "g,home", "top", N_("to the newest headline")),
    Command("list", "G,end", "bottom", N_("to the oldest headline")),
    Command("list", "enter,l,right", "screen.read", N_("read")),
    Command("pane", "j,down", "move(1)", N_("scroll the text")),
    Command("pane", "k,up", "move(-1)", N_("scroll the text")),
    Command("pane", "ctrl+d", "page(1)", N_("half a page down, up")),
    Command("pane", "ctrl+u", "page(-1)", N_("half a page down, up")),
    Command("pane", "pagedown", "page(2)", N_("a page down, up")),
    Command("pane", "pageup", "page(-2)", N_("a page down, up")),
    Command("pane", "g,home", "top", N_("start of the text")),
    Command("pane", "G,end", "bottom", N_("end of the text")),
    Command("pane", "1", "link(1)", N_("open a numbered link")),
    *(Command("pane", str(number), f"link({number})", N_("open a numbered link")) for number in range(2, 10)),
    Command("river", "full_stop", "newest", N_("show new headlines")),
    Command("river", "space", "pause", N_("pause and resume the live list")),
    Command("river", "m", "toggle_read", N_("mark read or unread")),
    Command("river", "f", "toggle_star", N_("star")),
    Command("river", "v", "versions", N_("what was changed")),
    Command("river", "o", "open_browser", N_("open in the browser")),
    Command("river", "r", "refresh", N_("ask the feed now")),
    Command("river", "R", "refresh_all", N_("ask all feeds now")),
    Command("river", "tab", "switch_pane", N_("other pane")),
    Command("river", "a", "add_feed", N_("add a feed")),
    Command("river", "F", "feeds", N_("feeds and their state")),
    Command("river", "question_mark", "help", N_("this help")),
    Command("river", "escape,h,left", "back", N_("back")),
    Command("river", "q", "quit_or_back", N_("back; at the list: quit")),
    Command("feeds", "j,down", "cursor_down", N_("next feed")),
    Command("feeds", "k,up", "cursor_up", N_("previous feed")),
    Command("feeds", "g,home", "first", N_("first feed")),
    Command("feeds", "G,end", "last", N_("last feed")),
    Command("feeds", "r", "screen.refresh", N_("ask the feed now")),
    Command("feeds", "R", "screen.refresh_all", N_("ask all feeds now")),
    Command("app", "ctrl+c,ctrl+q", "leave", N_("quit at once"), priority=True),
    Command("app", "ctrl+z", "suspend_process", N_("to the shell; fg comes back"), priority=True),
)

_KEY_NAMES = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "full_stop": ".",
    "question_mark": "?",
    "enter": N_("Enter"),
    "pagedown": N_("PgDn"),
    "pageup": N_("PgUp"),
    "home": N_("Home"),
    "end": N_("End"),
    "escape": N_("Esc"),
    "tab": N_("Tab"),
    "space": N_("space"),
}


def textual(place: str) -> Iterator[tuple[str, str]]:
    """The (keys, action) pairs of a place."""
    return ((command.keys, command.action) for command in COMMANDS if command.place == place)


def help_lines(place: str) -> list[tuple[list[str], str]]:
    """(message ids of the keys, message id of the name) of a place, a line a name, in the table's order."""
    lines: dict[str, list[str]] = {}
    for command in COMMANDS:
        if command.place == place:
            lines.setdefault(command.name, []).extend(command.keys.split(","))
    return [(_printed(keys), name) for name, keys in lines.items()]


def _printed(keys: list[str]) -> list[str]:
    if keys == [str(number) for number in range(1, 10)]:
        return ["1 – 9"]
    return [_KEY_NAMES.get(key, key.replace("ctrl+", "^")) for key in keys]
