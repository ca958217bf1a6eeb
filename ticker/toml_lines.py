"""Where in a TOML text a setting stands: the parser gives values without their lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_NAMES = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEAD = re.compile(rf"\s*\[\s*({_NAMES})\s*\]")
_SETTING = re.compile(rf"\s*({_NAMES})\s*=")


def flat(table: Mapping[str, object]) -> dict[str, object]:
    """The values of a table and of the tables in it, by their dotted names."""
    values: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            values |= {f"{name}.{rest}": inner for rest, inner in flat(value).items()}
        else:
            values[name] = value
    return values


def line_of(text: str, name: str) -> int:
    """The line (from 1) on which the setting of that dotted name stands.

    It is that of its table or of its nearest ancestor where the setting itself cannot be found, as in a table
    written in braces; 1 where none of them is.
    """
    found = {"": 1}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if head := _HEAD.match(line):
            table = _dotted(head[1])
            found.setdefault(table, number)
        elif setting := _SETTING.match(line):
            found.setdefault(".".join(part for part in (table, _dotted(setting[1])) if part), number)
    while name not in found:
        name = name.rpartition(".")[0]
    return found[name]


def _dotted(names: str) -> str:
    return ".".join(part.strip("\"'") for part in re.findall(_NAME, names))
