"""The key tables of README.md: `python -m ticker.ui.keytable FILE` writes them anew between their marks."""

from __future__ import annotations

import sys
from pathlib import Path

from ticker.ui import bindings
from ticker.ui.keymap import help_lines

START, END = "<!-- keys -->", "<!-- /keys -->"


def tables() -> str:
    """The commands of all places with their default keys, as Markdown."""
    parts = []
    for place, title in bindings.PLACES.items():
        lines = ["", f"| Key | {title} | Name |", "| --- | --- | --- |"]
        commands = bindings.commands_at([place])
        named = {command.name: command.id for command in reversed(commands)}
        for keys, name in help_lines(commands, {}):
            shown = " ".join(f"`{_escaped(key)}`" for key in keys)
            lines.append(f"| {shown} | {name} | `{named[name]}` |")
        parts.append("\n".join(lines))
    return "\n".join(parts) + "\n\n"


def renewed(text: str) -> str:
    """The text with the tables between its marks. Raises ValueError where the marks are missing."""
    before, rest = text.split(START)
    _old, after = rest.split(END)
    return f"{before}{START}\n{tables()}{END}{after}"


def _escaped(key: str) -> str:
    return key.replace("|", "\\|")


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(renewed(file.read_text("utf-8")), "utf-8")
