"""Which keys the reader wants for which command: his wishes checked, and keys in print. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cache

from textual.keys import Keys, _character_to_key

from ticker.config import KeyWish
from ticker.errors import N_, UsageError
from ticker.ui.bindings import BY_ID, CHAINS, COMMANDS, NO_KEY, Command

MODIFIERS = ("ctrl", "shift", "alt")

PRINTED = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "enter": N_("Enter"),
    "pagedown": N_("PgDn"),
    "pageup": N_("PgUp"),
    "home": N_("Home"),
    "end": N_("End"),
    "escape": N_("Esc"),
    "tab": N_("Tab"),
    "space": N_("space"),
    "backspace": N_("Backspace"),
    "delete": N_("Del"),
    "insert": N_("Ins"),
}
"""Message ids of the keys that are not printed as they are typed."""


def checked(wishes: Mapping[str, KeyWish]) -> dict[str, str]:
    """The key lists that differ from the defaults, by command id, as Textual's keymap wants them.

    Raises UsageError, with file and line, for an id that no command has, a key that there is not, and a key that
    would mean two things at one place.
    """
    keymap = {}
    for id, wish in wishes.items():
        if id not in BY_ID:
            raise _unknown(
                N_("{path}:{line}: There is no command “{name}”. Did you mean “{nearest}”?"),
                id,
                list(BY_ID),
                wish,
            )
        keymap[id] = ",".join(_key(name, wish) for name in _split(wish.keys)) or NO_KEY
    _check_clashes(keymap, wishes)
    return keymap


def keys_of(command: Command, keymap: Mapping[str, str]) -> list[str]:
    """The keys of a command as the reader has them."""
    keys = keymap.get(command.id, command.keys)
    return [key for key in keys.split(",") if key and key != NO_KEY]


def printed(key: str) -> str:
    """A key as it is printed: a character, or the message id of its name."""
    *modifiers, name = key.split("+")
    shown = PRINTED.get(name) or _characters().get(name) or (name.upper() if name[1:].isdigit() else name)
    return "".join("^" if modifier == "ctrl" else f"{modifier}+" for modifier in modifiers) + shown


def help_lines(commands: Iterable[Command], keymap: Mapping[str, str]) -> list[tuple[list[str], str]]:
    """(message ids of the keys, message id of the name), a line a name, in the order of the commands."""
    lines: dict[str, list[str]] = {}
    for command in commands:
        lines.setdefault(command.name, []).extend(printed(key) for key in keys_of(command, keymap))
    return [(_digits_together(keys), name) for name, keys in lines.items() if keys]


def _digits_together(keys: list[str]) -> list[str]:
    return ["0 – 9"] if keys == [str(digit) for digit in range(10)] else keys


def _split(keys: str) -> list[str]:
    """The names in a key list. The comma is a key too: as `comma`, or alone."""
    return ["comma"] if keys.strip() == "," else [name for name in (part.strip() for part in keys.split(",")) if name]


def _key(name: str, wish: KeyWish) -> str:
    """Textual's name of a key. Raises UsageError where there is none of that name."""
    if len(name) == 1:
        return _character_to_key(name)
    *modifiers, last = name.lower().split("+") if "+" in name else [name.lower()]
    if all(modifier in MODIFIERS for modifier in modifiers) and (len(last) == 1 or last in _known()):
        return "+".join([*modifiers, _character_to_key(last) if len(last) == 1 else last])
    raise _unknown(
        N_("{path}:{line}: There is no key “{name}”. Did you mean “{nearest}”?"), name, sorted(_known()), wish
    )


@cache
def _known() -> frozenset[str]:
    return frozenset({key.value for key in Keys if "+" not in key.value and "<" not in key.value} | set(_characters()))


@cache
def _characters() -> dict[str, str]:
    """The characters that have a name as keys, by it."""
    return {_character_to_key(chr(code)): chr(code) for code in range(33, 127) if not chr(code).isalnum()}


def _unknown(message: str, name: str, known: list[str], wish: KeyWish) -> UsageError:
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
    return UsageError(message, path=wish.path, line=wish.line, name=name, nearest=nearest)


def _check_clashes(keymap: Mapping[str, str], wishes: Mapping[str, KeyWish]) -> None:
    meant = set(clashes({}))
    for first, second, key in clashes(keymap):
        if (first, second, key) in meant:
            continue
        at = wishes.get(second) or wishes[first]
        raise UsageError(
            N_("{path}:{line}: The key “{key}” would mean both “{first}” and “{second}”."),
            path=at.path,
            line=at.line,
            key=_characters().get(key, key),
            first=first,
            second=second,
        )


def clashes(keymap: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(id, id, key) of commands that one key would mean at the same time.

    What the default keys already share is meant: the inner place has them.
    """
    found: dict[tuple[str, str, str], None] = {}
    for chain in CHAINS:
        taken: dict[str, str] = {}
        for command in (command for place in chain for command in COMMANDS if command.place == place):
            for key in keys_of(command, keymap):
                other = taken.setdefault(key, command.id)
                if other != command.id:
                    found[other, command.id, key] = None
    return list(found)
